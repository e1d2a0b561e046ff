"""How many gave each answer: a wave read once, whole, and nothing kept but counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .definition import PREFER_NOT_TO_SAY, Definition

ANSWERED = ""  # what stands for every open answer: texts are never tallied
NOT_TOLD = "not_told"  # the group of those who did not tell of themselves

Counts = dict[str, Counter[Any]]  # by question; several choices and orders are tuples


@dataclass
class Cell:
    """The answers of those who told the same of themselves."""

    answers: int = 0
    counts: Counts = field(default_factory=lambda: defaultdict(Counter))

    def add(self, other: "Cell") -> None:
        self.answers += other.answers
        for key, counts in other.counts.items():
            self.counts[key].update(counts)


@dataclass
class Tallies:
    """``cells`` are never shown: only their sums over all, or over one breakdown's groups."""

    breakdowns: Sequence[str]
    cells: dict[tuple[str, ...], Cell]

    @property
    def whole(self) -> Cell:
        return _sum(self.cells.values())

    def groups(self, by: str) -> dict[str, Cell]:
        """The answers by what was told to one question."""
        place = self.breakdowns.index(by)
        parts: dict[str, list[Cell]] = defaultdict(list)
        for told, cell in self.cells.items():
            parts[told[place]].append(cell)
        return {key: _sum(cells) for key, cells in parts.items()}


def _sum(cells: Iterable[Cell]) -> Cell:
    summed = Cell()
    for cell in cells:
        summed.add(cell)
    return summed


def tally(
    rows: Iterable[Mapping[str, Any]], definition: Definition, breakdowns: Sequence[str] = ()
) -> Tallies:
    """Count answers in one pass; of dates only the year is kept."""
    types = {question.key: question.type for question in definition.answered_questions()}
    texts = {key for key, type_ in types.items() if type_ == "open"}
    days = {key for key, type_ in types.items() if type_ == "date"}
    cells: dict[tuple[str, ...], Cell] = defaultdict(Cell)
    for answers in rows:
        cell = cells[tuple(_told(answers.get(key)) for key in breakdowns)]
        cell.answers += 1
        counts = cell.counts
        for key, value in answers.items():
            if value == PREFER_NOT_TO_SAY:
                counts[key][PREFER_NOT_TO_SAY] += 1
            elif key in texts:
                counts[key][ANSWERED] += 1
            elif key in days:
                counts[key][value[:4]] += 1
            else:
                counts[key][tuple(value) if type(value) is list else value] += 1
    return Tallies(tuple(breakdowns), dict(cells))


def _told(value: Any) -> str:
    return value if isinstance(value, str) and value != PREFER_NOT_TO_SAY else NOT_TOLD

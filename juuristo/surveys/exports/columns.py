"""How answers stand in rows: in words for people, by key for programs, by number for SPSS.

A question of one answer is one column. Several choices and an order are a column per option: 1 or
0 for what was or was not chosen, the place in the order.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from juuristo.shell.sheets.writing import Cell
from juuristo.shell.texts import text_in

from ..definition import PREFER_NOT_TO_SAY, Texts
from .contents import Asked, Row, Rows

DECLINED = -9  # the number of "prefer not to say", unless a scale reaches as far


@dataclass(frozen=True)
class Column:
    """One column of the rows: ``option`` is the key of one choice of a question that has a column
    for each; ``place`` is where the question's answer stands in a row. ``grid`` is what the grid
    asks of which the question is a row."""

    question: Asked
    place: int
    option: str | None = None
    grid: Texts | None = None

    @property
    def key(self) -> str:
        return f"{self.question.key}[{self.option}]" if self.option else self.question.key

    def title(self, language: str) -> str:
        text = asked_words(self.question, self.grid, language)
        return (
            f"{text}: {option_text(self.question, self.option, language)}" if self.option else text
        )

    def of(self, answer: Any) -> Any:
        """Return what the question's answer says here: itself, 1 or 0, a place in an order."""
        if self.option is None or answer is None or answer == PREFER_NOT_TO_SAY:
            return answer
        if self.question.type == "multiple":
            return int(self.option in answer)
        return answer.index(self.option) + 1


def columns_of(questions: Sequence[Asked], before: int, grids: Mapping[str, Texts]) -> list[Column]:
    """Return the columns; ``before`` is how many values of a row come before the answers, and
    ``grids`` what the grids ask, by their rows."""
    found = []
    for place, question in enumerate(questions, before):
        if question.type in ("multiple", "ranking"):
            found += [Column(question, place, option.key) for option in question.options]
        else:
            found.append(Column(question, place, grid=grids.get(question.key)))
    return found


def words(texts: Texts, language: str) -> str:
    return text_in(texts.model_dump(), language)


def asked_words(question: Asked, grid: Texts | None, language: str) -> str:
    """What is asked; of a row of a grid, after what the grid asks."""
    texts = [words(one, language) for one in (grid, question.text) if one is not None]
    return ": ".join(filter(None, texts))


def option_text(question: Asked, key: str | None, language: str) -> str:
    return next((words(one.text, language) for one in question.options if one.key == key), str(key))


def declined_words(language: str) -> str:
    with translation.override(language):
        return _("En halua vastata")


def by_words(column: Column, language: str) -> Callable[[Any], Cell]:
    """Return what turns an answer into a cell that people read."""
    said = {PREFER_NOT_TO_SAY: declined_words(language)}
    if column.question.type == "single":
        said |= {one.key: words(one.text, language) for one in column.question.options}
        return lambda answer: said.get(answer, answer)
    return lambda answer: said[answer] if answer == PREFER_NOT_TO_SAY else answer


def by_key(column: Column, language: str) -> Callable[[Any], Cell]:
    """Return what turns an answer into a cell for programs: as it is stored."""
    return lambda answer: answer


def declined_number(question: Asked) -> int:
    least = question.ends.least if question.type == "scale" else getattr(question, "least", None)
    return int(min(DECLINED, (least if least is not None else 0) - 1))


def by_number(column: Column) -> Callable[[Any], float | str | None]:
    """Return what turns an answer into SPSS's number (or text)."""
    numbers: dict[Any, float] = {PREFER_NOT_TO_SAY: declined_number(column.question)}
    if column.question.type == "single":
        numbers |= {one.key: n for n, one in enumerate(column.question.options, 1)}
    return lambda answer: numbers.get(answer, answer)


Spoken = Callable[[Column, str], Callable[[Any], Cell]]


def table_rows(
    rows: Rows, columns: Sequence[Column], spoken: Spoken, language: str, before: int
) -> Iterator[Row]:
    """Yield rows of cells, without a header; the first ``before`` values as they are."""
    return rows.told(
        [
            *((place, lambda value: value) for place in range(before)),
            *((column.place, _after(column.of, spoken(column, language))) for column in columns),
        ]
    )


def _after(first: Callable[[Any], Any], then: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: then(first(value))

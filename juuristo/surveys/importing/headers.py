"""Which question a column answers, from its header: a question's key or its text in any language.

One choice of many (a column for each option) is written in many ways: ``Question: Option``
(Webropol), ``Question [Option]`` and ``key[option]`` (LimeSurvey, whose own numbering of options is
``key[SQ001]``), and behind a code ``key[SQ001]. Question [Option]``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from juuristo.shell.sheets.cells import tidy

from ..definition import Definition

SPLIT = ("multiple", "ranking")
BRACKETS = re.compile(r"(.+?)\s*\[([^\[\]]+)\]\.?")
NUMBERED = re.compile(r"(?:sq|a|ao)?0*([1-9][0-9]?)")
CODE_BEFORE = re.compile(r"[a-z][\w]*(?:\[[^\[\]]*\])?\.\s+(?=\S)")
NUMBER_BEFORE = re.compile(r"(?:[a-zäö]{0,10}\s*)?[0-9]{1,3}\s*[.):]\s*")


@dataclass(frozen=True)
class Target:
    """What a column answers: a question, or one option of it."""

    question: str
    option: str | None = None


class Headers:
    """Every name a column may have for one instrument."""

    def __init__(self, definition: Definition) -> None:
        self._asked = list(definition.answered_questions())
        grids = definition.grid_texts()
        names: dict[str, set[Target]] = {}
        for question in self._asked:
            for name in _names_of(question, grids.get(question.key)):
                names.setdefault(name, set()).add(Target(question.key))
            if question.type in SPLIT:
                for name, option in _split_names(question):
                    names.setdefault(name, set()).add(Target(question.key, option))
        # A name that two questions share tells nothing.
        self._names = {name: targets.pop() for name, targets in names.items() if len(targets) == 1}

    def find(self, header: str) -> Target | None:
        """Return what a column with this header answers, or None."""
        title = folded(header)
        for form in _forms(title):
            if found := self._names.get(form):
                return found
        return None

    def known(self, title: str) -> str | None:
        """The same as the name of a column: what tells a CSV's delimiter."""
        found = self.find(title)
        return found.question if found else None


def folded(text: str) -> str:
    """One form for texts that say the same: case, spaces and a last mark make no difference."""
    return tidy(text).casefold().rstrip(" ?:.*").strip()


def _forms(title: str) -> Iterator[str]:
    """Yield the header as it is, and without the code or number that tools write before it."""
    yield title
    for before in (CODE_BEFORE, NUMBER_BEFORE):
        if match := before.match(title):
            yield title[match.end() :]


def _texts(texts: Any) -> Iterable[str]:
    return [text for text in (texts.fi, texts.sv, texts.en) if text.strip()]


def _names_of(question: Any, grid: Any) -> Iterator[str]:
    yield question.key
    for text in _texts(question.text):
        yield folded(text)
    if grid is not None:  # a row of a grid: its text may follow that of the grid
        for code in ("fi", "sv", "en"):
            whole, part = folded(getattr(grid, code)), folded(getattr(question.text, code))
            if whole and part:
                yield from _joined(getattr(grid, code), whole, part)


def _split_names(question: Any) -> Iterator[tuple[str, str]]:
    for number, option in enumerate(question.options, 1):
        for form in (option.key, f"sq{number:03}", f"sq{number}", str(number)):
            yield f"{question.key}[{form}]", option.key
        yield f"{question.key}_{option.key}", option.key
        for code in ("fi", "sv", "en"):
            asked, text = getattr(question.text, code), folded(getattr(option.text, code))
            if asked.strip() and text:
                for name in _joined(asked, folded(asked), text):
                    yield name, option.key


def _joined(original: str, whole: str, part: str) -> Iterator[str]:
    """Yield the ways of writing a part after its whole, whose last mark may be there or not."""
    for head in {whole, tidy(original).casefold()}:
        for form in (
            *(f"{head}: {part}", f"{head}:{part}", f"{head} : {part}", f"{head} [{part}]"),
            *(f"{head}[{part}]", f"{head} - {part}", f"{head} – {part}", f"{head} ({part})"),
            *(f"{head}.{part}", f"{head} {part}", f"{head} / {part}"),
        ):
            yield folded(form)

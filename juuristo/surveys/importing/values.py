"""What a cell of another tool says, as the answer our instrument would have got.

``Unreadable`` carries the code of the fault. Scales may be "1 helppoa", decimals Finnish, choices
joined by ``;``, options given by key, by text in any language, or by LimeSurvey's own numbering
where the column is named by the question's key.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from juuristo.shell.sheets.cells import parse_date, tidy

from ..definition import PREFER_NOT_TO_SAY
from .headers import folded

MARK = re.compile(r"(-?[0-9]{1,7})(?:[.,]0+)?(?:\s*/\s*[0-9]+)?[^0-9]*")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")
LIMESURVEY = re.compile(r"ao?0*([1-9][0-9]?)")
# What a spreadsheet would run. A line of an open answer may well begin with a dash.
FORMULA = re.compile(r"\s*(?:=(?![)\s])|[+\-@=][^\n]*\|[^\n]*!|@\w+\()")
YES = frozenset(
    {"1", "x", "y", "k", "j", "yes", "kyllä", "ja", "true", "tosi", "sant", "valittu", "vald"}
    | {"selected", "checked", "on"}
)
NO = frozenset(
    {"", "0", "n", "e", "no", "ei", "nej", "false", "epätosi", "falskt", "-", "–", "ei valittu"}
    | {"not selected", "unchecked", "off", "inte vald", "n/a"}
)
DECLINED = frozenset(
    {
        PREFER_NOT_TO_SAY,
        "en halua vastata",
        "en halua sanoa",
        "vill inte svara",
        "jag vill inte svara",
    }
    | {"prefer not to say", "i prefer not to say"}
)


class Unreadable(Exception):  # noqa: N818 — it is what was found, not an error
    """A cell does not say anything that the question could have been answered."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Options:
    """The options of a question by every name they go by, the reader's own names first."""

    def __init__(self, question: Any, values: Mapping[str, str | None], *, by_number: bool) -> None:
        self._own = {folded(name): key for name, key in values.items()}
        self._keys = {option.key for option in question.options}
        self._names: dict[str, str] = {}
        for option in question.options:
            for text in (option.text.fi, option.text.sv, option.text.en):
                self._names.setdefault(folded(text), option.key)
        self._names |= {key: key for key in self._keys}
        self._ordered: list[str] = [option.key for option in question.options] if by_number else []

    def find(self, text: str) -> str | None:
        """Return the option's key, None for what the mapping leaves out. Raises Unreadable."""
        name = folded(text)
        if name in self._own:
            return self._own[name]
        if name in self._names:
            return self._names[name]
        match = LIMESURVEY.fullmatch(name)
        if match and int(match[1]) <= len(self._ordered):
            return self._ordered[int(match[1]) - 1]
        raise Unreadable("unknown_option")

    def knows(self, text: str) -> bool:
        try:
            self.find(text)
        except Unreadable:
            return False
        return True


def read_value(question: Any, cell: str | date, options: Options | None) -> Any:
    """Return the answer a cell gives to a whole question, None when it gives none."""
    if isinstance(cell, str) and not cell.strip():
        return None
    if isinstance(cell, str) and question.may_decline and folded(cell) in DECLINED:
        return PREFER_NOT_TO_SAY
    if question.type == "open":
        return cell.isoformat() if isinstance(cell, date) else cell
    if question.type == "date":
        return read_day(cell)
    text = cell.isoformat() if isinstance(cell, date) else tidy(cell)
    if options is not None:
        return _read_options(question, text, options)
    return read_mark(question, text) if question.type == "scale" else read_number(text)


def read_part(question: Any, option: str, cell: str | date, values: Mapping[str, Any]) -> Any:
    """Return what a column of one option says: chosen or not, or its place in the order."""
    text = folded(cell) if isinstance(cell, str) else "?"
    own = {folded(name): value for name, value in values.items()}
    if text in own:
        return own[text] == option
    if question.type == "ranking":
        return int(read_number(text)) if text else None
    named = [one for one in question.options if one.key == option]
    names = {
        option,
        *(folded(getattr(one.text, code)) for one in named for code in ("fi", "sv", "en")),
    }
    if text in YES or (text and text in names):
        return True
    if text in NO:
        return False
    raise Unreadable("unknown_option")


def read_mark(question: Any, text: str) -> int:
    """Read a mark of a scale: 4, "4", "4,0", "1 helppoa", "4/10", or an end's own words."""
    name = folded(text)
    for mark, words in (
        (question.ends.least, question.ends.low),
        (question.ends.most, question.ends.high),
    ):
        if name and name in {folded(words.fi), folded(words.sv), folded(words.en)}:
            return int(mark)
    if match := MARK.fullmatch(text):
        return int(match[1])
    raise Unreadable("not_a_number")


def read_number(text: str) -> float:
    """Read a number in the Finnish or the English way: 3,5 · 3.5 · 1 234,5 · 1.234,50."""
    plain = re.sub(r"\s", "", text).replace("−", "-")
    if "," in plain and "." in plain:
        thousands = "," if plain.rindex(".") > plain.rindex(",") else "."
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".").lower()
    if not NUMBER.fullmatch(plain):
        raise Unreadable("not_a_number")
    return float(plain)


def read_day(cell: str | date) -> str:
    """Read a day: the cell's own, 24.9.2020, 2020-09-24, with or without a time."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    found = parse_date(re.split(r"[T ]", tidy(cell), maxsplit=1)[0])
    if found is None:
        raise Unreadable("not_a_day")
    return found.isoformat()


def _read_options(question: Any, text: str, options: Options) -> Any:
    if question.type == "single":
        return options.find(text)
    found = [options.find(part) for part in split_choices(text, options)]
    return list(dict.fromkeys(key for key in found if key is not None))


def split_choices(text: str, options: Options) -> list[str]:
    """Split joined choices: by ; when there is one, by , only when the whole is no option."""
    for mark in (";", "|"):
        if mark in text:
            return [part for part in map(str.strip, text.split(mark)) if part]
    if options.knows(text) or "," not in text:
        return [text]
    return [part for part in map(str.strip, text.split(",")) if part]


def is_formula(text: str) -> bool:
    return FORMULA.match(text) is not None

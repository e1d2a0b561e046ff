"""Answers as they come from outside, checked against what was asked and put into one form.

What comes out is what is stored: by question key, an option's key, a list of keys in the
instrument's order, a whole number, a number, an ISO day, options from best to worst, or a text;
``prefer_not_to_say`` where that was offered. Unanswered questions are absent. The browser keeps
the same rules one question at a time (``frontend/src/survey/check.ts``).
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy

from juuristo.shell.identifiers import found_in

from .conditions import answer_keys, holds, looks_at
from .definition import (
    PREFER_NOT_TO_SAY,
    Day,
    Definition,
    Grid,
    Info,
    Multiple,
    Number,
    Open,
    Question,
    Ranking,
    Scale,
    Single,
    scale_of,
)

Answer: TypeAlias = str | int | float | list[str]
Answerable: TypeAlias = Single | Multiple | Scale | Open | Number | Day | Ranking

LARGEST = 1e15  # beyond this a float no longer tells whole numbers apart
MOST_UNKNOWN = 20  # foreign keys named in the report
# What trimming takes away, the same in the browser, whose own trim() differs.
SPACE = " \n\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
CONTROLS = re.compile(r"[\u0000-\u0009\u000b-\u001f\u007f-\u009f]")
SURROGATES = re.compile("[\ud800-\udfff]")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

MESSAGES = {
    "required": gettext_lazy("Tähän kysymykseen tarvitaan vastaus."),
    "unknown_question": gettext_lazy("Tällaista kysymystä kyselyssä ei ole."),
    "not_asked": gettext_lazy("Muiden vastausten perusteella tätä kysymystä ei kysytty."),
    "unknown_option": gettext_lazy("Valitse jokin annetuista vaihtoehdoista."),
    "too_many": gettext_lazy("Valintoja on liikaa."),
    "out_of_range": gettext_lazy("Vastaus ei ole sallituissa rajoissa."),
    "not_a_number": gettext_lazy("Vastaa numeroin."),
    "not_whole": gettext_lazy("Vastaa kokonaisluvulla."),
    "not_a_day": gettext_lazy("Tällaista päivää ei ole."),
    "too_long": gettext_lazy("Teksti on liian pitkä. Lyhennä sitä."),
    "not_text": gettext_lazy("Tekstissä on merkkejä, joita ei voi tallentaa."),
    "identifiers": gettext_lazy(
        "Ota tekstistä pois henkilötunnus, puhelinnumero tai sähköpostiosoite."
    ),
    "incomplete_ranking": gettext_lazy("Pane kaikki vaihtoehdot järjestykseen, kukin kerran."),
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an answer; ``question`` is the key that was answered."""

    question: str
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class FaultyAnswersError(Exception):
    """The answers do not fit what was asked: ``faults`` says how."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(f"{fault.question}: {fault.code}" for fault in faults))
        self.faults = faults


class _UnfitError(Exception):
    """One answer does not fit its question."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(definition: Definition, raw: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the answers in the form they are stored. Raises FaultyAnswersError."""
    if not isinstance(raw, Mapping):
        raise FaultyAnswersError([_fault("", "unknown_question")])
    given: dict[str, Answer] = {}
    faults = _unknown(definition, raw)
    doubtful: set[str] = set()  # a fault has left it unknown what these were answered
    for question in definition.questions:
        keys = answer_keys(question)
        if looks_at(question.shown_if) & doubtful:
            doubtful.update(keys)
        elif not holds(question.shown_if, given):
            faults += [_fault(key, "not_asked") for key in keys if not is_empty(raw.get(key))]
        else:
            taken, wrong = _take(question, raw)
            given |= taken
            faults += wrong
            doubtful.update(fault.question for fault in wrong)
    if faults:
        raise FaultyAnswersError(faults)
    return given


def clean_one(question: Answerable, value: Any) -> Answer | None:
    """Return one answer in its stored form, None when it is empty. Raises FaultyAnswersError."""
    try:
        return _cleaned(question, value)
    except _UnfitError as error:
        raise FaultyAnswersError([_fault(question.key, error.code)]) from None


def is_empty(value: Any) -> bool:
    """Whether nothing was answered."""
    return value is None or value in ("", [])


def _fault(key: str, code: str) -> Fault:
    return Fault(key, code, str(MESSAGES[code]))


def _unknown(definition: Definition, raw: Mapping[str, Any]) -> list[Fault]:
    known = {key for question in definition.questions for key in answer_keys(question)}
    foreign = [key for key in raw if key not in known][:MOST_UNKNOWN]
    return [_fault(ascii(key)[1:-1][:60], "unknown_question") for key in foreign]


def _take(question: Question, raw: Mapping[str, Any]) -> tuple[dict[str, Answer], list[Fault]]:
    taken: dict[str, Answer] = {}
    faults = []
    for one in _answerable(question):
        try:
            answer = _cleaned(one, raw.get(one.key))
            if answer is not None:
                taken[one.key] = answer
            elif one.required:
                faults.append(_fault(one.key, "required"))
        except _UnfitError as error:
            faults.append(_fault(one.key, error.code))
    return taken, faults


def _answerable(question: Question) -> list[Answerable]:
    if isinstance(question, Grid):
        return [scale_of(question, row) for row in question.rows]
    return [] if isinstance(question, Info) else [question]


def _cleaned(question: Answerable, value: Any) -> Answer | None:
    if is_empty(value):
        return None
    if isinstance(value, str) and value == PREFER_NOT_TO_SAY:
        if not question.may_decline:
            raise _UnfitError("unknown_option")
        return value
    return _CLEANERS[type(question)](question, value)


def _single(question: Single, value: Any) -> Answer:
    if not isinstance(value, str) or all(value != option.key for option in question.options):
        raise _UnfitError("unknown_option")
    return value


def _multiple(question: Multiple, value: Any) -> Answer:
    known = [option.key for option in question.options]
    chosen = _listed(value, known)
    if question.most is not None and len(chosen) > question.most:
        raise _UnfitError("too_many")
    return [key for key in known if key in chosen]


def _ranking(question: Ranking, value: Any) -> Answer:
    known = [option.key for option in question.options]
    if len(_listed(value, known)) < len(known) or len(value) != len(known):
        raise _UnfitError("incomplete_ranking")
    return list(value)


def _listed(value: Any, known: list[str]) -> set[str]:
    if not isinstance(value, list) or any(
        not isinstance(key, str) or key not in known for key in value
    ):
        raise _UnfitError("unknown_option")
    return set(value)


def _scale(question: Scale, value: Any) -> Answer:
    number = _whole(_number(value))
    if not question.ends.least <= number <= question.ends.most:
        raise _UnfitError("out_of_range")
    return number


def _amount(question: Number, value: Any) -> Answer:
    number = _number(value)
    if question.whole:
        number = _whole(number)
    too_little = question.least is not None and number < question.least
    too_much = question.most is not None and number > question.most
    if too_little or too_much or abs(number) > LARGEST:
        raise _UnfitError("out_of_range")
    return int(number) if number == int(number) else number


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _UnfitError("not_a_number")
    if not abs(value) <= sys.float_info.max:  # nor is it infinite, or not a number at all
        raise _UnfitError("not_a_number")
    return value


def _whole(number: int | float) -> int:
    if isinstance(number, float) and not number.is_integer():
        raise _UnfitError("not_whole")
    return int(number)


def _day(question: Day, value: Any) -> Answer:
    if not isinstance(value, str) or not is_day(value):
        raise _UnfitError("not_a_day")
    # ISO days are in order as texts
    if (question.earliest and value < question.earliest) or (
        question.latest and value > question.latest
    ):
        raise _UnfitError("out_of_range")
    return value


def is_day(text: str) -> bool:
    """Whether a text is an ISO day of the calendar, such as 2026-01-31."""
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _text(question: Open, value: Any) -> Answer | None:
    if not isinstance(value, str) or SURROGATES.search(value):
        raise _UnfitError("not_text")
    if len(value) > 10 * question.longest + 1000:  # not worth the work of composing it
        raise _UnfitError("too_long")
    text = tidy(value)
    if len(text) > question.longest:
        raise _UnfitError("too_long")
    if found_in(text):  # the server stores it readable (trust T2)
        raise _UnfitError("identifiers")
    return text or None


def tidy(text: str) -> str:
    """One form for one text: composed letters, line feeds, no control characters or edges."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", CONTROLS.sub("", lines)).strip(SPACE)


_CLEANERS: dict[type, Callable[[Any, Any], Answer | None]] = {
    Single: _single,
    Multiple: _multiple,
    Scale: _scale,
    Open: _text,
    Number: _amount,
    Day: _day,
    Ranking: _ranking,
}

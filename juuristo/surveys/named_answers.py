"""One person's answers as sentences, of a named wave alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.dates import day_year

from .definition import PREFER_NOT_TO_SAY, Definition, Ends, Grid, Question
from .result_words import plain, text_of


@dataclass(frozen=True)
class Told:
    """``note`` says what the ends of a scale mean."""

    question: str
    answer: str
    note: str = ""


def told_of(definition: Definition, answers: Mapping[str, Any]) -> list[Told]:
    """Every question that was answered, in its order; the rows of a grid together."""
    told = (_told(question, answers) for question in definition.questions)
    return [one for one in told if one.answer]


def _told(question: Question, answers: Mapping[str, Any]) -> Told:
    text, note = text_of(question.text), _ends(getattr(question, "ends", None))
    if not isinstance(question, Grid):
        return Told(text, _words(question, answers.get(question.key)), note)
    rows = ((text_of(row.text), _words(question, answers.get(row.key))) for row in question.rows)
    return Told(text, "\n".join(f"{name}: {mark}" for name, mark in rows if mark), note)


def _words(question: Any, answer: Any) -> str:
    if answer is None:
        return ""
    if answer == PREFER_NOT_TO_SAY:
        return _("En halua vastata")
    names = {option.key: text_of(option.text) for option in getattr(question, "options", [])}
    if question.type == "ranking":
        return "\n".join(f"{place}. {names[key]}" for place, key in enumerate(answer, 1))
    if question.type == "multiple":
        return "\n".join(names[key] for key in answer)
    if question.type == "single":
        return names[answer]
    if question.type == "date":
        return day_year(date.fromisoformat(answer))
    if question.type == "open":
        return str(answer)
    return plain(answer)


def _ends(ends: Ends | None) -> str:
    """1 helppo, 10 vaikea; nothing when the ends have no words."""
    if ends is None or not (text_of(ends.low) and text_of(ends.high)):
        return ""
    return f"{ends.least} {text_of(ends.low)}, {ends.most} {text_of(ends.high)}"

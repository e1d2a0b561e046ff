"""One person's answers as sentences, of a named wave alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.dates import day_year

from .definition import PREFER_NOT_TO_SAY, Definition, Ends
from .result_words import plain, text_of


@dataclass(frozen=True)
class Told:
    question: str
    answer: str


def told_of(definition: Definition, answers: Mapping[str, Any]) -> list[Told]:
    """Every question that was answered, in its order."""
    return [
        Told(text_of(question.text), _words(question, answers[question.key]))
        for question in definition.answered_questions()
        if question.key in answers
    ]


def _words(question: Any, answer: Any) -> str:
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
    return _marked(question.ends, answer) if hasattr(question, "ends") else plain(answer)


def _marked(ends: Ends, mark: float) -> str:
    """4 (1 helppoa, 10 vaikeaa); a mark alone when its ends have no words."""
    low, high = text_of(ends.low), text_of(ends.high)
    if not (low and high):
        return plain(mark)
    said = {"mark": plain(mark), "least": ends.least, "low": low, "most": ends.most, "high": high}
    return _("%(mark)s (%(least)s %(low)s, %(most)s %(high)s)") % said

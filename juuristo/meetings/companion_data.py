"""What the companion's page carries along, so that it needs no network later (see ``data.ts``)."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.stairs.staircase import STAIRCASES, Staircase

from . import card_lists, practice
from .companion_words import words
from .minutes_words import minutes_words, number_words
from .models import Kind


def companion_data(person: Person) -> dict[str, Any]:
    """Return the data of ``person``'s companion in the active language, ready for JSON."""
    language = (get_language() or "fi")[:2]
    return {
        "person": str(person.id),
        "language": language,
        "organisation": person.organisation.slug,
        "defaults": practice.defaults_of(person),
        "kinds": [_kind(STAIRCASES[kind], label) for kind, label in _kinds()],
        "minutes_words": minutes_words(language),
        "number_words": number_words(language),
        **card_lists.for_companion(person),
        "words": words(),
    }


def _kinds() -> list[tuple[Any, str]]:
    return [(kind.value, str(kind.label)) for kind in Kind]


def _kind(staircase: Staircase, name: str) -> dict[str, Any]:
    return {
        "kind": staircase.kind.value,
        "name": name,
        "shares": staircase.shares,
        "minimums": staircase.minimums,
        "lines": _said(staircase.lines),
        "prompts": _said(staircase.prompts),
    }


def _said(sayings: Any) -> dict[str, list[str]]:
    return {stair.value: [_(saying) for saying in said] for stair, said in sayings.items()}

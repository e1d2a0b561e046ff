"""An organisation's own wording of the clients' pages, and what a native speaker has read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from juuristo.audit import trail
from juuristo.people.models import Person

from ..models import PhraseEdit
from ..phrasebook import Wording, wordings_of
from ..phrases import Language


@dataclass(frozen=True)
class Wanted:
    """What a phrase should say, and whether a native speaker has read it."""

    text: str
    is_checked: bool


@transaction.atomic
def save_phrases(language: Language, wanted: Mapping[str, Wanted], *, actor: Person) -> int:
    """Put the wordings of a language in force; return how many changed.

    A checked wording is stored even when it is the built-in one: what was read stays what was
    read when a newer version words it otherwise.
    """
    changed = [
        (standing, wanted[standing.key])
        for standing in wordings_of(language, actor)
        if standing.key in wanted and _differs(standing, wanted[standing.key])
    ]
    for standing, wish in changed:
        _put(language, standing, wish, actor)
    if changed:
        trail.record("phrases.edited", actor=actor, about=actor.organisation)
    return len(changed)


def _differs(standing: Wording, wish: Wanted) -> bool:
    return (standing.text, standing.is_checked) != (wish.text, wish.is_checked)


def _put(language: Language, standing: Wording, wish: Wanted, actor: Person) -> None:
    edits = PhraseEdit.objects.visible_to(actor).filter(language=language.code, key=standing.key)
    is_built_in = wish.text == standing.built_in
    if is_built_in and wish.is_checked == language.is_checked:
        edits.delete()
        return
    text = "" if is_built_in and not wish.is_checked else wish.text
    PhraseEdit.objects.update_or_create(
        organisation=actor.organisation,
        language=language.code,
        key=standing.key,
        defaults={"text": text, "is_checked": wish.is_checked},
    )

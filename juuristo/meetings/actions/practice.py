"""What an adviser does with their own meetings. Writing leaves no trace (T1); taking them out or
away leaves who and when, never what."""

import logging
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.meetings.models import Reflection, Walk
from juuristo.people.models import Person

NOTES_ARE_KEPT = timedelta(days=365)
logger = logging.getLogger(__name__)


@transaction.atomic
def reflect(walk: Walk, difficulty: Mapping[str, int], note: str) -> None:
    """Write one's own reflection, or take it away when nothing is left of it."""
    if difficulty or note:
        written = {"difficulty": dict(difficulty), "note": note, "written_at": timezone.now()}
        Reflection.objects.update_or_create(walk=walk, defaults=written)
    else:
        Reflection.objects.filter(walk=walk).delete()


@transaction.atomic
def delete_walk(walk: Walk, *, actor: Person) -> None:
    """Delete one meeting and its reflection for good."""
    walk.delete()
    trail.record("practice.deleted", actor=actor)


@transaction.atomic
def delete_notes(*, actor: Person) -> int:
    """Empty one's private lines; times and difficulties stay. Return how many there were."""
    notes = Reflection.objects.visible_to(actor).exclude(note="")
    emptied = Reflection.objects.filter(pk__in=notes.values("pk")).update(note="")
    trail.record("practice.deleted", actor=actor)
    return emptied


@transaction.atomic
def delete_all(*, actor: Person) -> int:
    """Delete one's meetings and reflections for good. Return how many meetings there were."""
    count = Walk.objects.visible_to(actor).delete()[1].get(Walk._meta.label, 0)
    trail.record("practice.deleted", actor=actor)
    return count


def empty_old_notes() -> int:
    """Empty private lines written over a year ago, but for the example's (trust T7)."""
    old = Reflection.objects.filter(
        written_at__lt=timezone.now() - NOTES_ARE_KEPT,
        walk__person__organisation__is_example=False,
    )
    pks = old.exclude(note="").values("pk")
    emptied = Reflection.objects.filter(pk__in=pks).update(note="")
    logger.info("old notes emptied: %s", emptied)
    return emptied

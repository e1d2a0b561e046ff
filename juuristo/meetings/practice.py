"""One's own practice: the only door to stored walks, and it opens to their owner alone (T1)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.stairs.staircase import NAMES, STAIRS
from juuristo.stairs.walk import Walk as Steps

from .findings import Meeting
from .models import Kind, Reflection, Walk, WalkQuerySet

LOOK_BACK = timedelta(days=366)
AHEAD = timedelta(days=1)  # a device's clock may be a little before ours
SHORTEST = 2.0  # minutes: what is shorter was a try, and would spoil the means
REFLECT_WITHIN = timedelta(days=7)


def own_walks(person: Person) -> WalkQuerySet:
    """One's own walks with their reflections, the latest first."""
    return Walk.objects.visible_to(person).select_related("reflection")


def reflection_of(walk: Walk) -> Reflection | None:
    try:
        return walk.reflection
    except ObjectDoesNotExist:
        return None


def durations_of(walk: Walk) -> dict[str, float]:
    """Minutes on each stair."""
    durations = Steps.from_moves(walk.moves).durations(walk.lasted)
    return {stair.value: minutes for stair, minutes in durations.items()}


def defaults_of(person: Person) -> dict[str, Any] | None:
    """How the person's next client meeting begins: as their latest was. None before the first."""
    walks = Walk.objects.visible_to(person).filter(
        kind=Kind.CLIENT_MEETING, started_at__lt=timezone.now() + AHEAD
    )
    walk = walks.first()
    if walk is None:
        return None
    return {
        "kind": walk.kind,
        "minutes": walk.minutes,
        "form": walk.form,
        "with_interpreter": walk.with_interpreter,
        "shares": {stair: part / walk.minutes for stair, part in walk.plan.items()},
    }


def unreflected(person: Person) -> Walk | None:
    """The latest meeting of this week that nothing has been written of."""
    walks = own_walks(person).filter(
        reflection=None, started_at__gt=timezone.now() - REFLECT_WITHIN
    )
    return walks.filter(started_at__lt=timezone.now() + AHEAD).first()


def kinds_of(person: Person) -> list[Kind]:
    """The kinds of meetings one has, client meetings first."""
    kinds = Walk.objects.visible_to(person).order_by().values_list("kind", flat=True).distinct()
    held = set(kinds)
    return [kind for kind in Kind if kind in held]


def meetings_of(person: Person, kind: str) -> list[Meeting]:
    """One's meetings of a kind during a year, tries left out, in order of time for the findings."""
    now = timezone.now()
    walks = own_walks(person).filter(
        kind=kind,
        lasted__gte=SHORTEST,
        started_at__gt=now - LOOK_BACK,
        started_at__lt=now + AHEAD,
    )
    return [meeting_of(walk) for walk in reversed(walks)]


def meeting_of(walk: Walk) -> Meeting:
    reflection = reflection_of(walk)
    return Meeting(
        started_at=timezone.localtime(walk.started_at),
        lasted=walk.lasted,
        plan=walk.plan,
        walk=Steps.from_moves(walk.moves),
        difficulty=reflection.difficulty if reflection else {},
    )


@dataclass(frozen=True)
class Listed:
    """A meeting in the list: with what was written of it, the difficulty by the stair's name."""

    walk: Walk
    difficulty: list[tuple[str, int]]
    note: str


def listed(walk: Walk) -> Listed:
    reflection = reflection_of(walk)
    given = reflection.difficulty if reflection else {}
    named = [(_(NAMES[stair]), given[stair]) for stair in STAIRS if stair in given]
    return Listed(walk, named, reflection.note if reflection else "")


def stored_of(person: Person) -> dict[str, Any]:
    """What is stored of one's meetings, for the file one can download of oneself."""
    return {"walks": [told(walk) for walk in own_walks(person)]}


def told(walk: Walk) -> dict[str, Any]:
    reflection = reflection_of(walk)
    return {
        "started_at": walk.started_at,
        "kind": walk.kind,
        "form": walk.form,
        "with_interpreter": walk.with_interpreter,
        "minutes": walk.minutes,
        "lasted": walk.lasted,
        "plan": walk.plan,
        "durations": durations_of(walk),
        "moves": walk.moves,
        "difficulty": reflection.difficulty if reflection else {},
        "note": reflection.note if reflection else "",
    }

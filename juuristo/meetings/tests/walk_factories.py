"""Walks and reflections for tests, and walks as a device sends them."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from juuristo.meetings.models import Reflection, Walk
from juuristo.people.models import Person

PLAN = {"empathy": 8.0, "guidance": 17.0, "advice": 12.0, "farewell": 8.0}


def walk_of(person: Person, *stays: tuple[str, float], days_ago: float = 1, **fields: Any) -> Walk:
    """Store a walk that stayed on each stair so many minutes, one after the other."""
    moves, gone = [], 0.0
    for stair, minutes in stays or tuple(PLAN.items()):
        moves.append({"stair": stair, "at": gone})
        gone += minutes
    values = {
        "form": "face_to_face",
        "minutes": 45.0,
        "plan": PLAN,
        "moves": moves,
        "lasted": gone,
        "started_at": timezone.now() - timedelta(days=days_ago),
    }
    return Walk.objects.create(person=person, **values | fields)


def reflected(walk: Walk, note: str = "", **difficulty: int) -> Reflection:
    return Reflection.objects.create(walk=walk, note=note, difficulty=difficulty)


def sent_by(person: Person, **changes: Any) -> dict[str, Any]:
    """Return a walk as the companion sends it."""
    return {
        "id": str(uuid.uuid4()),
        "person": str(person.pk),
        "kind": "client_meeting",
        "form": "video",
        "with_interpreter": True,
        "minutes": 45,
        "plan": PLAN,
        "moves": [{"stair": "empathy", "at": 0}, {"stair": "guidance", "at": 9.5}],
        "lasted": 41.25,
        "started_at": "2026-11-20T10:00:00.000Z",
        **changes,
    }

"""Sessions that have been held: whoever holds gatherings tells of them, surveys ask about them.

Both live above and know nothing of each other; they meet in this registry, filled in
``AppConfig.ready()``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .models import Programme


@dataclass(frozen=True)
class HeldSession:
    """One session that is over.

    ``name`` has a text per language. ``marked``: everyone's attendance is known.
    ``attended_or_unmarked`` and ``facilitators`` are ids of people: those who were there or whose
    attendance nobody has marked, and those who led.
    """

    id: UUID
    series_id: UUID
    programme: Programme
    name: Mapping[str, str]
    ended_at: datetime
    marked: bool
    attended_or_unmarked: tuple[UUID, ...]
    facilitators: tuple[UUID, ...]


# Given a moment: the sessions that have ended since then and were not cancelled.
Source = Callable[[datetime], Iterable[HeldSession]]
SOURCES: list[Source] = []


def sessions_held(since: datetime) -> Iterable[HeldSession]:
    for source in SOURCES:
        yield from source(since)

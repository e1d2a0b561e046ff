"""Management's support as a thread of acts: what has been seen, and what is planned."""

from dataclasses import dataclass

from django.utils import timezone

from . import when
from .models import Lane, Programme, TimelineEntry
from .words import name_of

MOST_DONE, MOST_PLANNED = 8, 4


@dataclass(frozen=True)
class Act:
    """One act of support; ``is_done`` is False while it is only planned."""

    when: str
    what: str
    is_done: bool
    entry: TimelineEntry

    @classmethod
    def of(cls, entry: TimelineEntry) -> "Act":
        told = when.real(entry) or when.planned(entry)
        return cls(told, name_of(entry), is_done=entry.start is not None, entry=entry)


def support_so_far(programme: Programme) -> list[Act]:
    """The latest acts in order of time, then those planned from today on: two queries."""
    ours = TimelineEntry.objects.filter(programme=programme, lane=Lane.MANAGEMENT)
    done = list(ours.filter(start__isnull=False).order_by("-start", "pk")[:MOST_DONE])
    today = timezone.localdate(timezone=programme.organisation.zone)
    planned = ours.filter(start=None, planned_start__gte=today).order_by("planned_start", "pk")
    return [Act.of(entry) for entry in (*reversed(done), *planned[:MOST_PLANNED])]

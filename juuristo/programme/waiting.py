"""What waits for a sponsor's answer: approvals here, and whatever apps above ask of management.

They meet in ``SOURCES``, filled in ``AppConfig.ready()``; the sponsor's page and Today read it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from juuristo.people.models import Person


@dataclass(frozen=True)
class Waiting:
    """One thing asked of a sponsor.

    ``title`` is the act itself ("Hyväksy …"); ``template`` shows what is asked and the ways to
    answer, with ``context`` and the item as ``item``; ``url`` is its own page.
    """

    programme_id: UUID
    asked_at: datetime
    title: str
    url: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Full days it has waited, by the reader's calendar."""
        return (timezone.localdate() - timezone.localtime(self.asked_at).date()).days


SOURCES: list[Callable[[Person], Iterable[Waiting]]] = []


def waiting_for(person: Person, programme_id: UUID | None = None) -> list[Waiting]:
    """What waits for ``person``, the longest first; in one programme or in all."""
    found = [item for source in SOURCES for item in source(person)]
    if programme_id is not None:
        found = [item for item in found if item.programme_id == programme_id]
    return sorted(found, key=lambda item: item.asked_at)

"""Programmes and their timelines for scripts: the same rules as on the pages."""

from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, page

from .models import EntryKind, Lane, Programme, TimelineEntry

router = Router(tags=["programme"])


class ProgrammeOut(Schema):
    """``name`` and ``practice`` hold a text per language."""

    id: UUID
    slug: str
    name: dict[str, str]
    practice: dict[str, str]
    starts_on: date
    ends_on: date | None


class EntryOut(Schema):
    """A date known to the month is its first day, with ``precision`` "month"."""

    id: UUID
    kind: EntryKind
    lane: Lane
    what: dict[str, str]
    start: date | None
    end: date | None
    planned_start: date | None
    planned_end: date | None
    precision: TimelineEntry.Precision
    approximate: bool
    responsible: str | None
    responsible_role: dict[str, str]
    sessions: int | None
    invited: int | None
    answers: int | None

    @staticmethod
    def resolve_responsible(entry: TimelineEntry) -> str | None:
        return entry.responsible.full_name if entry.responsible else None


@router.get(
    "/programmes",
    response={200: Page[ProgrammeOut], 401: Problem, 422: Invalid},
    url_name="programmes",
)
def list_programmes(
    request: ActingRequest, limit: Limit = 100, offset: Offset = 0
) -> dict[str, Any]:
    """The organisation's programmes, the newest first."""
    return page(Programme.objects.visible_to(request.person), limit, offset)


@router.get(
    "/programmes/{slug}/timeline",
    response={200: Page[EntryOut], 401: Problem, 404: Problem, 422: Invalid},
    url_name="timeline",
)
def list_timeline(
    request: ActingRequest, slug: str, limit: Limit = 100, offset: Offset = 0
) -> dict[str, Any]:
    """The entries of one programme in order of time."""
    programme = get_object_or_404(Programme.objects.visible_to(request.person), slug=slug)
    entries = TimelineEntry.objects.filter(programme=programme).in_time_order()
    return page(entries.select_related("responsible"), limit, offset)

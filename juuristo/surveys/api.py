"""Instruments, waves and their progress for scripts: the same rules as on the pages.

Nothing here changes anything: a wave is planned, opened and tightened on its pages alone.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, page

from .access import may_run_wave
from .models import Instrument, Wave
from .progress import progress_of

router = Router(tags=["surveys"])


class InstrumentOut(Schema):
    """``content`` is the draft, as the editor shows it."""

    id: UUID
    key: str
    name: dict[str, str]
    content: dict[str, Any]
    changed_at: datetime


class WaveOut(Schema):
    """``programme`` is its slug, ``instrument`` its key; ``answered`` is there once sealed."""

    slug: str
    programme: str
    instrument: str
    name: dict[str, str]
    kind: Wave.Kind
    access: Wave.Access
    state: Wave.State
    opens_at: datetime | None
    closes_at: datetime | None
    threshold: int
    open_threshold: int
    breakdowns: list[str]
    invited: int | None
    answered: int | None

    @staticmethod
    def resolve_programme(wave: Wave) -> str:
        return wave.programme.slug

    @staticmethod
    def resolve_instrument(wave: Wave) -> str:
        return wave.instrument.key

    @staticmethod
    def resolve_answered(wave: Wave) -> int | None:
        return wave.responses_count if wave.state == Wave.State.SEALED else None


class DayOut(Schema):
    day: date
    answered: int


class ReminderOut(Schema):
    number: int
    due_on: date
    sent_on: date | None
    recipients: int


class ProgressOut(Schema):
    """Counts as acknowledged at night, never names. ``invited`` null: the link is open."""

    wave: str
    state: Wave.State
    invited: int | None
    delivered: int
    answered: int
    response_rate: float | None
    reissued: int
    days: list[DayOut]
    reminders: list[ReminderOut]


@router.get(
    "/instruments",
    response={200: Page[InstrumentOut], 401: Problem, 422: Invalid},
    url_name="instruments",
)
def list_instruments(
    request: ActingRequest, limit: Limit = 100, offset: Offset = 0
) -> dict[str, Any]:
    """For those who make surveys; the others get an empty list."""
    return page(Instrument.objects.visible_to(request.person), limit, offset)


@router.get("/waves", response={200: Page[WaveOut], 401: Problem, 422: Invalid}, url_name="waves")
def list_waves(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """The waves one sees, the newest first."""
    waves = Wave.objects.visible_to(request.person)
    return page(waves.select_related("programme", "instrument"), limit, offset)


@router.get(
    "/waves/{slug}/progress",
    response={200: ProgressOut, 401: Problem, 403: Problem, 404: Problem},
    url_name="wave_progress",
)
def progress(request: ActingRequest, slug: str) -> dict[str, Any]:
    """For those who run the programme."""
    waves = Wave.objects.visible_to(request.person).select_related("programme__organisation")
    wave = get_object_or_404(waves, slug=slug)
    if not may_run_wave(request.person, wave):
        raise PermissionDenied
    found = progress_of(wave)
    zone = wave.programme.organisation.zone
    return {
        "wave": wave.slug,
        "state": wave.state,
        "invited": found.invited,
        "delivered": found.delivered,
        "answered": found.answered,
        "response_rate": found.share,
        "reissued": wave.reissued,
        "days": [{"day": day, "answered": answered} for day, answered in found.days],
        "reminders": [
            {
                "number": one.number,
                "due_on": one.due_on,
                "sent_on": timezone.localdate(one.sent_at, zone) if one.sent_at else None,
                "recipients": one.recipients,
            }
            for one in wave.reminders.order_by("number")
        ],
    }

"""Sessions in order of time, with their seats."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema

from juuristo.gatherings.models import Session
from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, page

router = Router(tags=["gatherings"])


class SessionOut(Schema):
    """``free``: seats one could take now, 0 while somebody waits."""

    id: UUID
    series: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    capacity: int
    booked: int
    waiting: int
    free: int
    cancelled: bool

    @staticmethod
    def resolve_series(session: Session) -> UUID:
        return session.series_id

    @staticmethod
    def resolve_booked(session: Session) -> int:
        return session.taken

    @staticmethod
    def resolve_cancelled(session: Session) -> bool:
        return session.cancelled_at is not None


@router.get(
    "/sessions", response={200: Page[SessionOut], 401: Problem, 422: Invalid}, url_name="sessions"
)
def list_sessions(
    request: ActingRequest,
    limit: Limit = 100,
    offset: Offset = 0,
    series: UUID | None = None,
    bookable: bool | None = None,  # noqa: FBT001 (a query parameter)
) -> dict[str, Any]:
    """In order of time. ``bookable=true``: sign-up window open, not past, not cancelled."""
    rows = Session.objects.visible_to(request.person)
    if series is not None:
        rows = rows.filter(series=series)
    if bookable is not None:
        open_ones = Session.objects.bookable().values("pk")
        rows = rows.filter(pk__in=open_ones) if bookable else rows.exclude(pk__in=open_ones)
    return page(rows, limit, offset)

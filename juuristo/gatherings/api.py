"""Series, sessions, sign-ups and coverage for scripts: the same rules as on the pages."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, RefusalError, page

from . import actions
from .access import may_plan_series
from .coverage import Coverage, Share, coverage_of
from .models import Attends, Kind, Series, Session, SignUp
from .refusals import Refused

State = SignUp.State
router = Router(tags=["gatherings"])


class SeriesOut(Schema):
    """``name`` and ``description`` hold a text per language; ``programme`` is its slug."""

    id: UUID
    programme: str
    kind: Kind
    name: dict[str, str]
    description: dict[str, str]
    attends: Attends
    expected: bool
    capacity: int
    signup_opens_at: datetime | None
    signup_closes_at: datetime | None

    @staticmethod
    def resolve_programme(series: Series) -> str:
        return series.programme.slug


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


class SignUpOut(Schema):
    """``place_in_queue``: 1 for the next to get a seat, null when not waiting."""

    id: UUID
    session: UUID
    series: UUID
    state: State
    place_in_queue: int | None

    @staticmethod
    def resolve_session(signup: SignUp) -> UUID:
        return signup.session_id

    @staticmethod
    def resolve_series(signup: SignUp) -> UUID:
        return signup.session.series_id

    @staticmethod
    def resolve_place_in_queue(signup: SignUp) -> int | None:
        if hasattr(signup, "queue_place"):
            return cast(int, signup.queue_place) or None
        return signup.place_in_queue()


class ShareOut(Schema):
    label: str
    reached: int
    total: int
    share: float


class CoverageOut(Schema):
    """How far the series has reached its audience. Parts count places; attendance once it is
    over. People are known by their id."""

    booked: ShareOut
    attended: ShareOut
    by_office: list[ShareOut]
    by_team: list[ShareOut]
    missing: list[UUID]
    waiting: list[UUID]


@router.get(
    "/series", response={200: Page[SeriesOut], 401: Problem, 422: Invalid}, url_name="series"
)
def list_series(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    rows = Series.objects.visible_to(request.person).select_related("programme")
    return page(rows, limit, offset)


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


@router.post(
    "/sessions/{uuid:session_id}/signups",
    response={
        201: SignUpOut,
        202: SignUpOut,
        401: Problem,
        403: Problem,
        404: Problem,
        409: Problem,
    },
    url_name="session_signups",
)
def sign_up(request: ActingRequest, session_id: UUID) -> Status[Any]:
    """Sign oneself up: 201 with a place, 202 in the waiting list.

    The first sign-up to a series that is attended as a whole signs up to all its sessions ahead.
    """
    rows = Session.objects.visible_to(request.person)
    session = get_object_or_404(
        rows.select_related("series__programme__organisation"), pk=session_id
    )
    try:
        signup = actions.sign_up_oneself(session, request.person)
    except Refused as refusal:
        status = 403 if refusal.code == "not_for_you" else 409
        raise RefusalError(status, refusal.code, refusal.message) from refusal
    return Status(201 if signup.state == State.BOOKED else 202, signup)


@router.get(
    "/signups", response={200: Page[SignUpOut], 401: Problem, 422: Invalid}, url_name="signups"
)
def list_signups(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """One's own, cancelled ones too, in order of the sessions' time."""
    rows = SignUp.objects.filter(person=request.person).select_related("session")
    return page(rows.with_place_in_queue().order_by("session__starts_at", "pk"), limit, offset)


@router.delete(
    "/signups/{uuid:signup_id}",
    response={204: None, 401: Problem, 404: Problem, 409: Problem},
    url_name="signup",
)
def cancel(request: ActingRequest, signup_id: UUID) -> Status[None]:
    """Give up one's own place or wait. Doing it again changes nothing."""
    rows = SignUp.objects.filter(person=request.person)
    signup = get_object_or_404(
        rows.select_related("session__series__programme__organisation", "person__user"),
        pk=signup_id,
    )
    try:
        actions.cancel(signup, actor=request.person)
    except Refused as refusal:
        raise RefusalError(409, refusal.code, refusal.message) from refusal
    return Status(204, None)


@router.get(
    "/series/{uuid:series_id}/coverage",
    response={200: CoverageOut, 401: Problem, 403: Problem, 404: Problem},
    url_name="series_coverage",
)
def coverage(request: ActingRequest, series_id: UUID) -> dict[str, Any]:
    """For those who plan the series."""
    rows = Series.objects.visible_to(request.person)
    series = get_object_or_404(rows.select_related("programme__organisation"), pk=series_id)
    if not may_plan_series(request.person, series):
        raise PermissionDenied
    return _told(coverage_of(series))


def _told(found: Coverage) -> dict[str, Any]:
    def shares(parts: list[Share]) -> list[dict[str, Any]]:
        return [_share(part) for part in parts]

    return {
        "booked": _share(found.booked),
        "attended": _share(found.attended),
        "by_office": shares(found.by_office),
        "by_team": shares(found.by_team),
        "missing": [person.person_id for person in found.missing],
        "waiting": [person.person_id for person in found.waiting],
    }


def _share(part: Share) -> dict[str, Any]:
    return {
        "label": part.label,
        "reached": part.reached,
        "total": part.total,
        "share": part.share,
    }

"""Signing oneself up and giving up one's place: the same rules as on the pages."""

from typing import Any, cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from juuristo.gatherings import actions
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, RefusalError, page

State = SignUp.State
router = Router(tags=["gatherings"])


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

"""What a coordinator does to one session: edits, cancels or deletes it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import emails, refusals, seats, states
from juuristo.gatherings.models import Session, SignUp
from juuristo.people.models import Person

from .capacity import set_capacity

TOLD = ("starts_at", "ends_at", "place", "remote_link")  # a change of these is news to people
State = SignUp.State


def coming(session: Session) -> list[SignUp]:
    """Those who have a place ahead, then those who wait for one, in order of arrival."""
    signups = SignUp.objects.filter(session=session, state__in=[State.BOOKED, State.WAITING])
    people = signups.select_related("session__series__programme__organisation", "person__user")
    return sorted(people, key=lambda one: (one.ticket or 0, one.created_at, one.pk))


@transaction.atomic
def edit_session(session: Session, values: Mapping[str, Any], *, actor: Person) -> int:
    """Change a session; when its time or place changed, those signed up are told, and new
    facilitators always. Returns how many of those signed up were told.

    Raises ``Refused``: ``below_taken`` (with the names of those who have a place), ``cancelled``.
    """
    before = seats.hold(session)
    if before.cancelled_at:
        raise refusals.cancelled()
    # First the facts: whoever a new seat goes to is told the new time and place.
    Session.objects.filter(pk=session.pk).update(**{name: values[name] for name in TOLD})
    session.refresh_from_db()
    if values["capacity"] != before.capacity:
        set_capacity(session, values["capacity"], actor=actor)
    _set_facilitators(session, list(values["facilitators"]))
    trail.record("session.edited", actor=actor, about=session)
    is_news = any(values[name] != getattr(before, name) for name in TOLD)
    return _tell_moved(session, before) if is_news and session.ends_at > timezone.now() else 0


def _set_facilitators(session: Session, people: list[Person]) -> None:
    had = set(session.facilitators.values_list("pk", flat=True))
    session.facilitators.set(people)
    if session.series.published_at and not session.has_started():
        for person in people:
            if person.pk not in had:
                emails.facilitator(session, person)


def _tell_moved(session: Session, before: Session) -> int:
    told = coming(session)
    for signup in told:
        signup.calendar_sequence += 1
        signup.save(update_fields=["calendar_sequence"])
        emails.session_moved(
            signup, starts_at=before.starts_at, ends_at=before.ends_at, where=before.where
        )
    return len(told)


@transaction.atomic
def cancel_session(session: Session, *, actor: Person) -> int:
    """Cancel a session that has not begun: everyone loses their place or wait and is told.

    Cancelling twice tells nobody twice. Returns how many were told. Raises ``Refused`` (``past``).
    """
    held = seats.hold(session)
    if held.cancelled_at:
        return 0
    if held.has_started():
        raise refusals.past()
    _take_marks_back(session)
    told = coming(session)
    for signup in told:
        states.move(signup, State.CANCELLED, calendar_sequence=signup.calendar_sequence + 1)
    cancelled_at = timezone.now()
    rows = Session.objects.filter(pk=session.pk)
    rows.update(cancelled_at=cancelled_at, taken=0, waiting=0)
    session.refresh_from_db()
    for signup in told:
        emails.session_cancelled(signup)
        trail.record("signup.cancelled", actor=actor, about=signup)
    trail.record("session.cancelled", actor=actor, about=session)
    return len(told)


def _take_marks_back(session: Session) -> None:
    """Attendance may be marked half an hour before the session: a mark holds no seat once it is
    called off. Without ``one_of``, since one marked absent may have a place elsewhere by now."""
    for signup in SignUp.objects.filter(session=session, state__in=[State.ATTENDED, State.ABSENT]):
        states.move(signup, State.BOOKED, one_of=None)


@transaction.atomic
def delete_session(session: Session, *, actor: Person) -> None:
    """Delete a session nobody ever signed up to. Raises ``Refused`` (``has_signups``)."""
    seats.hold(session)
    if SignUp.objects.filter(session=session).exists():
        raise refusals.delete_with_signups()
    trail.record("session.deleted", actor=actor, about=session)
    session.delete()

"""What a coordinator does to one session: edits, cancels or deletes it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import emails, refusals, seats, states
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.planned import may_delete
from juuristo.people.models import Person

from . import leading, openings, orientation_records, wishes
from .capacity import set_capacity

State = SignUp.State


def coming(session: Session) -> list[SignUp]:
    """Those who have a place ahead, then those who wait for one, in order of arrival."""
    signups = SignUp.objects.filter(session=session, state__in=[State.BOOKED, State.WAITING])
    people = signups.select_related("session__series__programme__organisation", "person__user")
    return sorted(people, key=lambda one: (one.ticket or 0, one.created_at, one.pk))


@transaction.atomic
def edit_session(session: Session, values: Mapping[str, Any], *, actor: Person) -> int:
    """Change a session; when its time or place changed, everyone who was coming and the
    facilitators are told. Returns how many of those signed up were told that it has changed.

    Whoever a new seat goes to hears of the seat and the new time in one mail. Raises ``Refused``:
    ``below_taken`` (with the names of those who have a place), ``cancelled``.
    """
    before = seats.hold(session)
    if before.cancelled_at:
        raise refusals.cancelled()
    was_coming = {signup.pk: signup.state for signup in coming(session)}
    Session.objects.filter(pk=session.pk).update(**{name: values[name] for name in leading.NEWS})
    session.refresh_from_db()
    if values["capacity"] != before.capacity:
        set_capacity(session, values["capacity"], actor=actor)
    session.minimum = min(values.get("minimum", session.minimum), session.capacity)
    session.calendar_sequence += leading.is_news(before, session)
    session.save(update_fields=["minimum", "calendar_sequence"])
    session.facilitators.set(values["facilitators"])
    leading.tell(session, before=before)
    trail.record("session.edited", actor=actor, about=session)
    if not leading.is_news(before, session) or (
        leading.is_over(before) and leading.is_over(session)
    ):
        return 0
    openings.follow_move(session, before)
    to_tell = [one for one in coming(session) if was_coming.get(one.pk) == one.state]
    for signup in to_tell:
        _tell_moved(signup, before)
    return len(to_tell) + wishes.tell_moved(session, before)


def _tell_moved(signup: SignUp, before: Session) -> None:
    signup.calendar_sequence += 1
    signup.changed_at = timezone.now()
    signup.walked_in = False  # invited to the new time, they have a place like everybody
    signup.save(update_fields=["calendar_sequence", "changed_at", "walked_in"])
    emails.session_moved(
        signup, starts_at=before.starts_at, ends_at=before.ends_at, where=before.where
    )


@transaction.atomic
def cancel_session(session: Session, *, actor: Person) -> int:
    """Cancel a session that has not begun: everyone loses their place, wait or wish and is told.

    Cancelling twice tells nobody twice. Returns how many were told. Raises ``Refused`` (``past``).
    """
    session.series = seats.hold_series(session.series)
    held = seats.hold(session)
    if held.cancelled_at:
        return 0
    if held.has_started():
        raise refusals.past()
    _take_marks_back(session)
    told = coming(session)
    seated = {signup.pk for signup in told if signup.state == State.BOOKED}
    for signup in told:
        states.move(signup, State.CANCELLED, calendar_sequence=signup.calendar_sequence + 1)
    cancelled_at = timezone.now()
    rows = Session.objects.filter(pk=session.pk)
    rows.update(cancelled_at=cancelled_at, taken=0, waiting=0)
    session.refresh_from_db()
    for signup in told:
        emails.session_cancelled(signup, had_seat=signup.pk in seated)
        trail.record("signup.cancelled", actor=actor, about=signup)
    leading.tell(session)
    openings.call_off(session)
    trail.record("session.cancelled", actor=actor, about=session)
    return len(told) + wishes.forget_session(session, tell=True)


def _take_marks_back(session: Session) -> None:
    """Attendance may be marked half an hour before the session: a mark holds no seat once it is
    called off. Without ``one_of``, since one marked absent may have a place elsewhere by now."""
    for signup in SignUp.objects.filter(session=session, state__in=[State.ATTENDED, State.ABSENT]):
        states.move(signup, State.BOOKED, one_of=None)
        orientation_records.follow(signup)


@transaction.atomic
def delete_session(session: Session, *, actor: Person) -> None:
    """Delete a session nobody ever signed up to or wished for. Raises ``Refused``
    (``has_signups``)."""
    seats.hold_series(session.series)
    seats.hold(session)
    if not may_delete(session):
        raise refusals.delete_with_signups()
    leading.set_facilitators(session, [])
    openings.call_off(session)
    trail.record("session.deleted", actor=actor, about=session)
    session.delete()

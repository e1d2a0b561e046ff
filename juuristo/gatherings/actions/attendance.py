"""Taking attendance: who was there, who was not, and who came without signing up.

Whoever is marked keeps holding their seat, so ``taken`` does not change with a mark. A **walk-in**
is a fact, not a wish: in a full session the capacity grows by one in the same UPDATE that takes
the seat, so the promise "never more people than seats" stays true and the trail shows the change.
Nobody is promoted then: a session that has begun takes nobody from its waiting list.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import refusals, seats, states
from juuristo.gatherings.models import Attends, Session, SignUp
from juuristo.people.models import Person

from . import orientation_records, promoting

State = SignUp.State
OPENS_BEFORE = timedelta(minutes=30)
MARKS = (State.ATTENDED, State.ABSENT, State.BOOKED)  # booked takes a mark back


def is_open(session: Session) -> bool:
    """Attendance may be taken from half an hour before the session on, for ever."""
    return not session.cancelled_at and timezone.now() >= session.starts_at - OPENS_BEFORE


@transaction.atomic
def mark(signup: SignUp, state: str, *, actor: Person) -> SignUp:
    """Mark one person there or not, or take the mark back; marking the same again does nothing.

    Raises ``Refused``: ``too_early``, ``cancelled``, ``gave_place_up`` (since the list was opened),
    ``one_per_series`` (a mark cannot be taken back when the person has since taken a place in
    another session).
    """
    session = seats.hold(signup.session)
    signup.refresh_from_db()
    check_open(session)
    if signup.state == state:
        return signup
    if state not in MARKS:
        raise states.ForbiddenMove(f"{signup.state} → {state}")
    if signup.state not in SignUp.HOLDS_SEAT:
        raise refusals.gave_place_up(signup.person)
    if state == State.BOOKED and places_elsewhere(signup):
        raise refusals.place_elsewhere(signup.person)
    if state == State.ATTENDED:
        _settle_elsewhere(signup, actor=actor)
    states.move(signup, state)
    trail.record(f"signup.{state}", actor=actor, about=signup)
    orientation_records.follow(signup)
    return signup


@transaction.atomic
def mark_rest(session: Session, *, actor: Person) -> int:
    """Mark everyone who has no mark yet as having been there. Returns how many."""
    check_open(seats.hold(session))
    unmarked = SignUp.objects.filter(session=session, state=State.BOOKED)
    rows = list(unmarked.select_related("session__series", "person__user"))
    for signup in rows:
        mark(signup, State.ATTENDED, actor=actor)
    return len(rows)


@transaction.atomic
def add_walk_in(session: Session, person: Person, *, actor: Person) -> SignUp:
    """Note that ``person`` was there though they had no place here. Adding twice changes nothing.

    Someone from the waiting list leaves it. Raises ``Refused``: ``too_early``, ``cancelled``.
    """
    held = seats.hold(session)
    check_open(held)
    signup = SignUp.objects.filter(session=session, person=person).first()
    if signup and signup.state in SignUp.HOLDS_SEAT:
        return mark(signup, State.ATTENDED, actor=actor)
    was_waiting = signup is not None and signup.state == State.WAITING
    one_of = held.series_id if held.series.attends == Attends.ONE else None
    if signup is None:
        # Written without ``one_of`` first: a place elsewhere is settled below.
        signup = SignUp.objects.create(
            session=session, person=person, state=State.BOOKED, walked_in=True
        )
    else:
        states.move(signup, State.BOOKED, one_of=None, walked_in=not was_waiting)
    if seats.seat_walk_in(session.pk, from_queue=was_waiting):
        trail.record("session.capacity_raised", actor=actor, about=session)
    signup.session, signup.person, signup.one_of = held, person, one_of
    _settle_elsewhere(signup, actor=actor)
    states.move(signup, State.ATTENDED, one_of=signup.one_of)
    trail.record("signup.walked_in", actor=actor, about=signup)
    orientation_records.follow(signup)
    return signup


@transaction.atomic
def remove_walk_in(signup: SignUp, *, actor: Person) -> None:
    """Take back a walk-in added by mistake; the seat is given back. No calendar knows of it.

    Raises ``Refused`` when the person had signed up: they are marked absent instead.
    """
    session = seats.hold(signup.session)
    signup.refresh_from_db()
    if signup.state not in SignUp.HOLDS_SEAT:
        return
    if not signup.walked_in:
        raise refusals.not_a_walk_in(signup.person)
    if signup.state != State.BOOKED:
        states.move(signup, State.BOOKED, one_of=None)
    states.move(signup, State.CANCELLED, calendar_sequence=signup.calendar_sequence + 1)
    seats.give_back(session.pk)
    trail.record("signup.cancelled", actor=actor, about=signup)
    orientation_records.follow(signup)


def check_open(session: Session) -> None:
    """Raises ``Refused``: ``cancelled``, ``too_early``."""
    if session.cancelled_at:
        raise refusals.cancelled()
    if not is_open(session):
        raise refusals.attendance_not_yet()


def places_elsewhere(signup: SignUp) -> list[SignUp]:
    """Other sign-ups by which the person holds or awaits their one place in the series."""
    if signup.one_of is None:
        return []
    others = SignUp.objects.filter(
        person=signup.person_id,
        one_of=signup.one_of,
        state__in=[State.BOOKED, State.ATTENDED, State.WAITING],
    ).exclude(pk=signup.pk)
    return list(others.select_related("session__series__programme__organisation", "person__user"))


def _settle_elsewhere(signup: SignUp, *, actor: Person) -> None:
    """Make room for "was there" in a series of which one takes one session.

    A place or wait ahead is given up, and one who had a place is told. A place in a session
    already held stays as it is, and this sign-up then stands outside the rule of one, since both
    are facts.
    """
    for other in places_elsewhere(signup):
        if other.state == State.ATTENDED or other.session.has_started():
            if other.state != State.WAITING:
                SignUp.objects.filter(pk=signup.pk).update(one_of=None)
                signup.one_of = None
            continue
        promoting.give_up(other, actor=actor)
        promoting.fill([other.session], actor=actor)

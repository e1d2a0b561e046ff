"""Giving seats that came free to whoever has waited longest."""

import uuid
from collections import deque
from collections.abc import Callable, Iterable

from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import emails, seats, states
from juuristo.gatherings.models import Session, SignUp
from juuristo.people.models import Person

State = SignUp.State
Tell = Callable[[SignUp], None]


def leave(signup: SignUp) -> None:
    """Cancel a sign-up and give back its seat or its place in the queue; promotes nobody yet."""
    give_up = seats.leave_queue if signup.state == State.WAITING else seats.give_back
    states.move(signup, State.CANCELLED, calendar_sequence=signup.calendar_sequence + 1)
    give_up(signup.session_id)


def give_up(signup: SignUp, *, actor: Person, mail: Tell = emails.cancelled) -> None:
    """Leave, with the trail's row, and ``mail`` to whoever had a seat; promotes nobody yet."""
    had_seat = signup.state == State.BOOKED
    leave(signup)
    if had_seat:
        mail(signup)
    note("signup.cancelled", signup, actor=actor)


def note(verb: str, signup: SignUp, *, actor: Person | None) -> None:
    """Add the trail's row; without an actor it is the system that acts, in this organisation."""
    organisation_id = signup.session.series.programme.organisation_id
    trail.record(verb, actor=actor, about=signup, organisation_id=organisation_id)


def fill(sessions: Iterable[Session], *, actor: Person | None) -> None:
    """Promote in ``sessions`` while there is a free seat and somebody waits.

    A promoted person who has a place elsewhere in a series of one session gives that up, which
    may let another in, and so on. It ends: every step uses up one wait. The caller has ``hold``.
    """
    todo = deque(session.pk for session in sessions)
    while todo:
        session_id = todo.popleft()
        while (signup := _next_in(session_id)) is not None:
            given_up = _promote(signup, actor=actor)
            if given_up:
                todo.append(given_up.session_id)


def _next_in(session_id: uuid.UUID) -> SignUp | None:
    """Whoever has waited longest, if there is a free seat ahead of us to give."""
    session = Session.objects.get(pk=session_id)
    if session.cancelled_at or session.has_started() or session.taken >= session.capacity:
        return None
    waits = SignUp.objects.filter(session=session_id, state=State.WAITING).order_by("ticket")
    return waits.select_related("session__series__programme__organisation", "person__user").first()


def _promote(signup: SignUp, *, actor: Person | None) -> SignUp | None:
    """Give the seat; return the place elsewhere that was given up for it, if any."""
    other = _place_elsewhere(signup)
    if other and (other.state == State.ATTENDED or other.session.has_started(timezone.now())):
        # Has already been to this series: the wait is over, the seat goes to the next.
        leave(signup)
        note("signup.cancelled", signup, actor=actor)
        return None
    if other:
        leave(other)
    if not seats.take_from_queue(signup.session_id):
        raise RuntimeError("a held session changed under us")
    states.move(signup, State.BOOKED)
    emails.promoted(signup, given_up=other)
    note("signup.promoted", signup, actor=actor)
    return other


def _place_elsewhere(signup: SignUp) -> SignUp | None:
    if signup.one_of is None:
        return None
    places = SignUp.objects.filter(
        person=signup.person_id, one_of=signup.one_of, state__in=SignUp.TAKES_PART
    ).exclude(pk=signup.pk)
    return places.select_related("session__series__programme__organisation", "person__user").first()

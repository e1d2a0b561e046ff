"""Giving places by wishes: a proposal is asked for, looked at, adjusted and confirmed.

The reckoning and the mails are the worker's (``allocation_job.py``). Only the confirmation makes
sign-ups: all of them in one transaction that holds the series' sessions, or none.
"""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import allocation_job, seats, states, wish_refusals
from juuristo.gatherings.models import Allocation, Series, Session, SignUp, Wish
from juuristo.gatherings.wished import Wished, wished_in
from juuristo.people.models import Person

from . import wishes

State = Allocation.State


@transaction.atomic
def ask(series: Series, *, actor: Person, seed: int = 0) -> Allocation:
    """Have places reckoned in the background; a proposal that is still open is discarded.

    The same wishes and the same ``seed`` give the same places. Raises ``Refused``:
    ``places_given``, ``wishes_open``, ``no_wishes``.
    """
    series = seats.hold_series(series)
    if not series.takes_wishes:
        raise wish_refusals.places_given()
    if not series.window_closed(timezone.now()):
        raise wish_refusals.wishing_goes_on()
    if not series.wishes.exists():
        raise wish_refusals.no_wishes()
    wishes.discard_open(series)
    row = Allocation.objects.create(series=series, seed=seed, asked_by=actor)
    trail.record("allocation.asked", actor=actor, about=series)
    allocation_job.reckon.enqueue(str(row.pk))
    return row


@transaction.atomic
def discard(row: Allocation, *, actor: Person) -> None:
    """Throw away a proposal, or stop waiting for one; the wishes stay. Twice does nothing."""
    found = Allocation.objects.filter(pk=row.pk, state__in=(*Allocation.OPEN, State.FAILED))
    if found.update(state=State.DISCARDED, proposal={}, moves={}):
        trail.record("allocation.discarded", actor=actor, about=row.series)


@transaction.atomic
def move(row: Allocation, person: str, session: str | None, *, actor: Person) -> None:
    """Put ``person`` (an id) into ``session`` in the proposal, or leave them without a place.

    Raises ``Refused``: ``allocation_over``, ``session_full``.
    """
    row = _hold_ready(row)
    wished = wished_in(row.series)
    places = wished.places(row)
    if person not in wished.people or (session and session not in wished.sessions):
        raise wish_refusals.allocation_over()
    if places.get(person) == session:
        return
    if session and room_in(wished, places, session) < 1:
        raise wish_refusals.session_now_full()
    moves = {**row.moves, person: session}
    if row.proposal["assignment"].get(person) == session:
        del moves[person]
    Allocation.objects.filter(pk=row.pk).update(moves=moves)
    trail.record("allocation.adjusted", actor=actor, about=row.series)


def room_in(wished: Wished, places: Mapping[str, str], session: str) -> int:
    """Seats left in a session when everyone in ``places`` has one."""
    proposed = sum(one == session for one in places.values())
    return wished.sessions[session].free - proposed


@transaction.atomic
def confirm(row: Allocation, *, actor: Person) -> int:
    """Give the proposed places: sign-ups for all, and one mail for each, with or without a place.

    From here on free seats go to whoever comes first, until each session begins; the wishes are
    deleted. One who has left meanwhile, or got a place by hand, is passed over. Returns how many
    got a place. Raises ``Refused``: ``allocation_over``, ``wishes_open`` (the window was opened
    anew), ``session_gone``, ``session_full``.
    """
    row = _hold_ready(row, with_sessions=True)
    if not row.series.window_closed(timezone.now()):
        raise wish_refusals.wishing_goes_on()
    wished = wished_in(row.series)
    _check_sessions(row, wished)
    places = wished.places(row)
    _check_room(wished, places)
    for signup in _seat(wished, places):
        trail.record("signup.booked", actor=actor, about=signup)
    _close(row, wished, places)
    trail.record("allocation.confirmed", actor=actor, about=row.series)
    allocation_job.tell_places.enqueue(str(row.pk))
    return len(places)


def _hold_ready(row: Allocation, *, with_sessions: bool = False) -> Allocation:
    """Lock the series and the proposal; refuse one that is no longer to be decided."""
    series = seats.hold_series(row.series, with_sessions=with_sessions)
    held = Allocation.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if held.state != State.READY or not series.takes_wishes:
        raise wish_refusals.allocation_over()
    held.series = series
    return held


def _check_sessions(row: Allocation, wished: Wished) -> None:
    """Refuse when somebody would come to a session cancelled or begun since it was proposed."""
    placed = {**row.proposal["assignment"], **row.moves}
    lost = {session for session in placed.values() if session and session not in wished.sessions}
    if gone := Session.objects.filter(pk__in=lost).order_by("starts_at", "pk").first():
        raise wish_refusals.session_gone(gone)


def _check_room(wished: Wished, places: Mapping[str, str]) -> None:
    for session, count in sorted(Counter(places.values()).items()):
        if count > wished.sessions[session].free:
            raise wish_refusals.session_too_small(wished.sessions[session], count)


def _seat(wished: Wished, places: Mapping[str, str]) -> list[SignUp]:
    """Take the seats and write the sign-ups; one cancelled earlier is used again."""
    for session, count in Counter(places.values()).items():
        if not seats.take_many(UUID(session), count):
            raise RuntimeError("a held session changed under us")
    old = {
        (str(one.person_id), str(one.session_id)): one
        for one in SignUp.objects.filter(
            session__in=wished.sessions.values(), person__in=wished.people.values()
        )
    }
    new = []
    for person, session in places.items():
        if one := old.get((person, session)):
            states.move(
                one,
                SignUp.State.BOOKED,
                one_of=wished.sessions[session].series_id,
                calendar_sequence=one.calendar_sequence + 1,
            )
        else:
            new.append(_signup(wished.people[person], wished.sessions[session]))
    SignUp.objects.bulk_create(new)
    return [*new, *(old[pair] for pair in places.items() if pair in old)]


def _signup(person: Person, session: Session) -> SignUp:
    return SignUp(
        session=session, person=person, one_of=session.series_id, state=SignUp.State.BOOKED
    )


def _got(wished: Wished, person: str, session: str | None) -> int | None:
    """Which wish the person got: 0 is a session they had not wished for, None no place."""
    return (wished.rank(person, session) or 0) if session else None


def _close(row: Allocation, wished: Wished, places: Mapping[str, str]) -> None:
    """Keep the figures; who got what only until everyone has been told."""
    now = timezone.now()
    figures = wished.figures(places)
    told = {person: _got(wished, person, places.get(person)) for person in wished.people}
    kept = ("status", "stages", "seconds")
    proposal = {name: row.proposal[name] for name in kept if name in row.proposal}
    Allocation.objects.filter(pk=row.pk).update(
        state=State.CONFIRMED,
        confirmed_at=now,
        proposal={**proposal, **figures, "to_tell": told},
        moves={},
    )
    Series.objects.filter(pk=row.series_id).update(places_given_at=now)
    Wish.objects.filter(series=row.series_id).delete()

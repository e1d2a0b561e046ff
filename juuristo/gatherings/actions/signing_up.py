"""Signing up, changing and cancelling (the rules: design/architecture.md, "Seats")."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import audience, emails, refusals, seats, states, wish_refusals
from juuristo.gatherings.models import Attends, Series, Session, SignUp
from juuristo.people.models import Person

from . import leading, promoting

State = SignUp.State


@transaction.atomic
def sign_up(session: Session, person: Person, *, actor: Person) -> SignUp:
    """Give ``person`` a seat, or a place in the waiting list when the session is full.

    In a series of which one takes one session, whoever has a place elsewhere may wait for a full
    session; a free seat they take with ``change``. Someone who signs up another person (the
    coordinator) is not bound by the sign-up window or the audience. Raises ``Refused``.
    """
    _check_session(session)
    _check_not_signed_up(session, person)
    if actor.pk == person.pk:
        check_may_enter(session.series, person, timezone.now())
    signup = enter_or_refuse(session, person)
    # Our UPDATE holds the row from here on: it may have been moved, or the series closed.
    session.refresh_from_db(fields=leading.NEWS)
    _check_session(session)
    if actor.pk == person.pk:
        check_open(session.series, timezone.now())
    _tell(signup, actor=actor)
    return signup


@transaction.atomic
def sign_up_oneself(session: Session, person: Person) -> SignUp:
    """Sign ``person`` up at their own wish: the first sign-up to a series that is attended as a
    whole signs up to all its sessions ahead. Returns the one of ``session``. Raises ``Refused``.
    """
    live = SignUp.objects.filter(person=person, session__series=session.series_id)
    if session.series.attends != Attends.ALL or live.exclude(state=State.CANCELLED).exists():
        return sign_up(session, person, actor=person)
    _check_session(session)
    signups = sign_up_to_all(session.series, person, actor=person)
    return next(signup for signup in signups if signup.session_id == session.pk)


@transaction.atomic
def cancel(signup: SignUp, *, actor: Person, mail: promoting.Tell = emails.cancelled) -> None:
    """Give up a seat or a wait; whoever has waited longest gets the seat at once.

    ``mail`` tells it to whoever had a seat. Cancelling what is already cancelled does nothing.
    Raises ``Refused`` once the session has begun, or attendance has been marked (which may be
    half an hour earlier).
    """
    session = seats.hold(signup.session)
    signup.refresh_from_db()
    if signup.state == State.CANCELLED:
        return
    if session.has_started() or signup.state in {State.ATTENDED, State.ABSENT}:
        raise refusals.past()
    promoting.give_up(signup, actor=actor, mail=mail)
    promoting.fill([session], actor=actor)


@transaction.atomic
def change(signup: SignUp, to_session: Session, *, actor: Person) -> SignUp:
    """Move to another session of the same series, never losing the old place on the way.

    The new seat is taken before the old one is given up. When the new session is full the person
    keeps the old place and waits for the new one (in a series of which one takes one session the
    promotion then swaps them). Returns the sign-up in ``to_session``. Raises ``Refused``.
    """
    if signup.session.series_id != to_session.series_id:
        raise refusals.another_series()
    to_session = seats.hold(to_session, whole_series=True)
    signup.refresh_from_db()
    person, now = signup.person, timezone.now()
    _check_session(to_session, now)
    if signup.state in {State.BOOKED, State.WAITING} and signup.session.has_started(now):
        raise refusals.past()
    _check_not_signed_up(to_session, person)
    if actor.pk == person.pk:
        check_may_enter(to_session.series, person, now)
    if signup.state not in {State.BOOKED, State.WAITING} or (
        signup.state == State.BOOKED and not to_session.free
    ):
        # Nothing to move, or nowhere to move yet: keep what there is and queue.
        moved = enter_or_refuse(to_session, person)
        _tell(moved, actor=actor)
        return moved
    had_seat = signup.state == State.BOOKED
    promoting.leave(signup)
    moved = enter_or_refuse(to_session, person)
    emails.changed(moved, given_up=signup) if had_seat else _mail(moved)
    trail.record("signup.changed", actor=actor, about=moved)
    promoting.fill([signup.session], actor=actor)
    return moved


@transaction.atomic
def sign_up_to_all(series: Series, person: Person, *, actor: Person) -> list[SignUp]:
    """Sign ``person`` up to every session ahead; they wait for those that are full.

    Sessions they already have a place in, or wait for, stay as they are. Raises ``Refused`` when
    there is nothing left to sign up to.
    """
    now = timezone.now()
    ahead = _hold_ahead(series, now)
    if actor.pk == person.pk:
        check_may_enter(ahead[0].series if ahead else series, person, now)
    if not ahead:
        raise refusals.past()
    mine = SignUp.objects.filter(session__in=ahead, person=person).exclude(state=State.CANCELLED)
    taken = set(mine.values_list("session", flat=True))
    signups = [enter_or_refuse(row, person) for row in ahead if row.pk not in taken]
    if not signups:
        raise refusals.already_booked()
    emails.booked_all(signups)
    for signup in signups:
        trail.record(f"signup.{signup.state}", actor=actor, about=signup)
    return signups


@transaction.atomic
def cancel_all(series: Series, person: Person, *, actor: Person) -> list[SignUp]:
    """Give up every seat and wait ahead in ``series``."""
    ahead = _hold_ahead(series, timezone.now())
    mine = SignUp.objects.filter(
        session__in=ahead, person=person, state__in=[State.BOOKED, State.WAITING]
    ).select_related("session__series__programme__organisation", "person__user")
    given_up = sorted(mine, key=lambda signup: signup.session.starts_at)
    for signup in given_up:
        promoting.give_up(signup, actor=actor)
    promoting.fill([signup.session for signup in given_up], actor=actor)
    return given_up


def _check_session(session: Session, now: datetime | None = None) -> None:
    """Refuse a session that is cancelled or has begun, whoever asks."""
    if session.cancelled_at:
        raise refusals.cancelled()
    if session.has_started(now):
        raise refusals.past()


def check_may_enter(series: Series, person: Person, now: datetime) -> None:
    """Refuse one who signs up to what is not open, or is not in the audience."""
    check_open(series, now)
    if not audience.is_for(series, person):
        raise refusals.not_for_you()


def check_open(series: Series, now: datetime) -> None:
    """Refuse a sign-up outside the window, or while places go by wishes."""
    if series.takes_wishes:
        raise wish_refusals.by_wishes()
    check_window(series, now)


def check_window(series: Series, now: datetime) -> None:
    """Refuse one who comes before the window opens or after it has closed."""
    if series.window_closed(now):
        raise refusals.closed()
    if not series.window_opened(now):
        raise refusals.not_open_yet()


def _check_not_signed_up(session: Session, person: Person) -> None:
    state = (
        SignUp.objects.filter(session=session, person=person).values_list("state", flat=True)
    ).first()
    if state == State.WAITING:
        raise refusals.already_waiting()
    if state and state != State.CANCELLED:
        raise refusals.already_booked()


def enter_or_refuse(session: Session, person: Person) -> SignUp:
    """Enter; when the same person was just quicker in another request, say so and write nothing."""
    try:
        with transaction.atomic():
            return _enter(session, person)
    except IntegrityError:
        _check_not_signed_up(session, person)
        raise refusals.one_place() from None


def _enter(session: Session, person: Person) -> SignUp:
    one_of = session.series_id if session.series.attends == Attends.ONE else None
    may_take_seat = one_of is None or not _has_place(session, person)
    while True:
        if may_take_seat and seats.take(session.pk):
            return _write(session, person, State.BOOKED, None)
        if ticket := seats.wait(session.pk):
            if one_of and _waits_elsewhere(session, person):
                raise refusals.one_wait()
            return _write(session, person, State.WAITING, ticket)
        # Neither: the session was cancelled, or a seat came free between the two.
        # Or it was deleted while we looked at it.
        try:
            session.refresh_from_db(fields=["cancelled_at", "taken", "waiting", "capacity"])
        except Session.DoesNotExist:
            raise refusals.cancelled() from None
        if session.cancelled_at:
            raise refusals.cancelled()
        if not may_take_seat:
            _check_not_signed_up(session, person)  # the same request may just have come twice
            raise refusals.one_place()


def _has_place(session: Session, person: Person) -> bool:
    """Whether the person has a place in another session ahead. Refuse one who has been there."""
    place = (
        SignUp.objects.filter(person=person, one_of=session.series_id, state__in=SignUp.TAKES_PART)
        .select_related("session")
        .first()
    )
    if place and (place.state == State.ATTENDED or place.session.has_started()):
        raise refusals.has_been_there()
    return place is not None


def _waits_elsewhere(session: Session, person: Person) -> bool:
    return SignUp.objects.filter(
        person=person, one_of=session.series_id, state=State.WAITING
    ).exists()


def _write(session: Session, person: Person, state: str, ticket: int | None) -> SignUp:
    """Write the person's one row of this session: a new one, or the one once cancelled.

    The seat locks the session, so the series is read anew: how many sessions one takes may have
    been changed since the page was opened, and stays as it is now until we commit.
    """
    session.series = seats.series_now().get(pk=session.series_id)
    one_of = session.series_id if session.series.attends == Attends.ONE else None
    old = SignUp.objects.filter(session=session, person=person).first()
    if old is None:
        return SignUp.objects.create(
            session=session, person=person, one_of=one_of, state=state, ticket=ticket
        )
    old.session, old.person = session, person
    if old.state != State.CANCELLED:
        raise IntegrityError("signed up in another request")
    sequence = old.calendar_sequence + 1
    states.move(old, state, one_of=one_of, ticket=ticket, calendar_sequence=sequence)
    return old


def _tell(signup: SignUp, *, actor: Person) -> None:
    _mail(signup)
    trail.record(f"signup.{signup.state}", actor=actor, about=signup)


def _mail(signup: SignUp) -> None:
    if signup.state == State.BOOKED:
        emails.booked(signup)
    else:
        emails.waiting(signup)


def _hold_ahead(series: Series, now: datetime) -> list[Session]:
    """Lock the series' sessions and return those ahead, in order of time."""
    first = series.sessions.select_related("series__programme__organisation").first()
    if first is None:
        return []
    seats.hold(first, whole_series=True)
    ahead = series.sessions.filter(starts_at__gt=now, cancelled_at=None)
    return list(ahead.select_related("series__programme__organisation"))

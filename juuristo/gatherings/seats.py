"""Seats: exactly ``capacity`` people get in, ever.

A seat is taken by **one conditional UPDATE**, so that two people can never both see the last one
free: the database lets the second UPDATE look at the row only after the first has committed, and
then the condition no longer holds. Counting first and inserting then sold 17–21 of 15 seats on
PostgreSQL (SQLite hid it, since its IMMEDIATE transactions run one at a time).

**Locks.** ``sign_up`` touches one session row. Whatever may promote people (cancelling, changing,
raising the capacity) first calls ``hold``: in a series of which one takes one session a promotion
may release a seat in any other session, so all its session rows are locked, in the order of their
ids, before anything is written. Everyone who holds more than one row took them in that order, and
nobody waits for a row while a sign-up of theirs is half-written, so no two can wait for each other.

Whoever decides about a series as a whole calls ``hold_series``: the series first, under whose lock
sessions are added, then all its sessions. A sign-up that has taken its seat, which locks the
session, therefore reads rules that stay as they are until it commits.
"""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from . import refusals
from .models import Attends, Series, Session, SignUp


def take(session_id: uuid.UUID) -> bool:
    """Take a seat if one is free and nobody waits for it."""
    free = Session.objects.filter(
        pk=session_id, taken__lt=F("capacity"), waiting=0, cancelled_at=None
    )
    return free.update(taken=F("taken") + 1) == 1


def take_many(session_id: uuid.UUID, count: int) -> bool:
    """Take ``count`` seats at once, all or none, if so many are free and nobody waits."""
    free = Session.objects.filter(
        pk=session_id, taken__lte=F("capacity") - count, waiting=0, cancelled_at=None
    )
    return free.update(taken=F("taken") + count) == 1


def wait(session_id: uuid.UUID) -> int | None:
    """Join the waiting list and return the ticket; None when there is a free seat after all.

    The condition matters: a seat may have been given back since ``take`` said no, and then
    nobody would ever promote the one who waits.
    """
    full = Session.objects.filter(
        Q(taken__gte=F("capacity")) | Q(waiting__gt=0), pk=session_id, cancelled_at=None
    )
    if not full.update(waiting=F("waiting") + 1, last_ticket=F("last_ticket") + 1):
        return None
    # Our UPDATE holds the row until we commit: nobody else can have drawn a ticket since.
    return Session.objects.values_list("last_ticket", flat=True).get(pk=session_id)


def give_back(session_id: uuid.UUID) -> None:
    Session.objects.filter(pk=session_id).update(taken=F("taken") - 1)


def leave_queue(session_id: uuid.UUID) -> None:
    Session.objects.filter(pk=session_id).update(waiting=F("waiting") - 1)


def take_from_queue(session_id: uuid.UUID) -> bool:
    """Turn one wait into a seat, if a seat is free."""
    free = Session.objects.filter(pk=session_id, taken__lt=F("capacity"), waiting__gt=0)
    return free.update(taken=F("taken") + 1, waiting=F("waiting") - 1) == 1


def hold(session: Session, *, whole_series: bool = False) -> Session:
    """Lock what a promotion in ``session`` may touch, and return it as it is now.

    Raises ``Refused`` when it has been deleted in the meantime.
    """
    if whole_series or session.series.attends == Attends.ONE:
        rows = Session.objects.filter(series=session.series_id)
    else:
        rows = Session.objects.filter(pk=session.pk)
    held = {row.pk: row for row in hold_many(rows)}
    if session.pk not in held:
        raise refusals.cancelled()
    return held[session.pk]


def hold_many(sessions: QuerySet[Session]) -> list[Session]:
    """Lock all of ``sessions``, in the order of their ids, and return them in order of time."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("seats are held inside a transaction")
    # no_key: a sign-up's foreign key must not wait for us, only another change of the counters.
    held = list(sessions.order_by("pk").select_for_update(of=("self",), no_key=True))
    # Read after the lock: joined to it, the series would be as it was before we waited.
    series = series_now().in_bulk({session.series_id for session in held})
    for session in held:
        session.series = series[session.series_id]
    return sorted(held, key=lambda session: (session.starts_at, session.pk))


def hold_series(series: Series, *, with_sessions: bool = False) -> Series:
    """Lock the series' row: one at a time writes wishes, adds sessions, or decides about them all,
    with whom nobody signs up meanwhile. Returns the series as it is now."""
    rows = series_now().select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=series.pk)
    if with_sessions:
        hold_many(Session.objects.filter(series=series))
    return held


def series_now() -> QuerySet[Series]:
    return Series.objects.select_related("programme__organisation")


def faults(sessions: Iterable[Session]) -> list[str]:
    """Say where counters and sign-ups disagree, or a seat is free while somebody waits."""
    counts = {
        "seated": Count("signups", filter=Q(signups__state__in=SignUp.HOLDS_SEAT)),
        "queued": Count("signups", filter=Q(signups__state=SignUp.State.WAITING)),
    }
    rows = Session.objects.filter(pk__in=[session.pk for session in sessions]).annotate(**counts)
    found = []
    for pk, taken, waiting, capacity, seated, queued in rows.values_list(
        "pk", "taken", "waiting", "capacity", *counts
    ):
        if taken != seated:
            found.append(f"{pk}: taken {taken}, sign-ups {seated}")
        if waiting != queued:
            found.append(f"{pk}: waiting {waiting}, sign-ups {queued}")
        if seated > capacity:
            found.append(f"{pk}: {seated} people in {capacity} seats")
        if queued and seated < capacity:
            found.append(f"{pk}: a free seat while {queued} wait")
    return found


def seat_walk_in(session_id: uuid.UUID, *, from_queue: bool) -> bool:
    """Seat one who is there without a place; when no seat is free, one is added. The caller has
    ``hold``. Returns whether a seat had to be added."""
    waiting = F("waiting") - (1 if from_queue else 0)
    row = Session.objects.filter(pk=session_id)
    if row.filter(taken__lt=F("capacity")).update(taken=F("taken") + 1, waiting=waiting):
        return False
    row.update(taken=F("taken") + 1, capacity=F("capacity") + 1, waiting=waiting)
    return True

"""Wishing for sessions: one's own order of up to four, changed freely until the window closes.

Every act writes the person's whole list anew, under a lock of the series, so that two taps or
two tabs never leave a rank twice or a gap. Nobody is mailed: the page itself shows what is kept,
and the places are told once, when they are given.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import audience, emails, refusals, seats, wish_refusals
from juuristo.gatherings.models import MOST_WISHES, Allocation, Series, Session, SignUp, Wish
from juuristo.people.models import Person

from .signing_up import check_window


@transaction.atomic
def set_wishes(
    series: Series, person: Person, session_ids: Sequence[UUID], *, actor: Person
) -> list[UUID]:
    """Make ``session_ids``, the dearest first, the wishes of ``person``; none takes all back.

    Raises ``Refused``: ``closed``, ``not_for_you``, ``one_per_series`` (a place is given already),
    ``cancelled``, ``past``, ``wish_twice``, ``too_many_wishes``, ``places_given``.
    """
    series = seats.hold_series(series)
    _check_may_wish(series, person)
    _check_choices(series, session_ids)
    return _write(series, person, session_ids, actor=actor)


@transaction.atomic
def add_wish(session: Session, person: Person, *, actor: Person) -> list[UUID]:
    """Add ``session`` as the last wish; adding it again changes nothing. Refuses as
    ``set_wishes`` does."""
    series = session.series
    seats.hold_series(series)
    wished = wished_sessions(series, person)
    if session.pk in wished:
        return wished
    return set_wishes(series, person, [*wished, session.pk], actor=actor)


@transaction.atomic
def raise_wish(session: Session, person: Person, *, actor: Person) -> list[UUID]:
    """Move ``session`` one rank up; the first stays first. Refuses as ``set_wishes`` does."""
    series = session.series
    seats.hold_series(series)
    wished = wished_sessions(series, person)
    place = wished.index(session.pk) if session.pk in wished else 0
    if place > 0:
        wished[place - 1], wished[place] = wished[place], wished[place - 1]
    return set_wishes(series, person, wished, actor=actor)


@transaction.atomic
def drop_wish(session: Session, person: Person, *, actor: Person) -> list[UUID]:
    """Take one wish back; those after it move up. Refuses as ``set_wishes`` does."""
    series = session.series
    seats.hold_series(series)
    left = [pk for pk in wished_sessions(series, person) if pk != session.pk]
    return set_wishes(series, person, left, actor=actor)


def discard_open(series: Series) -> None:
    """Throw away a reckoning that nobody has confirmed: it is not of these wishes any more. The
    caller holds the series."""
    series.allocations.filter(state__in=Allocation.OPEN).update(
        state=Allocation.State.DISCARDED, proposal={}, moves={}
    )


def wished_sessions(series: Series, person: Person) -> list[UUID]:
    """The ids of the sessions ``person`` wishes for, the dearest first."""
    rows = Wish.objects.filter(series=series, person=person).order_by("rank")
    return list(rows.values_list("session", flat=True))


def forget_session(session: Session, *, tell: bool) -> int:
    """Take a session that will not be held out of everyone's wishes; later ones move up.

    With ``tell`` each is told, and can wish anew while the window is open. Returns how many
    people had wished for it. The caller holds the series.
    """
    series = session.series
    if not series.takes_wishes:
        return 0
    wishers = Person.objects.filter(wishes__session=session).select_related("user")
    people = list(wishers.order_by("pk"))
    for person in people:
        left = [pk for pk in wished_sessions(series, person) if pk != session.pk]
        _replace(series, person, left)
        if tell:
            emails.wish_cancelled(session, person, left=len(left))
    return len(people)


def tell_moved(session: Session, before: Session) -> int:
    """Tell those who wished for a session that its time or place is another now, as it was
    ``before``. Returns how many."""
    if not session.series.takes_wishes:
        return 0
    wishers = Person.objects.filter(wishes__session=session).select_related("user")
    people = list(wishers.order_by("pk"))
    for person in people:
        emails.wish_moved(session, person, before=before)
    return len(people)


def forget_person(person: Person) -> None:
    """Take back all the wishes of one who has left."""
    Wish.objects.filter(person=person).delete()


def _check_may_wish(series: Series, person: Person) -> None:
    if not series.takes_wishes:
        raise wish_refusals.places_given()
    check_window(series, timezone.now())
    if not audience.is_for(series, person):
        raise refusals.not_for_you()
    places = SignUp.objects.filter(person=person, session__series=series)
    if places.exclude(state=SignUp.State.CANCELLED).exists():
        raise wish_refusals.place_already()


def _check_choices(series: Series, session_ids: Sequence[UUID]) -> None:
    if len(session_ids) > MOST_WISHES:
        raise wish_refusals.too_many_wishes()
    if len(set(session_ids)) < len(session_ids):
        raise wish_refusals.wish_twice()
    now = timezone.now()
    found = {row.pk: row for row in Session.objects.filter(series=series, pk__in=session_ids)}
    for pk in session_ids:
        if pk not in found or found[pk].cancelled_at:
            raise refusals.cancelled()
        if found[pk].has_started(now):
            raise refusals.past()


def _write(
    series: Series, person: Person, session_ids: Sequence[UUID], *, actor: Person
) -> list[UUID]:
    if wished_sessions(series, person) != list(session_ids):
        discard_open(series)
        _replace(series, person, session_ids)
        trail.record("wishes.given", actor=actor, about=series)
    return list(session_ids)


def _replace(series: Series, person: Person, session_ids: Sequence[UUID]) -> None:
    """Write the list anew. The moment of the first wish is kept: it is the order of arrival that
    "first come" is reckoned by."""
    old = Wish.objects.filter(series=series, person=person)
    wished_at = min(old.values_list("wished_at", flat=True), default=timezone.now())
    old.delete()
    Wish.objects.bulk_create(
        Wish(series=series, session_id=pk, person=person, rank=rank, wished_at=wished_at)
        for rank, pk in enumerate(session_ids, start=1)
    )

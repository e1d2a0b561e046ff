"""Placing a new person in the sessions of their orientation.

Each item with a series gets the next session that suits: it begins a day from now at the earliest,
after what comes before it, and over nothing else the person goes to or leads. A free seat is taken;
when all that suit are full the person waits for the first and takes the next free seat that
appears. A session they have once given up is not offered again. Nobody is placed in a series that
still takes wishes.

Nothing here reads a clock or a queue that another request may turn meanwhile: every session ahead
of the series concerned is held first (``seats.hold_many``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from juuristo.gatherings import emails, orientation_emails, seats
from juuristo.gatherings.models import (
    Attends,
    OrientationItem,
    OrientationRecord,
    Session,
    SignUp,
)
from juuristo.gatherings.orientation_order import in_order
from juuristo.people.models import Person

from . import promoting
from .signing_up import enter_or_refuse

State = SignUp.State
NOTICE = timedelta(days=1)


@dataclass
class Diary:
    """What the person has on, as the placing goes on."""

    busy: list[Session]
    mine: dict[UUID, SignUp]  # every sign-up of theirs in the series concerned, by session
    ends: dict[UUID, datetime] = field(default_factory=dict)  # of an item: when it is behind

    def is_free(self, session: Session, *, but: SignUp | None = None) -> bool:
        return not any(
            other.starts_at < session.ends_at and session.starts_at < other.ends_at
            for other in self.busy
            if other.pk != session.pk and (but is None or other.pk != but.session_id)
        )

    def of(self, series_id: UUID, *states: str) -> list[SignUp]:
        found = [
            one
            for one in self.mine.values()
            if one.session.series_id == series_id and one.state in states
        ]
        return sorted(found, key=lambda one: one.session.starts_at)

    def note(self, signup: SignUp) -> None:
        self.mine[signup.session_id] = signup
        self.busy.append(signup.session)


@transaction.atomic
def place(record: OrientationRecord, *, welcome: bool = False) -> list[SignUp]:
    """Give ``record.person`` a seat or a wait for every item that can have one now.

    Returns the new sign-ups, told in one mail; with ``welcome`` that mail goes in any case and
    greets. Doing it again does nothing while nothing has changed.
    """
    person = record.person
    items = _items(record)
    series_ids = _series_of(items)
    now = timezone.now()
    ahead = hold_ahead(record, items)
    done = set(record.done.values_list("item", flat=True))
    diary = _diary(person, series_ids)
    placed: list[SignUp] = []
    if not (record.completed_at or person.has_left()):
        for item in _ordered(items):
            if item.pk in done:
                diary.ends[item.pk] = now
                continue
            rows = [one for one in ahead if one.series_id == item.series_id]
            placed += _place_in(item, rows, diary, person, now)
    for signup in placed:
        promoting.note(f"signup.{signup.state}", signup, actor=None)
    if welcome:
        orientation_emails.begins(record, placed)
    elif placed:
        orientation_emails.placed(record, placed)
    return placed


def hold_ahead(
    record: OrientationRecord, items: Sequence[OrientationItem] | None = None
) -> list[Session]:
    """Lock every session ahead in which ``place`` might give a seat."""
    series_ids = _series_of(_items(record) if items is None else items)
    return seats.hold_many(
        Session.objects.filter(series__in=series_ids, starts_at__gt=timezone.now())
    )


def _items(record: OrientationRecord) -> list[OrientationItem]:
    return list(record.plan.items.select_related("series").prefetch_related("after"))


def _series_of(items: Sequence[OrientationItem]) -> set[UUID | None]:
    return {item.series_id for item in items if _gives_places(item)}


def _gives_places(item: OrientationItem) -> bool:
    series = item.series
    return bool(series and series.published_at and not series.takes_wishes)


def _ordered(items: Sequence[OrientationItem]) -> list[OrientationItem]:
    named = {item.pk: item for item in items}
    after = {item.pk: [one.pk for one in item.after.all()] for item in items}
    return [named[pk] for pk in in_order(list(named), after)]


def _diary(person: Person, series_ids: set[UUID | None]) -> Diary:
    signups = SignUp.objects.filter(person=person).select_related(
        "session__series__programme__organisation", "person__user"
    )
    live = [one for one in signups if one.state != State.CANCELLED]
    led = Session.objects.filter(facilitators=person, cancelled_at=None)
    return Diary(
        busy=[one.session for one in live] + list(led),
        mine={one.session_id: one for one in signups if one.session.series_id in series_ids},
    )


def _place_in(
    item: OrientationItem, ahead: list[Session], diary: Diary, person: Person, now: datetime
) -> list[SignUp]:
    """The new sign-ups for one item; also notes in the diary when the item will be behind."""
    series = item.series
    if series is None or not _gives_places(item):
        return []
    begins = _may_begin(item, diary, now)
    if series.attends == Attends.ALL:
        return _place_in_all(item, ahead, diary, person, begins)
    places = diary.of(series.pk, *SignUp.TAKES_PART)
    if places:
        place = places[-1]
        if begins and place.state == State.BOOKED and now < place.session.starts_at < begins:
            place = _move(place, _suiting(ahead, diary, begins, but=place), diary)
        diary.ends[item.pk] = place.session.ends_at
        return []
    if begins is None:
        return []
    return _place_in_one(item, _suiting(ahead, diary, begins), diary, person)


def _may_begin(item: OrientationItem, diary: Diary, now: datetime) -> datetime | None:
    """The earliest time for the item; None while something before it has no time yet."""
    before = [one.pk for one in item.after.all()]
    if any(pk not in diary.ends for pk in before):
        return None
    return max([now + NOTICE, *(diary.ends[pk] for pk in before)])


def _suiting(
    ahead: list[Session], diary: Diary, begins: datetime, *, but: SignUp | None = None
) -> list[Session]:
    """Sessions in order of time that the person may go to and has not had a part in."""
    return [
        session
        for session in ahead
        if session.cancelled_at is None
        and session.starts_at >= begins
        and session.pk not in diary.mine
        and diary.is_free(session, but=but)
    ]


def _place_in_one(
    item: OrientationItem, suiting: list[Session], diary: Diary, person: Person
) -> list[SignUp]:
    series = item.series
    assert series is not None  # asked of items with a series alone
    waits = diary.of(series.pk, State.WAITING)
    free = next((session for session in suiting if session.free), None)
    if free is None:
        wanted = [] if waits else suiting[:1]
        return [_enter(session, person, diary) for session in wanted]
    if series.attends == Attends.ANY:
        # In a series of one the wait goes on, and a promotion swaps the seats. Here it would
        # give a second one.
        for signup in waits:
            promoting.leave(signup)
            diary.busy.remove(signup.session)
            promoting.note("signup.cancelled", signup, actor=None)
    signup = _enter(free, person, diary)
    diary.ends[item.pk] = signup.session.ends_at
    return [signup]


def _place_in_all(
    item: OrientationItem,
    ahead: list[Session],
    diary: Diary,
    person: Person,
    begins: datetime | None,
) -> list[SignUp]:
    """A series attended as a whole is entered before it has begun, when every session suits."""
    series = item.series
    assert series is not None  # asked of items with a series alone
    mine = diary.of(series.pk, State.BOOKED, State.WAITING, State.ATTENDED)
    held = [session for session in ahead if session.cancelled_at is None]
    if mine:
        diary.ends[item.pk] = max(one.session.ends_at for one in mine)
        return []
    has_begun = series.sessions.filter(cancelled_at=None).count() > len(held)
    suiting = _suiting(ahead, diary, begins) if begins else []
    if has_begun or not held or len(suiting) < len(held):
        return []
    diary.ends[item.pk] = held[-1].ends_at
    return [_enter(session, person, diary) for session in held]


def _enter(session: Session, person: Person, diary: Diary) -> SignUp:
    signup = enter_or_refuse(session, person)
    # The counters moved in the database; the next look at this session must see that.
    session.refresh_from_db(fields=["taken", "waiting", "last_ticket"])
    diary.note(signup)
    return signup


def _move(place: SignUp, suiting: list[Session], diary: Diary) -> SignUp:
    """Move a place that has come to stand before what it should follow; kept when nothing suits."""
    to_session = next((session for session in suiting if session.free), None)
    if to_session is None:
        return place
    promoting.leave(place)
    diary.busy.remove(place.session)
    moved = _enter(to_session, place.person, diary)
    if moved.state != State.BOOKED:
        raise RuntimeError("a held session changed under us")
    emails.changed(moved, given_up=place)
    promoting.note("signup.changed", moved, actor=None)
    promoting.fill([place.session], actor=None)
    return moved

"""Attendance from a meeting tool's participant list: read, reviewed, applied, forgotten."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import seats
from juuristo.gatherings.audience import audience_of
from juuristo.gatherings.models import ParticipantList, Session, SignUp
from juuristo.gatherings.participants import Known, match, read_list
from juuristo.people.models import Person, PersonQuerySet

from . import attendance

State = SignUp.State
KEPT = timedelta(days=1)


@transaction.atomic
def read_participants(session: Session, data: bytes, *, actor: Person) -> ParticipantList:
    """Read a list and keep it for review. Raises ``UnreadableListError``, and ``Refused``:
    ``too_early``, ``cancelled``."""
    attendance.check_open(session)
    led = Session.facilitators.through.objects.filter(session=session)
    known = Person.objects.filter(
        Q(pk__in=markable(session).order_by().values("pk")) | Q(pk__in=led.values("person"))
    )
    people = [Known(one.pk, one.full_name, one.email) for one in known]
    rows = [found.as_row() for found in match(read_list(data), people)]
    kept = ParticipantList.objects.create(session=session, rows=rows, read_by=actor)
    trail.record("participants.read", actor=actor, about=session)
    return kept


def markable(session: Session) -> PersonQuerySet:
    """Whom attendance may be marked for: the audience, and whoever has a place or waits."""
    here = session.signups.exclude(state=State.CANCELLED).order_by()
    audience = audience_of(session.series).order_by().values("pk")
    return Person.objects.filter(Q(pk__in=audience) | Q(pk__in=here.values("person")))


@transaction.atomic
def apply_participants(
    kept: ParticipantList, chosen: Collection[UUID], *, rest_absent: bool, actor: Person
) -> int:
    """Mark ``chosen`` there, the others with a place absent when ``rest_absent``, and forget the
    list. Returns how many were marked there: 0 when the list had already been dealt with.

    Someone without a place walks in. Raises ``Refused`` as attendance does; then nothing changes.
    """
    row = ParticipantList.objects.select_for_update().filter(pk=kept.pk).first()
    if row is None:
        return 0
    session = kept.session
    seats.hold(session)
    signups = {one.person_id: one for one in session.signups.select_related("session", "person")}
    people = list(markable(session).filter(pk__in=chosen).select_related("user"))
    for person in people:
        signup = signups.get(person.pk)
        if signup and signup.state in SignUp.HOLDS_SEAT:
            attendance.mark(signup, State.ATTENDED, actor=actor)
        else:
            attendance.add_walk_in(session, person, actor=actor)
    there = {person.pk for person in people}
    for person_id, signup in signups.items():
        if rest_absent and signup.state == State.BOOKED and person_id not in there:
            attendance.mark(signup, State.ABSENT, actor=actor)
    row.delete()
    trail.record("participants.applied", actor=actor, about=session)
    return len(people)


@transaction.atomic
def drop_participants(kept: ParticipantList, *, actor: Person) -> None:
    """Forget a list without marking anybody. Again does nothing."""
    if ParticipantList.objects.filter(pk=kept.pk).delete()[0]:
        trail.record("participants.dropped", actor=actor, about=kept.session)


def tidy_participants() -> int:
    """Forget lists that nobody dealt with in a day; return how many."""
    return ParticipantList.objects.filter(read_at__lt=timezone.now() - KEPT).delete()[0]

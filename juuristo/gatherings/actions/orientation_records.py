"""What happens to one person's orientation: it begins, items get done, it is completed.

An item with a series is done by attending; any item may be marked done by whoever is in charge of
it or runs the programme. Nobody marks their own, since the mark is proof.

Several may act on one record at once: two facilitators, a coordinator, a worker. Whoever changes it
locks its row first, and before that the sessions they need, as everywhere (``seats.py``).
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import orientation_emails
from juuristo.gatherings import orientation_refusals as refusals
from juuristo.gatherings.models import (
    Attends,
    DoneItem,
    OrientationItem,
    OrientationPlan,
    OrientationRecord,
    Series,
    Session,
    SignUp,
)
from juuristo.people.models import Person, Role

from .orientation_placing import hold_ahead, place

State = SignUp.State


@transaction.atomic
def begin(plan: OrientationPlan, person: Person) -> OrientationRecord | None:
    """Begin ``person``'s orientation by ``plan``: place them, and tell them and those in charge.

    Returns None when it has already begun.
    """
    assert person.start_date is not None  # newcomers alone are asked for
    record, is_new = OrientationRecord.objects.get_or_create(
        plan=plan, person=person, defaults={"began_on": person.start_date}
    )
    if not is_new:
        return None
    _note("orientation.begun", record, actor=None)
    settle(record)
    place(record, welcome=True)
    _tell_those_in_charge(record)
    return record


def _tell_those_in_charge(record: OrientationRecord) -> None:
    theirs: dict[Person, list[OrientationItem]] = {}
    for item in record.plan.items.filter(series=None).select_related("responsible__user"):
        for person in _those_in_charge(record, item):
            theirs.setdefault(person, []).append(item)
    for person, duties in theirs.items():
        orientation_emails.duties(record, person, duties)


def _those_in_charge(record: OrientationRecord, item: OrientationItem) -> list[Person]:
    if item.is_supervisors and record.person.team_id:
        team = Person.objects.filter(team=record.person.team_id).exclude(pk=record.person_id)
        return list(team.in_service().with_role(Role.SUPERVISOR).select_related("user"))
    named = item.responsible
    return [named] if named and not named.has_left() else []


@transaction.atomic
def mark_done(
    record: OrientationRecord, item: OrientationItem, done_on: date, *, actor: Person
) -> None:
    """Note by somebody's word that ``item`` is done. Marking it again changes nothing.

    Raises ``Refused``: ``future`` when the day is yet to come, ``own`` for one's own record.
    """
    if record.person_id == actor.pk:
        raise refusals.own_orientation()
    if done_on > timezone.localdate(timezone=record.plan.programme.organisation.zone):
        raise refusals.day_to_come()
    hold_ahead(record)
    _hold(record)
    _done, is_new = DoneItem.objects.get_or_create(
        record=record, item=item, defaults={"done_on": done_on, "marked_by": actor}
    )
    if not is_new:
        return
    _note("orientation.item_done", record, actor=actor)
    place(record)
    complete_if_done(record)


@transaction.atomic
def take_back(record: OrientationRecord, item: OrientationItem, *, actor: Person) -> None:
    """Take back a mark given by somebody's word. Raises ``Refused`` (``by_attendance``) for an
    item done by attending: there the attendance is mended."""
    if record.person_id == actor.pk:
        raise refusals.own_orientation()
    _hold(record)
    done = DoneItem.objects.filter(record=record, item=item).first()
    if done is None:
        return
    if done.session_id:
        raise refusals.done_by_attendance()
    done.delete()
    _open_again(record)
    _note("orientation.item_taken_back", record, actor=actor)


@transaction.atomic
def wish(record: OrientationRecord, *, face_to_face: bool | None, words: str) -> None:
    """Keep what the person would like: to meet people face to face or not, and in their words."""
    record.wishes_face_to_face, record.wish = face_to_face, words
    record.save(update_fields=["wishes_face_to_face", "wish"])
    _note("orientation.wished", record, actor=record.person)


def follow(signup: SignUp) -> None:
    """Bring the person's records in line with their attendance, just marked or taken back."""
    records = OrientationRecord.objects.filter(
        person=signup.person_id, plan__items__series=signup.session.series_id
    )
    for record in records.select_related("plan__programme__organisation", "person__user"):
        settle(record)


@transaction.atomic
def settle(record: OrientationRecord) -> None:
    """Note the items done by attending since the record began, and drop marks whose attendance
    has been taken back. Completed records gain nothing new."""
    _hold(record)
    zone = record.plan.programme.organisation.zone
    marks = {one.item_id: one for one in record.done.all()}
    changed = False
    for item in record.plan.items.exclude(series=None).select_related("series"):
        mark = marks.get(item.pk)
        if item.series is None or (mark and mark.session_id is None):
            continue
        session = attended_in(item.series, record)
        if session is None and mark:
            mark.delete()
            _open_again(record)
            changed = True
        elif session and mark is None and record.completed_at is None:
            day = timezone.localdate(session.starts_at, zone)
            _done, is_new = DoneItem.objects.get_or_create(
                record=record, item=item, defaults={"session": session, "done_on": day}
            )
            changed = changed or is_new
    if changed:
        complete_if_done(record)


def attended_in(series: Series, record: OrientationRecord) -> Session | None:
    """The session by which ``series`` counts as gone through: the first one attended, or in a
    series attended as a whole the last, once every session held has been attended."""
    rows = Session.objects.filter(series=series, cancelled_at=None).order_by("starts_at", "pk")
    theirs = SignUp.objects.filter(person=record.person_id, state=State.ATTENDED)
    zone = record.plan.programme.organisation.zone
    attended = [
        session
        for session in rows.filter(signups__in=theirs)
        if timezone.localdate(session.starts_at, zone) >= record.began_on
    ]
    if not attended:
        return None
    if series.attends != Attends.ALL:
        return attended[0]
    return attended[-1] if len(attended) == rows.count() else None


def complete_if_done(record: OrientationRecord) -> None:
    """Complete the record once every item of its plan is done, and tell the person, once.

    The row is held, so that of two who mark the last two items the second sees both.
    """
    _hold(record)
    left = record.plan.items.exclude(done__record=record)
    if record.completed_at or left.exists() or not record.plan.items.exists():
        return
    record.completed_at = timezone.now()
    record.save(update_fields=["completed_at"])
    orientation_emails.completed(record)
    _note("orientation.completed", record, actor=None)


def _hold(record: OrientationRecord) -> None:
    """Lock the record, and learn whether it is completed."""
    rows = OrientationRecord.objects.select_for_update(no_key=True)
    record.completed_at = rows.get(pk=record.pk).completed_at


def _open_again(record: OrientationRecord) -> None:
    if record.completed_at:
        record.completed_at = None
        record.save(update_fields=["completed_at"])


def _note(verb: str, record: OrientationRecord, *, actor: Person | None) -> None:
    organisation_id = record.plan.programme.organisation_id
    trail.record(verb, actor=actor, about=record, organisation_id=organisation_id)

"""Attendance by a code: the facilitator shows it, whoever is there types it."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import audience, refusals, seats
from juuristo.gatherings.codes import new_code, read_code
from juuristo.gatherings.models import AttendanceCode, Session, SignUp
from juuristo.people.models import Person

from . import attendance

OPEN_FOR = timedelta(minutes=30)


def open_code_of(session: Session) -> AttendanceCode | None:
    """The code that may be typed now; it closes by itself."""
    return AttendanceCode.objects.filter(session=session, closes_at__gt=timezone.now()).first()


@transaction.atomic
def open_code(session: Session, *, actor: Person) -> AttendanceCode:
    """Open a code for half an hour; one that is open stays. Raises ``Refused``: ``too_early``,
    ``cancelled``."""
    held = seats.hold(session)
    attendance.check_open(held)
    if found := open_code_of(held):
        return found
    made = _draw(held)
    trail.record("attendance.code_opened", actor=actor, about=session)
    return made


def _draw(session: Session) -> AttendanceCode:
    """Give the session a code that no other session has."""
    now = timezone.now()
    while True:
        taken = set(AttendanceCode.objects.order_by().values_list("code", flat=True))
        code = next(one for one in iter(new_code, "") if one not in taken)
        values = {"code": code, "opened_at": now, "closes_at": now + OPEN_FOR}
        try:
            with transaction.atomic():
                return AttendanceCode.objects.update_or_create(session=session, defaults=values)[0]
        except IntegrityError:  # another session has just drawn the same
            continue


@transaction.atomic
def close_code(session: Session, *, actor: Person) -> None:
    """Close the code at once. Again does nothing."""
    if AttendanceCode.objects.filter(session=session).delete()[0]:
        trail.record("attendance.code_closed", actor=actor, about=session)


@transaction.atomic
def mark_here(text: str, person: Person) -> SignUp:
    """Mark ``person`` there in the session whose open code they typed. One of the audience who
    had no place walks in, as when the facilitator adds them. Typing it again changes nothing.

    Raises ``Refused``: ``unknown_code``, ``leads``, ``not_for_you``, ``cancelled``.
    """
    codes = AttendanceCode.objects.filter(
        code=read_code(text),
        closes_at__gt=timezone.now(),
        session__series__programme__organisation=person.organisation_id,
    )
    found = codes.select_related("session__series__programme__organisation").first()
    if found is None:
        raise refusals.unknown_code()
    session = found.session
    seats.hold(session)
    signup = SignUp.objects.filter(session=session, person=person).first()
    if signup and signup.state in SignUp.HOLDS_SEAT:
        return attendance.mark(signup, SignUp.State.ATTENDED, actor=person)
    if session.facilitators.filter(pk=person.pk).exists():
        raise refusals.leads()
    if not audience.is_for(session.series, person):
        raise refusals.not_for_you()
    return attendance.add_walk_in(session, person, actor=person)


def tidy_codes() -> int:
    """Forget codes that have closed; return how many."""
    return AttendanceCode.objects.filter(closes_at__lte=timezone.now()).delete()[0]

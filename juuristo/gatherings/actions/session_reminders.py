"""Reminding those who come, and those who lead, a day and an hour before a session.

The worker calls ``remind_due`` every minute. A mail's once-key holds the session's time, so each
is sent once, and again after the session has moved. Whoever got a place, was named to lead, or
heard that the session has moved after the moment of a reminder is not reminded: they have just
been told the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from juuristo.gatherings import emails, refusals, seats
from juuristo.gatherings.models import FacilitatorEvent, Session, SignUp
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Person

SECONDS_BETWEEN_ROUNDS = 60
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
KEYS_ASKED_AT_ONCE = 500


@dataclass(frozen=True)
class Reminder:
    """One reminder that is due to one person."""

    person: Person
    leads: bool
    once_key: str


def remind_due() -> int:
    """Queue every reminder that is due; return how many."""
    now = timezone.now()
    ahead = Session.objects.filter(
        starts_at__gt=now,
        starts_at__lte=now + DAY,
        cancelled_at=None,
        series__published_at__isnull=False,
    )
    return sum(
        _remind_of(session) for session in ahead.order_by("starts_at", "pk") if _due(session)
    )


def _due(session: Session) -> list[Reminder]:
    """The reminders of ``session`` not queued yet."""
    found = {reminder.once_key: reminder for reminder in _reminders(session, _lead_time(session))}
    queued: set[str | None] = set()
    keys = list(found)
    for start in range(0, len(keys), KEYS_ASKED_AT_ONCE):
        rows = OutgoingMail.objects.filter(once_key__in=keys[start : start + KEYS_ASKED_AT_ONCE])
        queued.update(rows.order_by().values_list("once_key", flat=True))
    return [reminder for key, reminder in found.items() if key not in queued]


def _lead_time(session: Session) -> timedelta:
    """How long before the session the reminder is that is now due."""
    return HOUR if session.starts_at - timezone.now() <= HOUR else DAY


def _reminders(session: Session, lead: timedelta) -> Iterator[Reminder]:
    """Everyone who has known of the session since before the moment of the reminder."""
    told_from = session.starts_at - lead
    key = f"{session.pk}:{session.starts_at.timestamp():.0f}:{lead}"
    places = session.signups.filter(state=SignUp.State.BOOKED, changed_at__lte=told_from)
    people = places.exclude(person__in=session.facilitators.all()).select_related("person__user")
    for signup in people.order_by("pk"):
        yield Reminder(signup.person, leads=False, once_key=f"soon:{key}:{signup.person_id}")
    just_told = FacilitatorEvent.objects.filter(session=session, told_at__gt=told_from)
    leads = session.facilitators.exclude(pk__in=just_told.order_by().values("person"))
    for person in leads.select_related("user"):
        yield Reminder(person, leads=True, once_key=f"soon:{key}:{person.pk}")


@transaction.atomic
def _remind_of(session: Session) -> int:
    """Queue what is due of one session, held so that it cannot be called off meanwhile."""
    try:
        held = seats.hold(session)
    except refusals.Refused:  # it has just been deleted
        return 0
    if held.cancelled_at or held.starts_at != session.starts_at:
        return 0
    due = _due(held)
    for reminder in due:
        emails.soon(held, reminder.person, leads=reminder.leads, once_key=reminder.once_key)
    return len(due)

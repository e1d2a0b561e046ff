"""Letters about waves: a round of the worker puts them in the outbox, each once.

Letters are written in small transactions, so that a wave of thousands holds nobody up, and a
worker that dies in between goes on where it was: ``once_key`` lets no letter in twice.
"""

from collections.abc import Callable
from datetime import datetime, time
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Person

from . import emails
from .models import Invitation, Reminder, Wave
from .words import DISCREET

SECONDS_BETWEEN_ROUNDS = 15
BATCH = 50
REMINDERS_LEAVE_AT = time(8)  # by the organisation's clock
Write = Callable[[Invitation], object]


def write_letters() -> str:
    """Send what is due: invitations, then reminders; return "invitations/reminders"."""
    withdraw_unsent()
    invited, reminded = invite_due(), remind_due()
    note_delivered()
    return f"{invited}/{reminded}"


def running() -> QuerySet[Wave]:
    """Waves by invitation that take answers now."""
    now = timezone.now()
    waves = Wave.objects.filter(
        state=Wave.State.OPEN, access=Wave.Access.INVITATION, opens_at__lte=now
    ).exclude(closes_at__lte=now)
    return waves.select_related("programme__organisation").order_by("opens_at", "pk")


def invite_due() -> int:
    """Put the invitations of waves that have just opened in the outbox."""
    count = 0
    for wave in running().filter(invited_at=None):
        count += _write(wave, wave.invitations.all(), "invitation", emails.invitation)
        Wave.objects.filter(pk=wave.pk, invited_at=None).update(invited_at=timezone.now())
    return count


def remind_due(now: datetime | None = None) -> int:
    """Send the reminders whose day has come, from the morning on.

    When several are overdue (the server was away), the latest is sent for them all.
    """
    now = now or timezone.now()
    count = 0
    for wave in running().filter(invited_at__isnull=False, reminders__sent_at=None).distinct():
        here = now.astimezone(wave.programme.organisation.zone)
        if here.time() < REMINDERS_LEAVE_AT:
            continue
        due = list(wave.reminders.filter(sent_at=None, due_on__lte=here.date()))
        if due:
            count += remind(wave, due[-1])
            Reminder.objects.filter(pk__in=[one.pk for one in due[:-1]]).update(sent_at=now)
    return count


def remind(wave: Wave, reminder: Reminder) -> int:
    """Write to those whose answer is not known of, and who still work here."""
    waiting = wave.invitations.filter(has_answered=False)
    count = _write(
        wave,
        waiting,
        f"reminder:{reminder.number}",
        lambda invitation: emails.reminder(invitation, reminder),
    )
    Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(
        sent_at=timezone.now(), recipients=_written(wave, f"reminder:{reminder.number}")
    )
    return count


def _write(wave: Wave, invitations: QuerySet[Invitation], what: str, write: Write) -> int:
    """Write to each in service that has no such letter yet; return how many were written."""
    here = Person.objects.filter(organisation=wave.programme.organisation_id).in_service()
    rows = invitations.filter(person__in=here.values("pk")).order_by("pk")
    ids = iter(list(rows.values_list("pk", flat=True)))
    count = 0
    while batch := list(islice(ids, BATCH)):
        with transaction.atomic():
            count += _write_batch(wave, batch, what, write)
    return count


def _write_batch(wave: Wave, ids: list[UUID], what: str, write: Write) -> int:
    found = Invitation.objects.filter(pk__in=ids).select_related("person__user").order_by("pk")
    invitations = list(found)
    keys = [emails.once_key(wave, what, invitation) for invitation in invitations]
    done = set(
        OutgoingMail.objects.filter(once_key__in=keys).order_by().values_list("once_key", flat=True)
    )
    count = 0
    for key, invitation in zip(keys, invitations, strict=True):
        invitation.wave = wave  # with its programme and organisation
        count += key not in done and write(invitation) is not None
    return count


def _letters(wave: Wave, what: str) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(
        organisation_id=wave.programme.organisation_id,
        created_at__gte=wave.opens_at or wave.created_at,
        once_key__startswith=f"survey:{wave.pk}:{what}:",
    ).order_by()


def _written(wave: Wave, what: str) -> int:
    return _letters(wave, what).count()


def note_delivered() -> int:
    """Count the invitations that have left; the count outlives the outbox's rows."""
    changed = 0
    for wave in running().filter(invited_at__isnull=False, delivered__lt=F("invited")):
        sent = _letters(wave, "invitation").filter(state=OutgoingMail.State.SENT).count()
        changed += Wave.objects.filter(pk=wave.pk, delivered__lt=sent).update(delivered=sent)
    return changed


def withdraw_unsent() -> int:
    """Take back letters about waves that are over: nobody is to be asked in vain, and no row is
    to tell afterwards whom a reminder would have reached."""
    queued = Q(kind__in=emails.KINDS, state=OutgoingMail.State.QUEUED)
    failed = Q(kind__in=DISCREET, state=OutgoingMail.State.FAILED)
    waiting = OutgoingMail.objects.filter(queued | failed, once_key__isnull=False)
    about = {
        mail: emails.wave_id_in(key or "")
        for mail, key in waiting.order_by().values_list("pk", "once_key")
    }
    if not about:
        return 0
    open_now = {str(pk) for pk in running().order_by().values_list("pk", flat=True)}
    over = [mail for mail, wave in about.items() if wave not in open_now]
    return OutgoingMail.objects.filter(pk__in=over).delete()[0]


def stop_asking(person: Person) -> None:
    """Take back what is still to be sent to one whose service has ended; ``_write`` sends them
    nothing more. Doing it again does nothing."""
    invitations = person.survey_invitations.filter(wave__state=Wave.State.OPEN)
    endings = [str(pk) for pk in invitations.order_by().values_list("pk", flat=True)]
    waiting = OutgoingMail.objects.filter(
        kind__in=emails.KINDS, to=person.email, state=OutgoingMail.State.QUEUED
    )
    for mail in waiting.order_by("pk"):
        if (mail.once_key or "").rpartition(":")[2] in endings:
            mail.delete()

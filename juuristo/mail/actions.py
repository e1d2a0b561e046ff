"""What people can do with mail."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit.access import Reader
from juuristo.audit.trail import record

from .models import OutgoingMail


class MailError(Exception):
    """An expected refusal; ``code`` is "not_failed" or "body_gone"."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@transaction.atomic
def try_again(mail: OutgoingMail, *, actor: Reader) -> None:
    """Queue a failed mail anew, with all its tries; raises ``MailError``."""
    if mail.state != OutgoingMail.State.FAILED:
        raise MailError("not_failed", _("Viesti ei enää odota uutta yritystä."))
    if not mail.can_be_tried_again():
        raise MailError("body_gone", _("Viestin sisältöä ei enää ole, joten sitä ei voi lähettää."))
    changed = OutgoingMail.objects.filter(pk=mail.pk, state=OutgoingMail.State.FAILED).update(
        state=OutgoingMail.State.QUEUED, attempts=0, next_attempt_at=timezone.now(), last_error=""
    )
    if not changed:  # someone else was first: it is on its way
        return
    record("mail.retried", actor=actor, about=mail)

"""The e-mails of surveys, one function each; templates in ``templates/surveys/emails/``.

Each is put in the outbox once for one invitation (``once_key``), in the reader's language. The
link is reckoned when the letter is written and leaves the outbox with the body.
"""

from typing import Any

from django.utils import timezone, translation

from juuristo.mail import outbox
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Person

from .links import invitation_link
from .models import Invitation, Reminder, Wave
from .promises import promise_of

KINDS = ("surveys/invitation", "surveys/reminder", "surveys/reissued")


def once_key(wave: Wave, what: str, invitation: Invitation) -> str:
    return f"survey:{wave.pk}:{what}:{invitation.pk}"


def wave_id_in(key: str) -> str:
    """The id of the wave that a mail's ``once_key`` is about."""
    return key.split(":")[1]


def invitation(invitation: Invitation) -> OutgoingMail | None:
    """You are asked; here is your own link."""
    wave = invitation.wave
    return _send("invitation", invitation, "invitation", texts(wave, wave))


def reminder(invitation: Invitation, reminder: Reminder) -> OutgoingMail | None:
    """We do not know of your answer; here is the same link."""
    key = f"reminder:{reminder.number}"
    return _send("reminder", invitation, key, texts(invitation.wave, reminder))


def reissued(invitation: Invitation, *, has_answered: bool) -> OutgoingMail | None:
    """Here is a new link instead of the one that was lost."""
    return _send(
        "reissued", invitation, f"reissued:{invitation.issue}", {"has_answered": has_answered}
    )


def texts(wave: Wave, written: Wave | Reminder) -> dict[str, Any]:
    """What the coordinator wrote; the templates have their own words where this is empty."""
    return {"wrote": written.message, "subject_written": written.subject}


def letter_context(wave: Wave, reader: Person, link: str, language: str) -> dict[str, Any]:
    """What every letter about a wave is written from."""
    with translation.override(language):
        promise = promise_of(wave)
    return {
        "reader": reader,
        "wave": wave,
        "promise": promise,
        "url": link,
        "organisation": wave.programme.organisation,
    }


def _send(
    name: str, invitation: Invitation, once: str, context: dict[str, Any]
) -> OutgoingMail | None:
    wave, person = invitation.wave, invitation.person
    organisation = wave.programme.organisation
    language = person.language
    with timezone.override(organisation.zone):
        return outbox.queue(
            f"surveys/{name}",
            to=person.email,
            language=language,
            context={
                **letter_context(wave, person, invitation_link(invitation, language), language),
                **context,
            },
            organisation_id=organisation.pk,
            once_key=once_key(wave, once, invitation),
        )

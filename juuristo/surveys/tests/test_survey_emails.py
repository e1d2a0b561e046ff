"""The e-mails of surveys as they are read, in three languages.

``UPDATE_SNAPSHOTS=1 pytest …/test_survey_emails.py`` writes them anew; read the difference.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from juuristo.mail.kinds import KINDS
from juuristo.mail.models import OutgoingMail
from juuristo.mail.tests import snapshots
from juuristo.people.models import Organisation
from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys import emails
from juuristo.surveys.models import Invitation, Reminder, Wave
from juuristo.surveys.tests.factories import WaveFactory
from juuristo.surveys.tests.waves import invite
from juuristo.surveys.tokens import token_of

WROTE = {
    "fi": "kysymme, kuinka työote elää.\n\nVastaukset käydään läpi tammikuussa.",
    "sv": "vi frågar hur arbetssättet lever.\n\nSvaren gås igenom i januari.",
    "en": "we ask how the way of working is doing.\n\nWe go through the answers in January.",
}
Send = Callable[[Invitation], object]


def _kind(kind: str) -> Send:
    def send(invitation: Invitation) -> object:
        invitation.wave.kind = kind
        return emails.invitation(invitation)

    return send


def _written(invitation: Invitation) -> object:
    invitation.wave.message = WROTE
    invitation.wave.subject = {"fi": "Kuinka juurtuminen etenee?"}
    return emails.invitation(invitation)


def _reminder(invitation: Invitation) -> object:
    reminder = Reminder(wave=invitation.wave, number=1, due_on=date(2026, 12, 8))
    return emails.reminder(invitation, reminder)


def _reminder_named(invitation: Invitation) -> object:
    invitation.wave.kind = Wave.Kind.NAMED
    return _reminder(invitation)


MAILS: dict[str, Send] = {
    "invitation": emails.invitation,
    "invitation_written": _written,
    "invitation_named": _kind(Wave.Kind.NAMED),
    "invitation_confidential": _kind(Wave.Kind.CONFIDENTIAL),
    "reminder": _reminder,
    "reminder_named": _reminder_named,
    "reissued": lambda invitation: emails.reissued(invitation, has_answered=False),
    "reissued_answered": lambda invitation: emails.reissued(invitation, has_answered=True),
}


@pytest.fixture
def invitation(organisation: Organisation) -> Invitation:
    wave = WaveFactory(
        pk=uuid.UUID(int=4),
        is_open=True,
        programme__organisation=organisation,
        name={"fi": "Juurtumisen pulssi", "sv": "Förankringens puls", "en": "Rooting pulse"},
        signature="Kaisa Koordinaattori",
        opens_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
        closes_at=datetime(2026, 12, 15, 14, tzinfo=UTC),
    )
    wave.readers.add(
        PersonFactory(organisation=organisation, first_name="Lumi", last_name="Lukija")
    )
    return invite(wave, PersonFactory(organisation=organisation, first_name="Ada"))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_given_a_letter_when_it_is_queued_then_it_reads_as_agreed(
    name: str, language: str, invitation: Invitation
) -> None:
    assert invitation.person.user is not None
    invitation.person.user.language = language
    MAILS[name](invitation)
    mail = OutgoingMail.objects.get()
    assert mail.kind in KINDS
    read = f"{mail.subject}\n\n{mail.text}\n".replace(token_of(invitation), "TOKEN")
    snapshots.check(read, __file__, f"{name}.{language}")
    assert "&amp;" not in read


def test_given_words_with_markup_when_the_html_is_made_then_they_are_escaped(
    invitation: Invitation,
) -> None:
    invitation.wave.message = {"fi": "<script>alert(1)</script>\n\nHei"}
    invitation.wave.signature = "<b>Kaisa</b>"
    emails.invitation(invitation)
    html = OutgoingMail.objects.get().html
    assert "<script>" not in html
    assert "<b>Kaisa" not in html
    assert "<p>Hei</p>" in html


def test_given_the_same_letter_when_it_is_queued_again_then_there_is_one(
    invitation: Invitation,
) -> None:
    assert emails.invitation(invitation) is not None
    assert emails.invitation(invitation) is None
    assert OutgoingMail.objects.count() == 1

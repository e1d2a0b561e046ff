"""Every e-mail of people as it is read, in three languages.

``UPDATE_SNAPSHOTS=1 pytest …/test_emails.py`` writes the snapshots anew; read the difference.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine

from juuristo.mail.models import OutgoingMail
from juuristo.mail.tests import snapshots
from juuristo.people import invitations
from juuristo.people.adapter import AccountAdapter
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def _invitation(reader: Person, coordinator: Person) -> None:
    reader.user = None
    invitations.invite(reader, actor=coordinator)


def _password_forgotten(reader: Person, coordinator: Person) -> None:
    assert reader.user
    AccountAdapter().send_password_reset_mail(
        reader.user, reader.email, {"password_reset_url": "https://example.org/uusi-salasana/"}
    )


def _sign_in_changed(reader: Person, coordinator: Person) -> None:
    assert reader.user
    AccountAdapter().send_notification_mail("account/email/password_changed", reader.user)


MAILS: dict[str, Callable[[Person, Person], None]] = {
    "invitation": _invitation,
    "password_forgotten": _password_forgotten,
    "sign_in_changed": _sign_in_changed,
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_given_what_happened_when_the_mail_is_queued_then_it_reads_as_agreed(
    name: str,
    language: str,
    organisation: Organisation,
    coordinator: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Person, "language", language)
    reader = PersonFactory(organisation=organisation, first_name="Ada", last_name="Esimerkki")
    reader.user.language = language
    with time_machine.travel(NOW, tick=False):
        MAILS[name](reader, coordinator)
    mail = OutgoingMail.objects.get()
    assert mail.language == language
    read = re.sub(r"/invitation/\S+", "/invitation/TOKEN/", f"{mail.subject}\n\n{mail.text}\n")
    snapshots.check(read, __file__, f"{name}.{language}")

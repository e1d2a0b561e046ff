"""Mail whose reader nobody may know, such as who is reminded of an anonymous survey."""

import pytest

from juuristo.mail import kinds
from juuristo.mail.models import OutgoingMail
from juuristo.mail.sending import send_due
from juuristo.mail.tests.factories import OutgoingMailFactory
from juuristo.mail.tests.post_office import open_post_office
from juuristo.people.models import Person

KIND = "mail/whispered"


@pytest.fixture(autouse=True)
def discreet(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juuristo.mail.models.DISCREET", {KIND})
    monkeypatch.setattr("juuristo.mail.sending.DISCREET", {KIND})


def test_given_discreet_mail_when_a_coordinator_looks_then_it_is_not_there(
    coordinator: Person,
) -> None:
    OutgoingMailFactory(organisation_id=coordinator.organisation_id, kind=KIND)
    seen = OutgoingMailFactory(organisation_id=coordinator.organisation_id)
    assert list(OutgoingMail.objects.visible_to(coordinator)) == [seen]


def test_given_discreet_mail_when_it_has_left_then_no_address_stays() -> None:
    mail = OutgoingMailFactory(kind=KIND, to="aino@example.org")
    with open_post_office() as office:
        assert send_due() == "1/1"
        assert office.delivered_to() == ["aino@example.org"]
    mail.refresh_from_db()
    assert (mail.to, mail.text, mail.html) == ("", "", "")


def test_given_surveys_then_their_reminders_are_discreet() -> None:
    assert "surveys/reminder" in kinds.DISCREET

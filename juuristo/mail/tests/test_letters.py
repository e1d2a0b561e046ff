"""What a letter looks like once it has arrived."""

from collections.abc import Iterator

import pytest
from django.template.loader import get_template

from juuristo.mail import outbox
from juuristo.mail.models import OutgoingMail
from juuristo.mail.sending import send_due
from juuristo.mail.tests.factories import OutgoingMailFactory
from juuristo.mail.tests.post_office import PostOffice, open_post_office

CALENDAR = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
    "SUMMARY:Työpaja\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
TEMPLATES = {
    "tests/emails/greeting.subject.txt": "Hei\n {{ name }}",
    "tests/emails/greeting.txt": (
        '{% extends "mail/letter.txt" %}{% block body %}Hei {{ name }}!{% endblock %}'
    ),
    "tests/emails/greeting.html": (
        '{% extends "mail/letter.html" %}{% block body %}<p>Hei {{ name }}!</p>{% endblock %}'
    ),
}


@pytest.fixture
def office(db: None) -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture
def _greeting(settings: object) -> None:
    """Give Django the three templates of a kind of mail that no app has."""
    option = settings.TEMPLATES[0]  # type: ignore[attr-defined]
    settings.TEMPLATES = [  # type: ignore[attr-defined]
        {
            **option,
            "OPTIONS": {
                **option["OPTIONS"],
                "loaders": [
                    ("django.template.loaders.locmem.Loader", TEMPLATES),
                    *option["OPTIONS"]["loaders"],
                ],
            },
        }
    ]
    assert get_template("tests/emails/greeting.txt")


def test_given_a_letter_with_a_calendar_when_it_arrives_then_the_parts_are_alternatives(
    office: PostOffice,
) -> None:
    mail = OutgoingMailFactory(
        to="aino@example.org", subject="Ääkköset", calendar=CALENDAR, calendar_method="REQUEST"
    )
    send_due()
    (arrived,) = office.delivered
    assert arrived.get_content_type() == "multipart/alternative"
    text, html, calendar = arrived.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert "Äiti söi mökillä" in text.get_content()
    assert html.get_content_type() == "text/html"
    assert "<p>Hei! Äiti" in html.get_content()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "REQUEST"
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar.get_all("Content-Transfer-Encoding") == ["base64"]
    payload = calendar.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode() == CALENDAR
    assert arrived["Subject"] == "Ääkköset"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Content-Language"] == "fi"
    assert str(mail.pk) in arrived["Message-ID"]
    assert "localhost" in arrived["From"]


def test_given_a_mail_tried_twice_when_it_arrives_twice_then_its_message_id_is_the_same(
    office: PostOffice,
) -> None:
    mail = OutgoingMailFactory()
    send_due()
    OutgoingMail.objects.filter(pk=mail.pk).update(state=OutgoingMail.State.QUEUED, text="x")
    OutgoingMail.objects.filter(pk=mail.pk).update(next_attempt_at=mail.created_at)
    send_due()
    first, second = office.delivered
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.usefixtures("_greeting")
def test_given_a_name_with_odd_signs_when_queued_then_text_keeps_them_and_html_escapes(
    db: None,
) -> None:
    mail = outbox.queue(
        "tests/greeting",
        to="aino@example.org",
        language="fi",
        context={"name": "O'Hara <b>\nBcc: x@example.org"},
        organisation_id=None,
    )
    assert mail is not None
    assert mail.subject == "Hei O'Hara <b> Bcc: x@example.org"
    assert "Hei O'Hara <b>" in mail.text
    assert "O&#x27;Hara &lt;b&gt;" in mail.html
    assert '<html lang="fi">' in mail.html
    assert "sähköpostiosoitteesi on Juuristossa" in mail.html
    assert "sähköpostiosoitteesi on Juuristossa" in mail.text


@pytest.mark.usefixtures("_greeting")
def test_given_an_organisation_when_queued_then_the_footer_says_who_writes(db: None) -> None:
    mail = outbox.queue(
        "tests/greeting",
        to="aino@example.org",
        language="fi",
        context={"name": "Aino " * 60, "organisation": "Oma & virasto"},
        organisation_id=None,
    )
    assert mail is not None
    assert "Oma & virasto käyttää" in mail.text
    assert "Oma &amp; virasto käyttää" in mail.html
    assert len(mail.subject) <= 200


@pytest.mark.usefixtures("_greeting")
def test_given_a_once_key_when_queued_twice_then_one_mail_waits(db: None) -> None:
    def queue() -> OutgoingMail | None:
        return outbox.queue(
            "tests/greeting",
            to="aino@example.org",
            language="fi",
            context={"name": "Aino"},
            organisation_id=None,
            once_key="greeting:1",
        )

    assert queue() is not None
    assert queue() is None
    assert OutgoingMail.objects.count() == 1

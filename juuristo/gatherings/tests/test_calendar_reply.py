"""A calendar program that answers an invitation: DECLINE gives the place up, nobody else can."""

import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions
from juuristo.gatherings.actions.leading import set_facilitators
from juuristo.gatherings.calendars import led_uid
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person

MAIL = """\
From: {sender}
To: juuristo@localhost
Subject: Declined
{header}MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

En pääse.

--x
Content-Type: text/calendar; charset=utf-8; method=REPLY
Content-Transfer-Encoding: 8bit

BEGIN:VCALENDAR
PRODID:-//Somebody//Calendar//EN
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:20261001T080000Z
DTSTART:20261020T060000Z
ATTENDEE;PARTSTAT={status};CN=Kuka vain:mailto:{attendee}
ORGANIZER:mailto:juuristo@localhost
END:VEVENT
END:VCALENDAR

--x--
"""


@pytest.fixture
def signup(organisation: Organisation, adviser: Person) -> SignUp:
    session = SessionFactory(series__programme__organisation=organisation, capacity=1)
    return actions.sign_up(session, adviser, actor=adviser)


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Give the command a mail as a mail server does; return its exit code and document."""

    def take(mail: str | bytes) -> tuple[int, dict[str, Any]]:
        data = mail if isinstance(mail, bytes) else mail.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = 0
        try:
            call_command("gatherings", "calendar-reply", "--json")
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return code, json.loads(capsys.readouterr().out)

    return take


def mail_of(signup: SignUp, **changed: Any) -> str:
    values = {
        "sender": f"Ilona <{signup.person.email.upper()}>",
        "attendee": signup.person.email,
        "uid": f"{signup.pk}@juuristo",
        "sequence": signup.calendar_sequence,
        "status": "DECLINED",
        "method": "REPLY",
        "header": "",
    }
    return MAIL.format(**values | changed)


def kinds() -> list[str]:
    mails = OutgoingMail.objects.exclude(kind="gatherings/booked").order_by("created_at")
    return [mail.kind.split("/")[1] for mail in mails]


def test_given_a_decline_then_the_place_is_given_up_as_ones_own_act_and_the_next_gets_it(
    signup: SignUp, mentor: Person, pipe: Any
) -> None:
    actions.sign_up(signup.session, mentor, actor=mentor)
    assert pipe(mail_of(signup)) == (0, {"outcome": "cancelled"})
    signup.refresh_from_db()
    assert signup.state == "cancelled"
    assert SignUp.objects.get(person=mentor).state == "booked"
    event = AuditEvent.objects.get(verb="signup.cancelled")
    assert event.actor_id == signup.person_id
    mail = OutgoingMail.objects.get(kind="gatherings/declined")
    assert (mail.to, mail.calendar_method) == (signup.person.email, "CANCEL")
    assert pipe(mail_of(signup)) == (0, {"outcome": "already"})
    assert kinds().count("declined") == 1


@pytest.mark.parametrize("status", ["ACCEPTED", "TENTATIVE", "NEEDS-ACTION"])
def test_given_any_other_answer_then_nothing_changes(
    status: str, signup: SignUp, pipe: Any
) -> None:
    assert pipe(mail_of(signup, status=status)) == (0, {"outcome": "noted"})
    signup.refresh_from_db()
    assert signup.state == "booked"
    assert kinds() == []


def test_given_a_session_that_has_begun_then_the_place_stays_and_one_is_told(
    signup: SignUp, pipe: Any
) -> None:
    Session.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    assert pipe(mail_of(signup)) == (0, {"outcome": "past"})
    signup.refresh_from_db()
    assert signup.state == "booked"
    assert kinds() == ["place_stays"]


def test_given_an_answer_to_an_older_invitation_then_the_new_place_stays(
    signup: SignUp, adviser: Person, pipe: Any
) -> None:
    old = mail_of(signup)
    actions.cancel(signup, actor=adviser)
    actions.sign_up(signup.session, adviser, actor=adviser)
    assert pipe(old) == (0, {"outcome": "outdated"})
    signup.refresh_from_db()
    assert signup.state == "booked"
    assert "place_stays" in kinds()


def test_given_a_facilitator_who_declines_then_they_are_told_whom_to_ask(
    signup: SignUp, mentor: Person, pipe: Any
) -> None:
    set_facilitators(signup.session, [mentor])
    mail = mail_of(
        signup,
        sender=mentor.email,
        attendee=mentor.email,
        uid=led_uid(signup.session_id, mentor.pk),
    )
    assert pipe(mail) == (0, {"outcome": "led"})
    assert signup.session.facilitators.get() == mentor
    assert "lead_stays" in kinds()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sender": "joku@example.com"}, "forged"),
        ({"sender": "joku@example.com", "attendee": "joku@example.com"}, "forged"),
        ({"header": "From: joku@example.com\n"}, "forged"),
        ({"header": "Authentication-Results: mx.example.org; dmarc=fail\n"}, "forged"),
        ({"uid": f"{uuid4()}@juuristo"}, "unknown_event"),
        ({"uid": f"led.{uuid4()}.{uuid4()}@juuristo"}, "unknown_event"),
        ({"uid": "jotain@muualta"}, "unknown_event"),
        ({"uid": "x" * 36 + "@juuristo"}, "unknown_event"),
        ({"method": "REQUEST"}, "not_a_reply"),
        ({"method": "COUNTER"}, "not_a_reply"),
    ],
)
def test_given_a_forged_or_unknown_answer_then_it_is_refused(
    changed: dict[str, str], code: str, signup: SignUp, pipe: Any
) -> None:
    exit_code, document = pipe(mail_of(signup, **changed))
    assert (exit_code, document["error"]["code"]) == (2, code)
    signup.refresh_from_db()
    assert signup.state == "booked"
    assert kinds() == []


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (b"", "not_a_reply"),
        (b"\xff\xfe\x00 not a mail", "not_a_reply"),
        (b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT", "not_a_reply"),
        (b"x" * (1024 * 1024 + 1), "too_large"),
    ],
)
def test_given_something_that_is_no_mail_then_it_is_refused(
    mail: bytes, code: str, db: None, pipe: Any
) -> None:
    exit_code, document = pipe(mail)
    assert (exit_code, document["error"]["code"]) == (2, code)

"""What a calendar program makes of the mails that arrived, read by two parsers that agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any, cast

import vobject  # type: ignore[import-untyped]  # it has none
from icalendar import Calendar

from juuristo.mail.sending import send_due
from juuristo.mail.tests.post_office import PostOffice


@dataclass(frozen=True)
class Message:
    """One iTIP message (RFC 5546) as it came."""

    to: str
    method: str
    uid: str
    sequence: int
    starts_at: datetime
    attendee: str
    status: str


def arrived(office: PostOffice) -> list[Message]:
    """Send what is queued and return, in the order of sending, the invitations that arrived."""
    send_due()
    letters, office.delivered = office.delivered, []
    return [read(letter) for letter in letters if calendars_of(letter)]


def calendars_of(letter: EmailMessage) -> list[EmailMessage]:
    parts = cast("Iterator[EmailMessage]", letter.walk())
    return [part for part in parts if part.get_content_type() == "text/calendar"]


def read(letter: EmailMessage) -> Message:
    assert letter.get_content_type() == "multipart/alternative"
    (part,) = calendars_of(letter)
    assert part["Content-Transfer-Encoding"] == "base64"
    assert part.get_content_charset() == "utf-8"
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    one, other = by_icalendar(content, letter["To"]), by_vobject(content, letter["To"])
    assert one == other
    assert part.get_param("method") == one.method
    assert f"mailto:{letter['To']}" == one.attendee
    return one


def by_icalendar(content: bytes, to: str) -> Message:
    calendar = Calendar.from_ical(content)
    (found,) = calendar.walk("VEVENT")
    event: Any = found
    assert f"mailto:{parse_address(event['organizer'])}".endswith("@localhost")
    return Message(
        to=to,
        method=str(calendar["method"]),
        uid=str(event["uid"]),
        sequence=int(event["sequence"]),
        starts_at=event["dtstart"].dt,
        attendee=str(event["attendee"]),
        status=str(event["status"]),
    )


def parse_address(organizer: str) -> str:
    return str(organizer).removeprefix("mailto:")


def by_vobject(content: bytes, to: str) -> Message:
    calendar: Any = vobject.readOne(content.decode())
    (event,) = calendar.vevent_list
    (attendee,) = event.attendee_list
    assert calendar.version.value == "2.0"
    return Message(
        to=to,
        method=calendar.method.value,
        uid=event.uid.value,
        sequence=int(event.sequence.value),
        starts_at=event.dtstart.value,
        attendee=attendee.value,
        status=event.status.value,
    )

"""Reading what a calendar program answers to an invitation: an iTIP REPLY in a mail (RFC 5546,
3.2.3; RFC 6047). Only what the mail says is read here; what follows of it is an action's.

Anybody can write a mail. A reply counts when it names an event of ours, whose id only the one
invited has been told, comes from the address that was invited, and the mail server that took it
in has not marked its sender as forged.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from icalendar import Calendar

from .calendars import DOMAIN

MAX_BYTES = 1024 * 1024
PLACE = re.compile(rf"([0-9a-f-]{{36}})@{DOMAIN}")
LED = re.compile(rf"led\.([0-9a-f-]{{36}})\.([0-9a-f-]{{36}})@{DOMAIN}")
FORGED = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)


class NoReply(Exception):  # noqa: N818 — it is what was found
    """The mail is no answer that may be believed; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Reply:
    """One person's answer to one invitation."""

    sender: str  # address, casefolded
    status: str  # PARTSTAT: ACCEPTED, TENTATIVE, DECLINED …
    sequence: int  # of the invitation that is answered
    signup_id: UUID | None = None
    led: tuple[UUID, UUID] | None = None  # session and person


def read_reply(data: bytes) -> Reply:
    """Return the answer that a mail holds. Raises ``NoReply``: ``too_large``, ``not_a_reply``,
    ``unknown_event``, ``forged``."""
    if len(data) > MAX_BYTES:
        raise NoReply("too_large")
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    event = _answered_event(mail)
    attendee = _only(event.get("attendee"))
    sender = _sender_of(mail)
    if sender != _address(str(attendee)):
        raise NoReply("forged")
    place, led = _event_of(str(event.get("uid", "")))
    return Reply(
        sender=sender,
        status=str(attendee.params.get("partstat", "NEEDS-ACTION")).upper(),
        sequence=_number(event.get("sequence", 0)),
        signup_id=place,
        led=led,
    )


def _answered_event(mail: EmailMessage) -> Any:
    """Return the one event of the mail's one REPLY."""
    try:
        contents = [
            part.get_payload(decode=True)
            for part in mail.walk()
            if part.get_content_type() in {"text/calendar", "application/ics"}
        ]
        calendars = [Calendar.from_ical(one) for one in contents if isinstance(one, bytes) and one]
    except Exception:  # whatever somebody else's program has written
        raise NoReply("not_a_reply") from None
    replies = [one for one in calendars if str(one.get("method", "")).upper() == "REPLY"]
    events = {str(event.get("uid")): event for one in replies for event in one.walk("VEVENT")}
    if len(events) != 1:  # the same one may come both as a part and as an attachment
        raise NoReply("not_a_reply")
    return next(iter(events.values()))


def _only(attendee: Any) -> Any:
    """A REPLY has exactly one attendee: the one who answers."""
    if attendee is None or isinstance(attendee, list):
        raise NoReply("not_a_reply")
    return attendee


def _sender_of(mail: EmailMessage) -> str:
    senders = mail.get_all("From", [])
    checks = mail.get_all("Authentication-Results", [])
    if len(senders) != 1 or (checks and FORGED.search(str(checks[0]))):
        raise NoReply("forged")
    return parseaddr(str(senders[0]))[1].casefold()


def _address(attendee: str) -> str:
    scheme, _colon, address = attendee.partition(":")
    return address.casefold() if scheme.casefold() == "mailto" else ""


def _event_of(uid: str) -> tuple[UUID | None, tuple[UUID, UUID] | None]:
    try:
        if match := PLACE.fullmatch(uid):
            return UUID(match[1]), None
        if match := LED.fullmatch(uid):
            return None, (UUID(match[1]), UUID(match[2]))
    except ValueError:
        pass
    raise NoReply("unknown_event")


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0

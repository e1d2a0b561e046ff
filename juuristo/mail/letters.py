"""Turns a row of the outbox into the e-mail that leaves."""

import base64
from email.message import Message
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from .models import OutgoingMail


class Letter(EmailMultiAlternatives):
    """Text, html and, when there is one, the calendar entry as equal alternatives."""

    def message(self, **kwargs: Any) -> Any:
        """Build the MIME message; the calendar goes as base64 (Outlook breaks 8-bit ones)."""
        message = super().message(**kwargs)
        for part in message.walk():
            if part.get_content_type() == "text/calendar":
                _to_base64(part)
        return message


def _to_base64(part: Message) -> None:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    del part["Content-Transfer-Encoding"]
    part.set_payload(base64.encodebytes(content).decode("ascii"))
    part["Content-Transfer-Encoding"] = "base64"


def letter(mail: OutgoingMail) -> Letter:
    """Build the letter; raises ``ValueError`` when the address or a header is not usable.

    The Message-ID stays the same however many times the mail is tried, so that a second copy
    sent after a crash can be told from a second mail.
    """
    check_address(mail.to)
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    made = Letter(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.MAIL_FROM,
        to=[mail.to],
        headers={
            "Message-ID": f"<{mail.id}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        method = mail.calendar_method or "PUBLISH"
        made.attach_alternative(mail.calendar, f"text/calendar; method={method}")
    return made


def check_address(address: str) -> None:
    try:
        validate_email(address)
    except Exception as error:
        raise ValueError(f"not an e-mail address: {address[:80]!r}") from error

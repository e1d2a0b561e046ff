"""Calendar files (RFC 5545, iTIP of RFC 5546): what a person's calendar knows of a session.

Times are given in UTC, which every calendar shows in its owner's zone, whatever the clocks do.
There is one UID per person and session, for ever, and its SEQUENCE only grows: a sign-up counts in
``calendar_sequence``, a facilitator's event in a row of its own (``FacilitatorEvent``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from juuristo.people.models import Person
from juuristo.shell.links import absolute
from juuristo.shell.texts import text_in

from .models import FacilitatorEvent, Session, SignUp

REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"
PRODUCT = "-//Juuristo//Juuristo//FI"
DOMAIN = "juuristo"


@dataclass(frozen=True)
class Entry:
    """One event of a calendar. ``person`` is whom a message invites; a feed names nobody."""

    uid: str
    session: Session
    sequence: int = 0
    person: Person | None = None
    leads: bool = False
    shows_link: bool = True
    stamp: datetime | None = None  # when it was last revised; now when None


def entry_of(signup: SignUp) -> Entry:
    """The event of a place."""
    return Entry(
        uid=f"{signup.pk}@{DOMAIN}",
        session=signup.session,
        sequence=signup.calendar_sequence,
        person=signup.person,
    )


def led_uid(session_id: UUID, person_id: UUID) -> str:
    """The UID of a facilitator's event: it can be said before there is a row."""
    return f"led.{session_id}.{person_id}@{DOMAIN}"


def led_entry(event: FacilitatorEvent) -> Entry:
    """The event of a session that one facilitates."""
    return Entry(
        uid=led_uid(event.session_id, event.person_id),
        session=event.session,
        sequence=event.sequence,
        person=event.person,
        leads=True,
    )


def file(entries: Iterable[Entry], method: str, language: str) -> str:
    """Return the events as one calendar file; "" when there are none.

    A REQUEST or CANCEL holds events of one UID only (RFC 5546, 3.2.2 and 3.2.5).
    """
    events = [event_of(entry, method, language) for entry in entries]
    if not events:
        return ""
    if method != PUBLISH and len(events) > 1:
        raise ValueError("an invitation holds one event")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def event_of(entry: Entry, method: str, language: str) -> Event:
    session = entry.session
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", (entry.stamp or timezone.now()).astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    with translation.override(language):
        name = text_in(session.series.name, language)
        event.add("summary", _("%(series)s (vetäjä)") % {"series": name} if entry.leads else name)
        event.add("location", session.where)
    page = absolute(reverse("session", args=[session.pk]))
    event.add("url", page)
    link = session.remote_link if entry.shows_link else ""
    event.add("description", "\n".join(filter(None, [link, page])))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if method == CANCEL:
        event.add("transp", "TRANSPARENT")
    _add_people(event, entry.person, method)
    return event


def _add_people(event: Event, person: Person | None, method: str) -> None:
    """A published file has no attendee (RFC 5546, 3.2.1); an invitation has exactly this one."""
    name, address = parseaddr(settings.MAIL_FROM)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["cn"] = vText(name or address)
    event.add("organizer", organizer)
    if method == PUBLISH or person is None:
        return
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params["cn"] = vText(person.full_name.replace('"', "'"))
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("ACCEPTED")
    attendee.params["rsvp"] = vText("FALSE")
    event.add("attendee", attendee)

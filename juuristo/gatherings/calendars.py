"""Calendar files (RFC 5545, iTIP of RFC 5546): what a person's calendar knows of a place.

Times are given in UTC, which every calendar shows in its owner's zone. One UID per sign-up, that
is, per person and session, for ever; ``calendar_sequence`` grows with each change.
"""

from collections.abc import Iterable
from datetime import UTC
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar, Event, vCalAddress, vText

from juuristo.shell.links import absolute
from juuristo.shell.texts import text_in

from .models import SignUp

REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"


def file(signups: Iterable[SignUp], method: str, language: str) -> str:
    """Return the sessions of ``signups`` as one calendar file; "" when there are none."""
    events = [_event(signup, method, language) for signup in signups]
    if not events:
        return ""
    calendar = Calendar()
    calendar.add("prodid", "-//Juuristo//Juuristo//FI")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _event(signup: SignUp, method: str, language: str) -> Event:
    session = signup.session
    event = Event()
    event.add("uid", f"{signup.pk}@juuristo")
    event.add("sequence", signup.calendar_sequence)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", text_in(session.series.name, language))
    with translation.override(language):
        event.add("location", session.where)
    page = absolute(reverse("session", args=[session.pk]))
    event.add("url", page)
    event.add("description", "\n".join(filter(None, [session.remote_link, page])))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    _add_people(event, signup, method)
    return event


def _add_people(event: Event, signup: SignUp, method: str) -> None:
    """A published file has no attendee (RFC 5546, 3.2.1); an invitation has exactly this one."""
    name, address = parseaddr(settings.MAIL_FROM)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["cn"] = vText(name or address)
    event.add("organizer", organizer)
    if method == PUBLISH:
        return
    attendee = vCalAddress(f"mailto:{signup.person.email}")
    attendee.params["cn"] = vText(signup.person.full_name)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("ACCEPTED")
    attendee.params["rsvp"] = vText("FALSE")
    event.add("attendee", attendee)

"""Secret addresses that calendar programs read: one's own sessions, or all that are published.

The secret is the feed's id and a seal of it made with the server's key, so the database holds
nothing that opens a feed. A feed names nobody, and one who waits has no event in it.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, vDuration

from juuristo.people.models import Person
from juuristo.shell.links import absolute

from . import calendars
from .calendars import Entry
from .models import CalendarFeed, FacilitatorEvent, Session, SignUp

Scope = CalendarFeed.Scope
SECRET_LENGTH = 64  # 16 bytes of id and 32 of seal, as base64url
LOOK_BACK = timedelta(days=90)
MOST_EVENTS = 2000  # of an organisation, the nearest ones; about a megabyte
REFRESH = timedelta(hours=1)
SECONDS_KEPT = 300  # what is the same for a whole organisation is written once in five minutes


def secret_of(feed: CalendarFeed) -> str:
    """Return the feed's secret: the same as long as its ``issue`` is."""
    return base64.urlsafe_b64encode(feed.pk.bytes + _seal(feed.pk, feed.issue)).decode()


def address_of(feed: CalendarFeed) -> str:
    return absolute(reverse("calendar_feed", args=[secret_of(feed)]))


def feed_of(secret: str) -> CalendarFeed | None:
    """Return the feed that ``secret`` opens: not one revoked, renewed since, or of a leaver."""
    if len(secret) != SECRET_LENGTH or not secret.isascii():
        return None
    try:
        said = base64.b64decode(secret, altchars=b"-_", validate=True)
    except ValueError:
        return None
    rows = CalendarFeed.objects.select_related("person__user", "organisation")
    feed = rows.filter(pk=UUID(bytes=said[:16]), revoked_at=None).first()
    if feed is None or not hmac.compare_digest(said[16:], _seal(feed.pk, feed.issue)):
        return None
    return None if feed.person.has_left() else feed


def _seal(feed_id: UUID, issue: int) -> bytes:
    key = hashlib.sha256(b"juuristo calendar feed\0" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, feed_id.bytes + issue.to_bytes(4, "big"), "sha256")


def text_of(feed: CalendarFeed) -> str:
    """Return the calendar that the feed stands for, in its owner's language.

    The same events give the same text, byte for byte.
    """
    language = feed.person.language
    if feed.scope == Scope.OWN:
        with translation.override(language):
            return _calendar(_("Omat tilaisuuteni"), _own(feed.person), language)
    key = f"juuristo:calendar:{feed.organisation_id}:{language}"
    text: str | None = cache.get(key)
    if text is None:
        with translation.override(language):
            text = _calendar(_("Tilaisuudet"), _published(feed.organisation_id), language)
        cache.set(key, text, SECONDS_KEPT)
    return text


def _calendar(name: str, entries: Iterator[Entry], language: str) -> str:
    calendar = Calendar()
    calendar.add("prodid", calendars.PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", calendars.PUBLISH)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for entry in entries:
        calendar.add_component(calendars.event_of(entry, calendars.PUBLISH, language))
    text: str = calendar.to_ical().decode()
    return text


def _own(person: Person) -> Iterator[Entry]:
    """The sessions one has a place in or facilitates; the UIDs are those of the invitations."""
    since = timezone.now() - LOOK_BACK
    sessions = Session.objects.filter(
        facilitators=person,
        series__published_at__isnull=False,
        cancelled_at=None,
        ends_at__gt=since,
    )
    led = {session.pk: session for session in sessions.select_related("series")}
    sequences = dict(
        FacilitatorEvent.objects.filter(person=person, session__in=led)
        .order_by()
        .values_list("session", "sequence")
    )
    for session in led.values():
        yield Entry(
            uid=calendars.led_uid(session.pk, person.pk),
            session=session,
            sequence=sequences.get(session.pk, 0),
            leads=True,
            stamp=session.series.published_at,
        )
    places = SignUp.objects.filter(
        person=person,
        state__in=SignUp.HOLDS_SEAT,
        session__cancelled_at=None,
        session__ends_at__gt=since,
    ).exclude(session__in=led)
    for signup in places.select_related("session__series").order_by("session__starts_at", "pk"):
        yield Entry(
            uid=f"{signup.pk}@{calendars.DOMAIN}",
            session=signup.session,
            sequence=signup.calendar_sequence,
            stamp=signup.changed_at,
        )


def _published(organisation_id: UUID) -> Iterator[Entry]:
    """Every published session of the organisation; how to join remotely is for those who come."""
    rows = Session.objects.filter(
        series__programme__organisation=organisation_id,
        series__published_at__isnull=False,
        cancelled_at=None,
        ends_at__gt=timezone.now() - LOOK_BACK,
    )
    for session in rows.select_related("series").order_by("starts_at", "pk")[:MOST_EVENTS]:
        yield Entry(
            uid=f"session.{session.pk}@{calendars.DOMAIN}",
            session=session,
            sequence=session.calendar_sequence,
            shows_link=False,
            stamp=session.series.published_at,
        )

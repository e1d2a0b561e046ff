"""Planning a series: making it, changing it, giving it sessions, opening and closing it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import refusals, seats, wish_refusals
from juuristo.gatherings.models import Series, Session
from juuristo.gatherings.planned import has_signups, may_hide
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.texts import LANGUAGES

from . import leading

COPIED = (
    "programme_id",
    "kind",
    "description",
    "attends",
    "expected",
    "capacity",
    "audience_roles",
    "audience_started_from",
    "audience_started_until",
)
MANY = ("audience_offices", "audience_teams", "facilitators")
COPY_NAME = {"fi": "{} (kopio)", "sv": "{} (kopia)", "en": "{} (copy)"}


@transaction.atomic
def create_series(programme: Programme, values: Mapping[str, Any], *, actor: Person) -> Series:
    """Make a draft; ``values`` holds the model's field names."""
    series = Series(programme=programme)
    _write(series, values)
    series.save()
    _write_many(series, values)
    trail.record("series.created", actor=actor, about=series)
    return series


@transaction.atomic
def edit_series(series: Series, values: Mapping[str, Any], *, actor: Person) -> None:
    """Change a series. How many sessions one takes, and how places are given, is fixed once
    somebody has signed up or wished.

    Raises ``Refused`` (``has_signups``).
    """
    held = seats.hold_series(series, with_sessions=True)
    if values["attends"] != held.attends and has_signups(series):
        raise refusals.attends_fixed()
    if values["sign_up_way"] != held.sign_up_way and (
        has_signups(series) or held.places_given_at or series.wishes.exists()
    ):
        raise wish_refusals.way_fixed()
    # Only what is said here: places may have been given, or the series published, meanwhile.
    series.save(update_fields=_write(series, values))
    _write_many(series, values)
    trail.record("series.edited", actor=actor, about=series)


def _write(series: Series, values: Mapping[str, Any]) -> list[str]:
    """Put the values in their fields, and return the names of those to save."""
    names = [name for name in values if name not in MANY]
    for name in names:
        setattr(series, name, values[name])
    return names


def _write_many(series: Series, values: Mapping[str, Any]) -> None:
    for name in MANY:
        if name in values:
            getattr(series, name).set(values[name])


@transaction.atomic
def add_sessions(
    series: Series, planned: Iterable[Mapping[str, Any]], *, actor: Person
) -> list[Session]:
    """Add sessions; each of ``planned`` holds a session's fields and its ``facilitators``."""
    series = seats.hold_series(series)
    rows = list(planned)
    sessions = [
        Session(series=series, **{name: row[name] for name in row if name != "facilitators"})
        for row in rows
    ]
    Session.objects.bulk_create(sessions)
    through = Session.facilitators.through
    through.objects.bulk_create(
        through(session_id=session.pk, person_id=person.pk)
        for session, row in zip(sessions, rows, strict=True)
        for person in row["facilitators"]
    )
    for session in sessions:
        leading.tell(session)
        trail.record("session.created", actor=actor, about=session)
    return sessions


@transaction.atomic
def publish(series: Series, *, actor: Person) -> None:
    """Let the audience see the series. Publishing twice does nothing. Raises ``Refused`` while
    there is not one session ahead or behind to see."""
    series.published_at = seats.hold_series(series, with_sessions=True).published_at
    if series.published_at:
        return
    if not series.sessions.filter(cancelled_at=None).exists():
        raise refusals.no_sessions()
    series.published_at = timezone.now()
    series.save(update_fields=["published_at"])
    _tell_facilitators(series)
    trail.record("series.published", actor=actor, about=series)


@transaction.atomic
def unpublish(series: Series, *, actor: Person) -> None:
    """Make the series a draft again. Raises ``Refused`` once people have signed up."""
    series.published_at = seats.hold_series(series, with_sessions=True).published_at
    if not series.published_at:
        return
    if not may_hide(series):
        raise refusals.unpublish_with_signups()
    series.published_at = None
    series.save(update_fields=["published_at"])
    _tell_facilitators(series)
    trail.record("series.unpublished", actor=actor, about=series)


def _tell_facilitators(series: Series) -> None:
    """A draft is on nobody's calendar."""
    for session in series.sessions.select_related("series__programme__organisation"):
        leading.tell(session)


@transaction.atomic
def duplicate(series: Series, *, actor: Person) -> Series:
    """Copy a series as a draft without sessions, sign-up window or people signed up."""
    copy = Series(**{name: getattr(series, name) for name in COPIED})
    copy.name = {
        code: COPY_NAME[code].format(series.name[code])
        for code in LANGUAGES
        if series.name.get(code)
    }
    copy.save()
    for name in MANY:
        getattr(copy, name).set(getattr(series, name).all())
    trail.record("series.created", actor=actor, about=copy)
    return copy

"""What gatherings tell of sessions that are over (``juuristo.programme.held``)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from juuristo.programme.held import HeldSession
from juuristo.shell import dates
from juuristo.shell.texts import LANGUAGES, text_in

from .models import Session, SignUp

State = SignUp.State


def held_since(since: datetime) -> Iterator[HeldSession]:
    """Sessions that ended between ``since`` and now, in order of their end: four queries."""
    held = Session.objects.filter(
        cancelled_at=None, ends_at__gte=since, ends_at__lte=timezone.now()
    ).select_related("series__programme__organisation")
    sessions = list(held.prefetch_related("facilitators").order_by("ends_at", "pk"))
    if not sessions:
        return
    there: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    signups = SignUp.objects.filter(
        session__in=[session.pk for session in sessions],
        state__in=SignUp.TAKES_PART,
    )
    for session_id, person_id, state in signups.order_by("pk").values_list(
        "session", "person", "state"
    ):
        there[session_id].append((person_id, state))
    several = _days_of_several(sessions)
    for session in sessions:
        people = there[session.pk]
        yield HeldSession(
            id=session.pk,
            series_id=session.series_id,
            programme=session.series.programme,
            name=_name_of(session, with_time=_day_of(session) in several),
            ended_at=session.ends_at,
            marked=all(state != State.BOOKED for _person, state in people),
            attended_or_unmarked=tuple(person for person, _state in people),
            facilitators=tuple(person.pk for person in session.facilitators.all()),
        )


def _day_of(session: Session) -> tuple[UUID, date]:
    zone = session.series.programme.organisation.zone
    return session.series_id, session.starts_at.astimezone(zone).date()


def _days_of_several(sessions: list[Session]) -> set[tuple[UUID, date]]:
    """The days on which a series has more than one session, however many of them are over yet:
    a name must not depend on when it is asked."""
    first = min(session.starts_at for session in sessions) - timedelta(days=1)
    last = max(session.starts_at for session in sessions) + timedelta(days=1)
    rows = Session.objects.filter(
        series__in={session.series_id for session in sessions},
        starts_at__gte=first,
        starts_at__lte=last,
        cancelled_at=None,
    ).select_related("series__programme__organisation")
    counts = Counter(_day_of(session) for session in rows.order_by("pk"))
    return {day for day, count in counts.items() if count > 1}


def _name_of(session: Session, *, with_time: bool) -> dict[str, str]:
    """The series and the day, in each language that the series is named in; the time of day too
    when the day has several sessions of it."""
    series = session.series
    with timezone.override(series.programme.organisation.zone):
        return {
            code: f"{text_in(series.name, code)}, {_when(session, code, with_time=with_time)}"
            for code in LANGUAGES
            if series.name.get(code)
        }


def _when(session: Session, language: str, *, with_time: bool) -> str:
    day = dates.day(session.starts_at, language)
    return f"{day} {dates.clock(session.starts_at, None, language)}" if with_time else day

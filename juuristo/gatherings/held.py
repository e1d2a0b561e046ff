"""What gatherings tell of sessions that are over (``juuristo.programme.held``)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from juuristo.programme.held import HeldSession
from juuristo.shell import dates
from juuristo.shell.texts import LANGUAGES, text_in

from .models import Session, SignUp

State = SignUp.State


def held_since(since: datetime) -> Iterator[HeldSession]:
    """Sessions that ended between ``since`` and now, in order of their end: three queries."""
    held = Session.objects.filter(
        cancelled_at=None, ends_at__gte=since, ends_at__lte=timezone.now()
    ).select_related("series__programme__organisation")
    sessions = list(held.prefetch_related("facilitators").order_by("ends_at", "pk"))
    if not sessions:
        return
    there: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    signups = SignUp.objects.filter(
        session__in=[session.pk for session in sessions],
        state__in=[State.BOOKED, State.ATTENDED],
    )
    for session_id, person_id, state in signups.order_by("pk").values_list(
        "session", "person", "state"
    ):
        there[session_id].append((person_id, state))
    for session in sessions:
        people = there[session.pk]
        yield HeldSession(
            id=session.pk,
            series_id=session.series_id,
            programme=session.series.programme,
            name=_name_of(session),
            ended_at=session.ends_at,
            marked=all(state != State.BOOKED for _person, state in people),
            attended_or_unmarked=tuple(person for person, _state in people),
            facilitators=tuple(person.pk for person in session.facilitators.all()),
        )


def _name_of(session: Session) -> dict[str, str]:
    """The series and the day, in each language that the series is named in."""
    series = session.series
    with timezone.override(series.programme.organisation.zone):
        return {
            code: f"{text_in(series.name, code)}, {dates.day(session.starts_at, code)}"
            for code in LANGUAGES
            if series.name.get(code)
        }

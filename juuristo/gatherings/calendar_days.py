"""Sessions on the programme's calendar."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from juuristo.people.models import Person
from juuristo.programme.calendar_days import Happening
from juuristo.programme.models import Programme
from juuristo.shell import dates
from juuristo.shell.texts import text_in

from .models import Session


def sessions_of(
    programme: Programme, person: Person, first: date, end: date
) -> Iterator[Happening]:
    """The sessions that ``person`` sees from ``first`` to before ``end``, with their hours."""
    zone = programme.organisation.zone
    sessions = Session.objects.visible_to(person).filter(
        series__programme=programme,
        cancelled_at=None,
        starts_at__gte=datetime.combine(first, time.min, zone),
        starts_at__lt=datetime.combine(end, time.min, zone),
    )
    for session in sessions.select_related("series").order_by("starts_at", "pk"):
        hours = dates.hours(session.starts_at, session.ends_at)
        yield Happening(
            day=timezone.localdate(session.starts_at, zone),
            label=f"{hours} {text_in(session.series.name)}",
            url=reverse("session", args=[session.pk]),
            order=session.starts_at.isoformat(),
        )

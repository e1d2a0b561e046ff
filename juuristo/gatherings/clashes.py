"""Who would have to be in two places at once if a session were held at a given time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from juuristo.people.models import Person

from .models import Session, SignUp


@dataclass(frozen=True)
class Clashes:
    """How many of those signed up, and of the facilitators, have another session then. Counts
    alone: where somebody else is, is not for the one who moves this session to read."""

    signed_up: int = 0
    facilitators: int = 0

    def __bool__(self) -> bool:
        return bool(self.signed_up or self.facilitators)


def clashes_of(
    session: Session, starts_at: datetime, ends_at: datetime, facilitators: Iterable[Person]
) -> Clashes:
    """Count the clashes of ``session`` if it were held then and led by ``facilitators``."""
    others = Session.objects.filter(
        starts_at__lt=ends_at, ends_at__gt=starts_at, cancelled_at=None
    ).exclude(pk=session.pk)
    coming = session.signups.filter(state=SignUp.State.BOOKED)
    busy = _busy(others)
    return Clashes(
        signed_up=coming.filter(person__in=busy).count(),
        facilitators=busy.filter(pk__in=[person.pk for person in facilitators]).count(),
    )


def _busy(sessions: QuerySet[Session]) -> QuerySet[Person]:
    """Those who have a place in one of ``sessions``, or facilitate it."""
    places = SignUp.objects.filter(session__in=sessions, state__in=SignUp.HOLDS_SEAT)
    led = Session.facilitators.through.objects.filter(session__in=sessions)
    people = Person.objects.filter(pk__in=places.values("person"))
    return (people | Person.objects.filter(pk__in=led.values("person"))).order_by()

"""Whose attendance one takes, who has a seat there, and who may be added."""

from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from juuristo.people.models import Person

from .audience import audience_of
from .models import Session, SignUp

State = SignUp.State
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_FOUND = 8


def sessions_led_by(person: Person) -> QuerySet[Session]:
    """The sessions ``person`` facilitates, with how many still lack a mark."""
    return (
        Session.objects.visible_to(person)
        .filter(facilitators=person)
        .annotate(
            unmarked=Count("signups", filter=Q(signups__state=State.BOOKED)),
            were_there=Count("signups", filter=Q(signups__state=State.ATTENDED)),
        )
        .select_related("series")
        .prefetch_related("facilitators")
        .order_by("starts_at", "pk")
    )


def seated(session: Session) -> QuerySet[SignUp]:
    """Names only: whoever takes attendance needs no addresses."""
    people = session.signups.filter(state__in=SignUp.HOLDS_SEAT).select_related("person")
    return people.order_by("person__last_name", "person__first_name", "pk")


def counts_of(signups: list[SignUp]) -> dict[str, int]:
    """How many are in each state, and ``as_of``: the newest change they tell of, in microseconds.

    Marks are made one at a time under the session's lock, so a later count has a later ``as_of``.
    """
    states = [signup.state for signup in signups]
    newest = max((signup.changed_at for signup in signups), default=EPOCH)
    return {
        "as_of": (newest - EPOCH) // timedelta(microseconds=1),
        "there": states.count(State.ATTENDED),
        "not_there": states.count(State.ABSENT),
        "unmarked": states.count(State.BOOKED),
        "all": len(states),
    }


def without_seat(session: Session, words: str) -> list[Person]:
    """People of the audience without a seat here whose name holds every word of ``words``."""
    people = audience_of(session.series).exclude(pk__in=seated(session).order_by().values("person"))
    for word in words.split()[:4]:
        people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return list(people.select_related("office")[:MOST_FOUND])

"""What happens to the seats of one whose service ends."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from juuristo.gatherings import seats
from juuristo.gatherings.models import Series, Session, SignUp
from juuristo.people.models import Person

from . import promoting, wishes

State = SignUp.State


@transaction.atomic
def give_seats_back(person: Person) -> None:
    """Free the seats, waits and wishes of a person who has left; others get in from the queues.

    Nobody writes to the one who left. Doing it again does nothing.
    """
    ahead = SignUp.objects.filter(
        person=person,
        state__in=[State.BOOKED, State.WAITING],
        session__starts_at__gt=timezone.now(),
    )
    series_ids = list(ahead.order_by().values_list("session__series", flat=True))
    # All in one go, with those they lead (``facilitating.step_down`` comes next): sessions of many
    # series are locked in the order of their ids alone.
    led = Session.objects.filter(facilitators=person, starts_at__gt=timezone.now())
    concerned = Q(series__in=series_ids) | Q(pk__in=led.order_by().values("pk"))
    seats.hold_many(Session.objects.filter(concerned))
    wishes.forget_person(person)
    for series in Series.objects.filter(pk__in=series_ids).order_by("pk"):
        _give_back_in(series, person)


@transaction.atomic
def _give_back_in(series: Series, person: Person) -> None:
    first = series.sessions.first()
    if first is None:
        return
    seats.hold(first, whole_series=True)
    mine = SignUp.objects.filter(
        session__series=series,
        session__starts_at__gt=timezone.now(),
        person=person,
        state__in=[State.BOOKED, State.WAITING],
    ).select_related("session__series__programme__organisation", "person__user")
    given_up = list(mine.order_by("session__starts_at", "pk"))
    for signup in given_up:
        promoting.leave(signup)
        promoting.note("signup.cancelled", signup, actor=None)
    promoting.fill([signup.session for signup in given_up], actor=None)

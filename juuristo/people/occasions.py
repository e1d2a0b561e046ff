"""What others want to know of people: apps above register plain functions here.

A function may be called more than once for the same person and must then do nothing new.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .models import Organisation, Person

PERSON_LEFT: list[Callable[[Person], object]] = []
STAFF_LISTED: list[Callable[[Organisation], object]] = []
LOOK_BACK = timedelta(days=3)


def person_left(person: Person) -> None:
    """Tell that ``person`` is no longer in service: seats and duties become free."""
    for tell in PERSON_LEFT:
        tell(person)


def staff_listed(organisation: Organisation) -> None:
    """Tell that a staff list has been applied: people may have started. Runs in its transaction."""
    for tell in STAFF_LISTED:
        tell(organisation)


def tell_of_leavers() -> int:
    """Tell of everyone whose last day has just passed; the worker calls this every hour."""
    today = timezone.localdate()
    since = today - LOOK_BACK
    people = Person.objects.filter(Q(left_date__lte=today), left_date__gte=since)
    count = 0
    for person in people.order_by("id"):
        person_left(person)
        count += 1
    return count

"""More or fewer seats."""

from django.db import transaction

from juuristo.audit import trail
from juuristo.gatherings import refusals, seats
from juuristo.gatherings.models import Session, SignUp
from juuristo.people.models import Person

from . import promoting


@transaction.atomic
def set_capacity(session: Session, capacity: int, *, actor: Person) -> None:
    """Change the number of seats (1 or more); new ones go to whoever has waited longest.

    Raises ``Refused`` (``below_taken``) with the names of those who have a place when there would
    not be a seat for each of them.
    """
    held = seats.hold(session)
    if capacity < held.taken:
        seated = SignUp.objects.filter(session=session, state__in=SignUp.HOLDS_SEAT)
        people = Person.objects.filter(signups__in=seated)
        raise refusals.below_taken(list(people))
    # Fewer seats than the fewest worth holding it for: then a full session is worth holding.
    minimum = min(held.minimum, capacity)
    Session.objects.filter(pk=session.pk).update(capacity=capacity, minimum=minimum)
    session.capacity, session.minimum = capacity, minimum
    trail.record("session.capacity_changed", actor=actor, about=session)
    promoting.fill([held], actor=actor)
    session.refresh_from_db(fields=["taken", "waiting"])

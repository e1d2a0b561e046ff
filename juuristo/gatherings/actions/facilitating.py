"""Who facilitates the sessions of a series, and what happens when one of them leaves."""

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import seats
from juuristo.gatherings.models import Series, Session
from juuristo.people.models import Person

from . import leading


@transaction.atomic
def choose_facilitators(
    series: Series, teams: Mapping[uuid.UUID, Sequence[Person]], *, actor: Person
) -> int:
    """Let each session have exactly the people chosen for it; ``teams`` is by session id.

    Sessions that have begun, been cancelled or belong elsewhere are passed over. Those whom a
    change concerns are told (``leading``). Returns how many sessions changed.
    """
    first = series.sessions.first()
    if first is None:
        return 0
    seats.hold(first, whole_series=True)
    ahead = series.sessions.filter(
        pk__in=teams, cancelled_at=None, starts_at__gt=timezone.now()
    ).select_related("series__programme__organisation")
    changed = 0
    for session in ahead.prefetch_related("facilitators"):
        if {one.pk for one in session.facilitators.all()} == {one.pk for one in teams[session.pk]}:
            continue
        leading.set_facilitators(session, teams[session.pk])
        trail.record("session.facilitators_chosen", actor=actor, about=session)
        changed += 1
    return changed


@transaction.atomic
def step_down(person: Person) -> None:
    """Free the sessions ahead of a facilitator who has left, so that the gap is seen.

    What they have facilitated stays theirs. Doing it again does nothing.
    """
    led = Session.objects.filter(facilitators=person, starts_at__gt=timezone.now())
    for session in seats.hold_many(Session.objects.filter(pk__in=led.order_by().values("pk"))):
        session.facilitators.remove(person)
        leading.tell(session)
        trail.record(
            "session.facilitator_left",
            actor=None,
            about=session,
            organisation_id=person.organisation_id,
        )
    not_over = Q(sessions=None) | Q(sessions__starts_at__gt=timezone.now())
    for series in Series.objects.filter(not_over, facilitators=person).distinct().order_by("pk"):
        series.facilitators.remove(person)

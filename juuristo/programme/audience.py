"""Whom something in a programme is for: everyone in service who passes every filter that is set."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from juuristo.people.models import Person, PersonQuerySet

from .models import Programme


@dataclass(frozen=True)
class Filters:
    """What narrows an audience; an empty filter lets everyone through."""

    roles: Collection[str] = ()
    offices: Collection[uuid.UUID] = ()
    teams: Collection[uuid.UUID] = ()
    started_from: date | None = None
    started_until: date | None = None
    started_before: date | None = None


def people_for(programme: Programme, filters: Filters, day: date | None = None) -> PersonQuerySet:
    """People of the programme's organisation who are in service on ``day`` and pass ``filters``.

    A role counts when it is held in the whole organisation or in this programme. Whoever has no
    known start date does not pass a filter on it.
    """
    people = Person.objects.filter(organisation=programme.organisation_id).in_service(day)
    if filters.roles:
        people = people.with_role(*filters.roles, programme_id=programme.id)
    if filters.offices:
        people = people.filter(office__in=filters.offices)
    if filters.teams:
        people = people.filter(team__in=filters.teams)
    if filters.started_from:
        people = people.filter(start_date__gte=filters.started_from)
    if filters.started_until:
        people = people.filter(start_date__lte=filters.started_until)
    if filters.started_before:
        people = people.filter(start_date__lt=filters.started_before)
    return people

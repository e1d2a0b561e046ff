"""Whom a series is for: everyone in service who passes every filter that is set."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from juuristo.people.models import HeldRole, Person, PersonQuerySet
from juuristo.programme.models import Programme

from .models import Series


@dataclass(frozen=True)
class Filters:
    """What narrows an audience; an empty filter lets everyone through."""

    roles: Collection[str] = ()
    offices: Collection[uuid.UUID] = ()
    teams: Collection[uuid.UUID] = ()
    started_from: date | None = None
    started_until: date | None = None


def people_for(programme: Programme, filters: Filters, day: date | None = None) -> PersonQuerySet:
    """People of the programme's organisation who are in service on ``day`` and pass ``filters``.

    A role counts when it is held in the whole organisation or in this programme. Whoever has no
    known start date does not pass a filter on it.
    """
    people = Person.objects.filter(organisation=programme.organisation_id).in_service(day)
    if filters.roles:
        holders = HeldRole.objects.filter(
            Q(programme_id=None) | Q(programme_id=programme.id), role__in=filters.roles
        )
        people = people.filter(pk__in=holders.values("person"))
    if filters.offices:
        people = people.filter(office__in=filters.offices)
    if filters.teams:
        people = people.filter(team__in=filters.teams)
    if filters.started_from:
        people = people.filter(start_date__gte=filters.started_from)
    if filters.started_until:
        people = people.filter(start_date__lte=filters.started_until)
    return people


def filters_of(series: Series) -> Filters:
    """Read a series' own filters (two queries, none when offices and teams are prefetched)."""
    return Filters(
        roles=tuple(series.audience_roles),
        offices=tuple(office.pk for office in series.audience_offices.all()),
        teams=tuple(team.pk for team in series.audience_teams.all()),
        started_from=series.audience_started_from,
        started_until=series.audience_started_until,
    )


def audience_of(series: Series, day: date | None = None) -> PersonQuerySet:
    """Everyone ``series`` is for, on ``day`` (today when None)."""
    return people_for(series.programme, filters_of(series), day)


def reckoning_day(series: Series, last_start: datetime | None = None) -> date:
    """The day on which the audience of ``series`` is counted: today, or, once the series is over,
    the day of its last session, so that later comings and goings do not change the past."""
    if last_start is None:
        held = series.sessions.filter(cancelled_at=None)
        last_start = held.aggregate(last=Max("starts_at"))["last"]
    today = timezone.localdate(timezone=series.programme.organisation.zone)
    if last_start is None:
        return today
    return min(today, last_start.astimezone(series.programme.organisation.zone).date())


def is_for(series: Series, person: Person) -> bool:
    """Whether ``person`` belongs to the audience of ``series`` today: ``audience_of`` of one.

    Asks nothing of the database when offices and teams are prefetched, so that a page can look
    at every series there is.
    """
    filters, today = filters_of(series), timezone.localdate()
    started = person.start_date
    return (
        person.organisation_id == series.programme.organisation_id
        and (started is None or started <= today)
        and not person.has_left()
        and (not filters.roles or person.has_role(*filters.roles, programme_id=series.programme_id))
        and (not filters.offices or person.office_id in filters.offices)
        and (not filters.teams or person.team_id in filters.teams)
        and _between(started, filters)
    )


def _between(started: date | None, filters: Filters) -> bool:
    since, until = filters.started_from, filters.started_until
    if started is None:
        return since is None and until is None
    return (since is None or started >= since) and (until is None or started <= until)

"""Whom a series is for: everyone in service who passes every filter that is set."""

from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from juuristo.people.models import Person, PersonQuerySet
from juuristo.programme.audience import Filters, people_for

from .models import Series, Session, SignUp


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


def addable(session: Session) -> PersonQuerySet:
    """Those of the audience who have no sign-up here, nor a place elsewhere in a series of one."""
    here = session.signups.exclude(state=SignUp.State.CANCELLED)
    elsewhere = SignUp.objects.filter(one_of=session.series_id, state__in=SignUp.TAKES_PART)
    signed_up = Q(pk__in=here.order_by().values("person")) | Q(
        pk__in=elsewhere.order_by().values("person")
    )
    return audience_of(session.series).exclude(signed_up).select_related("office")


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

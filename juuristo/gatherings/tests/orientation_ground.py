"""What tests of orientation stand on: a plan with a written order, and people who start."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from juuristo.gatherings.models import (
    OrientationItem,
    OrientationPlan,
    OrientationRecord,
    Series,
    Session,
)
from juuristo.gatherings.orientation_rounds import begin_newcomers
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory

from .factories import SeriesFactory, SessionFactory


def programme_of(organisation: Organisation) -> Programme:
    ours = Programme.objects.filter(organisation=organisation).first()
    made: Programme = ours or ProgrammeFactory(organisation=organisation)
    return made


def plan_of(organisation: Organisation, **fields: Any) -> OrientationPlan:
    """A published plan for those who started within the last month."""
    fields.setdefault("begins_from", timezone.localdate() - timedelta(days=30))
    fields.setdefault("published_at", timezone.now())
    return OrientationPlan.objects.create(
        programme=programme_of(organisation), name={"fi": "Tervetuloa töihin"}, **fields
    )


def item_of(
    plan: OrientationPlan, title: str, *after: OrientationItem, **fields: Any
) -> OrientationItem:
    item = OrientationItem.objects.create(
        plan=plan, title={"fi": title}, order=plan.items.count() + 1, **fields
    )
    item.after.set(after)
    return item


def series_of(plan: OrientationPlan, *days: int, **fields: Any) -> Series:
    """A published series with a session at ten o'clock so many days from now."""
    capacity = fields.pop("session_capacity", 15)
    series: Series = SeriesFactory(programme=plan.programme, **fields)
    for day in days:
        session_of(series, day, capacity=capacity)
    return series


def session_of(series: Series, day: int, hour: int = 10, **fields: Any) -> Session:
    starts_at = at(day, hour)
    made: Session = SessionFactory(
        series=series, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **fields
    )
    return made


def at(day: int, hour: int = 10) -> datetime:
    """Ten o'clock (Helsinki) so many days from now, whatever the clock shows now."""
    today = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)
    return today + timedelta(days=day)


def newcomer(organisation: Organisation, started: int = 1, **fields: Any) -> Person:
    """One who started so many days ago: yesterday, so that a session of some hours ago counts."""
    day = timezone.localdate() - timedelta(days=started)
    made: Person = PersonFactory(organisation=organisation, start_date=day, **fields)
    return made


def begun(plan: OrientationPlan, person: Person) -> OrientationRecord:
    begin_newcomers()
    return OrientationRecord.objects.select_related(
        "plan__programme__organisation", "person__user"
    ).get(plan=plan, person=person)

"""What the worker does for orientation, over and over and after every staff list: finds those who
have started, notes what has been attended, and places people in sessions that have come."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from juuristo.people.models import Organisation, Person

from .actions.orientation_placing import place
from .actions.orientation_records import begin, settle
from .models import OrientationPlan, OrientationRecord
from .refusals import Refused

logger = logging.getLogger(__name__)


def newcomers(plan: OrientationPlan, today: date, until: date | None) -> list[Person]:
    """Those in service who started in the plan's time and have no record in its programme.

    ``until``: the day from which the plan begins nobody.
    """
    started = Q(start_date__gte=plan.begins_from)
    if until:
        started &= Q(start_date__lt=until)
    begun = OrientationRecord.objects.filter(plan__programme=plan.programme_id)
    people = Person.objects.filter(started, organisation=plan.programme.organisation_id)
    return list(
        people.in_service(today)
        .exclude(pk__in=begun.values("person"))
        .select_related("organisation", "user")
        .order_by("start_date", "pk")
    )


def plans_in_use(
    organisation_id: UUID | None = None,
) -> Iterator[tuple[OrientationPlan, date | None]]:
    """Published plans, each with the day from which it begins nobody: the programme's next plan
    takes over, or the programme has ended."""
    rows = OrientationPlan.objects.filter(published_at__isnull=False)
    if organisation_id:
        rows = rows.filter(programme__organisation=organisation_id)
    takes_over: dict[UUID, date] = {}
    ordered = rows.select_related("programme__organisation").order_by("-begins_from", "pk")
    for plan in ordered:
        ends_on = plan.programme.ends_on
        ends = (takes_over.get(plan.programme_id), ends_on and ends_on + timedelta(days=1))
        yield plan, min(filter(None, ends), default=None)
        takes_over[plan.programme_id] = plan.begins_from


def begin_newcomers(organisation_id: UUID | None = None) -> int:
    """Begin the orientation of everyone who has started. Returns how many began."""
    count = 0
    for plan, until in plans_in_use(organisation_id):
        today = timezone.localdate(timezone=plan.programme.organisation.zone)
        for person in newcomers(plan, today, until):
            count += begin(plan, person) is not None
    return count


def go_on() -> int:
    """Settle and place everyone whose orientation is under way. Returns how many were placed."""
    under_way = OrientationRecord.objects.under_way().filter(plan__published_at__isnull=False)
    rows = under_way.select_related(
        "plan__programme__organisation", "person__organisation", "person__user"
    )
    count = 0
    for record in rows.order_by("began_on", "pk"):
        if record.person.has_left():
            continue
        count += _go_on_with(record)
    return count


def _go_on_with(record: OrientationRecord) -> bool:
    """Settle and place one; what cannot be done for one is no reason to leave out the rest."""
    try:
        settle(record)
        return bool(place(record))
    except Refused as refused:
        logger.warning("orientation.not_placed", extra={"fields": {"code": refused.code}})
        return False


def look() -> None:
    """The worker's round."""
    begin_newcomers()
    go_on()


@task()
def welcome(organisation_id: str) -> None:
    """Begin the orientation of an organisation's newcomers now, after a staff list or a plan."""
    begin_newcomers(UUID(organisation_id))


def after_staff_list(organisation: Organisation) -> None:
    """A staff list has been applied: look at once, in the worker."""
    welcome.enqueue(str(organisation.pk))

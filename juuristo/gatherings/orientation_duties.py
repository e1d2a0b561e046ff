"""What waits for the word of those in charge: their items of people who have begun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from juuristo.people.models import Person

from .access import is_in_charge, may_see_team
from .models import DoneItem, OrientationItem, OrientationRecord
from .orientation import due_of


@dataclass(frozen=True)
class Duty:
    """One item of one person, and the day by which it should be done."""

    record: OrientationRecord
    item: OrientationItem
    due: date | None
    is_late: bool


def duties_of(person: Person) -> list[Duty]:
    """What ``person`` is yet to go through with new people, the most urgent first. What is left
    of those who began over a year ago is no longer asked for: whoever runs the plan sees it.

    Items that are done by attending are left to the attendance. Three queries.
    """
    items = items_of(person)
    if not items:
        return []
    records = list(
        OrientationRecord.objects.under_way()
        .filter(plan__in={item.plan_id for item in items}, person__in=Person.objects.in_service())
        .exclude(person=person)
        .select_related("person__office", "plan")
    )
    done = set(DoneItem.objects.filter(item__in=items).values_list("record", "item"))
    return sorted(_left(person, records, items, done), key=_urgency)


def items_of(person: Person) -> list[OrientationItem]:
    """The items in use that are done by the word of ``person``: those that name them and, for a
    supervisor with a team, those that are a supervisor's."""
    rows = OrientationItem.objects.filter(series=None, plan__published_at__isnull=False)
    mine = Q(responsible=person)
    if may_see_team(person) and person.team_id:
        supervisor = OrientationItem.InCharge.SUPERVISOR
        mine |= Q(in_charge=supervisor, plan__programme__organisation=person.organisation_id)
    return list(rows.filter(mine))


def _left(
    person: Person,
    records: list[OrientationRecord],
    items: list[OrientationItem],
    done: set[tuple[UUID, UUID]],
) -> Iterable[Duty]:
    today = timezone.localdate()
    for record in records:
        for item in items:
            is_open = item.plan_id == record.plan_id and (record.pk, item.pk) not in done
            if is_open and is_in_charge(person, record, item):
                due = due_of(record, item)
                yield Duty(record, item, due, is_late=due is not None and due < today)


def _urgency(duty: Duty) -> tuple[date, date, str, int]:
    return (duty.due or date.max, duty.record.began_on, str(duty.record.person), duty.item.order)

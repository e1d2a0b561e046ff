"""What a supervisor sees (trust T5): of their own team's people whose orientation is under way or
over, each statutory item as done or not yet. No days of theirs, no sessions, no other items, no
other team. What the plan asks for by which day is no secret: Today tells the soonest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from juuristo.people.models import Person, Role

from .models import DoneItem, OrientationItem, OrientationRecord
from .orientation import due_of


@dataclass(frozen=True)
class Duty:
    """One statutory item of one person."""

    title: dict[str, str]
    is_done: bool
    due: date | None  # what the plan asks for; told only of the soonest, without a name


@dataclass(frozen=True)
class Member:
    person_id: UUID
    name: str
    is_new: bool  # began within a year
    duties: tuple[Duty, ...]

    @property
    def left(self) -> list[Duty]:
        return [duty for duty in self.duties if not duty.is_done]

    @property
    def done(self) -> int:
        return sum(duty.is_done for duty in self.duties)

    @property
    def all_done(self) -> bool:
        return self.done == len(self.duties)


def team_of(supervisor: Person) -> list[Member]:
    """The supervisor's own team, those with something left first: three queries.

    Who began over a year ago and has done everything is no longer told of. Empty for one
    who supervises nobody: no role, or no team in the staff list.
    """
    if not supervisor.has_role(Role.SUPERVISOR) or supervisor.team_id is None:
        return []
    records = list(
        OrientationRecord.objects.filter(
            plan__programme__organisation=supervisor.organisation_id,
            person__in=Person.objects.filter(team=supervisor.team_id)
            .in_service()
            .exclude(pk=supervisor.pk),
        )
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "began_on", "pk")
    )
    plans = {record.plan_id for record in records}
    items = list(OrientationItem.objects.filter(plan__in=plans, is_statutory=True))
    done = set(
        DoneItem.objects.filter(record__in=records, item__in=items).values_list("record", "item")
    )
    members = [
        Member(
            person.pk,
            person.full_name,
            any(record.is_new for record in theirs),
            tuple(duty for record in theirs for duty in _duties(record, items, done)),
        )
        for person, theirs in _by_person(records).items()
    ]
    told = (one for one in members if one.left or (one.is_new and one.duties))
    return sorted(told, key=lambda one: one.all_done)


def _by_person(records: Iterable[OrientationRecord]) -> dict[Person, list[OrientationRecord]]:
    """Each person once, though they go through the plans of several programmes."""
    found: dict[Person, list[OrientationRecord]] = {}
    for record in records:
        found.setdefault(record.person, []).append(record)
    return found


def _duties(
    record: OrientationRecord, items: Iterable[OrientationItem], done: set[tuple[UUID, UUID]]
) -> Iterator[Duty]:
    for item in items:
        is_done = (record.pk, item.pk) in done
        if item.plan_id == record.plan_id and (is_done or not record.completed_at):
            yield Duty(item.title, is_done, due_of(record, item))

"""What a supervisor sees (trust T5): of their own team's people whose orientation is under way or
over, each statutory item as done or not yet. No days, no sessions, no other items, no other team.
"""

from dataclasses import dataclass
from uuid import UUID

from juuristo.people.models import Person, Role

from .models import DoneItem, OrientationItem, OrientationRecord


@dataclass(frozen=True)
class Duty:
    """One statutory item of one person."""

    title: dict[str, str]
    is_done: bool


@dataclass(frozen=True)
class Member:
    person_id: UUID
    name: str
    duties: tuple[Duty, ...]

    @property
    def done(self) -> int:
        return sum(duty.is_done for duty in self.duties)

    @property
    def all_done(self) -> bool:
        return self.done == len(self.duties)


def team_of(supervisor: Person) -> list[Member]:
    """The supervisor's own team, those with something left first: three queries.

    Empty for one who supervises nobody: no role, or no team in the staff list.
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
            record.person_id,
            record.person.full_name,
            tuple(
                Duty(item.title, (record.pk, item.pk) in done)
                for item in items
                if item.plan_id == record.plan_id
                and ((record.pk, item.pk) in done or not record.completed_at)
            ),
        )
        for record in records
    ]
    return sorted((one for one in members if one.duties), key=lambda one: one.all_done)

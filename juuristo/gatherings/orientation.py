"""Where people stand with their orientation: what is done, what is booked, what comes first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from juuristo.people.models import Person
from juuristo.shell.texts import text_in

from .models import DoneItem, OrientationItem, OrientationRecord, SignUp
from .orientation_order import in_order

State = SignUp.State
BATCH = 500  # people


class Stage(StrEnum):
    """Where one item of one person is; ``blocked`` waits for another item first."""

    DONE = "done"
    BOOKED = "booked"
    WAITING = "waiting"
    BLOCKED = "blocked"
    OPEN = "open"


@dataclass(frozen=True)
class Step:
    """One item as one person meets it. ``signup`` is their place or wait, ahead or unmarked."""

    item: OrientationItem
    done: DoneItem | None
    signup: SignUp | None
    before: tuple[OrientationItem, ...]  # what is to be done first and is not done yet
    due: date | None
    today: date

    @property
    def stage(self) -> Stage:
        if self.done:
            return Stage.DONE
        if self.signup:
            return Stage.BOOKED if self.signup.state == State.BOOKED else Stage.WAITING
        return Stage.BLOCKED if self.before else Stage.OPEN

    @property
    def is_late(self) -> bool:
        return self.done is None and self.due is not None and self.due < self.today


@dataclass(frozen=True)
class Orientation:
    """One person's record with its steps, in the order in which they are gone through."""

    record: OrientationRecord
    steps: tuple[Step, ...]

    @property
    def done(self) -> list[Step]:
        return [step for step in self.steps if step.done]

    @property
    def statutory(self) -> list[Step]:
        return [step for step in self.steps if step.item.is_statutory]

    @property
    def statutory_done(self) -> int:
        return sum(step.done is not None for step in self.statutory)

    @property
    def share(self) -> float:
        return len(self.done) / len(self.steps) if self.steps else 0.0

    @property
    def late(self) -> list[Step]:
        return [step for step in self.steps if step.is_late]

    @property
    def coming(self) -> Step | None:
        """The next step that has a day."""
        booked = [
            (step.signup.session.starts_at, number)
            for number, step in enumerate(self.steps)
            if step.signup and step.stage == Stage.BOOKED
        ]
        return self.steps[min(booked)[1]] if booked else None

    @property
    def without_session(self) -> list[Step]:
        """Steps that have a series and could be gone through now, but no session suits."""
        return [step for step in self.steps if step.stage == Stage.OPEN and step.item.series_id]


def orientations_of(records: Iterable[OrientationRecord]) -> list[Orientation]:
    """Read the steps of ``records`` in five queries, however many there are.

    A completed record holds what was gone through: items written into the plan later are not
    asked of those who have finished.
    """
    rows = list(records)
    plans = {record.plan_id for record in rows}
    items = list(
        OrientationItem.objects.filter(plan__in=plans)
        .select_related("responsible", "series")
        .prefetch_related("after")
        .order_by("order", "pk")
    )
    done: dict[tuple[UUID, UUID], DoneItem] = {
        (one.record_id, one.item_id): one
        for one in DoneItem.objects.filter(record__in=rows).select_related("session", "marked_by")
    }
    places = _places(rows, items)
    return [_orientation(record, items, done, places) for record in rows]


def in_batches(records: QuerySet[OrientationRecord]) -> Iterator[Orientation]:
    """The steps of any number of records, read some hundreds of people at a time."""
    rows = list(records)
    for start in range(0, len(rows), BATCH):
        yield from orientations_of(rows[start : start + BATCH])


def _places(
    records: list[OrientationRecord], items: list[OrientationItem]
) -> dict[tuple[UUID, UUID], SignUp]:
    """For each person and series the place, else the wait, that comes first in time."""
    signups = (
        SignUp.objects.filter(
            person__in={record.person_id for record in records},
            session__series__in={item.series_id for item in items if item.series_id},
            state__in=[State.BOOKED, State.WAITING],
        )
        .select_related("session")
        .with_place_in_queue()
        .order_by("session__starts_at", "pk")
    )
    found: dict[tuple[UUID, UUID], SignUp] = {}
    for signup in sorted(signups, key=lambda one: one.state == State.WAITING):
        found.setdefault((signup.person_id, signup.session.series_id), signup)
    return found


def _orientation(
    record: OrientationRecord,
    items: list[OrientationItem],
    done: Mapping[tuple[UUID, UUID], DoneItem],
    places: Mapping[tuple[UUID, UUID], SignUp],
) -> Orientation:
    mine = {item.pk: item for item in items if item.plan_id == record.plan_id}
    is_done = {pk for pk in mine if (record.pk, pk) in done}
    if record.completed_at:
        mine = {pk: item for pk, item in mine.items() if pk in is_done}
    after = {pk: [one.pk for one in item.after.all()] for pk, item in mine.items()}
    today = timezone.localdate()
    steps = []
    for pk in in_order(list(mine), after):
        item, mark = mine[pk], done.get((record.pk, pk))
        steps.append(
            Step(
                item=item,
                done=mark,
                signup=places.get((record.person_id, item.series_id))
                if item.series_id and not mark
                else None,
                before=tuple(mine[one] for one in after[pk] if one in mine and one not in is_done),
                due=due_of(record, item),
                today=today,
            )
        )
    return Orientation(record, tuple(steps))


def due_of(record: OrientationRecord, item: OrientationItem) -> date | None:
    """The day by which the item should be done."""
    if item.within_days is None:
        return None
    return record.began_on + timedelta(days=item.within_days)


def own_orientations(person: Person) -> list[Orientation]:
    """The newest first: a person may be oriented by several programmes."""
    rows = OrientationRecord.objects.filter(person=person).select_related("plan__programme")
    return orientations_of(rows.order_by("-began_on", "pk"))


def stored_of(person: Person) -> list[dict[str, Any]]:
    """What is stored of the person's orientation (trust T7)."""
    return [
        {
            "plan": one.record.plan.name,
            "began_on": one.record.began_on,
            "completed_at": one.record.completed_at,
            "wishes_face_to_face": one.record.wishes_face_to_face,
            "wish": one.record.wish,
            "done": [
                {"item": step.item.title, "done_on": step.done.done_on}
                for step in one.steps
                if step.done
            ],
        }
        for one in own_orientations(person)
    ]


def titles(items: Iterable[OrientationItem]) -> str:
    """Their names with commas between, in the active language."""
    return ", ".join(text_in(item.title) for item in items)

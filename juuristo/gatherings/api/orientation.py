"""Orientation records: one's own, those one runs, and what a supervisor sees of their team."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from juuristo.audit import trail
from juuristo.gatherings.access import may_see_team
from juuristo.gatherings.models import OrientationItem, OrientationRecord
from juuristo.gatherings.orientation import Orientation, Stage, Step, orientations_of
from juuristo.gatherings.orientation_team import team_of
from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem
from juuristo.people.models import Person

router = Router(tags=["orientation"])


class StepOut(Schema):
    """One item: ``done_on`` when it is done, ``session`` by which it was or will be. In charge is
    the new person's ``supervisor``, or somebody ``other`` whom the plan tells."""

    item: UUID
    title: dict[str, str]
    statutory: bool
    in_charge: OrientationItem.InCharge
    stage: Stage
    due: date | None
    done_on: date | None
    session: UUID | None


class RecordOut(Schema):
    """People are known by their id; ``steps`` are in the order in which they are gone through."""

    id: UUID
    plan: UUID
    programme: str
    person: UUID
    began_on: date
    completed_at: datetime | None
    done: int
    total: int
    steps: list[StepOut]


class DutyOut(Schema):
    title: dict[str, str]
    done: bool


class MemberOut(Schema):
    """One of the team and the items that the law asks for: nothing else (trust T5)."""

    person: UUID
    statutory: list[DutyOut]


@router.get(
    "/orientation/records",
    response={200: Page[RecordOut], 401: Problem, 422: Invalid},
    url_name="orientation_records",
)
def list_records(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """One's own, and everybody's in the programmes one runs. Opening others' leaves a trace."""
    rows = _records(request.person).order_by("-began_on", "pk")
    shown = list(rows[offset : offset + limit])
    if any(record.person_id != request.person.pk for record in shown):
        trail.record("orientation.records_listed", actor=request.person)
    return {"items": [_told(one) for one in orientations_of(shown)], "count": rows.count()}


@router.get(
    "/orientation/records/{uuid:record_id}",
    response={200: RecordOut, 401: Problem, 404: Problem},
    url_name="orientation_record",
)
def read_record(request: ActingRequest, record_id: UUID) -> dict[str, Any]:
    record = get_object_or_404(_records(request.person), pk=record_id)
    if record.person_id != request.person.pk:
        trail.record("orientation.record_opened", actor=request.person, about=record)
    return _told(orientations_of([record])[0])


@router.get(
    "/orientation/team",
    response={200: Page[MemberOut], 401: Problem, 403: Problem, 422: Invalid},
    url_name="orientation_team",
)
def list_team(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """For a supervisor: the statutory items of their own team, done or not yet."""
    if not may_see_team(request.person):
        raise PermissionDenied
    members = team_of(request.person)
    if members:
        trail.record("orientation.team_listed", actor=request.person)
    items = [
        {
            "person": one.person_id,
            "statutory": [{"title": duty.title, "done": duty.is_done} for duty in one.duties],
        }
        for one in members[offset : offset + limit]
    ]
    return {"items": items, "count": len(members)}


def _records(person: Person) -> QuerySet[OrientationRecord]:
    visible = OrientationRecord.objects.visible_to(person)
    return visible.select_related("plan__programme")


def _told(one: Orientation) -> dict[str, Any]:
    record = one.record
    return {
        "id": record.pk,
        "plan": record.plan_id,
        "programme": record.plan.programme.slug,
        "person": record.person_id,
        "began_on": record.began_on,
        "completed_at": record.completed_at,
        "done": len(one.done),
        "total": len(one.steps),
        "steps": [_step(step) for step in one.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    session = step.signup.session_id if step.signup else step.done and step.done.session_id
    return {
        "item": step.item.pk,
        "title": step.item.title,
        "statutory": step.item.is_statutory,
        "in_charge": step.item.in_charge,
        "stage": step.stage,
        "due": step.due,
        "done_on": step.done.done_on if step.done else None,
        "session": session,
    }

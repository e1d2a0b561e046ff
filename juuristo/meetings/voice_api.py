"""The client voice for scripts: the same protected figures as on the page (trust T4)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from juuristo.figures.disclosure import State
from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Name, Offset, Page, Problem
from juuristo.programme.models import Programme, end_of_month

from .access import may_hear_clients
from .actions.voice import Statement
from .voice_months import today_in, whole_months
from .voice_names import names_of
from .voice_results import Line, Steps, last_month, months, quarters, steps

router = Router(tags=["meetings"])


class SpreadOut(Schema):
    """Ratings of one statement: ``counts`` and ``percent`` by mark, 1–5."""

    key: Statement
    n: int
    counts: list[int]
    percent: list[float]


class StepsOut(Schema):
    """Clients who told of their next step. Protected: no counts."""

    state: Literal["shown", "protected"]
    done: int | None = None
    not_yet: int | None = None


class VoiceOut(Schema):
    """One group of one period, which is whole months: a month, or a calendar quarter of an
    office, a language or a form. ``key`` is the month (2026-09), the office's id, the language or
    the form. Nothing is told of a protected group. Periods and groups without answers are left out.
    """

    by: Literal["month", "office", "language", "form"]
    starts: date
    ends: date
    key: str
    name: str
    state: Literal["shown", "protected"]
    answers: int | None
    statements: list[SpreadOut]
    steps: StepsOut | None = None


@router.get(
    "/client-voice",
    response={200: Page[VoiceOut], 401: Problem, 403: Problem, 404: Problem, 422: Invalid},
    url_name="client_voice",
)
def list_client_voice(
    request: ActingRequest,
    programme: Name | None = None,
    by: Literal["month", "office", "language", "form"] = "month",
    limit: Limit = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Closed months, or closed quarters by one dimension; within a programme's time when given."""
    if not may_hear_clients(request.person):
        raise PermissionDenied
    within = _months_of(request, programme) if programme is not None else None
    organisation = request.person.organisation_id
    rows = (
        _by_month(organisation, within) if by == "month" else _by_quarter(organisation, by, within)
    )
    items = list(rows)
    return {"items": items[offset : offset + limit], "count": len(items)}


def _months_of(request: ActingRequest, slug: str) -> set[date]:
    """The months of the programme's time; 404 for one that is not there or not ours."""
    found = get_object_or_404(Programme.objects.visible_to(request.person), slug=slug)
    today = today_in(request.person.organisation)
    return set(whole_months(found.starts_on, found.ends_on, today))


def _by_month(organisation: UUID, within: set[date] | None) -> Iterator[dict[str, Any]]:
    told = steps(organisation, within)
    for line in months(organisation, within):
        month = date.fromisoformat(line.key)
        if line.state is not State.MISSING:
            said = {**_line(line), "key": line.key[:7], "name": line.key[:7]}
            yield {"by": "month", **_period(month, month), **said, "steps": _steps(told.get(month))}


def _by_quarter(organisation: UUID, by: str, within: set[date] | None) -> Iterator[dict[str, Any]]:
    found = quarters(organisation, by, within)
    names = names_of(by, {line.key for quarter in found for line in quarter.lines})
    for quarter in found:
        for line in quarter.lines:
            if line.state is not State.MISSING:
                period = _period(quarter.first, last_month(quarter.first))
                yield {"by": by, **period, **_line(line), "name": names[line.key]}


def _period(first: date, last: date) -> dict[str, date]:
    return {"starts": first, "ends": end_of_month(last)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "state": line.state,
        "answers": line.answers,
        "statements": [
            {
                "key": each.statement,
                "n": each.n,
                "counts": list(each.counts),
                "percent": [round(100 * count / each.n, 2) for count in each.counts],
            }
            for each in line.spreads
        ],
    }


def _steps(told: Steps | None) -> dict[str, Any] | None:
    if told is None or told.state is State.MISSING:
        return None
    if told.state is State.PROTECTED:
        return {"state": told.state}
    return {"state": told.state, "done": told.done, "not_yet": told.not_yet}

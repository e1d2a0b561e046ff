"""The desk of one series: how it fills, what to do next, who is missing, and reminding them."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from juuristo.audit import trail
from juuristo.gatherings.actions.reminding import remind, reminded_today, tell_of_room
from juuristo.gatherings.coverage import (
    Coverage,
    Reached,
    Share,
    by_office_and_team,
    coverage_of,
    shares_by,
)
from juuristo.gatherings.desk import finding, tasks_of
from juuristo.gatherings.models import Allocation, Series
from juuristo.gatherings.planned import may_hide, session_rows
from juuristo.people.acting import ActingRequest

from .fetching import series_to_plan

MOST_TASKS = 5
READY = Allocation.State.READY


@require_GET
def series_desk(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    rows = session_rows(series)
    coverage = coverage_of(series)
    held = [row for row in rows if not row.session.cancelled_at]
    ahead = [row for row in rows if row.is_ahead]
    tasks = tasks_of(rows)
    to_remind = remindable(series, coverage) if ahead and series.published_at else []
    wishes_closed = series.takes_wishes and series.window_closed(timezone.now())
    context = {
        "series": series,
        "wishes_closed": wishes_closed,
        "proposal_waits": wishes_closed and series.allocations.filter(state=READY).exists(),
        "rows": rows,
        "held": held,
        "last": held[-1] if held else None,
        "finding": finding(series, coverage, rows),
        "full": sum(row.is_full for row in ahead),
        "room_from": next((row.session.starts_at for row in ahead if row.has_room), None),
        "capacities": sorted({row.session.capacity for row in held}),
        "tasks": tasks[:MOST_TASKS],
        "more_tasks": len(tasks) - MOST_TASKS,
        "coverage": coverage,
        "ahead": ahead,
        "without_by_office": without_by_office(coverage),
        "to_remind": len(to_remind),
        "reminded": len(coverage.missing) - len(to_remind),
        "may_unpublish": may_hide(series),
    }
    return render(request, "gatherings/desk.html", context)


def remindable(series: Series, coverage: Coverage) -> list[Reached]:
    """Those a reminder would go to now."""
    done = reminded_today(series, coverage.missing)
    return [one for one in coverage.missing if str(one.person_id) not in done]


def without_by_office(coverage: Coverage) -> list[Share]:
    return shares_by(coverage.without_place, lambda one: one.office)


@require_GET
def series_missing(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Names of those without a place, for whoever runs the programme (trust T4, T6)."""
    series = series_to_plan(request, pk)
    rows = session_rows(series)
    coverage = coverage_of(series)
    trail.record("signups.missing_listed", actor=request.person, about=series)
    office, team = request.GET.get("office", ""), request.GET.get("team", "")
    people = [
        one
        for one in coverage.missing
        if (not office or one.office == office) and (not team or one.team == team)
    ]
    is_ahead = any(row.is_ahead for row in rows)
    context = {
        "series": series,
        "coverage": coverage,
        "is_ahead": is_ahead,
        "groups": by_office_and_team(people),
        "shown": len(people),
        "office": office,
        "team": team,
        "offices": sorted({one.office for one in coverage.missing if one.office}),
        "teams": sorted({one.team for one in coverage.missing if one.team}),
        "reminded": reminded_today(series, coverage.missing),
        "may_remind": bool(series.published_at) and is_ahead,
    }
    part = "#names" if request.htmx else ""
    return render(request, f"gatherings/missing.html{part}", context)


@require_POST
def series_remind(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Remind everyone who is missing, or only the ticked ones (``some`` in the post)."""
    series = series_to_plan(request, pk)
    only = request.POST.getlist("person") if "some" in request.POST else None
    tell(request, remind(series, only, actor=request.person))
    return redirect("series_missing" if only is not None else "series_desk", pk=series.pk)


@require_POST
def series_tell_of_room(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    sent = tell_of_room(series, actor=request.person)
    if sent:
        words = ngettext(
            "Kerroimme %(count)s jonottajalle, millä kerroilla on tilaa.",
            "Kerroimme %(count)s jonottajalle, millä kerroilla on tilaa.",
            sent,
        )
        messages.success(request, words % {"count": sent})
    else:
        messages.info(request, _("Kaikki jonottajat ovat jo saaneet viestin tänään."))
    return redirect("series_desk", pk=series.pk)


def tell(request: ActingRequest, sent: int) -> None:
    if not sent:
        messages.info(request, _("Muistutuksia ei lähtenyt: valittuja on jo muistutettu tänään."))
        return
    words = ngettext(
        "Muistutus lähti %(count)s ihmiselle.", "Muistutus lähti %(count)s ihmiselle.", sent
    )
    messages.success(request, words % {"count": sent})

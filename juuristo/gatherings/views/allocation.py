"""The page where wishes become places: the wishes, the reckoning, the proposal, the confirmation.

One address tells the stage the series is at; its acts come as posts to the same address.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from juuristo.audit import trail
from juuristo.gatherings import allocation_desk
from juuristo.gatherings.actions import allocating
from juuristo.gatherings.coverage import Standing, people_reached, share_of
from juuristo.gatherings.models import Allocation, Series, SignUpWay
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.wished import wished_in
from juuristo.people.acting import ActingRequest

from .fetching import series_to_plan

State = Allocation.State
AT_WORK = {State.QUEUED, State.RUNNING}
WISHED = frozenset({Standing.WAITING})


@require_http_methods(["GET", "POST"])
def series_allocation(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    if series.sign_up_way != SignUpWay.WISHES:
        messages.info(request, _("Tämän sarjan paikat annetaan ilmoittautumisjärjestyksessä."))
        return redirect("series_desk", pk=series.pk)
    row = newest(series)
    if request.method == "POST":
        _act(request, series, row)
        return redirect("series_allocation", pk=series.pk)
    if request.htmx and (row is None or row.state not in AT_WORK):
        return HttpResponseClientRefresh()
    context = {"series": series, "row": row, **_stage(request, series, row)}
    part = "#progress" if request.htmx else ""
    return render(request, f"gatherings/allocation.html{part}", context)


def newest(series: Series) -> Allocation | None:
    """The latest reckoning that was not thrown away."""
    rows = series.allocations.exclude(state=State.DISCARDED).order_by("-asked_at", "pk")
    row = rows.first()
    if row is not None:
        row.series = series
    return row


def _stage(request: ActingRequest, series: Series, row: Allocation | None) -> dict[str, Any]:
    """What the stage shows; the template is chosen by ``stage``."""
    if series.places_given_at:
        return {"stage": "given", "figures": row and _given(row)}
    if row is not None and row.state in AT_WORK:
        return {"stage": "at_work", "objective": row.progress.get("objective", "")}
    if row is not None and row.state == State.READY:
        return {"stage": "ready", **_proposal(request, series, row)}
    return {"stage": "wishes", **_wishes(series)}


def _wishes(series: Series) -> dict[str, Any]:
    wished = wished_in(series)
    people = people_reached(series)
    return {
        "is_open": not series.window_closed(timezone.now()),
        "wishers": len(wished.people),
        "reached": share_of(people, WISHED),
        "sessions": allocation_desk.wished_sessions(wished),
        "advice": allocation_desk.advice_before(wished),
    }


def _proposal(request: ActingRequest, series: Series, row: Allocation) -> dict[str, Any]:
    trail.record("wishes.listed", actor=request.person, about=series)
    wished = wished_in(series)
    places = wished.places(row)
    sessions = allocation_desk.proposed_sessions(wished, places, row.moves)
    return {
        "finding": allocation_desk.finding(wished, places),
        "proof": allocation_desk.proof(row),
        "figures": allocation_desk.figures(wished, places, row.first_come),
        "sessions": sessions,
        "too_small": sum(one.is_too_small for one in sessions),
        "without": allocation_desk.without_place(wished, places),
        "advice": allocation_desk.advice_after(wished, places),
        "placed": len(places),
    }


def _given(row: Allocation) -> list[tuple[str, int]]:
    """How many got their first, second … wish, once the places are given."""
    ranks = row.proposal.get("ranks", {})
    names = enumerate(allocation_desk.rank_names(), start=1)
    told = [(name, ranks[str(rank)]) for rank, name in names if str(rank) in ranks]
    return [*told, (_("Jäi ilman paikkaa"), row.proposal.get("unassigned", 0))]


def _act(request: ActingRequest, series: Series, row: Allocation | None) -> None:
    """Do what the post asks; a refusal is said in words."""
    acts: dict[str, Callable[[], None]] = {"ask": lambda: _ask(request, series, 0)}
    if row is not None:
        acts["again"] = lambda: _ask(request, series, row.seed + 1)
        acts["discard"] = lambda: _discard(request, row)
        acts["confirm"] = lambda: _confirm(request, row)
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.message)


def _ask(request: ActingRequest, series: Series, seed: int) -> None:
    allocating.ask(series, actor=request.person, seed=seed)


def _discard(request: ActingRequest, row: Allocation) -> None:
    allocating.discard(row, actor=request.person)
    messages.success(request, _("Ehdotus on hylätty. Toiveet ovat tallessa."))


def _confirm(request: ActingRequest, row: Allocation) -> None:
    count = allocating.confirm(row, actor=request.person)
    words = ngettext(
        "Paikat on jaettu. %(count)s ihminen sai paikan, ja kerromme siitä kaikille sähköpostilla.",
        "Paikat on jaettu. %(count)s ihmistä sai paikan, ja kerromme siitä kaikille sähköpostilla.",
        count,
    )
    messages.success(request, words % {"count": count})


@require_http_methods(["GET", "POST"])
def allocation_move(request: ActingRequest, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Where one person of the proposal could be instead, and what it costs; on a post, move."""
    series = series_to_plan(request, pk)
    row = newest(series)
    if row is None or row.state != State.READY:
        raise Http404
    wished = wished_in(series)
    who = wished.people.get(str(person))
    if who is None:
        raise Http404
    if request.method == "POST":
        try:
            session = request.POST.get("session") or None
            allocating.move(row, str(person), session, actor=request.person)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("%(name)s on siirretty ehdotuksessa.") % {"name": who})
        return redirect("series_allocation", pk=series.pk)
    trail.record("wishes.listed", actor=request.person, about=who)
    options = allocation_desk.options(wished, wished.places(row), str(person))
    context = {"series": series, "who": who, "options": options}
    return render(request, "gatherings/allocation_move.html", context)

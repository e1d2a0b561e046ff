"""The room of surveys: waves by their state, feedback of sessions, the way to instruments."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.surveys.access import (
    may_enter_surveys,
    may_make_instruments,
    may_open_results,
    may_run_wave,
)
from juuristo.surveys.models import Wave
from juuristo.surveys.today import asked_of

ROWS_ON_A_PAGE = 40
State = Wave.State
IN_ORDER = Case(
    When(state=State.DRAFT, then=Value(0)),
    When(state=State.OPEN, then=Value(1)),
    When(state=State.CLOSED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Row:
    wave: Wave
    runs: bool  # whether the reader runs the wave, or only reads its results
    reads: bool  # whether there is something for them to read


@require_GET
def surveys(request: ActingRequest) -> HttpResponse:
    person = request.person
    if not may_enter_surveys(person):
        raise PermissionDenied
    about_sessions = request.GET.get("about") == "sessions"
    waves = Wave.objects.visible_to(person).filter(session_id__isnull=not about_sessions)
    waves = waves.select_related("programme").prefetch_related("readers")
    waves = waves.order_by(IN_ORDER, "-opens_at", "-created_at", "pk")
    page = Paginator(waves, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    makes = may_make_instruments(person)
    context = {
        "page": page,
        "parts": parts_of(row_of(wave, person) for wave in page),
        "asked": [] if about_sessions else asked_of(person),
        "about_sessions": about_sessions,
        "makes": makes,
        "has_programme": makes and Programme.objects.visible_to(person).exists(),
    }
    return render(request, "surveys/home.html", context)


def row_of(wave: Wave, person: Person) -> Row:
    reads = wave.shows_results and may_open_results(person, wave)
    return Row(wave, may_run_wave(person, wave), reads)


def parts_of(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Drafts, those under way, and those that are over."""
    parts: dict[str, list[Row]] = {"drafts": [], "open": [], "over": []}
    for row in rows:
        name = {State.DRAFT: "drafts", State.SEALED: "over"}.get(State(row.wave.state), "open")
        parts[name].append(row)
    return parts

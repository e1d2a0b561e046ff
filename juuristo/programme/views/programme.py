"""The programme's page: its timeline as a picture and as a list; the same for paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from juuristo.people.acting import ActingRequest
from juuristo.programme import window
from juuristo.programme.access import may_run_programme, may_sponsor
from juuristo.programme.listing import facts_of, years_of
from juuristo.programme.models import Programme, TimelineEntry
from juuristo.programme.picture import picture_of


@require_GET
def programme(request: ActingRequest, slug: str) -> HttpResponse:
    """Show everyone in the organisation the timeline; the coordinator gets the acts besides."""
    return render(request, "programme/programme.html", _context(request, slug))


@require_GET
def programme_print(request: ActingRequest, slug: str) -> HttpResponse:
    """Show the same timeline with nothing else on the page."""
    return render(request, "programme/print.html", _context(request, slug))


def _context(request: ActingRequest, slug: str) -> dict[str, Any]:
    shown = get_object_or_404(Programme.objects.visible_to(request.person), slug=slug)
    rows = TimelineEntry.objects.filter(programme=shown)
    entries = list(rows.in_time_order().select_related("responsible"))
    every = window.whole(shown, entries)
    first, last = request.GET.get("from", ""), request.GET.get("until", "")
    asked = window.asked(first, last) if first or last else every
    here = asked or every
    return {
        "programme": shown,
        "picture": picture_of(shown, entries, here) if entries else None,
        "years": years_of(entries),
        "facts": facts_of(entries),
        "ranges": window.ranges(every, here),
        "quarters": window.quarter(every, here),
        "window": here,
        "query": "" if here == every else window.query_of(here.first, here.last),
        "not_understood": asked is None,
        "may_run": may_run_programme(request.person, shown),
        "may_sponsor": may_sponsor(request.person, shown),
    }

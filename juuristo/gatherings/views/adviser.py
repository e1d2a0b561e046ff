"""The pages of one who comes to gatherings: find, choose, my sessions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from juuristo.gatherings import calendars, desk_today, orientation_today
from juuristo.gatherings.access import may_follow, may_take_attendance, may_write_act
from juuristo.gatherings.actions.running import is_led_now
from juuristo.gatherings.models import Board, Series, Session, SignUp
from juuristo.gatherings.standings import own_signups, standing_of, standings_ahead, wishes_waiting
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person

PAST_SHOWN = 50


@require_GET
def find(request: ActingRequest) -> HttpResponse:
    """Every series with something ahead that is for me; what is mine or asks of me comes first."""
    context = {
        "standings": standings_ahead(request.person),
        "desks": [*desk_today.desks(request.person), *orientation_today.desks(request.person)],
    }
    return render(request, "gatherings/find.html", context)


@require_GET
def series_signup(request: ActingRequest, pk: UUID) -> HttpResponse:
    series = visible_series(request.person, pk)
    return render(request, "gatherings/series_adviser.html", series_context(request, series))


@require_GET
def my_sessions(request: ActingRequest) -> HttpResponse:
    mine = own_signups(request.person).exclude(state=SignUp.State.CANCELLED)
    now = timezone.now()
    ahead = mine.filter(session__ends_at__gt=now).order_by("session__starts_at", "pk")
    past = mine.filter(session__ends_at__lte=now).exclude(state=SignUp.State.WAITING)
    return render(
        request,
        "gatherings/my_sessions.html",
        {
            "now": now,
            "ahead": ahead,
            "wishing": wishes_waiting(request.person),
            "facilitates": desk_today.facilitates(request.person),
            "past": past.order_by("-session__starts_at", "pk")[:PAST_SHOWN],
        },
    )


@require_GET
def session(request: ActingRequest, pk: UUID) -> HttpResponse:
    """One session, for whoever sees it. The remote link is for those who are coming."""
    row = visible_session(request.person, pk)
    return render(request, "gatherings/session.html", session_context(request, row))


@require_GET
def session_calendar(request: ActingRequest, pk: UUID) -> HttpResponse:
    """My place as a calendar file; 404 for one who has none."""
    signup = get_object_or_404(own_signups(request.person), session=pk, state__in=SignUp.HOLDS_SEAT)
    entry = calendars.entry_of(signup)
    text = calendars.file([entry], calendars.PUBLISH, request.person.language)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = 'attachment; filename="juuristo.ics"'
    return response


def series_context(request: ActingRequest, series: Series) -> dict[str, Any]:
    """What the page of one series shows; ``how`` is the filter the reader chose."""
    standing = standing_of(request.person, series)
    remote = [row for row in standing.ahead if row.remote_link]
    on_site = [row for row in standing.ahead if row.place]
    how = request.GET.get("how") or request.POST.get("how", "")
    shown = {"remote": remote, "on_site": on_site}.get(how, standing.ahead)
    return {
        "series": series,
        "standing": standing,
        "offers": standing.offers(shown),
        "how": how,
        "has_both": bool(remote) and bool(on_site),
        "told": "",
        "acted": None,
    }


def session_context(request: ActingRequest, row: Session) -> dict[str, Any]:
    person = request.person
    standing = standing_of(person, row.series)
    offer = standing.offers([row])[0]
    may_join = not row.has_ended() and (offer.has_place or may_take_attendance(person, row))
    return {
        "how": "",
        "session": row,
        "series": row.series,
        "standing": standing,
        "offer": offer,
        "facilitators": row.facilitators.all(),
        "shows_link": bool(row.remote_link) and may_join,
        "boards": Board.objects.visible_to(person).filter(session=row),
        "may_write_act": row.has_started() and may_write_act(person, row),
        "is_on": is_led_now(row) and may_follow(person, row),
    }


def visible_series(person: Person, pk: UUID) -> Series:
    rows = Series.objects.visible_to(person).select_related("programme__organisation")
    return get_object_or_404(rows.prefetch_related("audience_offices", "audience_teams"), pk=pk)


def visible_session(person: Person, pk: UUID) -> Session:
    rows = Session.objects.visible_to(person).select_related("series__programme__organisation")
    return get_object_or_404(
        rows.prefetch_related("series__audience_offices", "series__audience_teams"), pk=pk
    )

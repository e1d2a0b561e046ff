"""The pages of one who comes to gatherings: find, choose, my sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from juuristo.gatherings import audience, calendars
from juuristo.gatherings.access import may_plan_series, may_take_attendance
from juuristo.gatherings.models import Series, Session, SignUp
from juuristo.gatherings.offers import Standing
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person

PAST_SHOWN = 50


@require_GET
def find(request: ActingRequest) -> HttpResponse:
    """Every series with something ahead that is for me; what is mine or asks of me comes first."""
    return render(request, "gatherings/find.html", {"standings": standings_ahead(request.person)})


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
        {"ahead": ahead, "past": past.order_by("-session__starts_at", "pk")[:PAST_SHOWN]},
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
    text = calendars.file([signup], calendars.PUBLISH, request.person.language)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = 'attachment; filename="juuristo.ics"'
    return response


def series_context(request: ActingRequest, series: Series) -> dict[str, Any]:
    """What the page of one series shows; ``how`` is the filter the reader chose."""
    standing = standing_of(request.person, series)
    ahead = list(series.sessions.filter(starts_at__gt=standing.now))
    remote = [row for row in ahead if row.remote_link]
    on_site = [row for row in ahead if row.place]
    how = request.GET.get("how") or request.POST.get("how", "")
    shown = {"remote": remote, "on_site": on_site}.get(how, ahead)
    return {
        "series": series,
        "standing": standing,
        "offers": standing.offers(shown),
        "how": how,
        "has_both": bool(remote) and bool(on_site),
    }


def session_context(request: ActingRequest, row: Session) -> dict[str, Any]:
    person = request.person
    standing = standing_of(person, row.series)
    offer = standing.offers([row])[0]
    runs = may_plan_series(person, row.series) or may_take_attendance(person, row)
    return {
        "session": row,
        "series": row.series,
        "standing": standing,
        "offer": offer,
        "facilitators": row.facilitators.all(),
        "shows_link": bool(row.remote_link) and (offer.has_place or runs),
    }


def visible_series(person: Person, pk: UUID) -> Series:
    rows = Series.objects.visible_to(person).select_related("programme__organisation")
    return get_object_or_404(rows.prefetch_related("audience_offices", "audience_teams"), pk=pk)


def visible_session(person: Person, pk: UUID) -> Session:
    rows = Session.objects.visible_to(person).select_related("series__programme__organisation")
    return get_object_or_404(
        rows.prefetch_related("series__audience_offices", "series__audience_teams"), pk=pk
    )


def own_signups(person: Person) -> QuerySet[SignUp]:
    rows = SignUp.objects.filter(person=person).with_place_in_queue()
    return rows.select_related("session__series__programme__organisation")


def standing_of(person: Person, series: Series) -> Standing:
    """Where ``person`` stands with one series (one query, two more without prefetching)."""
    mine = own_signups(person).filter(session__series=series)
    live = {s.session_id: s for s in mine.exclude(state=SignUp.State.CANCELLED)}
    return _standing(person, series, live, timezone.now())


def standings_ahead(person: Person) -> list[Standing]:
    """Series with sessions ahead that ``person`` has a part in or may enter, in the order in
    which they matter: mine, then what is expected of me, then the rest by time."""
    now = timezone.now()
    ahead = Session.objects.filter(starts_at__gt=now, cancelled_at=None)
    rows = (
        Series.objects.visible_to(person)
        .filter(published_at__isnull=False, pk__in=ahead.values("series"))
        .select_related("programme__organisation")
        .prefetch_related(
            "audience_offices",
            "audience_teams",
            Prefetch("sessions", queryset=ahead, to_attr="ahead"),
        )
    )
    mine: dict[UUID, dict[UUID, SignUp]] = {}
    live = own_signups(person).exclude(state=SignUp.State.CANCELLED)
    for signup in live.filter(session__series__in=rows.values("pk")):
        mine.setdefault(signup.session.series_id, {})[signup.session_id] = signup
    standings = [_standing(person, series, mine.get(series.pk, {}), now) for series in rows]
    relevant = [s for s in standings if s.mine or (s.is_for_me and not s.series.window_closed(now))]
    return sorted(relevant, key=_urgency)


def _urgency(standing: Standing) -> tuple[int, datetime]:
    first = standing.series.ahead[0].starts_at
    if standing.places or standing.waits:
        return (0, (standing.places or standing.waits)[0].session.starts_at)
    return (1 if standing.asks else 2, first)


def _standing(person: Person, series: Series, mine: dict[UUID, SignUp], now: datetime) -> Standing:
    return Standing(series, mine, is_for_me=audience.is_for(series, person), now=now)

"""Fetching where one person stands with the series that concern them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from juuristo.people.models import Person

from .audience import is_for
from .models import Series, Session, SignUp, Wish
from .offers import Standing


def own_signups(person: Person) -> QuerySet[SignUp]:
    rows = SignUp.objects.filter(person=person).with_place_in_queue()
    return rows.select_related("session__series__programme__organisation")


def next_place(person: Person) -> SignUp | None:
    """The seat of ``person`` in the first session that has not ended, whoever has been marked."""
    rows = SignUp.objects.filter(person=person, state__in=SignUp.HOLDS_SEAT)
    rows = rows.filter(session__ends_at__gt=timezone.now(), session__cancelled_at=None)
    rows = rows.select_related("session__series__programme__organisation")
    return rows.order_by("session__starts_at", "pk").first()


def feeds_stored_of(person: Person) -> list[dict[str, Any]]:
    """The calendar addresses of ``person``; the secrets themselves are stored nowhere."""
    rows = person.calendar_feeds.order_by("scope")
    return [dict(row) for row in rows.values("scope", "made_at", "revoked_at")]


def led_stored_of(person: Person) -> list[dict[str, Any]]:
    """The sessions that ``person`` facilitates or has facilitated, in order of time."""
    rows = person.facilitated_sessions.select_related("series").order_by("starts_at", "pk")
    return [{"series": row.series.name, "starts_at": row.starts_at} for row in rows]


def stored_of(person: Person) -> list[dict[str, Any]]:
    """What gatherings store of ``person`` (trust T7): every sign-up, in order of time."""
    rows = own_signups(person).order_by("session__starts_at", "pk")
    return [
        {
            "series": row.session.series.name,
            "starts_at": row.session.starts_at,
            "state": row.state,
            "walked_in": row.walked_in,
            "signed_up_at": row.created_at,
            "changed_at": row.changed_at,
        }
        for row in rows
    ]


def wishes_stored_of(person: Person) -> list[dict[str, Any]]:
    """The wishes gatherings store of ``person`` until places are given by them (trust T7)."""
    rows = Wish.objects.filter(person=person).select_related("session__series")
    return [
        {
            "series": row.session.series.name,
            "starts_at": row.session.starts_at,
            "rank": row.rank,
            "wished_at": row.wished_at,
        }
        for row in rows.order_by("series", "rank")
    ]


def own_wishes(person: Person, series: Iterable[Series]) -> dict[UUID, list[UUID]]:
    """The sessions ``person`` wishes for by series, the dearest first; no query when none of
    ``series`` gathers wishes."""
    gathering = [one.pk for one in series if one.takes_wishes]
    if not gathering:
        return {}
    found: dict[UUID, list[UUID]] = {}
    rows = Wish.objects.filter(person=person, series__in=gathering).order_by("series", "rank")
    for series_id, session_id in rows.values_list("series", "session"):
        found.setdefault(series_id, []).append(session_id)
    return found


def wishes_waiting(person: Person) -> list[Standing]:
    """Series whose places ``person`` has wished for and that are not given yet, the first to close
    first; ``ahead`` holds the wished sessions alone."""
    now = timezone.now()
    placed = SignUp.objects.filter(person=person).exclude(state=SignUp.State.CANCELLED)
    rows = (
        Wish.objects.filter(person=person, session__starts_at__gt=now, session__cancelled_at=None)
        .exclude(series__in=placed.values("session__series"))
        .select_related("session", "series__programme__organisation")
        .prefetch_related("series__audience_offices", "series__audience_teams")
    )
    found: dict[UUID, list[Wish]] = {}
    for row in rows.order_by("series__signup_closes_at", "series", "rank"):
        if row.series.takes_wishes:
            found.setdefault(row.series_id, []).append(row)
    return [
        _standing(
            person,
            wishes[0].series,
            {},
            now,
            [one.session for one in wishes],
            wished=[one.session_id for one in wishes],
        )
        for wishes in found.values()
    ]


def standing_of(person: Person, series: Series) -> Standing:
    """Where ``person`` stands with one series (one query, two more without prefetching)."""
    mine = own_signups(person).filter(session__series=series)
    live = {s.session_id: s for s in mine.exclude(state=SignUp.State.CANCELLED)}
    now = timezone.now()
    ahead = series.sessions.filter(starts_at__gt=now)
    wished = own_wishes(person, [series]).get(series.pk, ())
    return _standing(person, series, live, now, list(ahead), wished=wished)


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
            Prefetch("sessions", queryset=ahead),
        )
    )
    mine: dict[UUID, dict[UUID, SignUp]] = {}
    live = own_signups(person).exclude(state=SignUp.State.CANCELLED)
    for signup in live.filter(session__series__in=rows.values("pk")):
        mine.setdefault(signup.session.series_id, {})[signup.session_id] = signup
    led = Session.facilitators.through.objects.filter(person=person, session__in=ahead)
    led_series = set(led.values_list("session__series", flat=True))
    wished = own_wishes(person, rows)
    standings = [
        _standing(
            person,
            series,
            mine.get(series.pk, {}),
            now,
            list(series.sessions.all()),
            leads=series.pk in led_series,
            wished=wished.get(series.pk, ()),
        )
        for series in rows
    ]
    relevant = [
        s
        for s in standings
        if s.mine or s.wished or (s.is_for_me and not s.series.window_closed(now))
    ]
    return sorted(relevant, key=_urgency)


def _urgency(standing: Standing) -> tuple[int, datetime]:
    has_part = bool(standing.places or standing.waits or standing.wished)
    return (0 if has_part else 1 if standing.asks else 2, standing.shown_first.starts_at)


def _standing(
    person: Person,
    series: Series,
    mine: dict[UUID, SignUp],
    now: datetime,
    ahead: Sequence[Session],
    *,
    leads: bool = False,
    wished: Sequence[UUID] = (),
) -> Standing:
    return Standing(
        series,
        mine,
        is_for_me=is_for(series, person),
        now=now,
        ahead=ahead,
        leads=leads,
        wished=wished,
    )

"""What has been planned, as the coordinator's pages list it, and what may still be taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Sum
from django.utils import timezone

from juuristo.programme.models import Programme

from .desk import SessionRow, fewest_facilitators
from .models import Series, Session, SignUp, Wish

State = SignUp.State


@dataclass(frozen=True)
class SeriesRow:
    """One series of the list, with what its sessions that are not cancelled add up to."""

    series: Series
    count: int
    first_start: datetime | None
    last_start: datetime | None
    seats: int
    places: int
    wishers: int = 0  # people who have told what they wish for, until the places are given

    @property
    def share(self) -> float:
        return self.places / self.seats if self.seats else 0.0


def series_rows(programmes: list[Programme]) -> list[SeriesRow]:
    """Every series of the programmes, the latest first: three queries."""
    held = Session.objects.filter(series__programme__in=programmes, cancelled_at=None)
    sums = (
        held.order_by()
        .values_list("series")
        .annotate(Count("pk"), Min("starts_at"), Max("starts_at"), Sum("capacity"), Sum("taken"))
    )
    found = {series: numbers for series, *numbers in sums}
    first = Wish.objects.filter(series__programme__in=programmes, rank=1).order_by()
    wishers = dict(first.values_list("series").annotate(Count("pk")))
    nothing = (0, None, None, 0, 0)
    rows = [
        SeriesRow(series, *[*found.get(series.pk, nothing), wishers.get(series.pk, 0)])
        for series in Series.objects.filter(programme__in=programmes)
    ]
    dated = [row for row in rows if row.last_start]
    dated.sort(key=lambda row: row.last_start or timezone.now(), reverse=True)
    return [row for row in rows if not row.last_start] + dated


def split(rows: list[SeriesRow], now: datetime) -> dict[str, list[SeriesRow]]:
    """Drafts, those with sessions ahead, the nearest first, and those that are over."""
    out = [row for row in rows if row.series.published_at]
    ahead = [row for row in out if row.last_start is None or row.last_start > now]
    return {
        "drafts": [row for row in rows if not row.series.published_at],
        "ahead": sorted(ahead, key=lambda row: max(row.first_start or now, now)),
        "over": [row for row in out if row.last_start and row.last_start <= now],
    }


def session_rows(series: Series) -> list[SessionRow]:
    """The sessions with their counts, in order of time: three queries."""
    marks = SignUp.objects.filter(session__series=series).order_by().values_list("session", "state")
    counted = {(session, state): count for session, state, count in marks.annotate(Count("pk"))}
    sessions = Session.objects.filter(series=series).order_by("starts_at", "pk")
    now = timezone.now()
    return [
        SessionRow(
            session,
            attended=counted.get((session.pk, State.ATTENDED), 0),
            absent=counted.get((session.pk, State.ABSENT), 0),
            is_past=session.ends_at <= now,
            fewest=fewest_facilitators(series.kind),
        )
        for session in sessions.prefetch_related("facilitators")
    ]


def has_signups(series: Series) -> bool:
    """Whether anyone has or has had a place, or waits; cancelled ones do not count."""
    signups = SignUp.objects.filter(session__series=series)
    return signups.exclude(state=State.CANCELLED).exists()


def may_hide(series: Series) -> bool:
    """A published series becomes a draft again as long as nobody has signed up or wished."""
    published = series.published_at is not None
    return published and not has_signups(series) and not series.wishes.exists()


def may_delete(session: Session) -> bool:
    """A session nobody ever signed up to or wished for may be deleted; any other is cancelled."""
    return not session.signups.exists() and not session.wishes.exists()

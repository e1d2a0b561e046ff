"""Next acts: when one may be written, when its writer is asked, and what is told of them all.

Nobody but the writer reads a private act, and nobody else learns what became of any of them: what
is told is a programme's shares when a month has closed (trust T1, T4).
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from juuristo.figures.disclosure import DISTRIBUTION
from juuristo.people.models import Person
from juuristo.programme.models import Programme

from .models import ActsMonth, Commitment, Session

State = Commitment.State
WEEKS = (2, 6)
ANSWERS = (State.DONE, State.ON_THE_WAY, State.CHANGED, State.LET_GO)
OPEN = (State.WRITTEN, State.ON_THE_WAY, State.CHANGED)  # what may still be asked about
ASKED_WITHIN = timedelta(days=7)  # of the day it was due: nobody is asked about old times
AT_THE_SESSION = timedelta(days=1)  # what is written by then counts from the session's end
OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(weeks=WEEKS[-1])
FRESH = timedelta(weeks=10)  # how long an act stands on Today


def is_time_to_write(session: Session) -> bool:
    """From the session's beginning for six weeks."""
    begins, ends = session.starts_at - OPENS_BEFORE, session.ends_at + CLOSES_AFTER
    return not session.cancelled_at and begins <= timezone.now() <= ends


def shared_in(session: Session) -> QuerySet[Commitment]:
    """What people shared with the group of the session, in the order they wrote it."""
    shared = session.commitments.filter(is_shared=True)
    return shared.select_related("person").order_by("written_at", "id")


def own_acts(person: Person) -> QuerySet[Any]:
    """One's own ``Commitment`` rows, the newest first; ``is_asked``: a question waits."""
    answered = Coalesce(F("answered_at"), F("written_at"))
    return (
        Commitment.objects.filter(person=person)
        .annotate(last_asked=Max("askings__asked_at"))
        .annotate(
            is_asked=Q(last_asked__isnull=False, last_asked__gt=answered, state__in=OPEN),
        )
        .select_related("session__series__programme__organisation")
        .order_by("-written_at", "id")
    )


def next_act(person: Person) -> Any:
    """The row of ``own_acts`` that stands on Today, or None.

    One that is asked about comes first, else the newest still open.
    """
    fresh = own_acts(person).filter(state__in=OPEN, written_at__gte=timezone.now() - FRESH)
    return max(fresh, key=lambda act: act.is_asked, default=None)  # the newest of equals


def due(weeks: int, now: datetime) -> QuerySet[Commitment]:
    """The acts whose writers are to be asked now, ``weeks`` after the session, or after writing
    when that was later."""
    day = now - timedelta(weeks=weeks)
    written_by = day + AT_THE_SESSION
    is_fresh = Q(session__ends_at__gt=day - ASKED_WITHIN)
    is_fresh |= Q(written_at__gt=written_by - ASKED_WITHIN)
    return (
        Commitment.objects.filter(
            is_fresh, state__in=OPEN, session__ends_at__lte=day, written_at__lte=written_by
        )
        .exclude(askings__weeks=weeks)
        .order_by("session", "id")
    )


def month_to_keep(programme: Programme, today: date) -> ActsMonth | None:
    """What the row of the last closed month says, when it may be kept; nothing is stored here.

    Only what was so before the month's end is counted; an act answered since then counts as not
    answered yet, whatever it was before. At least five people must have written or answered since
    the row before.
    """
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    last = ActsMonth.objects.filter(programme=programme).newest().first()
    if last and last.month >= month:
        return None
    end = _end_of(month, programme)
    since = _end_of(last.month, programme) if last else datetime.min.replace(tzinfo=UTC)
    acts = Commitment.objects.filter(session__series__programme=programme, written_at__lt=end)
    answered = acts.filter(answered_at__lt=end).order_by()
    moved = acts.filter(Q(written_at__gte=since) | Q(answered_at__gte=since, answered_at__lt=end))
    if moved.aggregate(people=Count("person", distinct=True))["people"] < DISTRIBUTION.answers:
        return None
    counts = dict(answered.values_list("state").annotate(count=Count("pk")))
    return ActsMonth(
        programme=programme,
        month=month,
        written=acts.count(),
        **{state.value: counts.get(state, 0) for state in ANSWERS},
    )


def _end_of(month: date, programme: Programme) -> datetime:
    """The first moment after ``month`` in the organisation's zone."""
    after = (month + timedelta(days=31)).replace(day=1)
    return datetime.combine(after, datetime.min.time(), programme.organisation.zone)


def stored_of(person: Person) -> list[dict[str, Any]]:
    """One's own acts, for "what is stored of me"."""
    rows = own_acts(person).values("session", "text", "is_shared", "state", "written_at")
    return [dict(row) for row in rows]

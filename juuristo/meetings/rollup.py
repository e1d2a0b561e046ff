"""Sums the client's voice: answers into the months' sums, and months closed for good (trust T4).

Both rounds hold a lock on the organisation, so that running them twice, or in many workers at once,
counts nothing twice: who does not get the lock leaves that organisation for the next round. The
lock is one that lets answers come in meanwhile.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet

from juuristo.people.models import Organisation

from .actions.voice import BY_STEP, dimensions_of
from .models import StepMonth, VoiceAnswer, VoiceComment, VoiceIssuer, VoiceMonth, VoiceTicket
from .voice_months import has_ended, quarter_of, today_in, whole_months

AT_ONCE = 5_000
SECONDS_BETWEEN_ROUNDS = 60
SECONDS_BETWEEN_CLOSINGS = 3_600

Key = tuple[date, str, str]


@dataclass
class Sums:
    """What one group's month grows by."""

    answers: int = 0
    marks: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, marks: dict[str, int]) -> None:
        self.answers += 1
        for statement, mark in marks.items():
            self.marks[statement][mark] += 1

    def added_to(self, row: VoiceMonth) -> VoiceMonth:
        row.answers += self.answers
        for statement, counts in self.marks.items():
            before = row.marks.get(statement, [0] * 5)
            row.marks[statement] = [had + counts[mark] for mark, had in enumerate(before, 1)]
        return row


def roll_up() -> int:
    """Sum every answer that waits; return how many there were."""
    waiting = VoiceAnswer.objects.order_by().values_list("organisation_id", flat=True).distinct()
    taken = 0
    for organisation_id in list(waiting):
        while some := _roll_up_some(organisation_id):
            taken += some
    return taken


@transaction.atomic
def _roll_up_some(organisation_id: UUID) -> int:
    if _lock(organisation_id) is None:
        return 0
    return _sum_and_delete(VoiceAnswer.objects.filter(organisation_id=organisation_id))


def _lock(organisation_id: UUID) -> Organisation | None:
    """The organisation, or None when another worker has it."""
    free = Organisation.objects.select_for_update(skip_locked=True, no_key=True)
    return free.filter(pk=organisation_id).first()


def _sum_and_delete(waiting: QuerySet[VoiceAnswer]) -> int:
    answers = list(waiting.order_by("pk")[:AT_ONCE])
    if answers:
        _add(answers[0].organisation_id, answers)
        VoiceAnswer.objects.filter(pk__in=[answer.pk for answer in answers]).delete()
    return len(answers)


def _add(organisation_id: UUID, answers: list[VoiceAnswer]) -> None:
    """Add to the sums of open months. A closed month never moves: nothing comes there any more."""
    months = {answer.month for answer in answers}
    rows = VoiceMonth.objects.filter(organisation_id=organisation_id, month__in=months)
    known = {(row.month, row.by, row.value): row for row in rows.order_by("pk")}
    closed = {row.month for row in known.values() if row.is_closed}
    counted = [answer for answer in answers if answer.month not in closed]
    grown = [
        sums.added_to(
            known.get(key)
            or VoiceMonth(
                organisation_id=organisation_id, month=key[0], by=key[1], value=key[2], marks={}
            )
        )
        for key, sums in sums_of(counted).items()
    ]
    VoiceMonth.objects.bulk_create([row for row in grown if row.pk is None])
    VoiceMonth.objects.bulk_update([row for row in grown if row.pk], ["answers", "marks"])
    VoiceComment.objects.bulk_create(
        VoiceComment(
            organisation_id=organisation_id,
            month=answer.month,
            text=answer.comment,
        )
        for answer in counted
        if answer.comment
    )


def sums_of(answers: Iterable[VoiceAnswer]) -> dict[Key, Sums]:
    """Sum answers for everyone, by office, by language and by form; never crossed."""
    found: dict[Key, Sums] = defaultdict(Sums)
    for answer in answers:
        for by, value in dimensions_of(answer.office_id, answer.language, answer.form):
            found[answer.month, by, value].add(answer.marks)
    return found


def close_months() -> int:
    """Close every month whose time is over; return how many were closed."""
    closed = 0
    for organisation in Organisation.objects.order_by("pk"):
        for month in _months_over(organisation):
            closed += _close(organisation.pk, month)
    return closed


def _months_over(organisation: Organisation) -> list[date]:
    """The months that have ended and are not closed, from the quarter of the first link on.

    Months without a single link are closed as well: what is told of a quarter may then never
    change, since every one of its months is known to be closed.
    """
    firsts = [
        rows.filter(organisation=organisation).aggregate(first=Min("month"))["first"]
        for rows in (VoiceIssuer.objects, VoiceMonth.objects)
    ]
    first = min(filter(None, firsts), default=None)
    if first is None:
        return []
    closed = set(
        VoiceMonth.objects.filter(organisation=organisation, by="all", is_closed=True)
        .order_by()
        .values_list("month", flat=True)
    )
    today = today_in(organisation)
    since = whole_months(quarter_of(first), None, today)
    return [month for month in since if month not in closed and has_ended(month, today)]


@transaction.atomic
def _close(organisation_id: UUID, month: date) -> bool:
    """Close one month. Its tickets go first: an answer just coming is waited for, and counted."""
    if _lock(organisation_id) is None:
        return False
    of_month = Q(organisation_id=organisation_id, month=month)
    VoiceTicket.objects.filter(of_month).delete()
    while _sum_and_delete(VoiceAnswer.objects.filter(of_month)):
        pass
    issuers = VoiceIssuer.objects.filter(of_month)
    counts = issuers.order_by().values_list("by", "value").annotate(Count("pk"))
    advisers = {(by, value): count for by, value, count in counts}
    VoiceMonth.objects.get_or_create(
        organisation_id=organisation_id, month=month, by="all", value="", defaults={"marks": {}}
    )
    rows = list(VoiceMonth.objects.filter(of_month, is_closed=False))
    for row in rows:
        row.advisers, row.is_closed = advisers.get((row.by, row.value), 0), True
    VoiceMonth.objects.bulk_update(rows, ["advisers", "is_closed"])
    StepMonth.objects.filter(of_month, is_closed=False).update(
        advisers=advisers.get((BY_STEP, ""), 0), is_closed=True
    )
    issuers.delete()
    return True

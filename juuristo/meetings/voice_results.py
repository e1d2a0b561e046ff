"""What the clients said, as it may be shown (trust T4): the same for the page and the interface.

Only closed months count. A month stands on its own threshold. Offices, languages and forms are
shown by calendar quarters all of whose months have closed, so that one month cannot be had by
taking it from another sum. For the same reason a month that is itself protected counts in its
quarter only together with another protected month, when the two cover each other. Advisers of a
quarter are the most that any one of its months had: the same people issue links month after month.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from juuristo.figures.disclosure import (
    CLIENT_VOICE,
    OPEN_ANSWERS,
    Breakdown,
    Group,
    State,
    cover_each_other,
    protect,
    reaches,
)

from .actions.voice import STATEMENTS
from .models import StepMonth, VoiceComment, VoiceMonth
from .voice_months import after, months_of, quarter_of, quarters_within

DIMENSIONS = ("office", "language", "form")
AGREES = 4  # "almost" and "yes"


@dataclass(frozen=True)
class Spread:
    """How the answers to one statement fell: ``counts`` of marks 1–5."""

    statement: str
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def agreeing(self) -> int:
        """How many said almost or yes."""
        return sum(self.counts[AGREES - 1 :])


@dataclass(frozen=True)
class Line:
    """One group of one period. Nothing but its name is known of one that is not shown."""

    key: str
    state: State
    answers: int | None = None
    spreads: list[Spread] = field(default_factory=list)

    def spread(self, statement: str) -> Spread:
        return next(each for each in self.spreads if each.statement == statement)


@dataclass(frozen=True)
class Quarter:
    """One closed quarter by one dimension; ``total`` is what the groups are parts of."""

    first: date
    total: Line
    lines: list[Line]
    is_withheld: bool


@dataclass(frozen=True)
class Steps:
    """How many clients told of their next step in a month."""

    state: State
    done: int = 0
    not_yet: int = 0

    @property
    def told(self) -> int:
        return self.done + self.not_yet


@dataclass
class Sum:
    """Rows of one group put together."""

    answers: int = 0
    advisers: int = 0
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 5))

    def add(self, row: VoiceMonth) -> None:
        self.answers += row.answers
        self.advisers = max(self.advisers, row.advisers)
        for statement, counts in row.marks.items():
            had = self.counts[statement]
            self.counts[statement] = [a + b for a, b in zip(had, counts, strict=True)]

    def spreads(self) -> list[Spread]:
        return [Spread(each, tuple(self.counts[each])) for each in STATEMENTS]

    def group(self, key: str) -> Group:
        """Its least part is the statement that fewest rated."""
        least = min(spread.n for spread in self.spreads())
        return Group(key, self.answers, self.advisers, least)

    def line(self, key: str, state: State) -> Line:
        if state is not State.SHOWN:
            return Line(key, state)
        return Line(key, state, self.answers, self.spreads())


def sum_of(rows: Iterable[VoiceMonth]) -> Sum:
    summed = Sum()
    for row in rows:
        summed.add(row)
    return summed


def _closed(organisation_id: UUID, *by: str) -> list[VoiceMonth]:
    rows = VoiceMonth.objects.filter(organisation_id=organisation_id, is_closed=True, by__in=by)
    return list(rows.order_by("month", "by", "value"))


def months(organisation_id: UUID, within: Collection[date] | None = None) -> list[Line]:
    """Every closed month, the first first; keys are ISO dates of its first day."""
    return [
        _month(row)
        for row in _closed(organisation_id, "all")
        if within is None or row.month in within
    ]


def _month(row: VoiceMonth) -> Line:
    summed = sum_of([row])
    return summed.line(row.month.isoformat(), _state_of_month(row))


def _state_of_month(row: VoiceMonth) -> State:
    if not row.answers:
        return State.MISSING
    return State.SHOWN if reaches(sum_of([row]).group(""), CLIENT_VOICE) else State.PROTECTED


def quarters(
    organisation_id: UUID, by: str, within: Collection[date] | None = None
) -> list[Quarter]:
    """Every closed quarter (wholly ``within`` the months given), the first first."""
    rows = _closed(organisation_id, "all", by)
    totals = {row.month: row for row in rows if row.by == "all"}
    known = totals.keys() if within is None else totals.keys() & set(within)
    parts: dict[date, list[VoiceMonth]] = defaultdict(list)
    for row in rows:
        if row.by == by:
            parts[quarter_of(row.month)].append(row)
    return [
        _quarter(first, [totals[month] for month in months_of(first)], parts[first])
        for first in quarters_within(known)
    ]


def _quarter(first: date, totals: Sequence[VoiceMonth], parts: Iterable[VoiceMonth]) -> Quarter:
    counted = _months_that_count(totals)
    whole = sum_of(row for row in totals if row.month in counted)
    groups: dict[str, Sum] = defaultdict(Sum)
    for row in parts:
        if row.month in counted:
            groups[row.value].add(row)
    if not whole.answers:
        return Quarter(first, Line("", State.MISSING), [], is_withheld=False)
    may_show = reaches(whole.group(""), CLIENT_VOICE)
    parts_of_it = [groups[key].group(key) for key in sorted(groups)]
    shown = protect(parts_of_it, CLIENT_VOICE) if may_show else _nothing(groups)
    lines = [groups[key].line(key, shown.states[key]) for key in sorted(groups)]
    state = State.SHOWN if may_show else State.PROTECTED
    return Quarter(first, whole.line("", state), lines, shown.is_withheld)


def _months_that_count(totals: Sequence[VoiceMonth]) -> set[date]:
    """Months shown by themselves; protected ones only when they cover each other."""
    shown = {row.month for row in totals if _state_of_month(row) is State.SHOWN}
    hidden = [row for row in totals if _state_of_month(row) is State.PROTECTED]
    if cover_each_other([sum_of([row]).group(str(row.month)) for row in hidden], CLIENT_VOICE):
        return shown | {row.month for row in hidden}
    return shown


def _nothing(groups: dict[str, Sum]) -> Breakdown:
    return Breakdown(dict.fromkeys(groups, State.PROTECTED), is_withheld=True)


def steps(organisation_id: UUID, within: Collection[date] | None = None) -> dict[date, Steps]:
    """Done and not yet, by closed month."""
    rows = StepMonth.objects.filter(organisation_id=organisation_id, is_closed=True)
    return {
        row.month: _steps(row)
        for row in rows.order_by("month")
        if within is None or row.month in within
    }


def _steps(row: StepMonth) -> Steps:
    told = row.done + row.not_yet
    if not told:
        return Steps(State.MISSING)
    if not reaches(Group("", told, row.advisers), CLIENT_VOICE):
        return Steps(State.PROTECTED)
    return Steps(State.SHOWN, row.done, row.not_yet)


@dataclass(frozen=True)
class Comments:
    """Open answers of one shown month. ``more_after``: the id to go on from, None at the end."""

    state: State
    some: list[VoiceComment] = field(default_factory=list)
    more_after: int | None = None


COMMENTS_AT_ONCE = 30


def comments(organisation_id: UUID, month: Line, beyond: int | None = None) -> Comments:
    """The open answers of a month, in the order of their random ids, some at a time."""
    if month.state is not State.SHOWN:
        return Comments(month.state)
    rows = VoiceComment.objects.filter(
        organisation_id=organisation_id, month=date.fromisoformat(month.key)
    ).order_by("id")
    least = len(rows.values_list("id")[: OPEN_ANSWERS.answers])
    if least < OPEN_ANSWERS.answers:
        return Comments(State.PROTECTED if least else State.MISSING)
    if beyond is not None:
        rows = rows.filter(id__gt=beyond)
    some = list(rows[: COMMENTS_AT_ONCE + 1])
    shown = some[:COMMENTS_AT_ONCE]
    return Comments(State.SHOWN, shown, shown[-1].id if len(some) > len(shown) else None)


def last_month(quarter: date) -> date:
    return after(quarter, 2)

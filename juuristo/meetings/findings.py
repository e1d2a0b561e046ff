"""What one's own meetings tell, as plain numbers: means, step-backs, months, difficulty.

Pure: walks in, findings out. Nothing here says good or bad, and nothing is said of few meetings.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from statistics import fmean

from juuristo.stairs.staircase import STAIRS, Stair
from juuristo.stairs.walk import Walk

ENOUGH = 5  # meetings, or reflections, from which one can tell something
ENOUGH_IN_MONTH = 3
MOST_MONTHS = 6
LATEST = 6  # slices
MONTHS_TOGETHER = 3  # in one mean
NOTABLE_MINUTES = 1.0
NOTABLE_SHARE = 0.15  # of the planned minutes
NOTABLE_DIFFICULTY = 0.5
NOTABLE_MONTHS = 0.03  # change in a stair's share of the meeting
SKIPPED_BELOW = 1.0  # minutes


@dataclass(frozen=True)
class Meeting:
    """One walk as the findings need it: minutes throughout, ``started_at`` in the reader's zone."""

    started_at: datetime
    lasted: float
    plan: Mapping[str, float]
    walk: Walk
    difficulty: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def durations(self) -> dict[Stair, float]:
        return self.walk.durations(self.lasted)

    @property
    def month(self) -> date:
        return self.started_at.date().replace(day=1)

    @property
    def step_backs(self) -> list[tuple[Stair, Stair]]:
        """Moves to an earlier stair, (from, to)."""
        stairs = [move.stair for move in self.walk.moves]
        return [(one, other) for one, other in pairwise(stairs) if other.place < one.place]

    @property
    def skipped_guidance(self) -> bool:
        return self.durations[Stair.GUIDANCE] < SKIPPED_BELOW


@dataclass(frozen=True)
class StairTime:
    """Mean minutes of one stair, lived and planned."""

    stair: Stair
    own: float
    planned: float

    @property
    def difference(self) -> float:
        return self.own - self.planned

    @property
    def is_notable(self) -> bool:
        least = max(NOTABLE_MINUTES, NOTABLE_SHARE * self.planned)
        return abs(self.difference) >= least

    @property
    def is_eaten(self) -> bool:
        """Whether clearly less is left of it than was planned."""
        return self.is_notable and self.difference < 0

    @property
    def weight(self) -> float:
        """How far from the plan it is, against the plan."""
        return abs(self.difference) / max(self.planned, NOTABLE_MINUTES)


@dataclass(frozen=True)
class Times:
    """The lived time beside the plan. ``longer`` and ``shorter``: the stairs that stand out."""

    meetings: int
    first: date
    last: date
    rows: tuple[StairTime, ...]

    @property
    def longer(self) -> StairTime | None:
        return self._farthest(lambda row: row.difference > 0)

    @property
    def shorter(self) -> StairTime | None:
        return self._farthest(lambda row: row.difference < 0)

    def _farthest(self, wanted: Callable[[StairTime], bool]) -> StairTime | None:
        rows = [row for row in self.rows if row.is_notable and wanted(row)]
        return max(rows, key=lambda row: row.weight, default=None)

    @property
    def longest(self) -> float:
        """The longest bar's minutes, so that all fit beside it."""
        return max(max(row.own, row.planned) for row in self.rows)


@dataclass(frozen=True)
class Month:
    """``shares`` of the lived time by stair, 0–1."""

    month: date
    meetings: int
    shares: Mapping[Stair, float]


@dataclass(frozen=True)
class Difficulty:
    stair: Stair
    mean: float
    answers: int


def recent(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Those of the latest three months in which there were any, counted from the last meeting."""
    if not meetings:
        return []
    last = max(meeting.month for meeting in meetings)
    first = months_before(last, MONTHS_TOGETHER - 1)
    return [meeting for meeting in meetings if meeting.month >= first]


def months_before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def times_of(meetings: Sequence[Meeting]) -> Times | None:
    """Mean time over the stairs, or None when the meetings are too few to tell."""
    if len(meetings) < ENOUGH:
        return None
    days = [meeting.started_at.date() for meeting in meetings]
    rows = tuple(
        StairTime(
            stair,
            fmean(meeting.durations[stair] for meeting in meetings),
            fmean(meeting.plan[stair] for meeting in meetings),
        )
        for stair in STAIRS
    )
    return Times(len(meetings), min(days), max(days), rows)


def months_of(meetings: Iterable[Meeting]) -> list[Month]:
    """How the lived time divides month by month: the latest months with enough meetings."""
    by_month: dict[date, list[Meeting]] = {}
    for meeting in meetings:
        by_month.setdefault(meeting.month, []).append(meeting)
    found = []
    for month, ones in sorted(by_month.items()):
        total = sum(sum(one.durations.values()) for one in ones)
        if len(ones) >= ENOUGH_IN_MONTH and total > 0:
            shares = {s: sum(one.durations[s] for one in ones) / total for s in STAIRS}
            found.append(Month(month, len(ones), shares))
    return found[-MOST_MONTHS:]


def farewell_change(months: Sequence[Month]) -> int:
    """Whether the farewell's share grew (1), shrank (-1) or stayed (0) from the first month on."""
    change = months[-1].shares[Stair.FAREWELL] - months[0].shares[Stair.FAREWELL]
    if abs(change) < NOTABLE_MONTHS:
        return 0
    return 1 if change > 0 else -1


def difficulty_of(meetings: Iterable[Meeting]) -> list[Difficulty]:
    """Mean difficulty by stair; stairs with too few answers are left out."""
    given = [meeting.difficulty for meeting in meetings]
    found = []
    for stair in STAIRS:
        numbers = [one[stair] for one in given if stair in one]
        if len(numbers) >= ENOUGH:
            found.append(Difficulty(stair, fmean(numbers), len(numbers)))
    return found


def hardest(rows: Sequence[Difficulty]) -> Stair | None:
    """The stair that stands out as the hardest, if one does."""
    ordered = sorted(rows, key=lambda row: row.mean, reverse=True)
    if len(ordered) < 2 or ordered[0].mean - ordered[1].mean < NOTABLE_DIFFICULTY:
        return None
    return ordered[0].stair

"""The pictures of one's own practice, as numbers a template draws: SVG user units, no styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from juuristo.stairs import slice as trunk
from juuristo.stairs.staircase import NAMES, STAIRS, Stair

from . import findings
from . import practice_words as words
from .findings import Difficulty, Meeting, Month, Times

WIDTH = 336.0
LONGEST_BAR = 304.0
SLICE_SIZE = 120.0
DOTS_IN_ROW = 14
MOST_DOTS = 2 * DOTS_IN_ROW


@dataclass(frozen=True)
class Picture:
    """One finding: what it says, what it is made of, and its rows."""

    key: str
    title: str
    note: str
    saying: str
    rows: list[Any]

    @property
    def caption(self) -> str:
        """The table's own name, beside the section's."""
        return _("%(title)s: luvut taulukkona") % {"title": self.title}


@dataclass(frozen=True)
class Bar:
    """Lived minutes as a bar, the plan as an upright line."""

    stair: Stair
    name: str
    own: int
    planned: int
    width: str
    aim: str


@dataclass(frozen=True)
class Slice:
    """One meeting as a slice of a trunk; ``stays`` says the same in words."""

    started_at: datetime
    lasted: int
    outline: str
    discs: list[tuple[Stair, str]]
    stepped_back: int
    stays: list[tuple[str, int]]


@dataclass(frozen=True)
class Dot:
    """One meeting in the row of dots: whether guidance had its time."""

    started_at: datetime
    minutes: int
    skipped: bool
    x: float
    y: float


@dataclass(frozen=True)
class MonthBar:
    month: str
    meetings: int
    parts: list["Part"]


@dataclass(frozen=True)
class Part:
    """A stair's share of a month's time: percent, and its place on the bar."""

    stair: Stair
    name: str
    percent: int
    x: str
    width: str


@dataclass(frozen=True)
class Mark:
    """A mean between 1 and 10, and its place on the line."""

    stair: Stair
    name: str
    mean: float
    answers: int
    x: str


def name_of(stair: Stair) -> str:
    return _(NAMES[stair])


def _units(value: float) -> str:
    """A number for an SVG attribute, whatever the language's decimal mark."""
    return f"{value:.1f}"


def times_picture(times: Times) -> Picture:
    scale = LONGEST_BAR / max(times.longest, 1.0)
    rows = [
        Bar(
            row.stair,
            name_of(row.stair),
            words.rounded(row.own),
            words.rounded(row.planned),
            _units(max(row.own * scale, 1.0)),
            _units(max(row.planned * scale, 1.5)),
        )
        for row in times.rows
    ]
    return Picture(
        "times", words.time_title(times), words.time_note(times), words.time_saying(times), rows
    )


def slices_picture(meetings: Sequence[Meeting]) -> Picture:
    latest = list(meetings[-findings.LATEST :])
    return Picture(
        "slices",
        words.slices_title(latest),
        words.slices_note(latest),
        words.slices_saying(latest),
        [slice_of(meeting) for meeting in latest],
    )


def slice_of(meeting: Meeting) -> Slice:
    stays = _stays(meeting)
    return Slice(
        meeting.started_at,
        words.rounded(meeting.lasted),
        trunk.outline(1, SLICE_SIZE),
        _discs(stays, meeting.lasted),
        len(meeting.step_backs),
        [(name_of(stair), words.rounded(minutes)) for stair, minutes in stays],
    )


def _discs(stays: Sequence[tuple[Stair, float]], lasted: float) -> list[tuple[Stair, str]]:
    """Each stay as the disc it ends at, the widest first: half the text that rings would take."""
    discs, gone = [], 0.0
    for stair, minutes in stays:
        gone += minutes
        if minutes > 0:
            discs.append((stair, trunk.outline(trunk.reach(gone, lasted), SLICE_SIZE)))
    return discs[::-1]


def _stays(meeting: Meeting) -> list[tuple[Stair, float]]:
    """The stairs in the order they were walked, a stay on the same stair in a row joined."""
    stays: list[tuple[Stair, float]] = []
    for stair, start, end in meeting.walk.stretches(meeting.lasted):
        if stays and stays[-1][0] == stair:
            stays[-1] = (stair, stays[-1][1] + end - start)
        else:
            stays.append((stair, end - start))
    return stays


def guidance_picture(meetings: Sequence[Meeting]) -> Picture:
    latest = meetings[-MOST_DOTS:]
    skipped = sum(meeting.skipped_guidance for meeting in latest)
    step = WIDTH / DOTS_IN_ROW
    rows = [
        Dot(
            meeting.started_at,
            words.rounded(meeting.durations[Stair.GUIDANCE]),
            meeting.skipped_guidance,
            round((index % DOTS_IN_ROW + 0.5) * step),
            14 + 28 * (index // DOTS_IN_ROW),
        )
        for index, meeting in enumerate(latest)
    ]
    return Picture(
        "guidance",
        words.guidance_title(skipped, len(latest)),
        words.guidance_note(skipped, len(latest)),
        words.guidance_saying(skipped),
        rows,
    )


def months_picture(months: list[Month]) -> Picture:
    return Picture(
        "months",
        words.months_title(months),
        _("Miten tapaamisten aika jakautui portaille kuukausittain."),
        words.months_saying(months),
        [MonthBar(words.period(one.month, one.month), one.meetings, _parts(one)) for one in months],
    )


def _parts(month: Month) -> list[Part]:
    parts, x = [], 0.0
    for stair in STAIRS:
        width = month.shares[stair] * WIDTH
        percent = round(100 * month.shares[stair])
        parts.append(Part(stair, name_of(stair), percent, _units(x), _units(width)))
        x += width
    return parts


def difficulty_picture(rows: list[Difficulty]) -> Picture:
    step = (WIDTH - 16) / 9
    marks = [
        Mark(
            row.stair, name_of(row.stair), row.mean, row.answers, _units(8 + (row.mean - 1) * step)
        )
        for row in rows
    ]
    return Picture(
        "difficulty",
        words.difficulty_title(rows),
        words.difficulty_note(max(row.answers for row in rows)),
        words.difficulty_saying(rows),
        marks,
    )


def pictures_of(meetings: Sequence[Meeting]) -> tuple[list[Picture], list[str]]:
    """Return what the meetings tell, the weightiest first, and what they are too few to tell."""
    recent = findings.recent(meetings)
    times = findings.times_of(recent)
    months = findings.months_of(meetings)
    difficulty = findings.difficulty_of(meetings)
    can_compare = len(months) > 1
    pictures = [
        *([times_picture(times)] if times else []),
        slices_picture(meetings),
        *([guidance_picture(recent)] if times else []),
        *([months_picture(months)] if can_compare else []),
        *([difficulty_picture(difficulty)] if difficulty else []),
    ]
    missing = words.not_yet(len(recent), months=can_compare, difficulty=bool(difficulty))
    return pictures, missing

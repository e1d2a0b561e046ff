"""A session's script on the stairs: when each block begins, how the stairs share the time, and
what is about to be squeezed. Plain data in, plain data out.

The stairs' own usual shares are ``stairs.staircase`` of the kind *workshop*. The limits below are
ours: the method says that people think in dialogue and that the farewell is what hurry eats, and
the founding case's first feedback on its workshops was "too dense".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from juuristo.stairs.staircase import STAIRS, Kind, Stair, staircase_of

PRESENTATION = "presentation"
DIALOGUE = frozenset({"pairs", "groups", "board", "silent"})  # what lets people think themselves
STEP = 5  # minutes; what is suggested is a multiple of it
LEAST_PRESENTATION = 10  # a suggestion never takes one below this
LEAST_FAREWELL = 15 / 120  # of the time without breaks
DENSE_FROM, DENSE_UNDER = 5, 10  # so many blocks, on average of fewer minutes than this
LONGEST_WITHOUT_BREAK = 90


class Stretch(Protocol):
    """What the reckoning needs to know of a block. An empty ``stair`` is a break."""

    @property
    def minutes(self) -> int: ...
    @property
    def stair(self) -> str: ...
    @property
    def work(self) -> str: ...


class Concern(StrEnum):
    """What may go wrong with a script, the heaviest first."""

    TOO_LONG = "too_long"
    DIALOGUE_SQUEEZED = "dialogue_squeezed"
    NO_FAREWELL = "no_farewell"
    FAREWELL_SQUEEZED = "farewell_squeezed"
    FAREWELL_SHORT = "farewell_short"
    TOO_DENSE = "too_dense"
    NO_BREAK = "no_break"


@dataclass(frozen=True)
class Warned:
    """A concern and its minutes: what there ``is`` and what was ``wanted``.

    ``too_long``: the script and the session · ``dialogue_squeezed``: dialogue and presentations ·
    farewells: the farewell and what it needs · ``too_dense``: blocks and their mean minutes ·
    ``no_break``: the longest stretch without a break and the longest that people can take.
    """

    concern: Concern
    found: int
    wanted: int


@dataclass(frozen=True)
class StairShare:
    """Minutes of one stair, out of all minutes that are no break; ``usual`` is a share 0–1."""

    stair: Stair
    minutes: int
    whole: int
    usual: float

    @property
    def share(self) -> float:
        return self.minutes / self.whole if self.whole else 0.0


def starts_of(minutes: Sequence[int], begins: datetime) -> list[datetime]:
    """When each block begins, and last when all of it ends; start = previous start + length.

    Reckoned in UTC, so that a night when the clocks are moved makes no block longer or shorter.
    """
    moments = [begins.astimezone(UTC)]
    for length in minutes:
        moments.append(moments[-1] + timedelta(minutes=length))
    return moments


def offsets_of(minutes: Sequence[int]) -> list[int]:
    """Minutes from the beginning to each block, and last to the end."""
    offsets = [0]
    for length in minutes:
        offsets.append(offsets[-1] + length)
    return offsets


def total(blocks: Sequence[Stretch]) -> int:
    return sum(block.minutes for block in blocks)


def minutes_on(blocks: Sequence[Stretch], stair: str) -> int:
    return sum(block.minutes for block in blocks if block.stair == stair)


def shares(blocks: Sequence[Stretch]) -> list[StairShare]:
    """How the stairs share the time, breaks left out."""
    usual = staircase_of(Kind.WORKSHOP).shares
    whole = _working(blocks)
    return [StairShare(stair, minutes_on(blocks, stair), whole, usual[stair]) for stair in STAIRS]


def warnings(blocks: Sequence[Stretch], session_minutes: int | None = None) -> list[Warned]:
    """What to look at again, the heaviest first; nothing of an empty script."""
    if not blocks:
        return []
    found = [
        _length(blocks, session_minutes),
        _dialogue(blocks),
        _farewell(blocks),
        _density(blocks),
        _breaks(blocks),
    ]
    return [warned for warned in found if warned]


def suggestion(blocks: Sequence[Stretch]) -> dict[int, int]:
    """New minutes by index that would give dialogue and farewell their room, or {} when nothing
    presses or nothing helps.

    Five minutes at a time go from the last presentation that can spare them to the farewell until
    it has what it needs, then to the shortest dialogue until it is as long as what is presented.
    The length of the whole stays.
    """
    minutes = [block.minutes for block in blocks]
    while (to := _most_pressed(blocks, minutes)) is not None:
        giver = _giver(blocks, minutes)
        if giver is None:
            break
        minutes[giver] -= STEP
        minutes[to] += STEP
    return {n: new for n, new in enumerate(minutes) if new != blocks[n].minutes}


def farewell_needs(working: int) -> int:
    """The least minutes of a farewell: fifteen of two hours, in steps of five."""
    return max(STEP, STEP * math.ceil(working * LEAST_FAREWELL / STEP))


def _working(blocks: Sequence[Stretch]) -> int:
    return sum(block.minutes for block in blocks if block.stair)


def _presented(blocks: Sequence[Stretch], minutes: Sequence[int]) -> int:
    return sum(n for block, n in zip(blocks, minutes, strict=True) if block.work == PRESENTATION)


def _talked(blocks: Sequence[Stretch], minutes: Sequence[int]) -> int:
    return sum(n for block, n in zip(blocks, minutes, strict=True) if block.work in DIALOGUE)


def _length(blocks: Sequence[Stretch], session_minutes: int | None) -> Warned | None:
    planned = total(blocks)
    if session_minutes is None or planned <= session_minutes:
        return None
    return Warned(Concern.TOO_LONG, planned, session_minutes)


def _dialogue(blocks: Sequence[Stretch]) -> Warned | None:
    lengths = [block.minutes for block in blocks]
    presented, talked = _presented(blocks, lengths), _talked(blocks, lengths)
    return Warned(Concern.DIALOGUE_SQUEEZED, talked, presented) if presented > talked else None


def _farewell(blocks: Sequence[Stretch]) -> Warned | None:
    working = _working(blocks)
    found = minutes_on(blocks, Stair.FAREWELL)
    needed = farewell_needs(working)
    if not found:
        return Warned(Concern.NO_FAREWELL, 0, needed)
    if found < needed:
        return Warned(Concern.FAREWELL_SQUEEZED, found, needed)
    usual = round(working * staircase_of(Kind.WORKSHOP).shares[Stair.FAREWELL])
    return Warned(Concern.FAREWELL_SHORT, found, usual) if found < usual else None


def _density(blocks: Sequence[Stretch]) -> Warned | None:
    working = [block for block in blocks if block.stair]
    if len(working) < DENSE_FROM or _working(blocks) >= DENSE_UNDER * len(working):
        return None
    return Warned(Concern.TOO_DENSE, len(working), round(_working(blocks) / len(working)))


def _breaks(blocks: Sequence[Stretch]) -> Warned | None:
    longest = since = 0
    for block in blocks:
        since = since + block.minutes if block.stair else 0
        longest = max(longest, since)
    if longest <= LONGEST_WITHOUT_BREAK:
        return None
    return Warned(Concern.NO_BREAK, longest, LONGEST_WITHOUT_BREAK)


def _most_pressed(blocks: Sequence[Stretch], minutes: Sequence[int]) -> int | None:
    """The block that five minutes more would help the most."""
    farewells = [n for n, block in enumerate(blocks) if block.stair == Stair.FAREWELL]
    held = sum(minutes[n] for n in farewells)
    if farewells and held < farewell_needs(_working(blocks)):
        return farewells[-1]
    talks = [n for n, block in enumerate(blocks) if block.work in DIALOGUE]
    if talks and _presented(blocks, minutes) > _talked(blocks, minutes):
        return min(reversed(talks), key=lambda n: minutes[n])
    return None


def _giver(blocks: Sequence[Stretch], minutes: Sequence[int]) -> int | None:
    """The last presentation that can spare a step; the farewell gives nothing away. Each step makes
    the presentations shorter, so there is an end to them."""
    able = (
        n
        for n, block in reversed(list(enumerate(blocks)))
        if block.work == PRESENTATION
        and block.stair != Stair.FAREWELL
        and minutes[n] - STEP >= LEAST_PRESENTATION
    )
    return next(able, None)

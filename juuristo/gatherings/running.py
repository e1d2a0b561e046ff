"""Where a session stands while its script is being led: plain data in, plain data out.

Minutes are words for people who are with people: nothing here blinks or hurries. What is protected
is the farewell; the session's own end is kept in sight for its sake.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from juuristo.stairs.staircase import Stair


@dataclass(frozen=True)
class Planned:
    """One block of a run's own plan; ``spent`` are the seconds it took before it was left."""

    block: str
    title: str
    minutes: int
    stair: str = ""
    work: str = ""
    what: str = ""
    led_by: str = ""
    spent: int = 0

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Planned":
        return cls(**{name: stored[name] for name in cls.__dataclass_fields__ if name in stored})


@dataclass(frozen=True)
class Standing:
    """Where a run stands now. Moments are in UTC.

    ``left`` are whole minutes of the current block, rounded up, 0 when they are used; ``over`` the
    whole minutes past them. ``ends_at`` is when the block has had its minutes, ``later_from`` when
    what follows can begin (now, once that has passed), ``all_ends_at`` when everything ends at this
    pace. ``farewell_at`` is when the farewell begins at this pace, ``farewell_by`` when it must
    begin to keep its minutes; None when it is on, past or not planned.
    """

    position: int
    current: Planned
    following: Planned | None
    left: int
    over: int
    ends_at: datetime
    later_from: datetime
    all_ends_at: datetime
    farewell_at: datetime | None
    farewell_by: datetime | None

    @property
    def is_farewell_late(self) -> bool:
        at, by = self.farewell_at, self.farewell_by
        return at is not None and by is not None and at >= by + timedelta(minutes=1)

    @staticmethod
    def after(moment: datetime, block: Planned) -> datetime:
        return moment + timedelta(minutes=block.minutes)


def standing_of(
    plan: Sequence[Planned],
    position: int,
    block_began_at: datetime,
    session_ends_at: datetime,
    now: datetime,
) -> Standing:
    """``plan`` is not empty and ``position`` lies in it."""
    current = plan[position]
    ends_at = block_began_at.astimezone(UTC) + timedelta(minutes=current.minutes)
    seconds = (ends_at - now).total_seconds()
    rest_from = max(ends_at, now.astimezone(UTC))
    later = plan[position + 1 :]
    farewell = next((n for n, one in enumerate(later) if one.stair == Stair.FAREWELL), None)
    if current.stair == Stair.FAREWELL:
        farewell = None
    return Standing(
        position=position,
        current=current,
        following=later[0] if later else None,
        left=max(0, math.ceil(seconds / 60)),
        over=max(0, math.floor(-seconds / 60)),
        ends_at=ends_at,
        later_from=rest_from,
        all_ends_at=_after(rest_from, later),
        farewell_at=None if farewell is None else _after(rest_from, later[:farewell]),
        farewell_by=None if farewell is None else _before(session_ends_at, later[farewell:]),
    )


def _after(moment: datetime, blocks: Sequence[Planned]) -> datetime:
    return moment + timedelta(minutes=sum(one.minutes for one in blocks))


def _before(moment: datetime, blocks: Sequence[Planned]) -> datetime:
    return moment.astimezone(UTC) - timedelta(minutes=sum(one.minutes for one in blocks))

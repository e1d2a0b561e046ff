"""``Pace``: what is left of a meeting, and for what. The browser's copy is ``stairs/pace.ts``.

The rules are ours. Minutes walked are spent. The farewell keeps its planned minutes until its
latest start has passed; what is left before that is shared among the current and the later stairs
in proportion to their planned minutes not yet spent, or given to the current one when none is.
"""

from dataclasses import dataclass
from enum import StrEnum

from .plan import Plan
from .staircase import STAIRS, Stair
from .walk import Walk

# What share of a stair's minutes is left when its end is soon.
SOON = 0.2
# Less than this, in minutes, is nothing: floats do not add up to the last digit.
NOTHING = 1e-9


class State(StrEnum):
    CALM = "calm"
    SOON = "soon"
    OVER = "over"
    FAREWELL_NOW = "farewell_now"


@dataclass(frozen=True)
class Pace:
    """Where a meeting stands; minutes everywhere.

    ``plan_now`` is what has been walked and what is still allotted, by stair: it sums to the longer
    of the meeting and the time gone.
    """

    elapsed: float
    stair: Stair
    left_for_stair: float
    left_in_meeting: float
    farewell_begins_by: float
    state: State
    plan_now: dict[Stair, float]


def pace_at(plan: Plan, walk: Walk, now: float) -> Pace:
    """Tell where a meeting stands ``now`` minutes from its beginning; it may have run over.

    Raises StairsError when ``now`` is no time or is before the last move.
    """
    spent = walk.durations(now)
    allotted = _allotted(plan, spent, walk.stair, now)
    plan_now = {stair: spent[stair] + allotted[stair] for stair in STAIRS}
    left = allotted[walk.stair]
    is_past = now > plan.farewell_begins_by + NOTHING and walk.stair != Stair.FAREWELL
    return Pace(
        elapsed=now,
        stair=walk.stair,
        left_for_stair=left,
        left_in_meeting=_or_nothing(plan.minutes - now),
        farewell_begins_by=plan.farewell_begins_by,
        state=State.FAREWELL_NOW if is_past else _state(left, plan_now[walk.stair]),
        plan_now=plan_now,
    )


def _allotted(
    plan: Plan, spent: dict[Stair, float], stair: Stair, now: float
) -> dict[Stair, float]:
    """Divide what is left: minutes still to come, by stair."""
    allotted = dict.fromkeys(STAIRS, 0.0)
    until_farewell = _or_nothing(plan.farewell_begins_by - now)
    if stair == Stair.FAREWELL or until_farewell == 0:
        allotted[Stair.FAREWELL] = _or_nothing(plan.minutes - now)
        return allotted
    allotted[Stair.FAREWELL] = plan.farewell
    unspent = {one: _or_nothing(plan[one] - spent[one]) for one in STAIRS[stair.place : -1]}
    whole = sum(unspent.values())
    if whole == 0:
        allotted[stair] = until_farewell
        return allotted
    return {**allotted, **{one: until_farewell * (n / whole) for one, n in unspent.items()}}


def _state(left: float, whole: float) -> State:
    if left <= NOTHING:
        return State.OVER
    return State.CALM if left > SOON * whole + NOTHING else State.SOON


def _or_nothing(minutes: float) -> float:
    return minutes if minutes > NOTHING else 0.0

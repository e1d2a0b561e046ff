"""Meetings as hypothesis makes them up: any length, any moves, any moment."""

from typing import NamedTuple

from hypothesis import strategies as st

from juuristo.stairs.plan import Plan
from juuristo.stairs.staircase import STAIRS, Kind, staircase_of
from juuristo.stairs.walk import Walk

# Minutes as people give them, and any others.
lengths = st.one_of(
    st.sampled_from([15.0, 30.0, 45.0, 60.0, 90.0]),
    st.integers(1, 480).map(float),
    st.floats(0.01, 1e6),
)
gaps = st.one_of(st.just(0.0), st.integers(0, 30).map(float), st.floats(0, 50))
shares = st.one_of(
    st.sampled_from(list(Kind)).map(lambda kind: dict(staircase_of(kind).shares)),
    st.lists(st.floats(0, 1), min_size=4, max_size=4)
    .filter(lambda one: sum(one) > 0.01)
    .map(lambda one: dict(zip(STAIRS, one, strict=True))),
)
plans = st.builds(Plan.of, shares, lengths)


class Meeting(NamedTuple):
    plan: Plan
    walk: Walk
    now: float


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    stairs = draw(st.lists(st.sampled_from(STAIRS), min_size=1, max_size=12))
    at = 0.0
    moves = [(stairs[0], at)]
    for stair in stairs[1:]:
        at += draw(gaps)
        moves.append((stair, at))
    return Walk.of(moves)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    plan, walk = draw(plans), draw(walks())
    last = walk.moves[-1].at
    moments = [plan.farewell_begins_by, plan.minutes, plan.minutes * 2]
    later = [moment for moment in moments if moment >= last]
    now = draw(st.one_of(gaps.map(lambda gap: last + gap), *[st.just(one) for one in later]))
    return Meeting(plan, walk, now)

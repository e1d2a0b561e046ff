from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.stairs.faults import StairsError
from juuristo.stairs.plan import Plan
from juuristo.stairs.staircase import STAIRS, Kind, Stair, staircase_of

from . import strategies as made

CLIENT = staircase_of("client_meeting")


def test_given_a_client_meeting_then_the_shares_are_15_35_35_15() -> None:
    assert Plan.of(CLIENT.shares, 45) == Plan(6.75, 15.75, 15.75, 6.75)
    assert list(CLIENT.shares.values()) == [0.15, 0.35, 0.35, 0.15]


@pytest.mark.parametrize("kind", Kind)
def test_given_any_kind_then_shares_are_whole_and_each_stair_speaks(kind: Kind) -> None:
    staircase = staircase_of(kind)
    assert sum(Decimal(str(share)) for share in staircase.shares.values()) == 1
    assert all(staircase.minimums[stair] > 0 for stair in STAIRS)
    assert all(len(staircase.lines[stair]) == 2 for stair in STAIRS)
    assert all(1 < len(staircase.prompts[stair]) <= 3 for stair in STAIRS)


@given(made.shares, made.lengths)
def test_given_any_shares_and_length_then_the_plan_sums_to_the_length_exactly(
    shares: dict[Stair, float], minutes: float
) -> None:
    plan = Plan.of(shares, minutes)
    assert sum(plan[stair] for stair in STAIRS) == minutes == plan.minutes
    assert list(plan.by_stair()) == list(STAIRS)


@pytest.mark.parametrize("minutes", range(1, 241))
def test_given_whole_minutes_of_a_client_meeting_then_every_number_is_short(minutes: int) -> None:
    plan = Plan.of(CLIENT.shares, minutes)
    for stair in STAIRS:
        assert Decimal(str(plan[stair])) == Decimal(str(CLIENT.shares[stair])) * minutes


@given(made.plans, made.lengths)
def test_given_another_length_then_the_shares_are_kept(plan: Plan, minutes: float) -> None:
    other = plan.scaled(minutes)
    assert other.minutes == minutes
    for stair in STAIRS:
        assert other[stair] / minutes == pytest.approx(plan[stair] / plan.minutes, abs=1e-9)


@given(
    made.plans,
    st.lists(
        st.tuples(st.sampled_from(STAIRS), st.sampled_from(STAIRS), st.floats(-5, 100)), max_size=6
    ),
)
def test_given_minutes_moved_then_the_sum_stays_and_minimums_hold(
    plan: Plan, moves: list[tuple[Stair, Stair, float]]
) -> None:
    edited = plan
    for origin, target, minutes in moves:
        edited = edited.moved(origin, target, minutes, CLIENT.minimums)
    assert edited.minutes == plan.minutes
    for stair in STAIRS:
        floor = min(plan[stair], CLIENT.minimums[stair])
        assert edited[stair] >= floor - 1e-6


def test_given_a_minute_moved_then_it_is_taken_and_given() -> None:
    plan = Plan.of(CLIENT.shares, 45)
    edited = plan.moved(Stair.ADVICE, Stair.FAREWELL, 1, CLIENT.minimums)
    assert edited == Plan(6.75, 15.75, 14.75, 7.75)
    emptied = plan.moved(Stair.FAREWELL, Stair.GUIDANCE, 30, CLIENT.minimums)
    assert emptied == Plan(6.75, 20.5, 15.75, 2)


def test_given_a_stored_plan_then_it_is_read_back() -> None:
    plan = Plan.of(CLIENT.shares, 45)
    assert Plan.from_minutes(plan.by_stair()) == plan
    assert (
        Plan.from_minutes({"empathy": 1, "guidance": 2, "advice": 3, "farewell": 4}).minutes == 10
    )


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {},
        {"empathy": 1, "guidance": 2, "advice": 3},
        {"empathy": 1, "guidance": 2, "advice": 3, "farewell": 4, "more": 1},
        {"empathy": "1", "guidance": 2, "advice": 3, "farewell": 4},
        {"empathy": True, "guidance": 2, "advice": 3, "farewell": 4},
        {"empathy": -1, "guidance": 2, "advice": 3, "farewell": 4},
        {"empathy": float("nan"), "guidance": 2, "advice": 3, "farewell": 4},
        {"empathy": float("inf"), "guidance": 2, "advice": 3, "farewell": 4},
        {"empathy": 10**400, "guidance": 2, "advice": 3, "farewell": 4},
        {"empathy": 0, "guidance": 0, "advice": 0, "farewell": 0},
    ],
)
def test_given_what_is_no_plan_then_it_is_refused(stored: object) -> None:
    with pytest.raises(StairsError) as refused:
        Plan.from_minutes(stored)
    assert refused.value.code == "bad_plan"


@pytest.mark.parametrize("minutes", [0, -1, float("nan"), float("inf")])
def test_given_no_length_then_no_plan(minutes: float) -> None:
    with pytest.raises(StairsError) as refused:
        Plan.of(CLIENT.shares, minutes)
    assert refused.value.code == "bad_minutes"


def test_given_no_shares_then_no_plan() -> None:
    with pytest.raises(StairsError) as refused:
        Plan.of(dict.fromkeys(STAIRS, 0.0), 45)
    assert refused.value.code == "bad_plan"


def test_given_an_unknown_kind_then_it_is_refused() -> None:
    with pytest.raises(StairsError) as refused:
        staircase_of("juhla")
    assert (refused.value.code, str(refused.value)) == ("unknown_kind", "Lajia juhla ei ole.")

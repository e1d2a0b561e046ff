import math

import pytest
from hypothesis import assume, given

from juuristo.stairs.faults import StairsError
from juuristo.stairs.pacing import Pace, State, pace_at
from juuristo.stairs.plan import Plan
from juuristo.stairs.staircase import STAIRS, Stair, staircase_of
from juuristo.stairs.walk import Walk

from . import strategies as made

PLAN = Plan.of(staircase_of("client_meeting").shares, 45)  # 6.75, 15.75, 15.75, 6.75


def at(walk: str, now: float, plan: Plan = PLAN) -> Pace:
    return pace_at(plan, Walk.parse(walk), now)


def now_of(pace: Pace) -> list[float]:
    return [round(pace.plan_now[stair], 9) for stair in STAIRS]


def test_given_the_documented_example_then_its_numbers() -> None:
    pace = at("empathy@0,guidance@9,advice@30", 38)
    assert pace == Pace(
        elapsed=38,
        stair=Stair.ADVICE,
        left_for_stair=0.25,
        left_in_meeting=7,
        farewell_begins_by=38.25,
        state=State.SOON,
        plan_now={
            Stair.EMPATHY: 9,
            Stair.GUIDANCE: 21,
            Stair.ADVICE: 8.25,
            Stair.FAREWELL: 6.75,
        },
    )


def test_given_the_beginning_then_the_plan_stands() -> None:
    pace = at("empathy@0", 0)
    assert (now_of(pace), pace.state) == ([6.75, 15.75, 15.75, 6.75], State.CALM)


def test_given_empathy_left_early_then_later_stairs_share_what_it_saved() -> None:
    pace = at("empathy@0,guidance@3.75", 3.75)
    assert now_of(pace) == [3.75, 17.25, 17.25, 6.75]


def test_given_a_stair_past_its_minutes_then_it_is_over_and_the_later_ones_shrink() -> None:
    pace = at("empathy@0", 9)
    assert (pace.left_for_stair, pace.state) == (0, State.OVER)
    assert now_of(pace) == [9, 14.625, 14.625, 6.75]


@pytest.mark.parametrize(
    ("now", "state"),
    [(5.4 - 1e-6, State.CALM), (5.4, State.SOON), (6.7, State.SOON), (6.75, State.OVER)],
)
def test_given_a_fifth_left_then_the_end_is_soon(now: float, state: State) -> None:
    assert at("empathy@0", now).state == state


def test_given_all_planned_minutes_spent_then_the_current_stair_gets_what_is_left() -> None:
    pace = at("advice@0,guidance@16", 32)
    assert pace.left_for_stair == 6.25
    assert now_of(pace) == [0, 22.25, 16, 6.75]


def test_given_an_earlier_stair_unspent_then_it_gets_nothing() -> None:
    pace = at("advice@0", 10)
    assert now_of(pace) == [0, 0, 38.25, 6.75]


def test_given_a_farewell_visited_and_left_then_it_still_has_its_whole_plan() -> None:
    pace = at("empathy@0,farewell@5,guidance@10", 10)
    assert now_of(pace) == [5, 14.125, 14.125, 11.75]
    assert math.isclose(sum(pace.plan_now.values()), 45)


def test_given_the_latest_start_of_the_farewell_then_nothing_is_left_before_it() -> None:
    pace = at("empathy@0,advice@9", 38.25)
    assert (pace.state, pace.left_for_stair) == (State.OVER, 0)
    assert now_of(pace) == [9, 0, 29.25, 6.75]


def test_given_past_it_and_elsewhere_then_it_is_time_for_the_farewell() -> None:
    pace = at("empathy@0,advice@9", 40)
    assert (pace.state, pace.left_for_stair, pace.left_in_meeting) == (State.FAREWELL_NOW, 0, 5)
    assert now_of(pace) == [9, 0, 31, 5]


@pytest.mark.parametrize(
    ("now", "left", "state"),
    [
        (30, 15, State.CALM),
        (38.25, 6.75, State.CALM),
        (42, 3, State.SOON),
        (45, 0, State.OVER),
        (50, 0, State.OVER),
    ],
)
def test_given_the_farewell_then_it_has_all_that_is_left(
    now: float, left: float, state: State
) -> None:
    pace = at("empathy@0,farewell@30", now)
    assert (pace.left_for_stair, pace.state) == (left, state)
    assert math.isclose(sum(pace.plan_now.values()), max(45, now))


def test_given_the_time_run_over_elsewhere_then_it_is_still_time_for_the_farewell() -> None:
    pace = at("empathy@0,advice@9", 60)
    assert (pace.state, pace.left_in_meeting, now_of(pace)) == (
        State.FAREWELL_NOW,
        0,
        [9, 0, 51, 0],
    )


def test_given_a_length_no_float_divides_then_the_edge_is_still_met() -> None:
    plan = Plan.of(staircase_of("client_meeting").shares, 0.1 + 0.2)
    pace = at("empathy@0", plan.empathy + plan.guidance + plan.advice, plan)
    assert (pace.state, pace.left_for_stair) == (State.OVER, 0)


def test_given_a_moment_before_the_last_move_then_it_is_refused() -> None:
    with pytest.raises(StairsError) as refused:
        at("empathy@0,guidance@9", 8)
    assert refused.value.code == "before_last_move"


@given(made.meetings())
def test_given_any_meeting_then_the_new_plan_sums_to_the_longer_of_plan_and_time(
    meeting: made.Meeting,
) -> None:
    pace = pace_at(*meeting)
    longer = max(meeting.plan.minutes, meeting.now)
    assert math.isclose(sum(pace.plan_now.values()), longer, rel_tol=1e-9, abs_tol=1e-8)
    assert all(minutes >= 0 for minutes in pace.plan_now.values())
    assert 0 <= pace.left_for_stair <= pace.plan_now[pace.stair]


@given(made.meetings())
def test_given_any_meeting_before_the_farewells_start_then_its_share_never_shrinks(
    meeting: made.Meeting,
) -> None:
    plan, walk, now = meeting
    assume(now <= plan.farewell_begins_by)
    spent = walk.durations(now)[Stair.FAREWELL]
    pace = pace_at(*meeting)
    assert pace.plan_now[Stair.FAREWELL] - spent >= plan.farewell - 1e-8 * max(1, plan.minutes)


@given(made.meetings())
def test_given_any_meeting_then_the_state_says_what_the_numbers_say(meeting: made.Meeting) -> None:
    pace = pace_at(*meeting)
    if pace.left_for_stair == 0:
        assert pace.state in (State.OVER, State.FAREWELL_NOW)
    if pace.state == State.FAREWELL_NOW:
        assert pace.stair != Stair.FAREWELL
        assert pace.elapsed > pace.farewell_begins_by
    if pace.state == State.CALM:
        assert pace.left_for_stair > 0.2 * pace.plan_now[pace.stair]

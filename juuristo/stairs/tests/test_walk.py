import math

import pytest
from hypothesis import given

from juuristo.stairs.faults import StairsError
from juuristo.stairs.staircase import STAIRS, Stair
from juuristo.stairs.walk import Stretch, Walk, number_in

from . import strategies as made


@given(made.walks())
def test_given_any_moves_then_the_walk_is_written_and_read_back(walk: Walk) -> None:
    assert Walk.parse(str(walk)) == walk
    assert Walk.from_moves(walk.to_moves()) == walk


@given(made.meetings())
def test_given_any_walk_then_durations_sum_to_the_time_gone(meeting: made.Meeting) -> None:
    durations = meeting.walk.durations(meeting.now)
    assert list(durations) == list(STAIRS)
    assert math.isclose(sum(durations.values()), meeting.now, rel_tol=1e-12, abs_tol=1e-9)
    assert all(minutes >= 0 for minutes in durations.values())


def test_given_a_step_back_then_a_stair_entered_twice_adds_up() -> None:
    walk = Walk.parse("empathy@0, guidance@5,advice@20,guidance@25.5,advice@30")
    assert walk.durations(40) == {
        Stair.EMPATHY: 5,
        Stair.GUIDANCE: 19.5,
        Stair.ADVICE: 15.5,
        Stair.FAREWELL: 0,
    }
    assert (walk.step_backs, walk.stair) == (1, Stair.ADVICE)
    assert walk.stretches(40)[-1] == Stretch(Stair.ADVICE, 30, 40)
    assert str(walk) == "empathy@0,guidance@5,advice@20,guidance@25.5,advice@30"


def test_given_repeated_stairs_and_moves_at_the_same_time_then_it_is_a_walk() -> None:
    walk = Walk.parse("farewell@0,farewell@0,empathy@0,empathy@3")
    assert walk.durations(3) == {**dict.fromkeys(STAIRS, 0), Stair.EMPATHY: 3}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_walk"),
        ("  ", "empty_walk"),
        ("empathy", "bad_walk"),
        ("empathy@0,", "bad_walk"),
        ("empathy@", "not_a_number"),
        ("empathy@x", "not_a_number"),
        ("empathy@nan", "not_a_number"),
        ("empathy@0,guidance@inf", "not_a_number"),
        ("empathy@0,guidance@1e999", "not_a_number"),
        ("empathy@0,guidance@1_0", "not_a_number"),
        ("empathy@0,tanssi@3", "unknown_stair"),
        ("Empathy@0", "unknown_stair"),
        ("empathy@-1", "bad_time"),
        ("empathy@0,guidance@-1", "bad_time"),
        ("empathy@1", "bad_start"),
        ("empathy@0,guidance@9,advice@8.9", "not_in_order"),
    ],
)
def test_given_what_is_no_walk_then_it_is_refused(text: str, code: str) -> None:
    with pytest.raises(StairsError) as refused:
        Walk.parse(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "moves",
    [
        None,
        "empathy@0",
        {},
        [1],
        [{"stair": "empathy"}],
        [{"stair": 1, "at": 0}],
        [{"stair": "empathy", "at": "0"}],
        [{"stair": "empathy", "at": False}],
        [{"stair": "empathy", "at": 0}, {"stair": "advice", "at": 10**400}],
    ],
)
def test_given_what_is_no_list_of_moves_then_it_is_refused(moves: object) -> None:
    with pytest.raises(StairsError) as refused:
        Walk.from_moves(moves)
    assert refused.value.code == "bad_walk"


@pytest.mark.parametrize(
    ("until", "code"),
    [(8, "before_last_move"), (-1, "bad_time"), (math.nan, "bad_time"), (math.inf, "bad_time")],
)
def test_given_a_moment_outside_the_walk_then_it_is_refused(until: float, code: str) -> None:
    with pytest.raises(StairsError) as refused:
        Walk.parse("empathy@0,guidance@9").durations(until)
    assert refused.value.code == code


def test_given_numbers_as_people_write_them_then_they_are_read() -> None:
    assert [number_in(text) for text in ("9", "9.", ".5", " 9.25 ", "+1e1")] == [
        9,
        9,
        0.5,
        9.25,
        10,
    ]

"""Fair places: equal to trying every allocation, lawful, and the same each time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juuristo.gatherings.allocation import (
    Problem,
    advice,
    allocate,
    allocate_problem,
    check,
    figures_of,
    first_come,
)
from juuristo.gatherings.allocation.problem import is_lawful, objectives

from .allocation_cases import best_by_trying, random_problem

BLOCKS, OF_A_BLOCK = 8, 45


@pytest.mark.parametrize("block", range(BLOCKS))
def test_given_a_small_problem_when_allocated_then_every_objective_equals_trying_all(
    block: int,
) -> None:
    for seed in range(block * OF_A_BLOCK, (block + 1) * OF_A_BLOCK):
        problem = random_problem(seed)

        found = allocate_problem(problem, seed=seed)

        wanted = best_by_trying(problem)
        assert is_lawful(problem, found["assignment"]), seed
        assert objectives(problem, found["assignment"]) == wanted, seed
        assert [(one["objective"], one["value"]) for one in found["stages"]] == wanted, seed
        assert [one["bound"] for one in found["stages"]] == [value for _, value in wanted], seed
        assert found["status"] == "optimal", seed


@pytest.mark.parametrize("block", range(BLOCKS))
def test_given_more_ranks_than_weights_can_hold_when_solved_one_by_one_then_it_is_the_same(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each objective on the face of those before it, as with many ranks and people."""
    monkeypatch.setattr("juuristo.gatherings.allocation.network.LARGEST", 0)
    monkeypatch.setattr("juuristo.gatherings.allocation.stages.EXACT", 0)
    for seed in range(block * OF_A_BLOCK, (block + 1) * OF_A_BLOCK):
        problem = random_problem(seed)

        found = allocate_problem(problem, seed=seed)

        ranks = found["stages"][:-2]
        wanted = best_by_trying(problem)[:-2]
        assert [(one["objective"], one["value"]) for one in ranks] == wanted, seed
        assert {one["status"] for one in ranks} == {"optimal"}, seed


def test_given_many_people_who_rank_many_sessions_then_all_get_places_and_it_is_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("juuristo.gatherings.allocation.stages.EXACT", 0)
    people = [(f"p{n}", "", "") for n in range(300)]
    sessions = [(f"s{n}", 10, 5) for n in range(30)]
    wishes = [
        (f"p{n}", rank + 1, f"s{(n // 7 + rank * (1 + n % 29)) % 30}")
        for n in range(300)
        for rank in range(30)
        if (n // 7 + rank * (1 + n % 29)) % 30
        not in [(n // 7 + before * (1 + n % 29)) % 30 for before in range(rank)]
    ]

    found = allocate(people, sessions, wishes)

    assert found["unassigned"] == []
    assert {one["status"] for one in found["stages"]} == {"optimal"}


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    return random_problem(draw(st.integers(1000, 10**6)), most_people=40, most_sessions=8)


@settings(max_examples=25, deadline=None)
@given(problems(), st.integers(0, 2**40))
def test_given_any_problem_then_limits_and_wishes_hold_and_a_seed_gives_the_same_again(
    problem: Problem, seed: int
) -> None:
    found = allocate_problem(problem, seed=seed)

    placed = found["assignment"]
    assert is_lawful(problem, placed)
    assert {*placed, *found["unassigned"]} == {one.person for one in problem.people}
    assert not {*placed} & {*found["unassigned"]}
    assert sum(found["ranks"].values()) == len(placed)
    again = allocate_problem(problem, seed=seed)
    assert {**again, "seconds": 0} == {**found, "seconds": 0}


@settings(max_examples=25, deadline=None)
@given(problems())
def test_given_any_problem_when_served_first_come_then_nobody_gets_more_places_than_fairly(
    problem: Problem,
) -> None:
    without_minimums = Problem(
        problem.people, [one._replace(minimum=0) for one in problem.sessions], problem.wishes
    )
    order = [one.person for one in problem.people]

    served = first_come(without_minimums, order)

    assert is_lawful(without_minimums, served)
    fair = allocate_problem(without_minimums)
    assert len(fair["unassigned"]) <= len(problem.people) - len(served)


def test_given_two_ways_to_serve_all_then_the_worst_off_are_thought_of_first() -> None:
    """One third wish and two first ones, or three second ones: nobody is left at the third."""
    people = [("a", "o", "t"), ("b", "o", "t"), ("c", "o", "t")]
    sessions = [("x", 1, 1), ("y", 1, 1), ("z", 1, 1)]
    wishes = [
        *[("a", 1, "x"), ("a", 2, "y")],
        *[("b", 1, "y"), ("b", 2, "z"), ("b", 3, "x")],
        *[("c", 1, "x"), ("c", 3, "z")],
    ]

    found = allocate(people, sessions, wishes)

    assert found["assignment"] == {"a": "y", "b": "z", "c": "x"}
    assert found["ranks"] == {"1": 1, "2": 2}


def test_given_a_minimum_that_wishes_do_not_fill_then_the_session_is_not_held() -> None:
    people = [("a", "o", "t"), ("b", "o", "t")]
    wishes = [("a", 1, "x"), ("a", 2, "y"), ("b", 1, "y")]

    found = allocate(people, [("x", 5, 2), ("y", 5, 2)], wishes)

    assert found["assignment"] == {"a": "y", "b": "y"}


def test_given_people_of_two_offices_when_ranks_allow_then_they_are_spread() -> None:
    people = [("a", "north", "t"), ("b", "north", "t"), ("c", "south", "t"), ("d", "south", "t")]
    wishes = [(name, rank, f"s{rank}") for name, _, _ in people for rank in (1, 2)]

    found = allocate(people, [("s1", 2, 1), ("s2", 2, 1)], wishes)

    assert found["same_office_pairs"] == 0
    assert found["same_team_pairs"] == 2
    assert found["mixing"] == 1.0


def test_given_unknown_offices_then_they_are_never_of_one() -> None:
    problem = Problem.of(
        [("a", "", ""), ("b", "", "")], [("s", 2, 1)], [("a", 1, "s"), ("b", 1, "s")]
    )
    figures = figures_of(problem, {"a": "s", "b": "s"})
    assert (figures["same_office_pairs"], figures["same_team_pairs"]) == (0, 0)


def test_given_an_assignment_then_its_figures_are_counted() -> None:
    problem = Problem.of(
        [("a", "o", "t"), ("b", "o", "u"), ("c", "p", "t"), ("d", "p", "v")],
        [("x", 3, 1), ("y", 3, 2)],
        [("a", 1, "x"), ("b", 2, "x"), ("c", 2, "x"), ("d", 1, "y")],
    )

    assert figures_of(problem, {"a": "x", "b": "x", "c": "x"}) == {
        "unassigned": 1,
        "ranks": {"1": 1, "2": 2},
        "same_office_pairs": 1,
        "same_team_pairs": 1,
        "mixing": 0.667,
        "below_minimum": [],
    }
    assert figures_of(problem, {"d": "y"})["below_minimum"] == ["y"]
    assert figures_of(problem, {})["mixing"] == 1.0


def test_given_an_order_when_served_first_come_then_each_takes_the_dearest_with_room() -> None:
    problem = Problem.of(
        [("a", "o", "t"), ("b", "o", "t"), ("c", "o", "t")],
        [("x", 1, 1), ("y", 1, 1)],
        [("a", 1, "x"), ("b", 1, "x"), ("b", 2, "y"), ("c", 1, "y")],
    )
    assert first_come(problem, ["b", "a", "c"]) == {"b": "x", "c": "y"}
    assert first_come(problem, ["a", "b", "c"]) == {"a": "x", "b": "y"}


@pytest.mark.parametrize(
    ("people", "sessions", "wishes"),
    [
        ([], [], []),
        ([("a", "o", "t")], [], []),
        ([("a", "o", "t")], [("s", 0, 0)], [("a", 1, "s")]),
        ([("a", "o", "t")], [("s", 1, 0)], []),
    ],
)
def test_given_nothing_to_give_then_everybody_stays_without_and_it_is_proven(
    people: list[tuple[str, str, str]],
    sessions: list[tuple[str, int, int]],
    wishes: list[tuple[str, int, str]],
) -> None:
    found = allocate(people, sessions, wishes)

    assert found["status"] == "optimal"
    assert found["assignment"] == {}
    assert found["unassigned"] == [name for name, _, _ in people]


def test_given_many_ranks_when_one_sum_of_weights_would_overflow_then_it_is_proven() -> None:
    people = [(f"p{n}", f"o{n % 2}", "t") for n in range(14)]
    sessions = [(f"s{n}", 1, 1) for n in range(14)]
    wishes = [
        (f"p{n}", rank + 1, f"s{(rank + n // 2) % 14}") for n in range(14) for rank in range(14)
    ]

    found = allocate(people, sessions, wishes)

    assert found["status"] == "optimal"
    assert len(found["assignment"]) == 14


def test_given_someone_watching_then_each_objective_is_told_when_begun_and_when_done() -> None:
    told: list[tuple[str, int | None, int | None]] = []

    allocate(
        [("a", "o", "t")],
        [("x", 1, 1), ("y", 1, 1)],
        [("a", 1, "x"), ("a", 2, "y")],
        tell=lambda *what: told.append(what),
    )

    names = ["unassigned", "rank_2", "same_office_pairs", "same_team_pairs"]
    assert told == [line for name in names for line in ((name, None, None), (name, 0, 0))]


@pytest.mark.parametrize(
    ("code", "people", "sessions", "wishes"),
    [
        ("duplicate_person", ["a", "a"], [("x", 1, 1)], []),
        ("duplicate_session", ["a"], [("x", 1, 1), ("x", 2, 1)], []),
        ("bad_capacity", ["a"], [("x", -1, -1)], []),
        ("minimum_over_capacity", ["a"], [("x", 4, 5)], []),
        ("unknown_person", ["a"], [("x", 1, 1)], [("b", 1, "x")]),
        ("unknown_session", ["a"], [("x", 1, 1)], [("a", 1, "y")]),
        ("bad_rank", ["a"], [("x", 1, 1)], [("a", 0, "x")]),
        ("session_twice", ["a"], [("x", 1, 1)], [("a", 1, "x"), ("a", 2, "x")]),
    ],
)
def test_given_broken_input_then_it_is_infeasible_and_says_what_is_wrong(
    code: str,
    people: list[str],
    sessions: list[tuple[str, int, int]],
    wishes: list[tuple[str, int, str]],
) -> None:
    found = allocate([(name, "o", "t") for name in people], sessions, wishes)

    assert found["status"] == "infeasible"
    assert code in [fault["code"] for fault in found["faults"]]
    assert all("%" not in fault["message"] for fault in found["faults"])


def test_given_wishes_that_cannot_all_be_met_then_it_is_said_beforehand_what_would_help() -> None:
    problem = Problem.of(
        [(name, "o", "t") for name in "abcd"],
        [("s3", 15, 5), ("x", 1, 1)],
        [("a", 1, "s3"), ("b", 1, "s3"), ("c", 1, "x")],
    )

    words = [fault.words({"s3": "ti 27.10. klo 9"}) for fault in check(problem)]

    assert words == [
        "Vain 2 ihmistä toivoi kertaa ti 27.10. klo 9, ja vähimmäismäärä on 5. "
        "Laske vähimmäismäärää tai peru kerta.",
        "Paikkoja on 1, ja toiveensa kertoneita on 3. Lisää kertoja tai paikkoja, vähintään 2.",
        "1 ihminen ei ole kertonut toiveitaan. Hän jää ilman paikkaa.",
    ]


def test_given_people_without_a_place_then_it_is_said_afterwards_what_would_help() -> None:
    problem = Problem.of(
        [(name, "o", "t") for name in "abc"],
        [("full", 1, 1), ("small", 5, 2)],
        [("a", 1, "full"), ("b", 1, "full"), ("c", 1, "full"), ("c", 2, "small")],
    )
    found = allocate_problem(problem)

    codes = [(one.code, one.values["people"]) for one in advice(problem, found["assignment"])]

    assert len(found["unassigned"]) == 2
    assert codes[0] == ("full", 2)


@pytest.mark.parametrize("block", range(4))
def test_given_more_people_than_are_mixed_exactly_then_places_and_ranks_are_still_proven(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way of the large ones, on small problems: flows, branch and bound, and swaps alone."""
    monkeypatch.setattr("juuristo.gatherings.allocation.stages.EXACT", 0)
    for seed in range(block * OF_A_BLOCK, (block + 1) * OF_A_BLOCK):
        problem = random_problem(seed)

        found = allocate_problem(problem, seed=seed)

        wanted = best_by_trying(problem)
        *ranks, offices, teams = found["stages"]
        assert is_lawful(problem, found["assignment"]), seed
        assert [(one["objective"], one["value"]) for one in ranks] == wanted[:-2], seed
        assert {one["status"] for one in ranks} == {"optimal"}, seed
        assert offices["bound"] <= wanted[-2][1] <= offices["value"], seed
        if offices["value"] == wanted[-2][1]:
            assert teams["bound"] <= wanted[-1][1] <= teams["value"], seed


def test_given_two_of_one_office_who_could_change_places_then_teams_are_spread_by_swaps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("juuristo.gatherings.allocation.stages.EXACT", 0)
    people = [(f"p{n}", f"o{n % 2}", f"t{n // 4}") for n in range(8)]
    wishes = [(name, rank, f"s{rank}") for name, _, _ in people for rank in (1, 2)]

    found = allocate(people, [("s1", 4, 4), ("s2", 4, 4)], wishes)

    assert (found["same_office_pairs"], found["same_team_pairs"]) == (4, 4)

"""One who knows the rule of small groups, and the rule held against an optimum and Tau-Argus."""

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytauargus
import pytest

from juuristo.figures.disclosure import (
    DISTRIBUTION,
    Breakdown,
    Group,
    State,
    Threshold,
    may_be_broken_down,
    may_stand_beside,
    protect,
    withheld,
)

Sizes = tuple[int, ...]


def breakdown_of(sizes: Sequence[int], threshold: Threshold = DISTRIBUTION) -> Breakdown:
    return protect([Group(f"g{n:02}", size) for n, size in enumerate(sizes)], threshold)


def hidden_count(sizes: Sequence[int]) -> int:
    """How many groups that have answers are hidden."""
    states = breakdown_of(sizes).states.values()
    pairs = zip(states, sizes, strict=True)
    return sum(state is State.PROTECTED and size > 0 for state, size in pairs)


def tables(answers: int, groups: int) -> Iterator[Sizes]:
    if groups == 1:
        yield (answers,)
        return
    for first in range(answers + 1):
        for rest in tables(answers - first, groups - 1):
            yield (first, *rest)


def picture(sizes: Sizes, threshold: Threshold) -> tuple[object, ...]:
    """All that is told of a table: states, and the sizes of what is shown."""
    states = breakdown_of(sizes, threshold).states.values()
    return tuple(
        size if state is State.SHOWN else state for state, size in zip(states, sizes, strict=True)
    )


@pytest.mark.parametrize(
    ("threshold", "groups", "most"),
    [
        (2, 2, 24),
        (2, 3, 20),
        (2, 4, 14),
        (3, 3, 22),
        (3, 4, 15),
        (4, 3, 24),
        (5, 2, 40),
        (5, 3, 30),
    ],
)
def test_given_every_table_when_the_rule_is_known_then_no_hidden_count_is_narrowed(
    threshold: int, groups: int, most: int
) -> None:
    """The attacker runs the rule itself on every table of so many answers.

    Of a wave with at most one answer more than the threshold no range could be as wide.
    """
    for answers in range(threshold + 2, most + 1):
        worlds: dict[tuple[object, ...], list[Sizes]] = defaultdict(list)
        for sizes in tables(answers, groups):
            worlds[picture(sizes, Threshold(threshold))].append(sizes)
        for told, possible in worlds.items():
            for place, state in enumerate(told):
                if state is State.PROTECTED:
                    held = [sizes[place] for sizes in possible]
                    assert max(held) - min(held) >= threshold, (told, possible[:5])


def fewest(sizes: Sequence[int], threshold: int) -> int:
    """The fewest groups that must be hidden from one who knows only that each has an answer.

    Any hidden count may then be one, or all but one of each other: enough is a matter of the sum,
    so the best companion of the small ones is the largest. Those who know the rule know more.
    """
    filled = sorted(size for size in sizes if size)
    small = [size for size in filled if size < threshold]
    if not small:
        return 0
    for hidden in (small, [*small, filled[-1]]):
        if 2 <= len(hidden) < len(filled) and sum(hidden) - len(hidden) >= threshold:
            return len(hidden)
    return len(filled)


def random_tables(seed: int, count: int, mean: float) -> list[list[int]]:
    rng = random.Random(seed)
    made: list[list[int]] = []
    while len(made) < count:
        sizes = [int(rng.expovariate(1 / mean)) for _ in range(rng.randint(3, 10))]
        if sum(sizes) >= 10 and sum(map(bool, sizes)) >= 2:
            made.append(sizes)
    return made


@pytest.mark.parametrize("mean", [8, 15, 30])
def test_given_random_tables_then_hardly_more_is_hidden_than_must_be(mean: float) -> None:
    made = random_tables(1, 2000, mean)
    ours = sum(hidden_count(sizes) for sizes in made)
    assert ours <= 1.2 * sum(fewest(sizes, 5) for sizes in made)


def tau_argus_hides(sizes: Sequence[int]) -> int:
    """How many groups Tau-Argus hides, fewest first.

    Its frequency rule protects a count of four by 60 %, a range about as wide as ours; smaller
    counts by less, so it may hide fewer groups than we must, never the other way round.
    """
    people = {
        "group": [f"g{n:02}" for n, size in enumerate(sizes) for _ in range(size)],
        "one": [1.0] * sum(sizes),
    }
    with tempfile.TemporaryDirectory() as folder:
        result = pytauargus.protect(
            people,
            ["group"],
            response="one",
            safety_rules="FREQ(5,60)",
            suppress="OPT(1)",
            cost_var="-2",  # every group costs the same
            workdir=folder,
        )
        return sum(status in "UM" for status in result.tables[0].status())


@pytest.mark.slow
def test_given_random_tables_then_hardly_more_is_hidden_than_by_tau_argus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # it leaves its programme where it stands
    made = random_tables(7, 150, 15)
    theirs = sum(tau_argus_hides(sizes) for sizes in made)
    assert theirs > 100
    assert sum(hidden_count(sizes) for sizes in made) <= 1.2 * theirs


def shown(**states: str) -> Breakdown:
    return Breakdown({key: State(state) for key, state in states.items()})


def test_given_a_question_few_answered_then_it_is_broken_down_nowhere() -> None:
    some = shown(a="shown", b="shown", c="protected", d="protected")
    assert may_be_broken_down({"a": 5, "b": 9, "c": 2, "d": 3}, some, DISTRIBUTION)
    assert not may_be_broken_down({"a": 4, "b": 9, "c": 2, "d": 3}, some, DISTRIBUTION)
    assert not may_be_broken_down({"a": 5, "b": 9, "c": 1, "d": 3}, some, DISTRIBUTION)
    assert not may_be_broken_down({"b": 9, "c": 2, "d": 3}, some, DISTRIBUTION)
    assert may_be_broken_down({"a": 5, "b": 9}, shown(a="shown", b="shown"), DISTRIBUTION)
    assert not may_be_broken_down({"a": 9}, withheld(["a"]), DISTRIBUTION)


def test_given_nested_groups_then_what_remains_is_nothing_or_enough() -> None:
    offices, teams = shown(kotka="shown", hamina="shown"), shown(x="shown", y="shown", z="shown")
    whole = {("kotka", "x"): 9, ("kotka", "y"): 6, ("hamina", "z"): 8}
    assert may_stand_beside(offices, teams, whole, DISTRIBUTION)
    rest = {("kotka", "x"): 9, ("kotka", "y"): 3, ("hamina", "y"): 8, ("hamina", "z"): 8}
    assert not may_stand_beside(offices, teams, rest, DISTRIBUTION)
    assert not may_stand_beside(
        teams, offices, {(b, a): n for (a, b), n in rest.items()}, DISTRIBUTION
    )
    assert may_stand_beside(offices, teams, rest | {("kotka", "y"): 5}, DISTRIBUTION)


def test_given_a_group_within_what_the_other_hides_then_they_do_not_stand_side_by_side() -> None:
    offices = shown(kotka="shown", hamina="protected", imatra="protected")
    teams = shown(x="shown", y="shown")
    crossed = {("kotka", "x"): 20, ("hamina", "y"): 6, ("imatra", "y"): 3}
    assert not may_stand_beside(offices, teams, crossed, DISTRIBUTION)
    assert may_stand_beside(offices, teams, crossed | {("kotka", "y"): 5}, DISTRIBUTION)
    assert may_stand_beside(withheld(offices.states), teams, crossed, DISTRIBUTION)

"""The rule of small groups (trust T4), held by properties and by an attacker who may subtract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.figures.disclosure import (
    CLIENT_VOICE,
    DISTRIBUTION,
    Breakdown,
    Group,
    State,
    Threshold,
    cover_each_other,
    protect,
    reaches,
)

THRESHOLDS = st.builds(Threshold, st.integers(2, 12), st.integers(0, 6))
SIZES = st.integers(0, 30)


@st.composite
def groups(draw: st.DrawFn) -> list[Group]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        answers = draw(SIZES)
        least = draw(st.none() | st.integers(0, answers))
        made.append(Group(f"g{number}", answers, draw(st.integers(0, 12)), least))
    return made


def of(*sizes: int) -> list[Group]:
    return [Group(f"g{number}", size, 99) for number, size in enumerate(sizes)]


def hidden_in(breakdown: Breakdown, given_groups: list[Group]) -> list[Group]:
    return [group for group in given_groups if breakdown.states[group.key] is State.PROTECTED]


@given(groups(), THRESHOLDS)
def test_given_any_groups_then_what_is_shown_reaches_the_threshold(
    given_groups: list[Group], threshold: Threshold
) -> None:
    breakdown = protect(given_groups, threshold)
    for group in given_groups:
        if breakdown.shows(group.key):
            assert reaches(group, threshold)
        is_missing = breakdown.states[group.key] is State.MISSING
        assert is_missing == (group.answers == 0 and not breakdown.is_withheld)


@given(groups(), THRESHOLDS)
def test_given_any_groups_then_the_hidden_cover_each_other_or_nothing_is_shown(
    given_groups: list[Group], threshold: Threshold
) -> None:
    breakdown = protect(given_groups, threshold)
    hidden = hidden_in(breakdown, given_groups)
    shown = [group for group in given_groups if breakdown.shows(group.key)]
    sizes = [group.size for group in hidden if group.size]
    if hidden and shown:
        differ = max(sizes) - min(sizes) >= threshold.answers
        assert differ or cover_each_other(hidden, threshold, [group.size for group in shown])
    assert breakdown.is_withheld == (bool(hidden) and not shown)


@given(groups(), THRESHOLDS)
def test_given_a_total_when_the_shown_are_taken_from_it_then_no_hidden_count_is_narrowed(
    given_groups: list[Group], threshold: Threshold
) -> None:
    """The linear programme of one total and non-negative parts has its optimum in a corner: a
    hidden part may be nothing or all that is left, so its range is as wide as what is left."""
    breakdown = protect(given_groups, threshold)
    if breakdown.is_withheld or not breakdown.hidden:
        return
    left = sum(g.size for g in given_groups) - sum(
        g.size for g in given_groups if breakdown.shows(g.key)
    )
    others = sum(bool(g.size) for g in hidden_in(breakdown, given_groups)) - 1
    lowest, highest = (0, left) if others else (left, left)
    assert highest - lowest >= threshold.answers


@given(groups(), THRESHOLDS, st.randoms(use_true_random=False))
def test_given_the_same_groups_in_another_order_then_the_same_is_shown(
    given_groups: list[Group], threshold: Threshold, rng: object
) -> None:
    shuffled = list(given_groups)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random
    assert protect(given_groups, threshold).states == protect(shuffled, threshold).states


@given(groups())
def test_given_all_are_large_then_all_are_shown(given_groups: list[Group]) -> None:
    breakdown = protect(given_groups, Threshold(answers=1))
    if all(group.size or not group.answers for group in given_groups):
        assert breakdown.hidden == []


@pytest.mark.parametrize(
    ("sizes", "states"),
    [
        ((31, 28, 25), "sss"),
        ((31, 28, 4), "spp"),  # the smallest shown goes with it
        ((31, 4, 3), "spp"),  # the two make seven: enough together
        ((31, 2, 1), "ppp"),  # three is too few, and nothing is left to show
        ((31, 20, 2, 1), "sppp"),
        ((4,), "p"),
        ((31,), "s"),
        ((31, 0), "sm"),
        ((31, 28, 4, 0), "sppm"),
        ((), ""),
    ],
)
def test_given_sizes_then_the_rule_reads_as_it_is_written(
    sizes: tuple[int, ...], states: str
) -> None:
    words = {"s": State.SHOWN, "p": State.PROTECTED, "m": State.MISSING}
    wanted = [words[letter] for letter in states]
    assert list(protect(of(*sizes), DISTRIBUTION).states.values()) == wanted


def test_given_many_answers_through_few_people_then_the_group_is_hidden() -> None:
    alone = Group("hamina", answers=80, contributors=4)
    breakdown = protect([alone, Group("kotka", 60, 9), Group("kouvola", 70, 12)], CLIENT_VOICE)
    assert breakdown.hidden == ["hamina", "kotka"]


def test_given_a_question_that_few_answered_then_the_whole_group_is_hidden() -> None:
    breakdown = protect(
        [Group("a", 40, 9, least=3), Group("b", 50, 9), Group("c", 60, 9)], CLIENT_VOICE
    )
    assert breakdown.hidden == ["a", "b"]
    unrated = protect(
        [Group("a", 4, 9, least=0), Group("b", 50, 9), Group("c", 60, 9)], CLIENT_VOICE
    )
    assert unrated.is_withheld  # nobody rated it: b alone would be known from the rest

"""Means, medians and spreads held against Python's own, and Student's t against printed tables."""

import statistics
from collections import Counter
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.figures.distributions import Share, mean_interval, mean_ranks, shares, summary, t_95
from juuristo.figures.intervals import wilson, wilson_finite

VALUES = st.lists(st.integers(-50, 50), min_size=1, max_size=80)


@given(VALUES)
def test_given_values_then_the_summary_is_that_of_every_one_of_them(values: list[int]) -> None:
    found = summary(Counter(values))
    assert (found.n, found.least, found.most) == (len(values), min(values), max(values))
    assert found.mean == pytest.approx(statistics.fmean(values))
    assert found.median == statistics.median(values)
    if len(values) > 1:
        assert found.sd == pytest.approx(statistics.stdev(values))
    else:
        assert found.sd is None


def test_given_nothing_then_there_is_nothing_to_sum_up() -> None:
    with pytest.raises(ValueError, match="no answers"):
        summary({})


@given(VALUES, st.integers(0, 200))
def test_given_more_unasked_then_the_interval_of_a_mean_is_wider(
    values: list[int], unasked: int
) -> None:
    found = summary(Counter(values))
    near = mean_interval(found, len(values) + unasked)
    far = mean_interval(found)
    if near is None or far is None:
        assert len(values) == 1
        return
    assert far[0] - 1e-9 <= near[0] <= found.mean <= near[1] <= far[1] + 1e-9
    if not unasked:
        assert near == pytest.approx((found.mean, found.mean))


@pytest.mark.parametrize(
    ("freedom", "point"),
    [
        (1, 12.7062),
        (2, 4.3027),
        (3, 3.1824),
        (4, 2.7764),
        (5, 2.5706),
        (10, 2.2281),
        (14, 2.1448),
        (30, 2.0423),
        (100, 1.9840),
        (1_000_000, 1.9600),
        (0.5, inf),
    ],
)
def test_given_degrees_of_freedom_then_the_point_is_the_printed_one(
    freedom: float, point: float
) -> None:
    assert t_95(freedom) == pytest.approx(point, abs=5e-5)


@given(st.integers(0, 200), st.integers(1, 200), st.integers(0, 400))
def test_given_a_finite_staff_then_the_interval_lies_in_that_of_an_endless_one(
    part: int, whole: int, unasked: int
) -> None:
    part = min(part, whole)
    low, high = wilson_finite(part, whole, whole + unasked)
    wide = wilson(part, whole)
    assert wide[0] - 1e-9 <= low <= part / whole + 1e-9
    assert part / whole - 1e-9 <= high <= wide[1] + 1e-9
    if not unasked:
        assert (low, high) == (part / whole, part / whole)
    assert wilson_finite(part, whole) == wide


@pytest.mark.parametrize(
    ("part", "whole", "population", "interval"),
    [(33, 103, 254, [25.53, 39.33]), (70, 103, 254, [60.67, 74.47])],
)
def test_given_the_founding_case_then_the_interval_is_the_agreed_one(
    part: int, whole: int, population: int, interval: list[float]
) -> None:
    assert [round(end, 2) for end in Share(part, whole, population).interval] == interval


def test_given_an_option_nobody_chose_then_it_has_its_share_too() -> None:
    found = shares({"yes": 3}, ["yes", "no"], 3, 3)
    assert [(key, share.count, share.percent) for key, share in found.items()] == [
        ("yes", 3, 100),
        ("no", 0, 0),
    ]


def test_given_orders_then_each_option_has_its_mean_place() -> None:
    assert mean_ranks({("a", "b", "c"): 2, ("c", "b", "a"): 1}) == {
        "a": pytest.approx(5 / 3),
        "b": 2,
        "c": pytest.approx(7 / 3),
    }

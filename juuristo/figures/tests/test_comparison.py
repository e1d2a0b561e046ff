"""The difference of two waves: published examples, and what must hold of any two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.figures.comparison import Change, Part, Verdict, change_of_mean, change_of_share
from juuristo.figures.distributions import Summary, summary

PARTS = st.builds(
    lambda whole, count, unasked: Part(min(count, whole), whole, whole + unasked),
    st.integers(1, 300),
    st.integers(0, 300),
    st.integers(0, 300),
)


@pytest.mark.parametrize(
    ("now", "before", "interval"),
    [
        (Part(56, 70), Part(48, 80), (0.0524, 0.3339)),
        (Part(9, 10), Part(3, 10), (0.1705, 0.8090)),
        (Part(10, 10), Part(0, 20), (0.6791, 1.0)),
    ],
)
def test_given_newcombes_examples_then_the_interval_is_as_printed(
    now: Part, before: Part, interval: tuple[float, float]
) -> None:
    """Newcombe 1998, table II, method 10: contrasts a, b and g."""
    found = change_of_share(now, before)
    assert (round(found.low, 4), round(found.high, 4)) == interval


@given(PARTS, PARTS)
def test_given_two_shares_then_the_change_lies_in_its_interval_and_turns_with_them(
    now: Part, before: Part
) -> None:
    found, turned = change_of_share(now, before), change_of_share(before, now)
    assert -1 - 1e-9 <= found.low <= found.change + 1e-9
    assert found.change - 1e-9 <= found.high <= 1 + 1e-9
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


def test_given_everybody_answered_then_any_difference_is_one() -> None:
    assert change_of_share(Part(6, 10, 10), Part(5, 10, 10)).verdict is Verdict.GREW
    assert change_of_share(Part(6, 10), Part(5, 10)).verdict is Verdict.NO_DIFFERENCE


def test_given_welchs_kind_of_example_then_the_interval_is_right() -> None:
    """Worked by hand: means 20 and 22, variances 4 and 9 of 10 and 15, 23 degrees of freedom."""
    now = Summary(n=10, least=0, most=40, mean=20, median=20, sd=2)
    before = Summary(n=15, least=0, most=40, mean=22, median=22, sd=3)
    found = change_of_mean(now, before)
    assert found is not None
    assert (found.change, found.verdict) == (-2, Verdict.NO_DIFFERENCE)
    # variance 0.4 + 0.6 = 1; freedom 1 / (0.16 / 9 + 0.36 / 14) = 22.99; t = 2.0687
    assert (round(found.low, 3), round(found.high, 3)) == (-4.069, 0.069)


@given(
    st.lists(st.integers(1, 10), min_size=1, max_size=40),
    st.lists(st.integers(1, 10), min_size=1, max_size=40),
)
def test_given_two_means_then_the_interval_is_around_the_change(
    now: list[int], before: list[int]
) -> None:
    def of(values: list[int]) -> Summary:
        return summary({value: values.count(value) for value in values})

    found = change_of_mean(of(now), of(before), len(now) + 5, len(before) + 5)
    if found is None:
        assert 1 in (len(now), len(before))
    else:
        assert found.low <= found.change <= found.high
        turned = change_of_mean(of(before), of(now), len(before) + 5, len(now) + 5)
        assert turned is not None
        assert turned.change == pytest.approx(-found.change)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.1, 0.2, "grew"), (-0.2, -0.1, "fell"), (-0.1, 0.1, "no_difference")],
)
def test_given_an_interval_then_only_one_beside_zero_is_a_difference(
    low: float, high: float, verdict: str
) -> None:
    assert Change((low + high) / 2, low, high).verdict == verdict

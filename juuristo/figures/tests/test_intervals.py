import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.figures.intervals import wilson


def test_given_a_published_example_then_the_interval_is_the_same() -> None:
    """Newcombe 1998, table I: 81 of 263."""
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@given(st.integers(0, 500), st.integers(1, 500))
def test_given_any_share_then_it_lies_in_its_interval(part: int, whole: int) -> None:
    part = min(part, whole)
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1


def test_given_nothing_then_anything_is_possible() -> None:
    assert wilson(0, 0) == pytest.approx((0, 1))

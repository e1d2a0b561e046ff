from hypothesis import given
from hypothesis import strategies as st

from juuristo.surveys.pooling import pools

SIZES = st.lists(st.integers(0, 20), max_size=30)
THRESHOLD = st.integers(5, 12)


def test_given_sessions_then_small_ones_wait_for_the_next() -> None:
    assert pools([7, 3, 1, 2, 9, 4], 5) == [[0], [1, 2, 3], [4], [5]]
    assert pools([3, 12], 5) == [[0, 1]]
    assert pools([], 5) == []


@given(SIZES, THRESHOLD)
def test_given_any_sessions_then_each_is_in_one_pool_in_order_and_only_the_last_is_short(
    sizes: list[int], threshold: int
) -> None:
    found = pools(sizes, threshold)
    assert [position for pool in found for position in pool] == list(range(len(sizes)))
    assert all(sum(sizes[p] for p in pool) >= threshold for pool in found[:-1])


@given(SIZES, SIZES, THRESHOLD)
def test_given_more_sessions_later_then_full_pools_stay_as_they_were(
    sizes: list[int], later: list[int], threshold: int
) -> None:
    before = pools(sizes, threshold)
    full = [pool for pool in before if sum(sizes[p] for p in pool) >= threshold]
    assert pools([*sizes, *later], threshold)[: len(full)] == full


@given(SIZES, THRESHOLD)
def test_given_a_full_pool_then_it_was_short_before_its_last_session(
    sizes: list[int], threshold: int
) -> None:
    for pool in pools(sizes, threshold):
        assert sum(sizes[p] for p in pool[:-1]) < threshold

from hypothesis import given
from hypothesis import strategies as st

from juuristo.surveys.pooling import pools

SESSIONS = st.lists(st.tuples(st.integers(0, 20), st.integers(5, 12)), max_size=30)
Sessions = list[tuple[int, int]]


def pools_of(sessions: Sessions) -> list[list[int]]:
    return pools([size for size, _least in sessions], [least for _size, least in sessions])


def is_full(sessions: Sessions, pool: list[int]) -> bool:
    return sum(sessions[each][0] for each in pool) >= max(sessions[each][1] for each in pool)


def test_given_sessions_then_small_ones_wait_for_the_next() -> None:
    assert pools([7, 3, 1, 2, 9, 4], [5] * 6) == [[0], [1, 2, 3], [4]]
    assert pools([3, 12], [5, 5]) == [[0, 1]]
    assert pools([], []) == []


def test_given_a_later_session_that_promises_more_then_what_was_shown_stays_alone() -> None:
    """Else 6, then 6 with 3, would tell of the three by subtraction."""
    assert pools([6, 3, 3], [5, 5, 5]) == [[0], [1, 2]]
    assert pools([6, 3, 3, 9], [5, 5, 5, 8]) == [[0], [1, 2], [3]]
    assert pools([6, 3, 3, 9], [5, 5, 8, 5]) == [[0], [1, 2, 3]]


@given(SESSIONS)
def test_given_any_sessions_then_each_is_in_one_pool_at_most_in_order_and_pools_are_full(
    sessions: Sessions,
) -> None:
    found = pools_of(sessions)
    placed = [position for pool in found for position in pool]
    assert placed == list(range(len(placed)))
    assert all(is_full(sessions, pool) for pool in found)


@given(SESSIONS, SESSIONS)
def test_given_more_sessions_later_then_full_pools_stay_as_they_were(
    sessions: Sessions, later: Sessions
) -> None:
    before = pools_of(sessions)
    assert pools_of([*sessions, *later])[: len(before)] == before


@given(SESSIONS)
def test_given_a_full_pool_then_it_was_short_before_its_last_session(sessions: Sessions) -> None:
    for pool in pools_of(sessions):
        assert len(pool) == 1 or not is_full(sessions, pool[:-1])

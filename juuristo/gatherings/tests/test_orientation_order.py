"""The order of an orientation's items: what comes before what, and no circles."""

from hypothesis import given
from hypothesis import strategies as st

from juuristo.gatherings.orientation_order import circle_in, in_order

KEYS = st.integers(0, 7)
GRAPHS = st.dictionaries(KEYS, st.sets(KEYS, max_size=4), max_size=8)


def test_given_nothing_comes_first_then_the_order_stays() -> None:
    assert in_order([3, 1, 2], {}) == [3, 1, 2]


def test_given_the_first_comes_after_the_last_then_it_moves_behind_it() -> None:
    assert in_order([1, 2, 3], {1: [3]}) == [2, 3, 1]


def test_given_a_circle_then_all_are_there_and_the_circle_is_told() -> None:
    after = {1: [2], 2: [3], 3: [1], 4: []}

    assert sorted(in_order([1, 2, 3, 4], after)) == [1, 2, 3, 4]
    assert sorted(circle_in(after)) == [1, 2, 3]


def test_given_an_item_after_itself_then_it_is_a_circle() -> None:
    assert circle_in({1: [1]}) == [1]


def test_given_two_ways_to_the_same_item_then_it_is_no_circle() -> None:
    assert circle_in({1: [2, 3], 2: [4], 3: [4], 4: []}) == []


@given(GRAPHS)
def test_given_any_items_then_either_each_follows_what_it_should_or_there_is_a_circle(
    after: dict[int, set[int]],
) -> None:
    keys = sorted(after)
    known = {key: {one for one in before if one in after} for key, before in after.items()}
    found, circle = in_order(keys, after), circle_in(known)

    assert sorted(found) == keys
    if circle:
        assert all(
            after_one in known[one]
            for one, after_one in zip(circle, [*circle[1:], circle[0]], strict=True)
        )
    else:
        assert all(found.index(one) < found.index(key) for key in keys for one in known[key])

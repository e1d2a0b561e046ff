"""One who knows everything but who is in which hidden group: the rule, the code, every answer.

The people of a wave's hidden groups are dealt anew among those groups. Where the whole document
comes out the same to the letter, nobody can tell which deal was the true one: so the deals must
put each hidden group's count, and that of its answers to each question, the threshold apart.
"""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest

from .random_waves import Row, document, random_form, random_rows

UNTOLD = "not_told"


def deals(rows: list[Row], hidden: list[str]) -> Iterator[list[Row]]:
    """The groups in other sizes of their own, or all ones but one; answerers first, or last."""
    people = [row for row in rows if row.get("me1", UNTOLD) in hidden]
    others = [row for row in rows if row.get("me1", UNTOLD) not in hidden]
    sizes = Counter(row.get("me1", UNTOLD) for row in people)
    true = [sizes[key] for key in hidden]
    one_large = [len(people) - len(hidden) + 1] + [1] * (len(hidden) - 1)
    turned = [true[shift:] + true[:shift] for shift in range(len(true))]
    turned += [one_large[shift:] + one_large[:shift] for shift in range(len(true))]
    turned += [list(some) for some in permutations(true)] if len(true) <= 3 else []
    for given in turned:
        for sign in (1, -1):
            dealt = sorted(people, key=lambda row: (sign * answers(row, "q2"), str(row)))
            order = [place for _size, place in sorted(zip(given, range(len(given)), strict=True))]
            yield others + list(_deal(dealt, hidden, given, order))


def _deal(
    people: list[Row], hidden: list[str], sizes: list[int], order: list[int]
) -> Iterator[Row]:
    """Hand people out, the smallest group first."""
    start = 0
    for place in order:
        for row in people[start : start + sizes[place]]:
            told = {key: value for key, value in row.items() if key != "me1"}
            yield told if hidden[place] == UNTOLD else told | {"me1": hidden[place]}
        start += sizes[place]


def answers(row: Row, question: str) -> bool:
    return row.get(question, "prefer_not_to_say") != "prefer_not_to_say"


def widths(worlds: list[list[Row]], key: str, question: str | None) -> int:
    """How far apart the worlds put a group's people, or its answers to a question."""
    held = [
        sum(
            row.get("me1", UNTOLD) == key and (question is None or answers(row, question))
            for row in rows
        )
        for rows in worlds
    ]
    return max(held) - min(held)


def told_in_groups(found: dict[str, Any], question: str) -> bool:
    """Whether the shown groups tell of the question, so that subtraction is possible at all."""
    return any(
        each["key"] == question and each["state"] == "shown"
        for group in found["groups"]
        for each in group["questions"]
    )


@pytest.mark.parametrize("seed", range(8))
def test_given_hidden_people_dealt_anew_then_the_document_is_the_same(seed: int) -> None:
    rng = random.Random(100 + seed)
    seen = 0
    while seen < 15:
        form, threshold = random_form(rng, 1), rng.choice([5, 5, 6, 8])
        rows = random_rows(rng, form)
        told = document(form, rows, ["me1"], threshold)
        (found,) = told["breakdowns"]
        hidden = [each["key"] for each in found["groups"] if each["state"] == "protected"]
        if found["withheld"] or not hidden:
            continue
        seen += 1
        same = [
            world
            for world in deals(rows, hidden)
            if document(form, world, ["me1"], threshold) == told
        ]
        for key in hidden:
            assert widths([*same, rows], key, None) >= threshold, (rows, hidden)
            for question in ("q1", "q2"):
                if told_in_groups(found, question):
                    assert widths([*same, rows], key, question) >= threshold, (rows, hidden)

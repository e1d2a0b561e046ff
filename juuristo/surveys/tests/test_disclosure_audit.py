"""Trust T4 audited by linear programming: what is told narrows no hidden group's count.

1,000 random waves: with one breakdown, with two, with nested ones, and pairs of waves. What the
attacker knows is in ``linear_attacker.py``; here is what must stay unknown to it.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from juuristo.figures import disclosure
from juuristo.surveys import breakdowns
from juuristo.surveys.waves_compared import compared

from .linear_attacker import Attacker, Programme
from .random_waves import Row, document, nest, random_form, random_rows

pytestmark = pytest.mark.slow
ALMOST = 1e-6
Narrow = list[tuple[Any, ...]]


def narrowed(attacker: Attacker, threshold: int, rows: list[Row]) -> Narrow:
    """Every hidden count whose range is narrower than the threshold (or than all there are)."""
    found: Narrow = []
    for by in attacker.breakdowns:
        for key in attacker.hidden(by):
            found += _narrow_people(attacker, by, key, threshold)
            for question in attacker.questions:
                found += _narrow_answers(attacker, by, key, question, threshold, rows)
    return found


def _narrow_people(attacker: Attacker, by: str, key: str, threshold: int) -> Narrow:
    low, high = attacker.programme.range_of(attacker.people(by, key))
    wide = min(threshold, attacker.document["answered"] - 1)
    return [(by, key, low, high)] if high - low < wide - ALMOST else []


def _narrow_answers(
    attacker: Attacker, by: str, key: str, question: str, threshold: int, rows: list[Row]
) -> Narrow:
    """How many answered; and of each option none or one may be the group's, or the threshold."""
    total = attacker.total_of(question)
    if total is None:
        return []
    found: Narrow = []
    low, high = attacker.programme.range_of(attacker.answers(question, by, key))
    if high - low < min(threshold, total) - ALMOST:
        found.append((by, key, question, low, high))
    is_alone = len(attacker.breakdowns) == 1 and not attacker.wave
    held_by_option = _held(attacker, by, question, rows) if is_alone else {}
    for option, held in held_by_option.items():
        low, high = attacker.programme.range_of(attacker.count(question, option, by, key))
        if low > 1 + ALMOST or high < min(threshold, held) - ALMOST:
            found.append((by, key, question, option, low, high))
    return found


def _held(attacker: Attacker, by: str, question: str, rows: list[Row]) -> Counter[str]:
    """How many of the hidden together chose each option."""
    hidden = set(attacker.hidden(by))
    everybody = attacker.breakdowns[by]["withheld"]
    return Counter(
        row[question]
        for row in rows
        if row.get(question, "prefer_not_to_say") != "prefer_not_to_say"
        and (everybody or row.get(by, "not_told") in hidden)
    )


def exposed(attacker: Attacker, threshold: int) -> Narrow:
    """Every small group, or crossing of two, whose answers can be told exactly."""
    found: Narrow = []
    options = [option["key"] for option in attacker.questions["q1"]["options"]]
    parts = [
        (attacker.cell("q1", cell), [attacker.cell("q1", option, cell) for option in options])
        for cell in attacker.cells()
    ]
    parts += [
        (attacker.answers("q1", by, key), [attacker.count("q1", each, by, key) for each in options])
        for by in attacker.breakdowns
        for key in attacker.hidden(by)
    ]
    for answers, counts in parts:
        low, high = attacker.programme.range_of(answers)
        is_small = high - low < ALMOST and ALMOST < high < threshold - ALMOST
        if is_small and all(b - a < ALMOST for a, b in map(attacker.programme.range_of, counts)):
            found.append((answers, low))
    return found


def waves(seed: int, count: int, cut_by: int) -> Iterable[tuple[dict[str, Any], int, list[Row]]]:
    rng = random.Random(seed)
    for _ in range(count):
        form = random_form(rng, cut_by)
        yield form, rng.choice([5, 5, 6, 8]), random_rows(rng, form)


def audit_one_breakdown(seed: int, count: int) -> Narrow:
    found: Narrow = []
    for form, threshold, rows in waves(seed, count, 1):
        attacker = Attacker(form, document(form, rows, ["me1"], threshold))
        found += narrowed(attacker, threshold, rows)
    return found


def audit_two_breakdowns(seed: int, count: int) -> Narrow:
    found: Narrow = []
    for form, threshold, rows in waves(seed, count, 2):
        attacker = Attacker(form, document(form, rows, ["me1", "me2"], threshold))
        found += narrowed(attacker, threshold, rows)
    return found


def audit_nested_breakdowns(seed: int, count: int) -> Narrow:
    """The attacker knows which office each team is in, which no document tells.

    That may narrow what it knows of a hidden group, but nothing small may be known exactly.
    """
    found: Narrow = []
    rng = random.Random(seed)
    for form, threshold, rows in waves(seed, count, 2):
        within = nest(rng, form, rows)
        told = document(form, rows, ["me1", "me2"], threshold)
        attacker = Attacker(form, told, nested=within)
        found += exposed(attacker, threshold)
    return found


def audit_pairs_of_waves(seed: int, count: int) -> Narrow:
    """The same people twice, and the attacker knows they are the same; comparisons told too."""
    found: Narrow = []
    rng = random.Random(seed)
    for form, threshold, rows in waves(seed, count, 1):
        again = [row | {"q1": rng.choice(["a", "b"])} for row in rows]
        now, before = (document(form, each, ["me1"], threshold) for each in (again, rows))
        programme = Programme()
        one, other = (Attacker(form, now, programme, "now"), Attacker(form, before, programme, "b"))
        for group in one.groups("me1"):
            programme.add_up([one.people("me1", group)], other.people("me1", group))
        for told in compared(now, before):
            if told["state"] == "shown":
                assert (told["n"], told["earlier_n"]) == (
                    one.total_of(told["key"]),
                    other.total_of(told["key"]),
                )
        found += narrowed(one, threshold, again) + narrowed(other, threshold, rows)
    return found


AUDITS = [
    (audit_one_breakdown, 110),
    (audit_two_breakdowns, 30),
    (audit_nested_breakdowns, 40),
    (audit_pairs_of_waves, 20),
]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("audit", "count"), AUDITS)
def test_given_random_waves_then_no_hidden_count_is_narrowed(
    audit: Callable[[int, int], Narrow], count: int, seed: int
) -> None:
    assert audit(seed, count) == []


def _hide_only_the_small(
    groups: Iterable[disclosure.Group], threshold: disclosure.Threshold
) -> disclosure.Breakdown:
    states = {
        group.key: disclosure.State.MISSING
        if not group.answers
        else disclosure.State.SHOWN
        if group.answers >= threshold.answers
        else disclosure.State.PROTECTED
        for group in groups
    }
    return disclosure.Breakdown(states)


@pytest.mark.parametrize(
    ("audit", "careless", "stand_in"),
    [
        (audit_one_breakdown, "protect", _hide_only_the_small),
        (audit_one_breakdown, "may_be_broken_down", lambda *_known: True),
        (audit_nested_breakdowns, "may_stand_beside", lambda *_known: True),
        (audit_pairs_of_waves, "protect", _hide_only_the_small),
    ],
)
def test_given_a_careless_rule_then_the_audit_finds_it(
    audit: Callable[[int, int], Narrow],
    careless: str,
    stand_in: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(breakdowns, careless, stand_in)
    assert audit(1, 60) != []

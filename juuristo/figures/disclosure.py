"""Small groups are never exposed (trust T4): the one rule behind every figure shown to people.

What is protected is a *group's answers*, not the rarity of an option:

1. A group is shown when it has at least ``Threshold.answers`` answers, given to at least
   ``Threshold.contributors`` people where that is asked. Below either it is hidden whole. Inside a
   shown group every option is shown, also one that few chose.
2. A total minus its shown groups tells what the hidden ones hold together, and whoever knows this
   rule knows more. The hidden may stand alone only when they are at least two and any one of them
   might as well be the threshold larger (``cover_each_other``). Otherwise one more is hidden: the
   smallest shown group that makes the largest and the smallest hidden differ by the threshold, of
   a size that no other shown group has. Where there is none, or nothing would be left to show, the
   whole breakdown is withheld.
3. A group without answers protects nobody and hides nothing: it is *missing*, never zero, and
   counts neither as a hidden group nor as cover for one. A breakdown that is withheld does not
   tell even that.
4. What is broken down by shown groups has as many answers in each, and in the hidden together
   (``may_be_broken_down``); and of two breakdowns of the same answers neither may cut the other's
   groups into small parts (``may_stand_beside``).

Why this holds against one who knows the rule: it looks at sizes alone, so dealing the hidden
groups' people anew among them, or letting two hidden groups change places, gives the same picture
in every figure. Each hidden group may therefore have been the smallest or the largest. The tests
hold it against all small tables there are, against linear programmes, and against whole waves
dealt anew. What it cannot hide: in a wave of at most ``answers + 1`` answers no range is wider.

The rule sees counts only, so the same counts always give the same picture: nobody may loosen it,
and groups are never crossed with each other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a figure stands on a page, in an export and in the API."""

    SHOWN = "shown"
    PROTECTED = "protected"
    MISSING = "missing"


@dataclass(frozen=True)
class Threshold:
    """The least a shown group has: ``answers``, and people behind them (0: not asked)."""

    answers: int
    contributors: int = 0


@dataclass(frozen=True)
class Group:
    """A group's size: how many answered, and how many people that came through.

    ``least`` is how many answered the question of it that fewest answered, when the group has many
    and some may be passed over: the group is as small as its smallest part (None: ``answers``).
    """

    key: str
    answers: int
    contributors: int = 0
    least: int | None = None

    @property
    def size(self) -> int:
        return self.answers if self.least is None else self.least


DISTRIBUTION = Threshold(answers=5)
OPEN_ANSWERS = Threshold(answers=10)
# Ratings of closed months, from links that at least five advisers issued.
CLIENT_VOICE = Threshold(answers=10, contributors=5)


def reaches(group: Group, threshold: Threshold) -> bool:
    """Whether the group alone may be shown."""
    return group.size >= threshold.answers and group.contributors >= threshold.contributors


def cover_each_other(
    hidden: Sequence[Group], threshold: Threshold, shown: Iterable[int] = ()
) -> bool:
    """Whether the hidden groups may be known by their sum: at least two, together enough.

    Enough is so many that one of them may hold the threshold more than the least there is, one
    answer. Who knows the rule knows that a group so large would be shown unless it was hidden for
    the others' sake, and that a smaller one (of the sizes ``shown``) would have been taken for that
    instead; where many may stand behind few people, a group is hidden at any size.

    Of the people behind them only the largest group's number is counted: the same person may
    stand behind several groups, so this is the most that is certain.
    """
    sizes = [group.size for group in hidden if group.size]
    people = max((group.contributors for group in hidden if group.size), default=0)
    largest = sum(sizes) - len(sizes) + 1
    if len(sizes) < 2 or largest - 1 < threshold.answers or people < threshold.contributors:
        return False
    if threshold.contributors:
        return True
    return not any(threshold.answers < size <= largest for size in shown)


@dataclass(frozen=True)
class Breakdown:
    """What a breakdown shows: a state for every group. ``is_withheld``: it shows nothing."""

    states: dict[str, State]
    is_withheld: bool = False

    def shows(self, key: str) -> bool:
        return self.states[key] is State.SHOWN

    @property
    def hidden(self) -> list[str]:
        return [key for key, state in self.states.items() if state is State.PROTECTED]


def protect(groups: Iterable[Group], threshold: Threshold) -> Breakdown:
    """Say what of a breakdown may be shown beside its total. Keys are unique; order is all one."""
    given = list(groups)
    filled = [group for group in given if group.answers]
    hidden = [group for group in filled if not reaches(group, threshold)]
    shown = [group for group in filled if reaches(group, threshold)]
    if hidden and not cover_each_other(hidden, threshold, [group.size for group in shown]):
        cover = _cover(hidden, shown, threshold)
        hidden.extend(shown if cover is None else [cover])
    kept = {group.key for group in filled} - {group.key for group in hidden}
    if filled and not kept:
        return withheld(group.key for group in given)
    return Breakdown({group.key: _state(group, kept) for group in given})


def withheld(keys: Iterable[str]) -> Breakdown:
    """A breakdown that shows nothing, not even which groups are empty."""
    return Breakdown(dict.fromkeys(keys, State.PROTECTED), is_withheld=True)


def _cover(hidden: Sequence[Group], shown: Sequence[Group], threshold: Threshold) -> Group | None:
    """The smallest shown group that hides the hidden ones; None when there is none."""
    sizes = [group.size for group in hidden if group.size]
    taken = Counter(group.size for group in shown)
    fit = [
        group
        for group in shown
        if sizes
        and taken[group.size] == 1
        and max(*sizes, group.size) - min(*sizes, group.size) >= threshold.answers
    ]
    return min(fit, key=lambda group: group.size, default=None)


def _state(group: Group, kept: set[str]) -> State:
    if not group.answers:
        return State.MISSING
    return State.SHOWN if group.key in kept else State.PROTECTED


def may_be_broken_down(
    sizes: Mapping[str, int], breakdown: Breakdown, threshold: Threshold
) -> bool:
    """Whether one question may be shown in the shown groups: ``sizes`` is how many answered it.

    Each shown group must have enough answers to it, and so must the hidden ones together, which
    subtraction tells of. Otherwise the question is told of in no group.
    """
    within = [sizes.get(key, 0) for key, state in breakdown.states.items() if state == State.SHOWN]
    beyond = sum(sizes.get(key, 0) for key in breakdown.hidden)
    if breakdown.hidden and beyond < threshold.answers:
        return False
    return bool(within) and min(within) >= threshold.answers


def may_stand_beside(
    first: Breakdown,
    second: Breakdown,
    crossed: Mapping[tuple[str, str], int],
    threshold: Threshold,
) -> bool:
    """Whether two breakdowns of the same answers may both be shown.

    ``crossed`` is how many answers lie in a group of the one and a group of the other. Where groups
    nest (a team in its office) the inner may be subtracted from the outer, so what then remains
    must be nothing or enough, and nothing that is told may lie within what is hidden.
    """
    if first.is_withheld or second.is_withheld:
        return True
    told = Counter[tuple[str, str]]()
    for (one, other), count in crossed.items():
        told[_block(first, one), _block(second, other)] += count
    turned = Counter({(other, one): count for (one, other), count in told.items()})
    return _nest_safely(told, threshold) and _nest_safely(turned, threshold)


_HIDDEN = ""  # the block that all hidden groups make together


def _block(breakdown: Breakdown, key: str) -> str:
    return key if breakdown.shows(key) else _HIDDEN


def _nest_safely(told: Mapping[tuple[str, str], int], threshold: Threshold) -> bool:
    """Whether no block of the second breakdown gives a part of one of the first's away."""
    around: dict[str, set[str]] = defaultdict(set)
    sizes: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for (outer, inner), count in told.items():
        if count:
            around[inner].add(outer)
            sizes[outer] += count
    for (outer, inner), count in told.items():
        if count and around[inner] == {outer}:
            inside[outer] += count
    return not any(
        outer == _HIDDEN or 0 < sizes[outer] - within < threshold.answers
        for outer, within in inside.items()
    )

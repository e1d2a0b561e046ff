"""Small groups are never exposed (trust T4): the one rule behind every figure shown to people.

What is protected is a *group's answers*, not the rarity of an option:

1. A group is shown when it has at least ``Threshold.answers`` answers, given to at least
   ``Threshold.contributors`` people where that is asked. Below either it is hidden whole. Inside a
   shown group every option is shown, also one that few chose.
2. A total minus its shown groups tells what the hidden ones hold together. Hidden groups are
   therefore at least two, and together they reach the threshold: the smallest shown group is hidden
   with them until that is so. If hiding goes on until nothing is left to show, or what is hidden
   still falls short, the whole breakdown is withheld.
3. A group without answers protects nobody and hides nothing: it is *missing*, never zero, and
   counts neither as a hidden group nor as cover for one.

The rule sees counts only, so the same counts always give the same picture: nobody may loosen it,
and groups are never crossed with each other.
"""

from collections.abc import Iterable, Sequence
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


def cover_each_other(hidden: Sequence[Group], threshold: Threshold) -> bool:
    """Whether the hidden groups may be known by their sum: at least two, together enough.

    Of the people behind them only the largest group's number is counted: the same person may
    stand behind several groups, so this is the most that is certain.
    """
    filled = [group for group in hidden if group.size]
    together = Group(
        "",
        sum(group.size for group in filled),
        max((group.contributors for group in filled), default=0),
    )
    return len(filled) >= 2 and reaches(together, threshold)


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
    """Say what of a breakdown may be shown beside its total.

    Deterministic: of groups of one size the first by key is hidden first. Keys are unique.
    """
    given = list(groups)
    filled = [group for group in given if group.answers]
    hidden = [group for group in filled if not reaches(group, threshold)]
    shown = sorted(
        (group for group in filled if reaches(group, threshold)),
        key=lambda group: (group.size, group.key),
    )
    while hidden and shown and not cover_each_other(hidden, threshold):
        hidden.append(shown.pop(0))
    kept = {group.key for group in shown}
    states = {group.key: _state(group, kept) for group in given}
    return Breakdown(states, is_withheld=bool(filled) and not shown)


def _state(group: Group, kept: set[str]) -> State:
    if not group.answers:
        return State.MISSING
    return State.SHOWN if group.key in kept else State.PROTECTED

"""Whether two waves differ by more than chance: the change, its 95 % interval, and a verdict."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from .distributions import Summary, t_95, variance_of_mean
from .intervals import wilson_finite


class Verdict(StrEnum):
    GREW = "grew"
    FELL = "fell"
    NO_DIFFERENCE = "no_difference"  # none that could be told from chance


@dataclass(frozen=True)
class Change:
    """Now minus before, and the interval in which the true change lies."""

    change: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        if self.low > 0:
            return Verdict.GREW
        return Verdict.FELL if self.high < 0 else Verdict.NO_DIFFERENCE


@dataclass(frozen=True)
class Part:
    """``count`` of ``whole`` answers, of a population (None: not known)."""

    count: int
    whole: int
    population: int | None = None


def change_of_share(now: Part, before: Part) -> Change:
    """The difference of two shares, 0–1 (``whole`` is at least 1).

    R. G. Newcombe, Statistics in Medicine 17 (1998), method 10: the two Wilson intervals put
    together; here each is of its own finite population (``wilson_finite``). The waves are taken as
    independent. The same people mostly answer alike, so the true interval is rather narrower.
    """
    share, earlier = now.count / now.whole, before.count / before.whole
    low, high = wilson_finite(now.count, now.whole, now.population)
    earlier_low, earlier_high = wilson_finite(before.count, before.whole, before.population)
    change = share - earlier
    return Change(
        change,
        change - sqrt((share - low) ** 2 + (earlier_high - earlier) ** 2),
        change + sqrt((high - share) ** 2 + (earlier - earlier_low) ** 2),
    )


def change_of_mean(
    now: Summary,
    before: Summary,
    population: int | None = None,
    earlier_population: int | None = None,
) -> Change | None:
    """The difference of two means by B. L. Welch (Biometrika 34, 1947), populations finite.

    None when either is a single answer: its spread is not known.
    """
    if now.sd is None or before.sd is None:
        return None
    ours = variance_of_mean(now.n, now.sd, population)
    theirs = variance_of_mean(before.n, before.sd, earlier_population)
    change = now.mean - before.mean
    if not ours + theirs:
        return Change(change, change, change)
    freedom = (ours + theirs) ** 2 / (ours**2 / (now.n - 1) + theirs**2 / (before.n - 1))
    reach = t_95(freedom) * sqrt(ours + theirs)
    return Change(change, change - reach, change + reach)

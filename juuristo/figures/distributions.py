"""How answers fall: counts, percents, means and spreads, from how many gave each value.

Everything starts from *tallies*: a mapping from a value to how many answered it. A population is
how many were asked (None: not known); an interval then knows that the staff is finite.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import expm1, inf, isnan, pi, sqrt

from .intervals import wilson_finite

Tally = Mapping[float, int]


@dataclass(frozen=True)
class Share:
    """One value's part of ``whole`` answers: percent and 95 % interval, 0–100."""

    count: int
    whole: int
    population: int | None = None

    @property
    def percent(self) -> float:
        return 100 * self.count / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        low, high = wilson_finite(self.count, self.whole, self.population)
        return 100 * low, 100 * high


@dataclass(frozen=True)
class Summary:
    """Numbers in brief. ``sd`` is the sample's (n − 1), None of a single answer."""

    n: int
    least: float
    most: float
    mean: float
    median: float
    sd: float | None


def shares(
    counts: Mapping[str, int], keys: Iterable[str], whole: int, population: int | None = None
) -> dict[str, Share]:
    """Return every key's share, also of a key that nobody chose."""
    return {key: Share(counts.get(key, 0), whole, population) for key in keys}


def summary(tally: Tally) -> Summary:
    """Sum up numbers; raises ``ValueError`` when there are none."""
    values = sorted(value for value, count in tally.items() if count)
    if not values:
        raise ValueError("no answers to sum up")
    n = sum(tally[value] for value in values)
    mean = sum(value * tally[value] for value in values) / n
    squares = sum(tally[value] * (value - mean) ** 2 for value in values)
    return Summary(
        n=n,
        least=values[0],
        most=values[-1],
        mean=mean,
        median=_median(values, tally, n),
        sd=sqrt(squares / (n - 1)) if n > 1 else None,
    )


def _median(values: Sequence[float], tally: Tally, n: int) -> float:
    """The middle answer; of an even number of answers, halfway between the two middle ones."""
    return (_nth(values, tally, (n - 1) // 2) + _nth(values, tally, n // 2)) / 2


def _nth(values: Sequence[float], tally: Tally, index: int) -> float:
    for value in values:
        index -= tally[value]
        if index < 0:
            return value
    raise IndexError(index)


def mean_ranks(orders: Mapping[Sequence[str], int]) -> dict[str, float]:
    """Return each option's mean place, 1 the best, from how many gave each order."""
    n = sum(orders.values())
    places: dict[str, int] = {}
    for order, count in orders.items():
        for place, key in enumerate(order, start=1):
            places[key] = places.get(key, 0) + place * count
    return {key: place / n for key, place in places.items()}


def variance_of_mean(n: int, sd: float, population: int | None = None) -> float:
    """The variance of a mean, (s² / n) (1 − n / N): Cochran, *Sampling Techniques* (1977), 2.6."""
    left = 1 - n / population if population else 1.0
    return sd * sd / n * max(0.0, left)


def mean_interval(found: Summary, population: int | None = None) -> tuple[float, float] | None:
    """The 95 % interval of a mean by Student's t, of a finite population. None of one answer.

    When everybody answered nothing is left to chance, and it is the mean alone.
    """
    if found.sd is None:
        return None
    error = sqrt(variance_of_mean(found.n, found.sd, population))
    reach = t_95(found.n - 1) * error
    return found.mean - reach, found.mean + reach


def t_95(freedom: float) -> float:
    """The 97.5 % point of Student's t: half the width of a 95 % interval, in standard errors.

    G. W. Hill, Algorithm 396, CACM 13 (1970); exact for 1 and 2 degrees of freedom.
    """
    if isnan(freedom) or freedom < 1:
        return inf
    if freedom == 1:
        return 12.706204736432095
    if freedom == 2:
        return 4.302652729696142
    return _hill(freedom, tail=0.05)


def _hill(freedom: float, tail: float) -> float:
    """Hill's expansion for ``tail`` in both ends together."""
    a = 1 / (freedom - 0.5)
    b = 48 / (a * a)
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * pi / 2) * freedom
    y = (d * tail) ** (2 / freedom)
    if y > 0.05 + a:
        x = -1.959963984540054  # the normal's 2.5 % point
        y = x * x
        if freedom < 5:
            c += 0.3 * (freedom - 4.5) * (x + 0.6)
        c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
        y = a * y * y
        y = expm1(y)
    else:
        y = (
            (
                1 / (((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3)
                + 0.5 / (freedom + 4)
            )
            * y
            - 1
        ) * (freedom + 1) / (freedom + 2) + 1 / y
    return sqrt(freedom * y)

"""``Plan``: how many minutes each stair is given. The browser's copy is ``stairs/plan.ts``."""

import math
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self

from .faults import StairsError, gettext_noop
from .staircase import STAIRS, Stair

_EPSILON = sys.float_info.epsilon
_NUDGES = (0.0, -0.5, 0.5, -1.0, 1.0)


@dataclass(frozen=True)
class Plan:
    """Minutes by stair, each 0 or more; added in the order of the stairs they give ``minutes``."""

    empathy: float
    guidance: float
    advice: float
    farewell: float

    def __post_init__(self) -> None:
        minutes = [self[stair] for stair in STAIRS]
        if not all(math.isfinite(one) and one >= 0 for one in minutes) or not self.minutes > 0:
            raise StairsError("bad_plan", gettext_noop("Suunnitelman minuutit eivät kelpaa."))

    def __getitem__(self, stair: Stair) -> float:
        minutes: float = getattr(self, stair)
        return minutes

    @property
    def minutes(self) -> float:
        """How long the whole meeting is planned to be."""
        return self.empathy + self.guidance + self.advice + self.farewell

    @property
    def farewell_begins_by(self) -> float:
        """The latest start of the farewell that keeps its minutes whole."""
        return self.minutes - self.farewell

    @classmethod
    def of(cls, shares: Mapping[Stair, float], minutes: float) -> Self:
        """Divide ``minutes`` by ``shares`` (of any sum above 0); sums to ``minutes`` exactly.

        Raises StairsError ``bad_minutes`` unless ``minutes`` is a finite number above 0.
        """
        if not (math.isfinite(minutes) and minutes > 0):
            raise StairsError(
                "bad_minutes", gettext_noop("Minuuttien täytyy olla nollaa suurempi luku.")
            )
        whole = _total({stair.value: shares[stair] for stair in STAIRS})
        if not (math.isfinite(whole) and whole > 0):
            raise StairsError("bad_plan", gettext_noop("Suunnitelman minuutit eivät kelpaa."))
        given = {stair.value: clean(minutes * (shares[stair] / whole)) for stair in STAIRS}
        return cls(**_balanced(given, minutes))

    @classmethod
    def from_minutes(cls, minutes: object) -> Self:
        """Read ``{"empathy": 6.75, …}`` as it is stored and sent. Raises StairsError."""
        if not isinstance(minutes, Mapping) or set(minutes) != set(STAIRS):
            raise StairsError("bad_plan", gettext_noop("Suunnitelman minuutit eivät kelpaa."))
        given = {stair.value: minutes[stair] for stair in STAIRS}
        if not all(is_number(one) for one in given.values()):
            raise StairsError("bad_plan", gettext_noop("Suunnitelman minuutit eivät kelpaa."))
        return cls(**{name: float(one) for name, one in given.items()})

    def by_stair(self) -> dict[str, float]:
        """``{"empathy": 6.75, …}`` in the order of the stairs."""
        return asdict(self)

    def scaled(self, minutes: float) -> Self:
        """The same shares of another length."""
        return self.of({stair: self[stair] for stair in STAIRS}, minutes)

    def spare(self, stair: Stair, minimums: Mapping[Stair, float]) -> float:
        """How many minutes editing may take from a stair."""
        return max(0.0, self[stair] - minimums[stair])

    def moved(
        self, origin: Stair, target: Stair, minutes: float, minimums: Mapping[Stair, float]
    ) -> Self:
        """Move minutes between stairs, no more than the minimum of ``origin`` lets go."""
        moved = min(minutes, self.spare(origin, minimums))
        if origin == target or not moved > 0:
            return self
        changed = replace(
            self,
            **{
                origin.value: clean(self[origin] - moved),
                target.value: clean(self[target] + moved),
            },
        )
        return type(self)(**_balanced(changed.by_stair(), self.minutes))


def is_number(value: object) -> bool:
    """Tell whether a value read from JSON is a number a float can hold (``true`` is not)."""
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < 10**300
    return isinstance(value, float)


def clean(minutes: float) -> float:
    """Take off the noise that multiplying leaves: 4.95 rather than 4.949999999999999."""
    short = float(f"{minutes:.12g}")
    return short if abs(short - minutes) <= 8 * _EPSILON * abs(minutes) else minutes


def _balanced(plan: Mapping[str, float], minutes: float) -> dict[str, float]:
    """Let one stair take what rounding left over, so that the stairs sum to ``minutes`` exactly.

    The farewell, or when it has nothing to give the longest. A short number is preferred.
    """
    by_length = sorted(plan, key=lambda name: plan[name], reverse=True)
    for name in ("farewell", *by_length):
        rest = minutes - _total({**plan, name: 0.0})
        for one in (plan[name], clean(rest), *(rest + rest * _EPSILON * n for n in _NUDGES)):
            tried = {**plan, name: one}
            if one >= 0 and _total(tried) == minutes:
                return tried
    return dict(plan)


def _total(plan: Mapping[str, float]) -> float:
    return plan["empathy"] + plan["guidance"] + plan["advice"] + plan["farewell"]

"""``Walk``: how a meeting moved over the stairs. The browser's copy is ``stairs/walk.ts``."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Self

from .faults import StairsError, gettext_noop
from .plan import is_number
from .staircase import STAIRS, Stair, stair_named

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


class Move(NamedTuple):
    """To ``stair`` when ``at`` minutes had gone."""

    stair: Stair
    at: float


class Stretch(NamedTuple):
    """One unbroken stay on a stair, in minutes from the beginning."""

    stair: Stair
    start: float
    end: float


@dataclass(frozen=True)
class Walk:
    """Timed moves. The first is at 0 and times never go backwards; all else is allowed.

    Any stair may begin, any may follow, a stair may repeat, and two moves may be at the same time:
    stepping back is part of the method, not an error.
    """

    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        if not self.moves:
            raise StairsError("empty_walk", gettext_noop("Eteneminen on tyhjä."))
        for move in self.moves:
            if not (math.isfinite(move.at) and move.at >= 0):
                raise StairsError(
                    "bad_time", gettext_noop("Ajan täytyy olla luku, joka on vähintään nolla.")
                )
        if self.moves[0].at != 0:
            raise StairsError("bad_start", gettext_noop("Eteneminen alkaa minuutista 0."))
        if any(after.at < before.at for before, after in pairwise(self.moves)):
            raise StairsError(
                "not_in_order", gettext_noop("Siirtymät eivät ole aikajärjestyksessä.")
            )

    @classmethod
    def of(cls, moves: Iterable[tuple[str, float]]) -> Self:
        return cls(tuple(Move(stair_named(stair), float(at)) for stair, at in moves))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``"empathy@0,guidance@9,advice@30"``. Raises StairsError."""
        if not text.strip():
            raise StairsError("empty_walk", gettext_noop("Eteneminen on tyhjä."))
        return cls.of(_move_in(part) for part in text.split(","))

    @classmethod
    def from_moves(cls, moves: object) -> Self:
        """Read ``[{"stair": "empathy", "at": 0}, …]`` as it is stored and sent."""
        if not isinstance(moves, list) or not all(_is_move(one) for one in moves):
            raise StairsError("bad_walk", gettext_noop("Etenemistä ei voi lukea."))
        return cls.of((one["stair"], one["at"]) for one in moves)

    def __str__(self) -> str:
        """As ``parse`` reads it: no digit is lost."""
        return ",".join(f"{move.stair}@{_written(move.at)}" for move in self.moves)

    @property
    def stair(self) -> Stair:
        """The stair we are on."""
        return self.moves[-1].stair

    def to_moves(self) -> list[dict[str, str | float]]:
        return [{"stair": move.stair.value, "at": move.at} for move in self.moves]

    def stretches(self, until: float) -> list[Stretch]:
        """The stays in their order, the last one ending at ``until`` minutes.

        Raises StairsError ``bad_time`` or ``before_last_move``.
        """
        if not (math.isfinite(until) and until >= 0):
            raise StairsError(
                "bad_time", gettext_noop("Ajan täytyy olla luku, joka on vähintään nolla.")
            )
        if until < self.moves[-1].at:
            raise StairsError(
                "before_last_move", gettext_noop("Hetki on ennen viimeistä siirtymää.")
            )
        ends = [*(move.at for move in self.moves[1:]), until]
        return [
            Stretch(move.stair, move.at, end) for move, end in zip(self.moves, ends, strict=True)
        ]

    def durations(self, until: float) -> dict[Stair, float]:
        """Minutes by stair; a stair entered twice adds up, and all of them sum to ``until``."""
        stays = self.stretches(until)
        return {
            stair: math.fsum(stay.end - stay.start for stay in stays if stay.stair == stair)
            for stair in STAIRS
        }

    @property
    def step_backs(self) -> int:
        """How many times the walk went back to an earlier stair."""
        return sum(after.stair.place < before.stair.place for before, after in pairwise(self.moves))


def number_in(text: str) -> float:
    """Read a number as people and programs write them. Raises StairsError ``not_a_number``."""
    if not _NUMBER.fullmatch(text.strip()) or not math.isfinite(float(text)):
        raise StairsError("not_a_number", gettext_noop("”%(text)s” ei ole luku."), text=text)
    return float(text)


def _move_in(part: str) -> tuple[Stair, float]:
    stair, at, minutes = part.strip().partition("@")
    if not at:
        raise StairsError(
            "bad_walk",
            gettext_noop("Siirtymä kirjoitetaan muodossa guidance@9, ei ”%(part)s”."),
            part=part.strip(),
        )
    return stair_named(stair), number_in(minutes)


def _is_move(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("stair"), str)
        and is_number(value.get("at"))
    )


def _written(minutes: float) -> str:
    return str(int(minutes)) if minutes.is_integer() and minutes < 1e15 else repr(minutes)

"""What the page of a script shows: rows as tall as they last, shares, concerns, a suggestion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import scripts
from .models import Script, ScriptBlock, WorkForm
from .scripts import Concern, StairShare, Stretch, Warned

PIXELS_A_MINUTE = 7.4
TALLEST = 1110  # pixels of the whole course: two and a half hours at full scale
LOWEST_ROW = 37
BAR = 300  # the picture of the shares, in its own units
GAP = 2

WORDS = {  # what is told of each concern: first in short, then what there is and what helps
    Concern.TOO_LONG: (
        gettext_lazy("Käsikirjoitus on kertaa pidempi."),
        gettext_lazy(
            "Kohdat vievät %(found)s min, ja aikaa on %(wanted)s min. Lyhennä tai "
            "poista jokin kohta."
        ),
    ),
    Concern.DIALOGUE_SQUEEZED: (
        gettext_lazy("Keskustelulle jää vähän aikaa."),
        gettext_lazy(
            "Esityksiä on %(wanted)s min, mutta pareille, pienryhmille ja omalle "
            "pohdinnalle jää %(found)s min."
        ),
    ),
    Concern.NO_FAREWELL: (
        gettext_lazy("Hyvästely puuttuu."),
        gettext_lazy(
            "Varaa loppuun vähintään %(wanted)s min, niin jokainen ehtii kerrata ja "
            "valita seuraavan tekonsa."
        ),
    ),
    Concern.FAREWELL_SQUEEZED: (
        gettext_lazy("Hyvästely jää lyhyeksi."),
        gettext_lazy("Aikaa sille on %(found)s min. Tavallisesti tarvitset %(wanted)s min."),
    ),
    Concern.FAREWELL_SHORT: (
        gettext_lazy("Hyvästely on tavallista lyhyempi."),
        gettext_lazy(
            "Aikaa sille on %(found)s min. Hyvä mitta on viidesosa koko ajasta: %(wanted)s min."
        ),
    ),
    Concern.TOO_DENSE: (
        gettext_lazy("Tahti on tiheä."),
        gettext_lazy(
            "Kohtia on %(found)s, ja kuhunkin jää keskimäärin %(wanted)s min. Vähempi voi riittää."
        ),
    ),
    Concern.NO_BREAK: (
        gettext_lazy("Tauko puuttuu."),
        gettext_lazy(
            "Työskentelette %(found)s min yhteen menoon. Puolentoista tunnin jälkeen "
            "tauko tekee hyvää."
        ),
    ),
}


@dataclass(frozen=True)
class Row:
    """One block on the page. ``begins`` is None while no session says when it all begins; then
    ``offset`` (minutes from the beginning) stands in its place."""

    block: ScriptBlock
    begins: datetime | None
    offset: int
    height: int

    @property
    def form(self) -> str:
        return str(WorkForm(self.block.work).label) if self.block.stair else ""

    @property
    def shorter(self) -> int:
        """Minutes after one press: to the next five down, below ten one at a time."""
        now = self.block.minutes
        if now <= scripts.STEP:
            return max(1, now - 1)
        return now - (now % scripts.STEP or scripts.STEP)

    @property
    def longer(self) -> int:
        now = self.block.minutes
        if now < scripts.STEP:
            return now + 1
        return min(480, now + scripts.STEP - now % scripts.STEP)

    @property
    def is_address(self) -> bool:
        return self.block.material.startswith(("https://", "http://"))


@dataclass(frozen=True)
class Slice:
    """One stair's part of the bar. Numbers are text, so that no language puts a comma in them."""

    stair: str
    left: str
    width: str


@dataclass(frozen=True)
class Told:
    """A concern in words: how it begins and goes on, and whether it is more than a remark."""

    first: str
    rest: str
    is_pressing: bool


@dataclass(frozen=True)
class Change:
    title: str
    before: int
    after: int


def rows_of(blocks: Sequence[ScriptBlock], begins: datetime | None) -> list[Row]:
    minutes = [block.minutes for block in blocks]
    offsets = scripts.offsets_of(minutes)
    moments = scripts.starts_of(minutes, begins) if begins else [None] * len(offsets)
    return [
        Row(block, moment, offset, height)
        for block, moment, offset, height in zip(
            blocks, moments, offsets, heights(minutes), strict=False
        )
    ]


def heights(minutes: Sequence[int]) -> list[int]:
    """Pixels by block: minutes at one scale, none too low for its own title."""
    whole = sum(minutes)
    scale = min(PIXELS_A_MINUTE, TALLEST / whole) if whole else PIXELS_A_MINUTE
    return [max(LOWEST_ROW, round(scale * one)) for one in minutes]


def slices_of(shares: Sequence[StairShare]) -> list[Slice]:
    """The shares side by side in one bar."""
    there = [share for share in shares if share.minutes]
    room = BAR - GAP * max(0, len(there) - 1)
    slices, left = [], 0.0
    for share in there:
        width = room * share.share
        slices.append(Slice(share.stair.value, f"{left:.1f}", f"{width:.1f}"))
        left += width + GAP
    return slices


def context_of(
    script: Script, blocks: Sequence[ScriptBlock], begins: datetime | None, length: int | None
) -> dict[str, Any]:
    """``length``: minutes of the session that the script is held against."""
    shares = scripts.shares(blocks)
    minutes = [block.minutes for block in blocks]
    ends = scripts.starts_of(minutes, begins)[-1] if begins else None
    whole = sum(minutes)
    return {
        "script": script,
        "rows": rows_of(blocks, begins),
        "shares": shares,
        "slices": slices_of(shares),
        "ends": ends,
        "whole": whole,
        "spare": max(0, length - whole) if length and whole else 0,
        "concerns": [told_of(one) for one in scripts.warnings(blocks, length)],
        "changes": changes_of(blocks),
        "materials": [row for row in rows_of(blocks, begins) if row.block.material],
    }


def changes_of(blocks: Sequence[ScriptBlock]) -> list[Change]:
    new = scripts.suggestion(blocks)
    return [Change(blocks[n].title, blocks[n].minutes, after) for n, after in sorted(new.items())]


def finding(blocks: Sequence[Stretch]) -> str:
    """What the heading adds to the name: how long it takes."""
    hours, minutes = divmod(scripts.total(blocks), 60)
    if hours and minutes:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return _("%(hours)s h") % {"hours": hours} if hours else _("%(m)s min") % {"m": minutes}


def told_of(warned: Warned) -> Told:
    first, rest = words_of(warned.concern)
    values = {"found": warned.found, "wanted": warned.wanted}
    return Told(first, rest % values, warned.concern != Concern.FAREWELL_SHORT)


def words_of(concern: Concern) -> tuple[str, str]:
    first, rest = WORDS[concern]
    return str(first), str(rest)

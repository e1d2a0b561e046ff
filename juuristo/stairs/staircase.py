"""The four stairs, and how they share the time of a meeting of each kind.

The stairs and what each is for come from *kohtaava asiakastyö*, the encounter-based way of working
with clients, which gives them no minutes: transitions and durations are elastic there. **The shares
and the minimums are therefore ours**, a place to begin from. They say two things the source does
say: the farewell needs enough time of its own, and guidance as much as advice. Everybody edits them
when a meeting begins, and their own become their default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .faults import StairsError, gettext_noop
from .sayings import LINES, PROMPTS


class Stair(StrEnum):
    """One phase of a meeting. The order is theirs, but any move between them is allowed."""

    EMPATHY = "empathy"
    GUIDANCE = "guidance"
    ADVICE = "advice"
    FAREWELL = "farewell"

    @property
    def name_fi(self) -> str:
        """The stair's name, to be translated where it is shown."""
        return NAMES[self]

    @property
    def place(self) -> int:
        """0–3."""
        return STAIRS.index(self)


STAIRS = tuple(Stair)

NAMES = {
    Stair.EMPATHY: gettext_noop("Empatia"),
    Stair.GUIDANCE: gettext_noop("Ohjaus"),
    Stair.ADVICE: gettext_noop("Neuvonta"),
    Stair.FAREWELL: gettext_noop("Hyvästely"),
}


class Kind(StrEnum):
    """What the stairs carry."""

    CLIENT_MEETING = "client_meeting"
    WORKSHOP = "workshop"
    TEAM_MEETING = "team_meeting"
    DEVELOPMENT_DISCUSSION = "development_discussion"


@dataclass(frozen=True)
class Staircase:
    """The stairs of one kind of meeting.

    ``shares`` are 0–1 by stair and sum to 1. ``minimums`` are minutes below which editing does not
    take a stair. ``lines`` are for each stair a quiet line and the question to ask oneself when its
    time is nearly spent; ``prompts`` are short, and few. All words are Finnish msgids.
    """

    kind: Kind
    shares: Mapping[Stair, float]
    minimums: Mapping[Stair, float]
    lines: Mapping[Stair, tuple[str, str]]
    prompts: Mapping[Stair, tuple[str, ...]]


def stair_named(name: str) -> Stair:
    """Return the stair. Raises StairsError ``unknown_stair``."""
    if name not in STAIRS:
        raise StairsError("unknown_stair", gettext_noop("Porrasta %(stair)s ei ole."), stair=name)
    return Stair(name)


def staircase_of(kind: str) -> Staircase:
    """Return the stairs of a kind of meeting. Raises StairsError ``unknown_kind``."""
    if kind not in STAIRCASES:
        raise StairsError("unknown_kind", gettext_noop("Lajia %(kind)s ei ole."), kind=kind)
    return STAIRCASES[Kind(kind)]


def _staircase(
    kind: Kind, percents: tuple[int, int, int, int], minimums: tuple[float, float, float, float]
) -> Staircase:
    return Staircase(
        kind=kind,
        shares={stair: n / 100 for stair, n in zip(STAIRS, percents, strict=True)},
        minimums=dict(zip(STAIRS, minimums, strict=True)),
        lines={stair: LINES[kind][stair] for stair in STAIRS},
        prompts={stair: PROMPTS[kind][stair] for stair in STAIRS},
    )


STAIRCASES = {
    one.kind: one
    for one in (
        _staircase(Kind.CLIENT_MEETING, (15, 35, 35, 15), (1, 2, 2, 2)),
        # Many people join as persons, and each names an act of their own at the end.
        _staircase(Kind.WORKSHOP, (15, 35, 30, 20), (5, 5, 5, 5)),
        # People know each other already: less to open, more to listen to.
        _staircase(Kind.TEAM_MEETING, (10, 40, 35, 15), (2, 3, 3, 3)),
        # Most of it is listening.
        _staircase(Kind.DEVELOPMENT_DISCUSSION, (15, 45, 25, 15), (2, 5, 3, 3)),
    )
}

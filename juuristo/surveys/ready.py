"""Ready instruments: surveys to start from, each complete in three languages.

A ready instrument is a JSON file in ``instruments/``; ``actions.instruments.begin_from`` makes it
an organisation's own, to be edited.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juuristo.stairs.staircase import Stair

from .definition import Definition, Texts

# The stair that each situation of the depth probe is on. Kept beside the instrument, not in it, so
# that the page that asks does not carry the answers.
STAIR_OF = {
    "benefit": Stair.ADVICE,
    "coat": Stair.EMPATHY,
    "own_words": Stair.FAREWELL,
    "which_school": Stair.GUIDANCE,
    "refusal": Stair.ADVICE,
    "paper": Stair.GUIDANCE,
    "nervous": Stair.EMPATHY,
    "card": Stair.FAREWELL,
}
FOLDER = Path(__file__).parent / "instruments"


@dataclass(frozen=True)
class Ready:
    """A survey to start from, and what it is good for."""

    key: str
    purpose: Promise

    @property
    def definition(self) -> Definition:
        return ready(self.key)

    @property
    def name(self) -> Texts:
        return self.definition.title


READY = {
    one.key: one
    for one in (
        Ready(
            "rooting-2022",
            _("Koko henkilöstölle: kuinka portaat elävät työssä, mikä auttaa ja mikä estää."),
        ),
        Ready(
            "rooting-pulse",
            _("Lyhyt ja usein kysyttävä: onko työotteessa mieltä, ja kannammeko sitä yhdessä."),
        ),
        Ready(
            "depth-probe",
            _("Kahdeksan pientä tilannetta: mitkä portaat erottuvat, mitkä menevät sekaisin."),
        ),
        Ready(
            "session-feedback",
            _("Kerran jälkeen osallistujille: viisi kysymystä, joista mentorit oppivat."),
        ),
        Ready(
            "orientation-2021",
            _("Uusille työntekijöille: miten perehdytys työotteeseen toimi."),
        ),
        Ready(
            "mentors-2023",
            _("Mentoreille omin sanoin; sopii luottamukselliseksi kyselyksi."),
        ),
    )
}


def ready_instruments() -> list[Ready]:
    """Return the ready instruments in the order they are offered."""
    return list(READY.values())


@cache
def ready(key: str) -> Definition:
    """Return a ready instrument's content. Raises KeyError for an unknown key."""
    file = FOLDER / f"{READY[key].key}.json"
    return Definition.model_validate(json.loads(file.read_text(encoding="utf-8")))

"""The example adviser's own meetings, invented: advice stretches, the farewell pays for it.

Dated from the day of loading. Three times the adviser goes back from advice to ask more.
"""

import random
import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from juuristo.meetings.models import Form, Reflection, Walk
from juuristo.people.models import Person
from juuristo.stairs.staircase import Stair

from . import case
from .present import working_day

E, G, A, F = Stair
PLAN = {E: 8.0, G: 17.0, A: 12.0, F: 8.0}
FACE, PHONE, VIDEO = Form.FACE_TO_FACE, Form.PHONE, Form.VIDEO

# working days ago, the hour, how, an interpreter present, and the stays in their order, minutes
MEETINGS = (
    (42, 9, FACE, False, ((E, 8), (G, 21), (A, 11), (F, 6))),
    (38, 13, PHONE, False, ((E, 6), (A, 24), (F, 5))),
    (34, 10, FACE, True, ((E, 9), (G, 23), (A, 13), (F, 5))),
    (31, 14, FACE, False, ((E, 7), (G, 20), (A, 14), (F, 4.5))),
    (27, 9, VIDEO, False, ((E, 6), (G, 19), (A, 15), (F, 5))),
    (24, 10, FACE, False, ((E, 7.5), (G, 21), (A, 13), (F, 4))),
    (21, 13, FACE, True, ((E, 8), (G, 22), (A, 14), (F, 3.5))),
    (18, 9, PHONE, False, ((E, 5), (G, 18), (A, 15), (F, 4))),
    (15, 10, FACE, False, ((E, 7), (G, 19), (A, 16), (F, 3.5))),
    (12, 13, FACE, False, ((E, 7), (G, 16), (A, 6), (G, 5), (A, 8), (F, 3))),
    (9, 9, VIDEO, False, ((E, 6), (G, 21), (A, 17), (F, 3.5))),
    (7, 14, FACE, True, ((E, 8), (G, 17), (A, 5), (G, 4), (A, 9), (F, 3))),
    (4, 10, FACE, False, ((E, 7), (G, 15), (A, 7), (G, 6), (A, 8), (F, 3))),
    (1, 9, FACE, False, ((E, 6.5), (G, 19), (A, 15), (F, 4))),
)  # fmt: skip

# which meeting (in the order above), difficulty by stair, one private line
REFLECTIONS = (
    (0, (3, 5, 6, 5), "Kartta auttoi. Kysymys löytyi vasta, kun piirsimme yhdessä."),
    (2, (4, 5, 6, 6), "Tulkin kanssa kaikki vie aikansa, ja se on hyvä."),
    (3, (2, 4, 6, 6), ""),
    (
        5,
        (3, 4, 7, 5),
        "Annoin neuvoja varmuuden vuoksi. Ensi kerralla vain siihen, mitä kysyttiin.",
    ),
    (7, (4, 6, 7, 7), ""),
    (9, (3, 4, 6, 6), "Palasin kysymään. Oikea huoli oli aivan muualla."),
    (11, (3, 5, 7, 6), "Hyvästelylle jäi taas vähän. Siirryn aiemmin."),
)


def load(adviser: Person) -> list[Walk]:
    """Store the meetings and what the adviser wrote of some of them."""
    rng = random.Random(case.SEED + 3)  # noqa: S311 - a fixed seed
    zone = adviser.organisation.zone
    today = timezone.localdate(timezone=zone)
    walks = []
    for days, hour, form, with_interpreter, stays in MEETINGS:
        begins = time(hour, rng.choice((0, 3, 5, 8)))
        walks.append(
            Walk(
                id=uuid.UUID(int=rng.getrandbits(128), version=4),
                person=adviser,
                form=form,
                with_interpreter=with_interpreter,
                minutes=sum(PLAN.values()),
                plan=PLAN,
                moves=_moves(stays),
                lasted=sum(minutes for _stair, minutes in stays),
                started_at=datetime.combine(working_day(today, -days), begins, zone),
            )
        )
    Walk.objects.bulk_create(walks)
    Reflection.objects.bulk_create(
        Reflection(
            walk=walks[number],
            difficulty=dict(zip(Stair, difficulty, strict=True)),
            note=note,
            written_at=walks[number].started_at + timedelta(hours=1),
        )
        for number, difficulty, note in REFLECTIONS
    )
    return walks


def _moves(stays: tuple[tuple[Stair, float], ...]) -> list[dict[str, str | float]]:
    moves: list[dict[str, str | float]] = []
    gone = 0.0
    for stair, minutes in stays:
        moves.append({"stair": stair.value, "at": gone})
        gone += minutes
    return moves

"""How far a series has reached those it is for: who has a place, who was there, who is missing.

The reckoning is plain Python over ``Reached`` rows; ``people_reached`` fetches them with a number
of queries that does not depend on the number of people.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from .audience import audience_of, reckoning_day
from .models import Series, Session, SignUp, Wish


class Standing(StrEnum):
    """Where one person stands with a whole series, the furthest of their sign-ups."""

    ATTENDED = "attended"
    BOOKED = "booked"
    WAITING = "waiting"
    MISSING = "missing"


ORDER = (Standing.ATTENDED, Standing.BOOKED, Standing.WAITING, Standing.MISSING)
HAS_PLACE = frozenset({Standing.ATTENDED, Standing.BOOKED})
STANDING_OF = {
    SignUp.State.ATTENDED: Standing.ATTENDED,
    SignUp.State.BOOKED: Standing.BOOKED,
    SignUp.State.WAITING: Standing.WAITING,
}  # cancelled and absent leave one without a place


@dataclass(frozen=True)
class Reached:
    """One person of the audience. ``office`` and ``team`` are names, "" when unknown."""

    person_id: uuid.UUID
    name: str
    office: str
    team: str
    standing: Standing
    leads: bool = False  # facilitates a session of the series, so nobody reminds them


@dataclass(frozen=True)
class Share:
    """How many of ``total`` people ``label`` names were reached."""

    label: str
    reached: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.reached

    @property
    def share(self) -> float:
        """0–1; 0 for nobody."""
        return self.reached / self.total if self.total else 0.0


def furthest(states: Iterable[str]) -> Standing:
    """Return the furthest standing among a person's sign-up states in one series."""
    found = {STANDING_OF.get(SignUp.State(state), Standing.MISSING) for state in states}
    return next((standing for standing in ORDER if standing in found), Standing.MISSING)


def share_of(
    people: Sequence[Reached], counts: frozenset[Standing] = HAS_PLACE, label: str = ""
) -> Share:
    """Count those whose standing is in ``counts``: a place by default."""
    return Share(label, sum(person.standing in counts for person in people), len(people))


def shares_by(
    people: Iterable[Reached],
    name_of: Callable[[Reached], str],
    counts: frozenset[Standing] = HAS_PLACE,
) -> list[Share]:
    """Split ``people`` by ``name_of`` (office or team); in order of name, the unnamed last."""
    groups: dict[str, list[Reached]] = {}
    for person in people:
        groups.setdefault(name_of(person), []).append(person)
    names = sorted(groups, key=lambda name: (not name, name.casefold()))
    return [share_of(groups[name], counts, name) for name in names]


def people_reached(series: Series, day: date | None = None) -> list[Reached]:
    """Everyone in the audience with their standing: a constant number of queries."""
    states: dict[uuid.UUID, list[str]] = {}
    signups = SignUp.objects.filter(session__series=series, session__cancelled_at=None)
    for person_id, state in signups.order_by().values_list("person", "state"):
        states.setdefault(person_id, []).append(state)
    if series.takes_wishes:  # whoever has told their wishes waits for a place
        for person_id in Wish.objects.filter(series=series, rank=1).values_list(
            "person", flat=True
        ):
            states.setdefault(person_id, []).append(SignUp.State.WAITING)
    led = Session.facilitators.through.objects.filter(
        session__series=series, session__cancelled_at=None
    )
    leaders = set(led.values_list("person", flat=True))
    people = audience_of(series, day or reckoning_day(series)).select_related("office", "team")
    return [
        Reached(
            person.pk,
            person.full_name,
            person.office.name if person.office else "",
            person.team.name if person.team else "",
            furthest(states.get(person.pk, ())),
            leads=person.pk in leaders,
        )
        for person in people
    ]


@dataclass(frozen=True)
class Coverage:
    """The whole picture of one series."""

    people: list[Reached]
    booked: Share
    attended: Share
    by_office: list[Share]
    by_team: list[Share]

    @property
    def without_place(self) -> list[Reached]:
        return [person for person in self.people if person.standing not in HAS_PLACE]

    @property
    def missing(self) -> list[Reached]:
        """Neither a place nor waiting for one, nor leading: those whom a reminder concerns."""
        return [p for p in self.people if p.standing is Standing.MISSING and not p.leads]

    @property
    def leading(self) -> list[Reached]:
        """Neither a place nor waiting for one, but facilitating: nobody reminds them."""
        return [p for p in self.people if p.standing is Standing.MISSING and p.leads]

    @property
    def waiting(self) -> list[Reached]:
        return [person for person in self.people if person.standing is Standing.WAITING]


ATTENDED = frozenset({Standing.ATTENDED})


def reckon(people: list[Reached], *, over: bool = False) -> Coverage:
    """Sum ``people`` up. Before a series is over its parts count places, after it attendance."""
    counts = ATTENDED if over else HAS_PLACE
    return Coverage(
        people=people,
        booked=share_of(people),
        attended=share_of(people, ATTENDED),
        by_office=shares_by(people, lambda person: person.office, counts),
        by_team=shares_by(people, lambda person: person.team, counts),
    )


def coverage_of(series: Series) -> Coverage:
    """The coverage of ``series`` now."""
    sessions = series.sessions.filter(cancelled_at=None)
    over = (
        sessions.exists()
        and not sessions.filter(ends_at__gt=timezone.now()).exists()
        and not SignUp.objects.filter(
            session__series=series, session__cancelled_at=None, state=SignUp.State.BOOKED
        ).exists()
    )
    return reckon(people_reached(series), over=over)


def by_office_and_team(
    people: Iterable[Reached],
) -> list[tuple[str, list[tuple[str, list[Reached]]]]]:
    """Names under their team under their office, the unnamed last."""
    offices: dict[str, dict[str, list[Reached]]] = {}
    for person in people:
        offices.setdefault(person.office, {}).setdefault(person.team, []).append(person)

    def last(name: str) -> tuple[bool, str]:
        return not name, name.casefold()

    return [
        (office, [(team, offices[office][team]) for team in sorted(offices[office], key=last)])
        for office in sorted(offices, key=last)
    ]

"""The case's gatherings of 2020–2022: real dates and counts, invented attendance."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from juuristo.gatherings.models import Attends, Kind, Series, Session
from juuristo.people.models import Person, Role
from juuristo.programme.models import Programme

from . import case
from .people import Cast
from .seating import Seating, store

LINK = "https://example.org/etahuone"
NINE, ONE, TWO = time(9), time(13), time(14)

# 20 workshops of two hours between 20 October and 26 November 2020
WORKSHOPS = [
    (date(2020, month, day), clock)
    for month, day, clock in (
        (10, 20, NINE), (10, 22, ONE), (10, 23, NINE), (10, 27, NINE), (10, 28, ONE),
        (10, 29, NINE), (11, 2, NINE), (11, 3, ONE), (11, 5, NINE), (11, 9, ONE),
        (11, 10, NINE), (11, 11, NINE), (11, 12, ONE), (11, 16, NINE), (11, 17, ONE),
        (11, 19, NINE), (11, 23, ONE), (11, 24, NINE), (11, 25, NINE), (11, 26, ONE),
    )
]  # fmt: skip
ATTENDED_OF_ALL = 251  # "more than 250"
CIRCLES = {
    "Vuorovaikutus etätyössä|Växelverkan på distans|Interaction in remote work": (
        date(2021, 9, 7), date(2021, 9, 21), date(2021, 10, 4),
    ),
    "Sudenkuopat|Fallgroparna|The traps": (
        date(2021, 9, 14), date(2021, 9, 28), date(2021, 10, 5),
    ),
    "Sama vanha asia?|Samma gamla sak?|The same old thing?": (
        date(2021, 9, 21), date(2021, 9, 30), date(2021, 10, 7),
    ),
}  # fmt: skip
ORIENTATIONS = (
    date(2021, 3, 29), date(2021, 4, 15), date(2021, 6, 9), date(2021, 9, 15),
    date(2021, 11, 17), date(2022, 2, 9), date(2022, 4, 21),
)  # fmt: skip
CAFES = {
    "Mitä se olikaan?|Vad var det nu igen?|What was it again?": (date(2022, 4, 6), 18),
    "Työote uudessa palvelumallissa|Arbetssättet i den nya servicemodellen|"
    "The way of working in the new service model": (date(2022, 5, 24), 11),
}


def texts(bar_separated: str) -> dict[str, str]:
    """ "Työpajat|Workshoppar|Workshops" → ``{"fi": …, "sv": …, "en": …}``."""
    return dict(zip(("fi", "sv", "en"), bar_separated.split("|"), strict=True))


def series(programme: Programme, kind: Kind, name: str, description: str, **more: Any) -> Series:
    """Store one published series of the example."""
    return Series.objects.create(
        programme=programme,
        kind=kind,
        name=texts(name),
        description=texts(description),
        **{"audience_roles": [Role.ADVISER], **more},
    )


def session(of: Series, day: date, clock: time, minutes: int, place: str = "") -> Session:
    """Build a session on a local day and clock time; remote unless a place is named."""
    starts_at = datetime.combine(day, clock, of.programme.organisation.zone)
    return Session(
        series=of,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        place=place,
        remote_link="" if place else LINK,
        capacity=of.capacity,
    )


def _at(of: Programme, day: date) -> datetime:
    return datetime.combine(day, time(8), of.organisation.zone)


def load(programme: Programme, cast: Cast) -> None:
    """Store every gathering of the case."""
    rng = random.Random(case.SEED + 1)  # noqa: S311 - a fixed seed
    _workshops(rng, programme, cast)
    _orientations(rng, programme, cast)
    _circles(rng, programme, cast)
    _cafes(rng, programme, cast)


def _deal(people: Sequence[Person], count: int) -> list[list[Person]]:
    """Deal people round so that hands differ by at most one."""
    return [list(people[n::count]) for n in range(count)]


def _workshops(rng: random.Random, programme: Programme, cast: Cast) -> None:
    workshops = series(
        programme,
        Kind.WORKSHOP,
        "Perehdytystyöpajat|Workshoppar för introduktion|Orientation workshops",
        "Kaksi tuntia portaiden äärellä. Jokainen kerta on samanlainen, joten valitse itsellesi "
        "sopivin.|Två timmar kring trappan. Alla tillfällen är lika, så välj det som passar dig."
        "|Two hours with the stairs. Every session is the same, so choose the one that suits you.",
        expected=True,
        published_at=_at(programme, date(2020, 10, 7)),
        signup_opens_at=_at(programme, date(2020, 10, 7)),
        signup_closes_at=_at(programme, date(2020, 11, 26)),
        audience_started_until=date(2020, 11, 26),
    )
    workshops.facilitators.set(cast.mentors)
    staff = cast.in_service(date(2020, 11, 26))
    rng.shuffle(staff)
    hands = _deal(staff[:ATTENDED_OF_ALL], len(WORKSHOPS))
    late = staff[ATTENDED_OF_ALL:]
    seatings = [
        Seating(
            session(workshops, day, clock, 120),
            attended=hands[n],
            absent=[late[n]] if n < len(late) - 1 else [],
        )
        for n, (day, clock) in enumerate(WORKSHOPS)
    ]
    groups = cast.small_groups
    store(seatings, [groups[n % len(groups)] for n in range(len(seatings))])


def _orientations(rng: random.Random, programme: Programme, cast: Cast) -> None:
    orientation = series(
        programme,
        Kind.ORIENTATION,
        "Perehdytys työotteeseen|Introduktion i arbetssättet|Orientation to the way of working",
        "Uuden työntekijän ensimmäinen askel portaille, verkossa."
        "|Den nyanställdas första steg på trappan, på nätet."
        "|A new colleague’s first step on the stairs, online.",
        expected=True,
        published_at=_at(programme, date(2021, 3, 1)),
        signup_opens_at=_at(programme, date(2021, 3, 1)),
        signup_closes_at=_at(programme, date(2022, 4, 21)),
        audience_started_from=date(2021, 1, 1),
        audience_started_until=date(2022, 4, 21),
    )
    orientation.facilitators.set(cast.mentors[:2])
    oriented: set[Any] = set()
    seatings = []
    for day in ORIENTATIONS:
        waiting = [
            person
            for person in cast.in_service(day)
            if person.start_date
            and person.start_date >= date(2021, 1, 1)
            and person.pk not in oriented
        ]
        rng.shuffle(waiting)
        came = waiting[: orientation.capacity]
        oriented |= {person.pk for person in came}
        seatings.append(Seating(session(orientation, day, NINE, 120), attended=came))
    store(seatings, [cast.mentors[n % 2 : n % 2 + 1] for n in range(len(seatings))])


def _circles(rng: random.Random, programme: Programme, cast: Cast) -> None:
    people = cast.in_service(date(2021, 9, 7))
    for number, (name, days) in enumerate(CIRCLES.items()):
        circle = series(
            programme,
            Kind.STUDY_CIRCLE,
            name,
            "Kolme tapaamista saman pöydän ääressä. Mukaan pääsee kuka tahansa."
            "|Tre träffar kring samma bord. Alla är välkomna."
            "|Three meetings round one table. Everyone is welcome.",
            attends=Attends.ALL,
            capacity=12,
            published_at=_at(programme, date(2021, 8, 16)),
            signup_closes_at=_at(programme, days[0]),
        )
        circle.facilitators.set(cast.small_groups[number])
        members = rng.sample(people, 9 + number)
        seatings = []
        for nth, day in enumerate(days):
            away = members[nth : nth + nth]
            seatings.append(
                Seating(
                    session(circle, day, TWO, 90),
                    attended=[member for member in members if member not in away],
                    absent=away,
                )
            )
        store(seatings, [cast.small_groups[number]] * len(seatings))


def _cafes(rng: random.Random, programme: Programme, cast: Cast) -> None:
    for number, (name, (day, guests)) in enumerate(CAFES.items()):
        cafe = series(
            programme,
            Kind.CAFE,
            name,
            "Tunti vapaata juttelua. Ota kuppi mukaan."
            "|En timme fritt samtal. Ta med en kopp."
            "|An hour of free talk. Bring a cup.",
            attends=Attends.ANY,
            capacity=30,
            published_at=_at(programme, day - timedelta(days=21)),
        )
        came = rng.sample(cast.in_service(day), guests)
        hosts = cast.mentors[2:4] if number == 0 else cast.mentors[4:5]
        cafe.facilitators.set(hosts)
        store([Seating(session(cafe, day, TWO, 60), attended=came)], [hosts])

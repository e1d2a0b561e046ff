"""254 invented people in service today, those who left on the way, and the fixed cast.

The cohorts make three published figures true at once: more than 250 people to orient in autumn
2020, 254 to ask in February 2022 (those who started that year were left out), 254 today.
"""

import random
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from juuristo.people.models import (
    ClientGroup,
    HeldRole,
    Office,
    Organisation,
    Person,
    Place,
    Role,
    Team,
    User,
)

from . import case

TITLES = ("asiantuntija", "asiantuntija", "asiantuntija", "johtava asiantuntija")
CLIENT_GROUPS = ("Maahan muuttaneet", "Nuoret", "Pitkään työttöminä olleet", "Työnantajat")

# name, office, small group (1-4): the groups are of two or three, each from different places
MENTORS = (
    ("Kaisa", "Harjula", "Imatra", 1),
    ("Eevi", "Nieminen", "Kotka", 1),
    ("Jonne", "Vuorela", "Kouvola", 1),
    ("Oskari", "Lund", "Lappeenranta", 2),
    ("Riikka", "Salmela", "Hamina", 2),
    ("Leo", "Karhu", "Kouvola", 2),
    ("Mirja", "Koivu", "Kotka", 3),
    ("Samir", "Haddad", "Lappeenranta", 3),
    ("Sanna", "Paju", "Imatra", 4),
    ("Petri", "Rajala", "Kouvola", 4),
)
STAYED, LEFT_EARLY, NEW_2021, LEFT_LATER, NEW_2022 = 214, 36, 36, 4, 4


@dataclass
class Cast:
    """Who is who once the people are stored."""

    organisation: Organisation
    coordinator: Person
    sponsor: Person
    mentors: list[Person]
    small_groups: list[list[Person]]
    adviser: Person
    staff: list[Person] = field(default_factory=list)

    def in_service(self, day: date) -> list[Person]:
        """The experts who had started and not left on ``day``."""
        return [
            person
            for person in self.staff
            if (person.start_date is None or person.start_date <= day)
            and (person.left_date is None or person.left_date > day)
        ]


def plain(name: str) -> str:
    """ "Jääskeläinen" as it stands in an e-mail address."""
    return unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()


def _names(rng: random.Random) -> list[tuple[str, str]]:
    """Pick as many different full names as there are people."""
    _, first, last = (case.FOLDER / "names.txt").read_text(encoding="utf-8").split("#")
    taken = {(first, last) for first, last, _office, _group in MENTORS}
    pairs = [pair for pair in product(first.split()[2:], last.split()[2:]) if pair not in taken]
    return rng.sample(pairs, STAYED + LEFT_EARLY + NEW_2021 + LEFT_LATER + NEW_2022)


def _service(rng: random.Random, count: int, cohort: str) -> list[tuple[date, date | None]]:
    """Start and leaving dates of one cohort."""

    def between(first: date, last: date) -> date:
        return first + timedelta(days=rng.randrange((last - first).days + 1))

    long_ago = date(1988, 1, 1), date(2020, 3, 31)
    ranges: dict[str, tuple[tuple[date, date], tuple[date, date] | None]] = {
        "stayed": (long_ago, None),
        "left_early": (long_ago, (date(2020, 12, 31), date(2022, 1, 31))),
        "new_2021": ((date(2021, 1, 4), date(2021, 12, 1)), None),
        "left_later": (long_ago, (date(2022, 9, 1), date(2023, 6, 30))),
        "new_2022": ((date(2022, 1, 10), date(2022, 4, 4)), None),
    }
    started, left = ranges[cohort]
    dates = [(between(*started), between(*left) if left else None) for _ in range(count)]
    if cohort == "new_2021":  # eighteen of them in time for the first orientation of March 2021
        early = [date(2021, 1, 4) + timedelta(days=4 * n) for n in range(18)]
        dates[:18] = [(day, None) for day in early]
    return dates


def _places(rng: random.Random, sizes: dict[str, int], fixed: list[str], count: int) -> list[str]:
    """Deal ``count`` names so that with those already ``fixed`` the ``sizes`` come out."""
    left = {name: size - fixed.count(name) for name, size in sizes.items()}
    deck = [name for name, size in left.items() for _ in range(size)]
    rng.shuffle(deck)
    return deck + rng.choices(list(sizes), list(sizes.values()), k=count - len(deck))


def _staff(rng: random.Random, organisation: Organisation) -> list[Person]:
    """Everybody in expert work: mentors first, then those of today, then those who left."""
    sizes = case.read()["organisation"]
    offices = {o.name: o for o in Office.objects.filter(organisation=organisation)}
    teams = {t.name: t for t in Team.objects.filter(organisation=organisation)}
    groups = list(ClientGroup.objects.filter(organisation=organisation))
    names = _names(rng)
    rows = [(first, last) for first, last, _office, _group in MENTORS]
    rows += names[: STAYED - len(MENTORS) + NEW_2021 + NEW_2022]
    rows += names[-(LEFT_EARLY + LEFT_LATER) :]
    dates = [
        *_service(rng, STAYED, "stayed"),
        *_service(rng, NEW_2021, "new_2021"),
        *_service(rng, NEW_2022, "new_2022"),
        *_service(rng, LEFT_EARLY, "left_early"),
        *_service(rng, LEFT_LATER, "left_later"),
    ]
    at = [office for _first, _last, office, _group in MENTORS]
    office_names = at + _places(rng, sizes["offices"], at, len(rows) - len(at))
    team_names = _places(rng, sizes["teams"], [], len(rows))
    return [
        Person(
            organisation=organisation,
            email=f"{plain(first)}.{plain(last)}@example.org",
            first_name=first,
            last_name=last,
            office=offices[office],
            team=teams[team],
            client_group=rng.choice(groups),
            title=rng.choice(TITLES),
            start_date=started,
            left_date=left,
        )
        for (first, last), (started, left), office, team in zip(
            rows, dates, office_names, team_names, strict=True
        )
    ]


def _cast_member(organisation: Organisation, key: str, first: str, last: str, title: str) -> Person:
    office = Office.objects.get(organisation=organisation, name="Kouvola")
    return Person(
        organisation=organisation,
        email=f"{key}@example.org",
        first_name=first,
        last_name=last,
        title=title,
        office=office,
        start_date=date(2016, 8, 1),
    )


def _make(model: type[Place], organisation: Organisation, names: Iterable[str]) -> None:
    for name in names:
        model(organisation=organisation, name=name).save()


def load() -> Cast:
    """Store the organisation and its people; return who is who."""
    rng = random.Random(case.SEED)  # noqa: S311 - a fixed seed, so that every example is the same
    facts = case.read()["organisation"]
    organisation = Organisation.objects.create(
        slug=facts["slug"], name=facts["name"], is_example=True
    )
    _make(Office, organisation, facts["offices"])
    _make(Team, organisation, facts["teams"])
    _make(ClientGroup, organisation, CLIENT_GROUPS)
    staff = _staff(rng, organisation)
    mentors = staff[: len(MENTORS)]
    adviser = staff[len(MENTORS)]
    chiefs = _chiefs(staff[len(mentors) + 1 : STAYED])
    supervisor = chiefs[adviser.team_id]
    mentors[0].email, supervisor.email = "mentor@example.org", "supervisor@example.org"
    adviser.email, adviser.first_name, adviser.last_name = "adviser@example.org", "Ilona", "Ketola"
    coordinator = _cast_member(organisation, "coordinator", "Helka", "Rannisto", "koordinaattori")
    sponsor = _cast_member(organisation, "sponsor", "Martta", "Ylönen", "palvelujohtaja")
    admin = _cast_member(organisation, "admin", "Toivo", "Lehto", "järjestelmäasiantuntija")
    Person.objects.bulk_create([*staff, coordinator, sponsor, admin])
    others = {coordinator: "coordinator", sponsor: "sponsor", admin: "admin"}
    _grant(staff, mentors, {**others, **dict.fromkeys(chiefs.values(), "supervisor")})
    _give_sign_ins([mentors[0], adviser, supervisor, *others])
    groups = [
        [m for m, row in zip(mentors, MENTORS, strict=True) if row[3] == number]
        for number in (1, 2, 3, 4)
    ]
    return Cast(organisation, coordinator, sponsor, mentors, groups, adviser, staff)


def _chiefs(staff: list[Person]) -> dict[object, Person]:
    """One supervisor for each team, by its id."""
    chiefs: dict[object, Person] = {}
    for person in staff:
        chiefs.setdefault(person.team_id, person)
    return chiefs


def _grant(staff: list[Person], mentors: list[Person], others: dict[Person, str]) -> None:
    held = [HeldRole(person=person, role=Role.ADVISER) for person in staff]
    held += [HeldRole(person=person, role=Role.MENTOR) for person in mentors]
    held += [HeldRole(person=person, role=role) for person, role in others.items()]
    HeldRole.objects.bulk_create(held)


def _give_sign_ins(people: list[Person]) -> None:
    for person in people:
        person.user = User.objects.create_user(person.email, case.PASSWORD)
    Person.objects.bulk_update(people, ["user"])

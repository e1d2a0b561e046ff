"""A living present, dated from the day of loading: things one can sign up to, some of them full."""

import random
from collections.abc import Sequence
from datetime import date, time, timedelta

from django.utils import timezone

from juuristo.gatherings.models import Attends, Kind, Session
from juuristo.people.models import Person
from juuristo.programme.models import EntryKind, Lane, Programme, TimelineEntry

from . import case
from .history import NINE, ONE, series, session, texts
from .people import Cast
from .seating import Seating, store

THREE = time(15)  # after the workshops, which end at three, so that nobody leads two at once

# Seats taken and people waiting in the recap workshops: three held, four full, the rest open.
RECAPS = (
    (14, 0), (13, 0), (15, 0), (15, 3), (15, 2), (15, 1), (14, 0), (15, 2), (13, 0), (11, 0),
    (12, 0), (10, 0), (8, 0), (9, 0), (7, 0), (8, 0), (5, 0), (6, 0), (4, 0), (3, 0),
)  # fmt: skip


def working_day(day: date, after: int) -> date:
    """Return the ``after``-th working day counted from ``day`` (negative: backwards)."""
    step = 1 if after > 0 else -1
    for _ in range(abs(after)):
        day += timedelta(days=step)
        while day.weekday() > 4:  # Saturday, Sunday
            day += timedelta(days=step)
    return day


def load(cast: Cast) -> Programme:
    """Store the programme that goes on today, its plan and its gatherings."""
    today = timezone.localdate(timezone=cast.organisation.zone)
    programme = Programme.objects.create(
        organisation=cast.organisation,
        slug="kohtaava-nyt",
        name=texts(
            "Kohtaava asiakastyö, uusi kierros|Närvarande kundarbete, ett nytt varv"
            "|Encounter-based client work, a new round"
        ),
        practice=case.read()["programme"]["practice"],
        starts_on=today - timedelta(days=75),
    )
    rng = random.Random(case.SEED + 2)  # noqa: S311 - a fixed seed
    staff = [p for p in cast.in_service(today) if p != cast.adviser and p not in cast.mentors]
    rng.shuffle(staff)
    _entries(programme, cast, today)
    _recaps(programme, cast, staff, today)
    _circles(programme, cast, staff, today)
    _cafes(programme, cast, staff, today)
    return programme


def _entries(programme: Programme, cast: Cast, today: date) -> None:
    rows = (
        (-70, EntryKind.PLANNING, Lane.MANAGEMENT,
         "Johto ja mentorit päättävät uudesta kierroksesta"
         "|Ledningen och mentorerna besluter om ett nytt varv"
         "|Management and mentors decide on a new round"),
        (-42, EntryKind.PLANNING, Lane.MENTORS, "Pienryhmät suunnittelevat kertaustyöpajat"
         "|Smågrupperna planerar repetitionsworkshoppar|The small groups plan the recap workshops"),
        (-28, EntryKind.SUPPORT_ACT, Lane.MANAGEMENT, "Johtaja kutsuu kaikki mukaan"
         "|Direktören bjuder in alla|The director invites everyone"),
        (21, EntryKind.REVIEW, Lane.MANAGEMENT, "Väliarvio johdon kanssa"
         "|Halvtidsöversyn med ledningen|Mid-way review with management"),
    )  # fmt: skip
    for days, kind, lane, what in rows:
        day = working_day(today + timedelta(days=days), 1)
        happened = day <= today
        TimelineEntry.objects.create(
            programme=programme,
            kind=kind,
            lane=lane,
            what=texts(what),
            planned_start=day,
            start=day if happened else None,
            responsible=cast.coordinator if lane == Lane.MANAGEMENT else cast.mentors[0],
        )


def _recap_days(today: date) -> list[tuple[date, time]]:
    """Three days before today, seventeen after it, morning and afternoon in turn."""
    offsets = [-5, -3, -2, *range(2, 19)]
    return [(working_day(today, n), NINE if turn % 2 else ONE) for turn, n in enumerate(offsets)]


def _recaps(programme: Programme, cast: Cast, staff: Sequence[Person], today: date) -> None:
    """Recap workshops for everyone: the wish named most often in the 2022 survey."""
    days = _recap_days(today)
    recaps = series(
        programme,
        Kind.WORKSHOP,
        "Kertaustyöpajat|Workshoppar för repetition|Recap workshops",
        "Kaksi tuntia portaiden äärellä. Jokainen kerta on samanlainen, joten valitse itsellesi "
        "sopivin.|Två timmar kring trappan. Alla tillfällen är lika, så välj det som passar dig."
        "|Two hours with the stairs. Every session is the same, so choose the one that suits you.",
        expected=True,
        published_at=timezone.now() - timedelta(days=30),
        signup_opens_at=timezone.now() - timedelta(days=28),
    )
    recaps.facilitators.set(cast.mentors)
    queue = iter([*cast.mentors[2:8], *staff])
    places = ("", "", "Kotka", "", "Lappeenranta")
    seatings = []
    for nth, ((day, clock), (taken, waiting)) in enumerate(zip(days, RECAPS, strict=True)):
        people = [next(queue) for _ in range(taken)]
        seating = Seating(
            session(recaps, day, clock, 120, places[nth % len(places)]),
            waiting=[next(queue) for _ in range(waiting)],
        )
        if day < today:
            seating.attended, seating.absent = people[nth:], people[:nth]
        else:
            seating.booked = people
        seatings.append(seating)
    groups = cast.small_groups
    leads: list[Sequence[Person]] = [groups[n % len(groups)] for n in range(len(seatings))]
    leads[5] = leads[5][:1]  # one lead short: the desk shows it
    store(seatings, leads)


def _circles(programme: Programme, cast: Cast, staff: Sequence[Person], today: date) -> None:
    full = "Ohjaus ei ole neuvontaa|Vägledning är inte rådgivning|Guidance is not advice"
    room = "Kun asiakas ei halua|När kunden inte vill|When the client does not want to"
    for number, (name, taken, waiting) in enumerate(((room, 6, 0), (full, 10, 2))):
        circle = series(
            programme,
            Kind.STUDY_CIRCLE,
            name,
            "Kolme tapaamista vaikeiden asiakastapausten parissa. Samat ihmiset joka kerta."
            "|Tre träffar kring svåra kundfall. Samma deltagare varje gång."
            "|Three meetings on hard cases. The same people every time.",
            attends=Attends.ALL,
            capacity=10,
            published_at=timezone.now() - timedelta(days=14),
        )
        circle.facilitators.set(cast.small_groups[number])
        members = staff[40 * number : 40 * number + taken]
        line = staff[150 : 150 + waiting]
        seatings = [
            Seating(
                session(circle, working_day(today, 7 + number + 10 * nth), THREE, 90),
                booked=members,
                waiting=line,
            )
            for nth in range(3)
        ]
        store(seatings, [cast.small_groups[number]] * 3)


def _cafes(programme: Programme, cast: Cast, staff: Sequence[Person], today: date) -> None:
    names = (
        "Mistä kiireen huomaa?|Hur märks brådskan?|What gives hurry away?",
        "Hyvästelylle aikaa|Tid för avrundningen|Time for the farewell",
    )
    for number, name in enumerate(names):
        cafe = series(
            programme,
            Kind.CAFE,
            name,
            "Tunti vapaata juttelua. Ota kuppi mukaan."
            "|En timme fritt samtal. Ta med en kopp."
            "|An hour of easy talk. Bring a cup.",
            attends=Attends.ANY,
            capacity=20 if number == 0 else 12,
            published_at=timezone.now() - timedelta(days=10),
        )
        hosts = cast.mentors[:2] if number == 0 else cast.mentors[6:8]
        cafe.facilitators.set(hosts)
        when: Session = session(cafe, working_day(today, 4 + 15 * number), THREE, 60)
        guests = [cast.adviser, *staff[:11]] if number == 0 else staff[20:32]
        line = staff[60:61] if number else ()
        store([Seating(when, booked=guests, waiting=line)], [hosts])

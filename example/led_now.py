"""What waits and what is being led in the example's living present."""

import random
from collections.abc import Sequence
from datetime import time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from juuristo.gatherings.actions.board_notes import write
from juuristo.gatherings.actions.boards import make_board
from juuristo.gatherings.boards import Reader
from juuristo.gatherings.models import (
    Attends,
    Commitment,
    CommitmentAsking,
    Kind,
    Letter,
    Opening,
    Series,
    SignUpWay,
    Wish,
)
from juuristo.gatherings.outline import outline_of
from juuristo.people.models import Person
from juuristo.programme.models import Approval, Programme

from . import case
from .history import NINE, ONE, series, session, texts
from .led import LETTER, WHAT, at, write_script
from .people import Cast
from .present import THREE, working_day
from .seating import Seating, store

NAMES = UUID("6b1f5f0e-2b7c-4a53-9c56-0d2f6f6f1c11")  # from which the notes' ids are made
NOTES = (
    ("c1", "Huomaan, että puhun nopeammin kuin asiakas kuuntelee."),
    ("c1", "Avaan koneen ennen kuin olen kysynyt mitään."),
    ("c1", "Katson kelloa."),
    ("c2", "Sanon ääneen: meillä on puoli tuntia, mikä on tärkeintä?"),
    ("c2", "Kaksi hengitystä ennen ovea."),
    ("c2", "Sovin toisen ajan enkä tunge kaikkea samaan."),
)


def load(programme: Programme, cast: Cast) -> None:
    """Store scripts, what waits for management, wishes, a flipchart and the adviser's own act."""
    for each in programme.series.order_by("published_at", "pk"):
        write_script(each)
    cases = _case_workshops(programme, cast)
    _waiting(programme, cases, cast)
    _last_cafe(programme, cast)


def _case_workshops(programme: Programme, cast: Cast) -> Series:
    """Workshops on client cases, whose places are given by wishes: twenty-six have wished."""
    today = timezone.localdate(timezone=cast.organisation.zone)
    cases = series(
        programme,
        Kind.CASE_WORKSHOP,
        "Asiakastapausten työpaja|Workshop kring kundfall|Case workshop",
        "Puolitoista tuntia yhden keksityn asiakastapauksen äärellä. Kerro, mitkä ajat sopivat, "
        "niin saat niistä mahdollisimman mieluisan."
        "|En och en halv timme kring ett påhittat kundfall. Berätta vilka tider som passar, så får "
        "du om möjligt den du helst vill ha."
        "|An hour and a half on one invented case. Tell us which times suit you, and you get the "
        "best of them that we can find.",
        attends=Attends.ONE,
        sign_up_way=SignUpWay.WISHES,
        capacity=8,
        published_at=at(programme, today - timedelta(days=6)),
        signup_opens_at=at(programme, today - timedelta(days=5)),
        signup_closes_at=at(programme, today + timedelta(days=5), time(16)),
    )
    cases.facilitators.set(cast.small_groups[2])
    seatings = [
        Seating(session(cases, working_day(today, 16 + 2 * n), NINE if n % 2 else ONE, 90))
        for n in range(4)
    ]
    for seating in seatings:
        seating.session.minimum = 4
    store(seatings, [cast.small_groups[2]] * len(seatings))
    staff = [p for p in cast.in_service(today) if p != cast.adviser and p not in cast.mentors]
    wish_for(cases, [one.session.pk for one in seatings], staff[90:116])
    write_script(cases)
    return cases


def wish_for(cases: Series, sessions: Sequence[UUID], people: Sequence[Person]) -> None:
    rng = random.Random(case.SEED + 4)  # noqa: S311 - a fixed seed
    wishes = []
    for number, person in enumerate(people):
        # Most would like the first: first come would leave the last ones without.
        order = sorted(range(len(sessions)), key=lambda n: n + rng.random() * 2.5)
        wished_at = cases.signup_opens_at
        assert wished_at is not None
        for rank, nth in enumerate(order[: 2 + number % 3], start=1):
            wishes.append(
                Wish(
                    series=cases,
                    session_id=sessions[nth],
                    person=person,
                    rank=rank,
                    wished_at=wished_at + timedelta(minutes=53 * number),
                )
            )
    Wish.objects.bulk_create(wishes)


def _waiting(programme: Programme, cases: Series, cast: Cast) -> None:
    """An outline, a letter and an opening wait for management, the outline longest."""
    now = timezone.now()
    Approval.objects.create(
        programme=programme,
        subject_id=cases.pk,
        title=str(cases),
        outline=outline_of(cases, "fi"),
        asked_by=cast.mentors[0],
        asked_of=cast.sponsor,
        asked_at=now - timedelta(days=6),
    )
    recaps = programme.series.get(kind=Kind.WORKSHOP)
    Letter.objects.create(
        series=recaps,
        state=Letter.State.ASKED,
        subject=texts("Kerrataan yhdessä|Vi repeterar tillsammans|Let us recap together"),
        body=texts(LETTER),
        signer=cast.sponsor,
        signature=f"{cast.sponsor.full_name}, {cast.sponsor.title}",
        send_at=at(programme, timezone.localdate(now) + timedelta(days=3), time(8)),
        asked_at=now - timedelta(days=3),
        made_by=cast.coordinator,
        made_at=now - timedelta(days=4),
    )
    ahead = recaps.sessions.filter(starts_at__gt=now + timedelta(days=4)).order_by("starts_at")[0]
    Opening.objects.create(
        session=ahead,
        wish="Kerro omin sanoin, miksi tämä on sinulle tärkeää. Kymmenen minuuttia riittää.",
        asked_by=cast.mentors[0],
        asked_of=cast.sponsor,
        asked_at=now - timedelta(days=1),
    )


def _last_cafe(programme: Programme, cast: Cast) -> None:
    """Sixteen days ago the adviser was in a café, wrote on its flipchart and named an act."""
    today = timezone.localdate(timezone=cast.organisation.zone)
    cafe = series(
        programme,
        Kind.CAFE,
        "Kiireen jäljillä|Brådskan på spåren|On the trail of hurry",
        "Tunti vapaata juttelua. Ota kuppi mukaan."
        "|En timme fritt samtal. Ta med en kopp."
        "|An hour of easy talk. Bring a cup.",
        attends=Attends.ANY,
        capacity=20,
        published_at=timezone.now() - timedelta(days=30),
    )
    hosts = cast.mentors[:2]
    cafe.facilitators.set(hosts)
    guests = [cast.adviser, *cast.in_service(today)[60:68]]
    held = session(cafe, working_day(today - timedelta(days=15), -1), THREE, 60)
    store([Seating(held, attended=guests)], [hosts])
    write_script(cafe)
    _flipchart(held.pk, cafe, hosts[0], [*guests])
    acts = [
        Commitment(
            session=held,
            person=guest,
            text=WHAT[number],
            is_shared=number % 2 == 0,
            written_at=held.ends_at - timedelta(minutes=5),
        )
        for number, guest in enumerate(guests)
    ]
    Commitment.objects.bulk_create(acts)
    asked_at = held.ends_at + timedelta(weeks=2)
    CommitmentAsking.objects.bulk_create(
        CommitmentAsking(commitment=act, weeks=2, asked_at=asked_at) for act in acts
    )


def _flipchart(held: UUID, cafe: Series, host: Person, guests: Sequence[Person]) -> None:
    row = cafe.sessions.get(pk=held)
    board = make_board(
        row,
        {
            "title": "Mistä kiireen huomaa?",
            "prompt": "Kirjoita yksi huomio kerrallaan. Äänestä peukulla sitä, minkä tunnistat.",
            "columns": ["Näin kiire näkyy", "Tämä auttoi"],
            "is_anonymous": False,
            "hides": False,
        },
        actor=host,
    )
    for number, (column, text) in enumerate(NOTES):
        by = Reader(guests[number % len(guests)], leads=False)
        note = str(uuid5(NAMES, f"{board.pk} {number}"))
        add = {"op": str(uuid5(NAMES, f"add {note}")), "kind": "add", "note": note}
        write(board, {**add, "payload": {"column": column, "text": text}}, by=by)

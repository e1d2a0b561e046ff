"""The example's written orientation: what a new colleague goes through, and who has."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from juuristo.gatherings.models import (
    DoneItem,
    Kind,
    OrientationItem,
    OrientationPlan,
    OrientationRecord,
    Series,
    SignUp,
)
from juuristo.people.models import Person
from juuristo.programme.models import Programme

from .history import texts
from .led import at
from .people import Cast

BEGINS = date(2021, 1, 1)
UNTIL = date(2022, 4, 21)
Way = OrientationItem.Way
InCharge = OrientationItem.InCharge
# title, what it is, way, statutory, within days, the role in charge, without one the supervisor;
# the fifth is the series of the case
ITEMS: tuple[tuple[str, str, Way, bool, int, str], ...] = (
    (
        "Tervetuloa taloon|Välkommen till oss|Welcome aboard",
        "Esihenkilö esittelee työyhteisön, tehtävän ja ensimmäisen kuukauden."
        "|Chefen presenterar arbetsgemenskapen, uppgiften och den första månaden."
        "|Your supervisor introduces the people, the work and the first month.",
        Way.FACE_TO_FACE, True, 3, "",
    ),
    (
        "Turvallinen työpäivä|En trygg arbetsdag|A safe working day",
        "Poistumistiet, uhkatilanteet ja se, keneltä saa apua."
        "|Utrymningsvägar, hotfulla situationer och vem som hjälper."
        "|Emergency exits, threatening situations and who helps.",
        Way.FACE_TO_FACE, True, 7, "työsuojelu|arbetarskyddet|safety at work",
    ),
    (
        "Tietosuoja asiakastyössä|Dataskydd i kundarbetet|Data protection in client work",
        "Mitä kirjataan, mitä ei, ja kenelle asiakkaan asiat kuuluvat."
        "|Vad som antecknas, vad som inte antecknas och vem kundens saker angår."
        "|What is recorded, what is not, and whose business a client’s matters are.",
        Way.REMOTE, True, 14, "tietosuojavastaava|dataskyddsombudet|data protection officer",
    ),
    (
        "Vierestä seuraaminen|Att följa en kollega|Sitting beside a colleague",
        "Kaksi asiakastapaamista kokeneen työkaverin vieressä."
        "|Två kundmöten bredvid en erfaren kollega."
        "|Two client meetings beside an experienced colleague.",
        Way.FACE_TO_FACE, False, 30, "työpari|kollegan|colleague",
    ),
    (
        "Portaat työssäni|Trappan i mitt arbete|The stairs in my work",
        "Neljä porrasta ja niiden ensimmäiset kokeilut omassa työssä."
        "|Fyra trappsteg och de första försöken i det egna arbetet."
        "|The four stairs, and first tries at them in your own work.",
        Way.REMOTE, False, 90, "vastuumentori|ansvarig mentor|responsible mentor",
    ),
    (
        "Keskustelu kolmen kuukauden jälkeen|Samtal efter tre månader|A talk after three months",
        "Mikä sujuu, mikä on vielä vierasta, mitä seuraavaksi?"
        "|Vad går bra, vad känns ännu främmande, vad kommer härnäst?"
        "|What goes well, what still feels strange, what next?",
        Way.FACE_TO_FACE, False, 100, "",
    ),
)  # fmt: skip
LED = 4  # the place of the item that is done by attending
SAID = (True, None, None, False, None)  # one in five would rather meet face to face, said or not


def load(programme: Programme, cast: Cast) -> None:
    """Store the plan of 2021 and where each who started since then stood in spring 2022."""
    series = programme.series.get(kind=Kind.ORIENTATION)
    plan = _plan(programme, cast, series, BEGINS, at(programme, date(2021, 3, 1)))
    items = list(plan.items.order_by("order"))
    attended = _attended(programme)
    started = [
        person
        for person in cast.in_service(UNTIL)
        if person.start_date and person.start_date >= BEGINS
    ]
    records, done = [], []
    for number, person in enumerate(started):
        assert person.start_date is not None
        record = OrientationRecord(
            plan=plan,
            person=person,
            began_on=person.start_date,
            wishes_face_to_face=SAID[number % len(SAID)],
        )
        records.append(record)
        done += _done(record, items, attended, cast)
    OrientationRecord.objects.bulk_create(records)
    DoneItem.objects.bulk_create(done)


def renew(programme: Programme, cast: Cast) -> None:
    """Store the plan for those who start in the new round; they come to the recap workshops."""
    recaps = programme.series.get(kind=Kind.WORKSHOP)
    _plan(programme, cast, recaps, programme.starts_on, timezone.now())


def _plan(
    programme: Programme, cast: Cast, series: Series, begins: date, published_at: datetime
) -> OrientationPlan:
    plan = OrientationPlan.objects.create(
        programme=programme,
        name=texts(
            "Uuden työntekijän perehdytys|Introduktion för nyanställda|Orientation for new staff"
        ),
        introduction=texts(
            "Kaikkea ei tarvitse oppia heti. Tästä näet, mitä on edessä ja kuka auttaa."
            "|Du behöver inte lära dig allt genast. Här ser du vad som väntar och vem som hjälper."
            "|You need not learn it all at once. Here you see what is ahead and who helps."
        ),
        begins_from=begins,
        published_at=published_at,
    )
    items = [
        OrientationItem.objects.create(
            plan=plan,
            order=order,
            title=texts(title),
            description=texts(what),
            way=way,
            is_statutory=statutory,
            within_days=days,
            in_charge=InCharge.OTHER if role else InCharge.SUPERVISOR,
            responsible=cast.mentors[0] if order == LED else None,
            responsible_role=texts(role) if role else {},
            series=series if order == LED else None,
        )
        for order, (title, what, way, statutory, days, role) in enumerate(ITEMS)
    ]
    items[LED].after.add(items[0])
    items[-1].after.add(items[LED])
    return plan


def _attended(programme: Programme) -> dict[Any, SignUp]:
    rows = SignUp.objects.filter(
        session__series__programme=programme,
        session__series__kind=Kind.ORIENTATION,
        state=SignUp.State.ATTENDED,
    ).select_related("session")
    return {row.person_id: row for row in rows.order_by("session__starts_at", "pk")}


def _done(
    record: OrientationRecord, items: list[OrientationItem], attended: dict[Any, SignUp], cast: Cast
) -> list[DoneItem]:
    """What was done by the last day of the programme: things in their time, a session when held."""
    found: dict[int, tuple[date, Person | None, Any]] = defaultdict()
    for order, item in enumerate(items[:LED]):
        day = record.began_on + timedelta(days=(item.within_days or 7) - 1)
        if day <= UNTIL:
            found[order] = (day, cast.coordinator, None)
    signup = attended.get(record.person_id)
    if signup:
        zone = cast.organisation.zone
        found[LED] = (timezone.localdate(signup.session.starts_at, zone), None, signup.session)
    last = record.began_on + timedelta(days=98)
    if signup and last <= UNTIL:
        found[len(items) - 1] = (max(last, found[LED][0]), cast.coordinator, None)
    if len(found) == len(items):
        final = max(day for day, _who, _session in found.values())
        record.completed_at = at(record.plan.programme, final)
    return [
        DoneItem(
            record=record,
            item=items[order],
            done_on=day,
            session=session,
            marked_by=who,
            marked_at=at(record.plan.programme, day),
        )
        for order, (day, who, session) in found.items()
    ]

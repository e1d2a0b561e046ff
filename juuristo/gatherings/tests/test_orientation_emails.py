"""Every e-mail of orientation as it is read, in three languages.

``UPDATE_SNAPSHOTS=1 pytest …/test_orientation_emails.py`` writes the snapshots anew; read the
difference.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from juuristo.gatherings import orientation_emails as emails
from juuristo.gatherings.models import OrientationRecord, SignUp
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.mail.tests import snapshots
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

from .orientation_ground import item_of, plan_of

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
Send = Callable[[OrientationRecord, list[SignUp], Person], object]

MAILS: dict[str, Send] = {
    "orientation_begins": lambda record, places, charge: emails.begins(record, places),
    "orientation_begins_without": lambda record, places, charge: emails.begins(record, []),
    "orientation_placed": lambda record, places, charge: emails.placed(record, places[:1]),
    "orientation_completed": lambda record, places, charge: emails.completed(record),
    "orientation_duties": lambda record, places, charge: emails.duties(
        record, charge, list(record.plan.items.filter(responsible=charge))
    ),
}


@pytest.fixture
def charge(organisation: Organisation) -> Person:
    made: Person = PersonFactory(
        organisation=organisation, first_name="Aino", last_name="Esimerkki"
    )
    return made


@pytest.fixture
def record(organisation: Organisation, charge: Person) -> OrientationRecord:
    plan = plan_of(organisation, begins_from=date(2026, 11, 1))
    item_of(plan, "Avaimet & kulku", responsible=charge)
    item_of(plan, "Puhelin", responsible_role={"fi": "aulapalvelu"})
    ada = PersonFactory(organisation=organisation, first_name="Ada", last_name="Esimerkki")
    return OrientationRecord.objects.create(plan=plan, person=ada, began_on=date(2026, 11, 20))


@pytest.fixture
def places(record: OrientationRecord) -> list[SignUp]:
    """A place on 1 December and a wait for 8 December."""
    found = []
    for day, state in ((1, "booked"), (8, "waiting")):
        starts_at = datetime(2026, 12, day, 11, tzinfo=UTC)
        session = SessionFactory(
            pk=uuid.UUID(int=day),
            series=SeriesFactory(programme=record.plan.programme, name={"fi": f"Työpaja {day}"}),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            place="Mäntykoski & Harju",
        )
        ticket = 1 if state == "waiting" else None
        found.append(
            SignUp.objects.create(session=session, person=record.person, state=state, ticket=ticket)
        )
    return found


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_given_what_happened_when_the_mail_is_queued_then_it_reads_as_agreed(
    name: str, language: str, record: OrientationRecord, places: list[SignUp], charge: Person
) -> None:
    for person in (record.person, charge):
        assert person.user is not None
        person.user.language = language
    with time_machine.travel(NOW, tick=False):
        MAILS[name](record, places, charge)
    mail = OutgoingMail.objects.get()
    read = f"{mail.subject}\n[{mail.calendar_method or 'no calendar'}]\n\n{mail.text}\n"
    snapshots.check(read, __file__, f"{name}.{language}")
    assert "&amp;" not in read


def test_given_a_name_with_markup_when_the_html_is_made_then_it_is_escaped(
    record: OrientationRecord, places: list[SignUp]
) -> None:
    record.plan.name = {"fi": "<b>Tervetuloa</b>"}
    emails.begins(record, places)

    html = OutgoingMail.objects.get().html
    assert "&lt;b&gt;Tervetuloa" in html
    assert "<b>Tervetuloa" not in html

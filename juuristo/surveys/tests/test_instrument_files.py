"""Excel files in and out by the pages; what they hold is tried in test_xlsform*.py."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.people.models import Person
from juuristo.surveys.definition import Definition
from juuristo.surveys.drafts import draft_of
from juuristo.surveys.models import Instrument, InstrumentVersion
from juuristo.surveys.ready import ready
from juuristo.surveys.xlsform.writing import write

from .factories import InstrumentFactory

pytestmark = pytest.mark.django_db
BRING = "/surveys/instruments/bring/"


@pytest.fixture
def desk(client_of: ClientOf, coordinator: Person) -> Client:
    return client_of(coordinator)


def xlsx(definition: Definition, key: str = "pulssi") -> SimpleUploadedFile:
    return SimpleUploadedFile("kysely.xlsx", write(definition, key))


def test_given_a_file_then_it_becomes_an_instrument_and_again_another(desk: Client) -> None:
    for _again in range(2):
        response = desk.post(BRING, {"file": xlsx(ready("rooting-pulse"))})
        assert response.status_code == 302
    made = Instrument.objects.order_by("key")
    assert [each.key for each in made] == ["pulssi", "pulssi-2"]
    assert [draft_of(each) for each in made] == [ready("rooting-pulse")] * 2
    verbs = AuditEvent.objects.values_list("verb", flat=True)
    assert list(verbs) == ["instrument.imported"] * 2


def test_given_a_draft_when_replaced_then_it_holds_the_file_and_nothing_else_changes(
    desk: Client, coordinator: Person
) -> None:
    instrument = InstrumentFactory(organisation=coordinator.organisation, key="oma")
    sent = {"file": xlsx(ready("mentors-2023")), "into": str(instrument.pk)}
    assert desk.post(BRING, sent)["Location"] == f"/surveys/instruments/{instrument.pk}/"
    instrument.refresh_from_db()
    assert draft_of(instrument) == ready("mentors-2023")
    assert (instrument.key, instrument.name) == ("oma", {"fi": "Juurtumisen pulssi"})


def test_given_what_has_been_asked_otherwise_then_the_file_is_refused_in_words(
    desk: Client, coordinator: Person
) -> None:
    instrument = InstrumentFactory(organisation=coordinator.organisation)
    InstrumentVersion.objects.create(instrument=instrument, number=1, content=instrument.content)
    question = {"key": "makes_sense", "type": "open", "text": {"fi": "Miksi?"}}
    other = Definition.model_validate({"title": {"fi": "Toisin"}, "questions": [question]})
    response = desk.post(BRING, {"file": xlsx(other), "into": str(instrument.pk)})
    assert response.status_code == 422
    assert "on jo kysytty toisella tavalla" in response.content.decode()
    before = draft_of(instrument)
    instrument.refresh_from_db()
    assert draft_of(instrument) == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kysely.csv", b"type,name", "pääte on xlsx"),
        ("kysely.xlsx", b"", "tyhjä"),
        ("kysely.xlsx", b"not a workbook", "Mitään ei tuotu"),
    ],
)
def test_given_no_workbook_then_it_is_told_and_nothing_is_made(
    desk: Client, name: str, content: bytes, words: str
) -> None:
    response = desk.post(BRING, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Instrument.objects.exists()


def test_given_another_organisations_draft_then_it_cannot_be_replaced(
    desk: Client, stranger: Person
) -> None:
    foreign = InstrumentFactory(organisation=stranger.organisation)
    sent = {"file": xlsx(ready("mentors-2023")), "into": str(foreign.pk)}
    assert desk.post(BRING, sent).status_code == 422


def test_given_an_instrument_when_taken_out_then_the_trail_says_so(
    desk: Client, coordinator: Person
) -> None:
    instrument = InstrumentFactory(organisation=coordinator.organisation, key="oma")
    response = desk.get(f"/surveys/instruments/{instrument.pk}/xlsform.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="oma.xlsx"'
    assert response.content == write(draft_of(instrument), "oma")
    assert AuditEvent.objects.filter(verb="instrument.exported").exists()

"""The list of instruments: ready ones, a new one, a copy, removal."""

from typing import Any

import pytest

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.people.models import Person
from juuristo.surveys.actions.editing import copy_instrument
from juuristo.surveys.models import Instrument
from juuristo.surveys.ready import READY

from .factories import InstrumentFactory, InstrumentVersionFactory, WaveFactory

LIST = "/surveys/instruments/"
pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def page_of(client_of: ClientOf, person: Person, path: str = LIST) -> str:
    response = client_of(person).get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def test_given_no_instruments_then_the_six_ready_ones_are_offered(
    client_of: ClientOf, coordinator: Person
) -> None:
    page = page_of(client_of, coordinator)
    assert page.count("Aloita tästä") == len(READY) == 6
    assert "Omat pohjat" not in page


def test_given_a_ready_one_when_begun_then_it_is_ones_own_once(
    client_of: ClientOf, coordinator: Person
) -> None:
    signed_in = client_of(coordinator)
    for _again in range(2):
        response = signed_in.post(f"{LIST}ready/rooting-2022/")
        instrument = Instrument.objects.get()
        assert response["Location"] == f"{LIST}{instrument.pk}/"
    assert verbs() == ["instrument.created"]
    page = page_of(client_of, coordinator)
    assert page.count("Aloita tästä") == 5
    assert "Avaa oma kappale" in page


def test_given_an_unknown_ready_one_then_there_is_no_such_thing(
    client_of: ClientOf, coordinator: Person
) -> None:
    assert client_of(coordinator).post(f"{LIST}ready/no-such/").status_code == 404


def test_given_a_name_when_an_instrument_is_made_then_its_first_question_is_next(
    client_of: ClientOf, coordinator: Person
) -> None:
    sent = {"name_fi": "Miten opintopiiri sujui?", "name_sv": "Hur gick studiecirkeln?"}
    response = client_of(coordinator).post(f"{LIST}new/", sent)
    made = Instrument.objects.get()
    assert response["Location"] == f"{LIST}{made.pk}/questions/"
    assert made.key == "miten-opintopiiri-sujui"
    assert made.name == {"fi": "Miten opintopiiri sujui?", "sv": "Hur gick studiecirkeln?"}
    assert made.content["title"]["sv"] == "Hur gick studiecirkeln?"
    assert "Kirjoita seuraavaksi ensimmäinen kysymys" in page_of(
        client_of, coordinator, f"{LIST}{made.pk}/"
    )


def test_given_no_finnish_name_then_nothing_is_made(
    client_of: ClientOf, coordinator: Person
) -> None:
    response = client_of(coordinator).post(f"{LIST}new/", {"name_sv": "Hur gick det?"})
    assert response.status_code == 422
    assert "Hur gick det?" in response.content.decode()
    assert not Instrument.objects.exists()


def test_given_an_instrument_when_copied_then_the_copy_has_a_key_of_its_own(
    coordinator: Person,
) -> None:
    first = InstrumentFactory(organisation=coordinator.organisation, key="pulssi")
    copies = [copy_instrument(first, actor=coordinator) for _ in range(2)]
    assert [each.key for each in copies] == ["pulssi-2", "pulssi-3"]
    assert copies[0].name["fi"] == "Juurtumisen pulssi (kopio)"
    assert [each["key"] for each in copies[0].content["questions"]] == [
        each["key"] for each in first.content["questions"]
    ]


def test_given_an_unused_instrument_when_deleted_then_it_is_asked_first(
    client_of: ClientOf, coordinator: Person
) -> None:
    instrument = InstrumentFactory(organisation=coordinator.organisation)
    path = f"{LIST}{instrument.pk}/delete/"
    assert "Poistamista ei voi kumota" in page_of(client_of, coordinator, path)
    client_of(coordinator).post(path)
    assert not Instrument.objects.exists()
    assert "instrument.deleted" in verbs()


@pytest.mark.parametrize("use", [WaveFactory, InstrumentVersionFactory])
def test_given_an_instrument_in_use_when_deleted_then_it_stays_and_says_why(
    client_of: ClientOf, coordinator: Person, use: Any
) -> None:
    instrument = InstrumentFactory(organisation=coordinator.organisation)
    kept = {"instrument": instrument}
    if use is WaveFactory:
        kept["programme__organisation"] = coordinator.organisation
    use(**kept)
    path = f"{LIST}{instrument.pk}/delete/"
    assert "ei voi poistaa" in page_of(client_of, coordinator, path)
    page = client_of(coordinator).post(path, follow=True).content.decode()
    assert "ei voi poistaa" in page
    assert Instrument.objects.exists()


def test_given_another_organisations_instrument_then_it_does_not_exist(
    client_of: ClientOf, stranger: Person, coordinator: Person
) -> None:
    instrument = InstrumentFactory(organisation=coordinator.organisation)
    assert client_of(stranger).get(f"{LIST}{instrument.pk}/").status_code == 404
    assert "Juurtumisen pulssi" not in page_of(client_of, stranger).split("Aloita valmiista")[0]


def test_given_more_instruments_then_no_more_queries(
    client_of: ClientOf, coordinator: Person, django_assert_max_num_queries: Any
) -> None:
    signed_in = client_of(coordinator)
    signed_in.get(LIST)
    for _ in range(2):
        for _number in range(5):
            InstrumentFactory(organisation=coordinator.organisation)
        with django_assert_max_num_queries(9):
            signed_in.get(LIST)

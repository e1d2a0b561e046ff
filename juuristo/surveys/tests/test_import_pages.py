"""Bringing in an old wave on the desk: the file, its columns mapped, what would come, the wave."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import HeldRole, Organisation, Person
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.importing import job
from juuristo.surveys.models import Instrument, Response, SurveyImport, Wave

ClientOf = Callable[[Person], Client]
HEADER = "Vastaaja;Käyttö;Mikä vaikeuttaa portaiden käyttöä?;Miksi?;Miksi?\n"
ROWS = "".join(f"{n};{('joka päivä', 'Viikoittain')[n % 2]};Kiire;;\n" for n in range(12))
TOLD = {"name": "Vanha kysely", "day": "2022-04-30", "invited": "20"}


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


@pytest.fixture
def page(programme: Programme, coordinator: Person, client_of: ClientOf) -> Client:
    return client_of(coordinator)


def upload(page: Client, text: str = HEADER + ROWS, name: str = "vanha.csv") -> Any:
    return page.post(
        "/surveys/import/",
        {
            "programme": str(Programme.objects.get().pk),
            "instrument": "ready:rooting-2022",
            "file": SimpleUploadedFile(name, text.encode()),
        },
    )


def work(item: SurveyImport | None = None) -> SurveyImport:
    """What the worker does with a file on its way in."""
    item = item or SurveyImport.objects.get()
    job.check_file.call(str(item.pk), "fi")
    job.bring_answers.call(str(item.pk), "fi")
    item.refresh_from_db()
    return item


def read(page: Client, text: str = HEADER + ROWS, name: str = "vanha.csv") -> str:
    """Upload a file, have it read, and return the address of its page."""
    address = str(upload(page, text, name)["Location"])
    work()
    return address


def test_given_an_old_file_when_mapped_and_brought_in_then_the_wave_stands(
    page: Client,
    coordinator: Person,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    address = str(upload(page)["Location"])
    item = SurveyImport.objects.get()
    path = str(item.file.name)
    assert "Tiedostoa luetaan" in page.get(address).content.decode()
    work()
    first = page.get(address).content.decode()
    assert "Mitään ei ole vielä tallennettu" in first
    page.post(address, {"c1": "stairs_use"})
    work()
    assert "joka päivä" in page.get(address).content.decode()
    page.post(address, {"c1": "stairs_use", "v1-0": "daily"})
    work()
    shown = page.get(address).content.decode()
    assert "Päivittäin 6 · Viikoittain 6" in shown
    assert page.post(f"{address}bring/", TOLD)["Location"] == address
    assert "odottaa vuoroaan" in page.get(address).content.decode()
    assert not Wave.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        item = work(item)
    assert (item.state, item.done, item.total) == ("imported", 13, 13)
    assert page.get(address)["Location"] == "/surveys/vanha-kysely/results/"
    wave = Wave.objects.get()
    assert (wave.state, wave.is_imported, wave.invited) == ("sealed", True, 20)
    answers = Response.objects.values_list("answers", flat=True)
    assert sorted(answers, key=lambda one: str(one["stairs_use"])) == [
        *[{"stairs_use": "daily", "hinders": "Kiire"}] * 6,
        *[{"stairs_use": "weekly", "hinders": "Kiire"}] * 6,
    ]
    assert not default_storage.exists(path)
    assert AuditEvent.objects.get(verb="wave.imported").actor_id == coordinator.pk
    page.post(f"{address}bring/", TOLD)
    work(item)
    assert Wave.objects.count() == 1


def test_given_answers_on_their_way_when_looked_at_then_the_page_follows_and_lets_nothing_change(
    page: Client,
) -> None:
    address = read(page, "stairs_use\n" + "daily\n" * 12)
    page.post(f"{address}bring/", TOLD)
    assert "tuodaan" in page.get("/surveys/import/").content.decode()
    part = page.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Voit sulkea sivun" in part
    page.post(address, {"c0": ""})
    page.post(f"{address}cancel/")
    item = work()
    assert Response.objects.count() == 12
    assert item.mapping == {}
    assert page.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_given_a_worker_that_stops_then_nothing_is_stored_and_one_may_try_again(
    page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = read(page, "stairs_use\n" + "daily\n" * 12)
    page.post(f"{address}bring/", TOLD)
    with monkeypatch.context() as broken:
        broken.setattr(job, "bring_in", None)
        with pytest.raises(TypeError):
            work()
    assert not Wave.objects.exists()
    assert "Tuonti keskeytyi" in page.get(address).content.decode()
    page.post(f"{address}bring/", TOLD)
    assert work().wave == Wave.objects.get()


def test_given_one_who_coordinates_no_more_then_nothing_is_brought_in(
    page: Client, coordinator: Person
) -> None:
    address = read(page, "stairs_use\n" + "daily\n" * 12)
    page.post(f"{address}bring/", TOLD)
    HeldRole.objects.filter(person=coordinator).delete()
    assert work().state == "mapping"
    assert not Wave.objects.exists()


def test_given_faults_then_they_are_told_and_nothing_can_be_brought_in(page: Client) -> None:
    address = read(page, "difficulty_empathy;stairs_use\n11;daily\n")
    shown = page.get(address).content.decode()
    assert "ei ole sallituissa rajoissa" in shown
    assert "Tuo vastaukset" not in shown
    page.post(f"{address}bring/", TOLD)
    work()
    assert work().state == "mapping"
    assert not Wave.objects.exists()


def test_given_more_answers_than_were_asked_then_the_page_says_so(page: Client) -> None:
    address = read(page, "stairs_use\n" + "daily\n" * 12)
    page.post(f"{address}bring/", TOLD | {"invited": "3"})
    work()
    shown = page.get(address).content.decode()
    assert "Kutsuttuja on vähemmän" in shown
    assert 'value="Vanha kysely"' in shown  # what was told is kept
    assert not Wave.objects.exists()


def test_given_a_file_of_another_kind_then_the_form_says_what_to_do(page: Client) -> None:
    answer = upload(page, "a;b\n", "x.exe")
    assert answer.status_code == 422
    assert "pääte on xlsx tai csv" in answer.content.decode()
    assert not SurveyImport.objects.exists()


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("\n", "x.csv", "Tiedosto on tyhjä"),
        ("PK\x03\x04 broken", "x.xlsx", "ei aukea"),
    ],
)
def test_given_a_file_that_cannot_be_read_then_it_goes_and_the_page_says_why(
    text: str, name: str, words: str, page: Client
) -> None:
    address = str(upload(page, text, name)["Location"])
    path = str(SurveyImport.objects.get().file.name)
    assert work().state == "faulty"
    assert not default_storage.exists(path)
    told = page.get(address).content.decode()
    assert words in told
    assert "Tuo toinen tiedosto" in told
    assert "ei voitu lukea" in page.get("/surveys/import/").content.decode()


def test_given_thousands_of_rows_then_no_page_reads_the_file(
    page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = read(page)
    monkeypatch.setattr(job, "read_sheet", None)
    assert page.get(address).status_code == 200
    assert page.post(address, {"c1": "stairs_use"}).status_code == 302
    assert page.get(address).status_code == 200
    assert upload(page).status_code == 302


def test_given_a_zero_byte_then_the_report_holds_none(page: Client) -> None:
    read(page, "hinders;oma\0sarake\n" + "Kii\0re;x\0y\n" * 3)
    assert "\\u0000" not in json.dumps(SurveyImport.objects.get().report)


def test_given_a_file_when_given_up_or_a_day_old_then_it_is_gone(page: Client) -> None:
    address = read(page)
    path = str(SurveyImport.objects.get().file.name)
    page.post(f"{address}cancel/")
    assert not SurveyImport.objects.exists()
    assert not default_storage.exists(path)
    upload(page)
    SurveyImport.objects.update(created_at=timezone.now() - timedelta(hours=25))
    path = str(SurveyImport.objects.get().file.name)
    job.tidy_imports()
    assert not SurveyImport.objects.exists()
    assert not default_storage.exists(path)


def test_given_others_then_the_file_is_not_known_and_nothing_is_begun(
    page: Client, client_of: ClientOf, adviser: Person, mentor: Person, stranger: Person
) -> None:
    HeldRole.objects.create(person=mentor, role="coordinator")
    address = str(upload(page)["Location"])
    for person in (adviser, mentor, stranger):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).post(f"{address}bring/", TOLD).status_code == 404
    assert client_of(adviser).get("/surveys/import/").status_code == 403


def test_given_a_file_that_is_gone_then_one_is_led_to_bring_it_again(page: Client) -> None:
    address = read(page)
    default_storage.delete(str(SurveyImport.objects.get().file.name))
    page.post(f"{address}bring/", TOLD)
    assert work().state == "faulty"
    assert "Tiedostoa ei voi enää lukea" in page.get(address).content.decode()
    assert not Wave.objects.exists()


def test_given_an_instrument_changed_meanwhile_then_its_faults_are_told(page: Client) -> None:
    address = read(page, "stairs_use\n" + "Päivittäin\n" * 12)
    instrument = Instrument.objects.get()
    content = json.dumps(instrument.content, ensure_ascii=False)
    instrument.content = json.loads(content.replace("Päivittäin", "Joka päivä"))
    instrument.save()
    page.post(f"{address}bring/", TOLD)
    assert work().state == "checking"
    assert work().state == "mapping"
    assert "”Päivittäin” ei ole mikään vaihtoehdoista" in page.get(address).content.decode()

"""Taking results out on the desk: who may, the worker's writing, the file and its end."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import HeldRole, Organisation, Person
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.exports import job
from juuristo.surveys.models import SurveyExport, Wave
from juuristo.surveys.tests.sealed_waves import answer, named, sealed

ClientOf = Callable[[Person], Client]
State = SurveyExport.State


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


@pytest.fixture
def wave(programme: Programme) -> Wave:
    return sealed(programme, [answer(n) for n in range(12)], slug="kysely")


@pytest.fixture
def page(coordinator: Person, client_of: ClientOf) -> Client:
    return client_of(coordinator)


def asked_for(page: Client, kind: str = "csv") -> str:
    return str(page.post("/surveys/kysely/export/", {"kind": kind})["Location"])


def work() -> SurveyExport:
    export = SurveyExport.objects.latest("created_at")
    job.write_export.call(str(export.pk))
    export.refresh_from_db()
    return export


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_given_a_sealed_wave_when_taken_out_then_the_file_comes_when_written(
    wave: Wave, page: Client, coordinator: Person
) -> None:
    assert "Tee tiedosto" in page.get("/surveys/kysely/export/").content.decode()
    address = asked_for(page)
    assert "odottaa vuoroaan" in page.get(address).content.decode()
    assert page.get(f"{address}file/").status_code == 302
    export = work()
    assert (export.state, export.done, export.total) == (State.READY, 24, 24)
    assert "Lataa tiedosto" in page.get(address).content.decode()
    answer = page.get(f"{address}file/")
    assert 'filename="kysely-' in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(content_of(answer))) as archive:
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("answers.csv"), "utf-8")))
    assert len(rows) == 12
    event = AuditEvent.objects.get(verb="wave.exported")
    assert (event.actor_id, event.object_id) == (coordinator.pk, str(wave.pk))


def test_given_htmx_when_the_file_is_ready_then_the_page_is_loaded_anew(
    wave: Wave, page: Client
) -> None:
    address = asked_for(page)
    part = page.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in part
    assert "hx-trigger" in part
    work()
    assert page.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_given_a_task_that_runs_twice_then_the_file_is_written_once(
    wave: Wave, page: Client
) -> None:
    asked_for(page, "json")
    first = work()
    written = default_storage.get_modified_time(str(first.file.name))
    assert work().file.name == first.file.name
    assert default_storage.get_modified_time(str(first.file.name)) == written


def test_given_a_worker_killed_in_the_middle_then_the_next_one_writes_the_file(
    wave: Wave, page: Client
) -> None:
    asked_for(page, "json")
    SurveyExport.objects.update(state=State.WRITING, done=3)
    assert work().state == State.READY


def test_given_a_day_has_gone_then_file_and_row_are_gone(wave: Wave, page: Client) -> None:
    address = asked_for(page)
    path = work().file.name
    SurveyExport.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert page.get(address).status_code == 404
    assert page.get(f"{address}file/").status_code == 404
    job.tidy_exports()
    assert not SurveyExport.objects.exists()
    assert not default_storage.exists(str(path))


def test_given_less_than_a_day_then_nothing_is_tidied_away(wave: Wave, page: Client) -> None:
    asked_for(page)
    path = work().file.name
    job.tidy_exports()
    assert default_storage.exists(str(path))


def test_given_another_person_then_ones_export_is_not_known_to_exist(
    wave: Wave, page: Client, client_of: ClientOf, mentor: Person, stranger: Person
) -> None:
    HeldRole.objects.create(person=mentor, role="coordinator")
    address = asked_for(page)
    work()
    for person in (mentor, stranger):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).get(f"{address}file/").status_code == 404


def test_given_the_right_is_taken_away_then_the_file_is_not_given(
    wave: Wave, page: Client, coordinator: Person
) -> None:
    address = asked_for(page)
    work()
    HeldRole.objects.filter(person=coordinator).update(role="adviser")
    assert page.get(f"{address}file/").status_code == 403


def test_given_the_right_is_taken_away_before_it_is_written_then_nothing_is(
    wave: Wave, page: Client, coordinator: Person
) -> None:
    asked_for(page)
    HeldRole.objects.filter(person=coordinator).delete()
    export = work()
    assert (export.state, bool(export.file)) == (State.FAILED, False)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_given_a_wave_that_is_not_sealed_then_nothing_begins(
    state: str, programme: Programme, page: Client
) -> None:
    sealed(programme, [answer(1)] * 12, slug="kysely", state=state, sealed_at=None)
    said = page.post("/surveys/kysely/export/", {"kind": "csv"}).content.decode()
    assert "vasta, kun kyselykerta on päättynyt" in said
    assert not SurveyExport.objects.exists()


def test_given_an_unknown_format_then_it_is_an_error(wave: Wave, page: Client) -> None:
    assert page.post("/surveys/kysely/export/", {"kind": "exe"}).status_code == 422


def test_given_spss_of_few_answers_then_it_is_said_to_have_failed(
    programme: Programme, page: Client
) -> None:
    sealed(programme, [answer(n) for n in range(6)], slug="kysely")
    assert "SPSS-tiedostoa ei synny" in page.get("/surveys/kysely/export/").content.decode()
    address = asked_for(page, "sav")
    assert work().state == State.FAILED
    assert "Kokeile toista muotoa" in page.get(address).content.decode()


def test_given_others_then_a_wave_is_not_theirs_to_take_out(
    wave: Wave,
    client_of: ClientOf,
    adviser: Person,
    sponsor: Person,
    supervisor: Person,
    stranger: Person,
) -> None:
    people = (adviser, sponsor, supervisor, stranger)
    codes = [client_of(one).get("/surveys/kysely/export/").status_code for one in people]
    assert codes == [403, 403, 404, 404]


def test_given_a_confidential_wave_then_its_reader_takes_it_and_the_coordinator_does_not(
    programme: Programme, page: Client, mentor: Person, client_of: ClientOf
) -> None:
    confidential = sealed(
        programme, [answer(n) for n in range(3)], slug="kysely", kind=Wave.Kind.CONFIDENTIAL
    )
    confidential.readers.add(mentor)
    assert page.get("/surveys/kysely/export/").status_code == 403
    assert "lukijalle" in client_of(mentor).get("/surveys/kysely/export/").content.decode()


def test_given_a_named_wave_then_the_coordinator_takes_names_and_leaves_a_trace(
    programme: Programme, page: Client, adviser: Person, client_of: ClientOf
) -> None:
    named(programme, [adviser], slug="kysely")
    assert client_of(adviser).get("/surveys/kysely/export/").status_code in (403, 404)
    address = asked_for(page, "json")
    work()
    assert adviser.full_name in content_of(page.get(f"{address}file/")).decode()
    assert AuditEvent.objects.filter(verb="wave.exported").count() == 1

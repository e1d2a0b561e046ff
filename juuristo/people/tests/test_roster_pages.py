"""The staff list's pages: upload, progress, preview, faults, done; who may and who may not."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import Organisation, Person, RosterImport
from juuristo.people.roster import job
from juuristo.people.roster.reading import read
from juuristo.people.tests.factories import OfficeFactory, PersonFactory, TeamFactory
from juuristo.people.tests.roster_files import AINO, EERO, HEADER, csv_of, xlsx_of

ClientOf = Callable[[Person], Client]
UPLOAD = "/people/import/"
State = RosterImport.State


@pytest.fixture(autouse=True)
def places(organisation: Organisation) -> None:
    for name in ("Kotka", "Hamina"):
        OfficeFactory(organisation=organisation, name=name)
    TeamFactory(organisation=organisation, name="Palvelut")


@pytest.fixture
def page(coordinator: Person, client_of: ClientOf) -> Client:
    return client_of(coordinator)


def upload(client: Client, data: bytes, name: str = "lista.csv") -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def checked(client: Client, data: bytes, name: str = "lista.csv") -> str:
    """Upload, let the worker check, and return the address of the import."""
    address = str(upload(client, data, name).url)
    item = RosterImport.objects.latest("created_at")
    job.check_roster.call(str(item.pk), "fi")
    return address


def work() -> None:
    item = RosterImport.objects.latest("created_at")
    job.apply_roster.call(str(item.pk), "fi")


def test_given_a_list_when_uploaded_checked_and_approved_then_people_are_in(
    page: Client, coordinator: Person, adviser: Person
) -> None:
    address = str(upload(page, xlsx_of(HEADER, AINO, EERO), "Lista.XLSX").url)
    waiting = page.get(address).content.decode()
    assert "Mitään ei ole vielä tallennettu" in waiting
    item = RosterImport.objects.get()
    path = item.file.name
    job.check_roster.call(str(item.pk), "fi")
    preview = page.get(address).content.decode()
    assert "Tuo 2 uutta" in preview
    assert "aino@example.org" in preview
    assert adviser.email in preview
    assert not Person.objects.filter(email="aino@example.org").exists()
    page.post(f"{address}apply/")
    work()
    assert "Luettelo on tuotu" in page.get(address).content.decode()
    assert Person.objects.filter(email="aino@example.org").exists()
    item.refresh_from_db()
    assert (item.state, item.rows_total, item.rows_done) == (State.APPLIED, 2, 2)
    assert not default_storage.exists(str(path))
    assert "people" not in item.report


def test_given_the_preview_is_opened_then_it_leaves_a_row_on_the_trail(
    page: Client, coordinator: Person
) -> None:
    address = checked(page, csv_of(HEADER, AINO))
    page.get(address)
    assert AuditEvent.objects.filter(verb="roster.opened", actor_id=coordinator.pk).count() == 1


def test_given_changes_when_previewed_then_old_and_new_stand_side_by_side(
    page: Client, organisation: Organisation
) -> None:
    PersonFactory(organisation=organisation, user=None, email="aino@example.org", last_name="Niemi")
    preview = page.get(checked(page, csv_of(HEADER, AINO))).content.decode()
    assert "Niemi" in preview
    assert "Aalto" in preview
    assert "Tuo yksi muutos" in preview


def test_given_faults_when_checked_then_row_and_column_letter_are_told(page: Client) -> None:
    rows = [AINO, EERO, [*AINO[:3], "Oslo", *AINO[4:]]]
    shown = page.get(checked(page, csv_of(HEADER, *rows))).content.decode()
    assert "Rivi 4, sarake A (sähköposti)" in shown
    assert "Rivi 4, sarake D (toimipaikka)" in shown
    item = RosterImport.objects.get()
    assert item.state == State.FAULTY
    assert not item.file


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tiedosto on tyhjä"),
        ("sähköposti;etunimi\n".encode("latin-1"), "Latin-1"),
        (b"PK\x03\x04 broken", "ei aukea"),
        (csv_of(["nimi"], ["x"]), "puuttuu"),
    ],
)
def test_given_a_bad_file_when_uploaded_then_the_page_says_what_to_do(
    page: Client, data: bytes, words: str
) -> None:
    answer = upload(page, data)
    shown = answer if answer.status_code == 422 else page.get(answer.url)
    if answer.status_code == 302:
        job.check_roster.call(str(RosterImport.objects.get().pk), "fi")
        shown = page.get(answer.url)
    assert words in shown.content.decode()
    assert not Person.objects.filter(first_name="x").exists()


@pytest.mark.parametrize(
    ("name", "size"), [("lista.pdf", 10), ("lista", 10), ("lista.csv", 10 * 1024 * 1024 + 1)]
)
def test_given_a_wrong_kind_or_too_large_file_when_uploaded_then_it_is_not_stored(
    page: Client, name: str, size: int
) -> None:
    assert upload(page, b"x" * size, name).status_code == 422
    assert not RosterImport.objects.exists()


def test_given_a_coordinator_when_a_list_gives_admin_then_it_is_not_allowed(page: Client) -> None:
    shown = page.get(checked(page, csv_of(HEADER, [*AINO, "", "admin"]))).content.decode()
    assert "et voi antaa" in shown


def test_given_an_admin_when_a_list_gives_admin_then_it_is(
    admin: Person, client_of: ClientOf
) -> None:
    client = client_of(admin)
    address = checked(client, csv_of(HEADER, [*AINO, "", "admin"]))
    client.post(f"{address}apply/")
    work()
    assert Person.objects.get(email="aino@example.org").has_role("admin")


def test_given_missing_people_when_ending_is_ticked_then_they_end(
    page: Client, adviser: Person, coordinator: Person
) -> None:
    address = checked(page, csv_of(HEADER, AINO))
    assert "yksi ihminen lähteneeksi" in page.get(address).content.decode()
    page.post(f"{address}apply/", {"end_missing": "on"})
    work()
    adviser.refresh_from_db()
    coordinator.refresh_from_db()
    assert (adviser.has_left(), coordinator.has_left()) == (True, False)


def test_given_the_world_moved_after_the_preview_when_applied_then_a_new_preview_is_shown(
    page: Client, organisation: Organisation
) -> None:
    address = checked(page, csv_of(HEADER, AINO, EERO))
    PersonFactory(organisation=organisation, user=None, email="eero@example.org")
    page.post(f"{address}apply/")
    work()
    shown = page.get(address).content.decode()
    assert "ovat muuttuneet" in shown
    assert "Tuo yksi uusi ja yksi muutos" in shown
    assert not Person.objects.filter(email="aino@example.org").exists()
    page.post(f"{address}apply/")
    work()
    assert Person.objects.filter(email="aino@example.org").exists()


def test_given_two_clicks_or_a_task_run_twice_then_the_list_is_applied_once(page: Client) -> None:
    address = checked(page, csv_of(HEADER, AINO))
    page.post(f"{address}apply/")
    page.post(f"{address}apply/")
    work()
    work()
    assert AuditEvent.objects.filter(verb="roster.imported").count() == 1
    assert RosterImport.objects.get().state == State.APPLIED


def test_given_a_list_when_cancelled_then_the_file_and_the_row_are_gone(page: Client) -> None:
    address = checked(page, csv_of(HEADER, AINO))
    path = str(RosterImport.objects.get().file.name)
    page.post(f"{address}cancel/")
    assert not RosterImport.objects.exists()
    assert not default_storage.exists(path)
    assert page.get(address).status_code == 404


def test_given_an_applied_list_when_cancelled_then_it_stays(page: Client) -> None:
    address = checked(page, csv_of(HEADER, AINO))
    page.post(f"{address}apply/")
    work()
    page.post(f"{address}cancel/")
    assert RosterImport.objects.get().state == State.APPLIED


def test_given_a_day_has_passed_then_lists_are_forgotten_but_counts_stay(page: Client) -> None:
    done = checked(page, csv_of(HEADER, AINO))
    page.post(f"{done}apply/")
    work()
    checked(page, csv_of(HEADER, EERO))
    path = str(RosterImport.objects.get(state=State.READY).file.name)
    job.tidy_rosters()
    assert RosterImport.objects.count() == 2
    RosterImport.objects.update(created_at=timezone.now() - timedelta(hours=25))
    job.tidy_rosters()
    assert RosterImport.objects.get().state == State.APPLIED
    assert not default_storage.exists(path)


def test_given_the_worker_fails_when_checking_then_the_page_says_so(
    page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_data: bytes) -> None:
        raise RuntimeError

    monkeypatch.setattr(job, "read", fail)
    address = str(upload(page, csv_of(HEADER, AINO)).url)
    with pytest.raises(RuntimeError):
        job.check_roster.call(str(RosterImport.objects.get().pk), "fi")
    assert "Tuonti keskeytyi" in page.get(address).content.decode()


def test_given_progress_when_polled_then_only_the_fragment_comes_and_then_the_whole_page(
    page: Client,
) -> None:
    address = str(upload(page, csv_of(HEADER, AINO)).url)
    RosterImport.objects.update(rows_total=254, rows_done=168)
    fragment = page.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "168 / 254 riviä tarkistettu. Mitään ei ole vielä tallennettu." in fragment
    assert "<html" not in fragment
    job.check_roster.call(str(RosterImport.objects.get().pk), "fi")
    assert page.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_given_many_new_people_when_previewed_then_200_are_shown_and_the_rest_counted(
    page: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [[f"p{n}@example.org", *EERO[1:]] for n in range(250)]
    address = checked(page, csv_of(HEADER, *rows))
    with django_assert_max_num_queries(12):
        shown = page.get(address).content.decode()
    assert shown.count("@example.org</td>") == 200
    assert "ja 50 muuta" in shown


def test_given_the_sample_when_filled_in_as_it_is_then_it_can_be_read(page: Client) -> None:
    answer = page.get(f"{UPLOAD}sample.xlsx")
    assert read(answer.content).faults == []
    sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


@pytest.mark.parametrize("who", ["adviser", "mentor", "sponsor", "supervisor"])
def test_given_another_role_when_the_pages_are_asked_then_403(
    who: str, page: Client, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    address = checked(page, csv_of(HEADER, AINO))
    client = client_of(request.getfixturevalue(who))
    for path in (UPLOAD, f"{UPLOAD}sample.xlsx", address):
        assert client.get(path).status_code == 403
    for path in (UPLOAD, f"{address}apply/", f"{address}cancel/"):
        assert client.post(path).status_code == 403


def test_given_another_organisations_coordinator_when_an_import_is_asked_then_404(
    page: Client, client_of: ClientOf, stranger: Person
) -> None:
    address = checked(page, csv_of(HEADER, AINO))
    client = client_of(stranger)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}apply/").status_code == 404
    assert client.post(f"{address}cancel/").status_code == 404
    assert RosterImport.objects.get().state == State.READY

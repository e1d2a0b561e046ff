"""``juuristo people import``: shapes, exit codes and what is stored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from juuristo.people.models import Organisation, Person
from juuristo.people.tests.roster_files import AINO, EERO, HEADER, csv_of, xlsx_of

Import = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Import bytes with options; return the exit code and the JSON document."""

    def people_import(data: bytes, *options: str, slug: str = "oma") -> tuple[int, dict[str, Any]]:
        path = tmp_path / "list"
        path.write_bytes(data)
        code = 0
        try:
            call_command("people", "import", str(path), "--organisation", slug, "--json", *options)
        except SystemExit as left:
            code = int(left.code or 0)
        return code, json.loads(capsys.readouterr().out)

    return people_import


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
@pytest.mark.django_db
def test_given_an_empty_place_when_imported_then_everything_is_made(
    run: Import, make: Callable[..., bytes]
) -> None:
    data = make([*HEADER[:7], "puhelin"], [*AINO, "1"], [*EERO, "2"])
    code, report = run(data, "--create-places", slug="uusi")
    assert (code, report) == (
        0,
        {
            "new": 2,
            "changed": 0,
            "unchanged": 0,
            "gone": 0,
            "applied": True,
            "ignored_columns": ["puhelin"],
            "faults": [],
        },
    )
    assert Person.objects.filter(organisation__slug="uusi", office__name="Kotka").count() == 1
    code, report = run(data, "--create-places", slug="uusi")
    assert (report["new"], report["changed"], report["unchanged"]) == (0, 0, 2)


@pytest.mark.django_db
def test_given_a_dry_run_when_imported_then_nothing_is_stored(run: Import) -> None:
    code, report = run(csv_of(HEADER, AINO), "--create-places", "--dry-run", slug="uusi")
    assert (code, report["new"], report["applied"]) == (0, 1, False)
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()


def test_given_faults_when_imported_then_exit_2_with_all_of_them_and_nothing_stored(
    run: Import, organisation: Organisation
) -> None:
    data = csv_of(HEADER, AINO, ["aino@example.org", "", *AINO[2:]])
    code, report = run(data, "--create-places")
    assert code == 2
    assert report["applied"] is False
    assert [(f["row"], f["column"], f["code"]) for f in report["faults"]] == [
        (3, "first_name", "missing_value"),
        (3, "email", "duplicate_email"),
    ]
    assert not Person.objects.exists()


def test_given_unknown_places_without_leave_when_imported_then_they_are_faults(
    run: Import, organisation: Organisation
) -> None:
    code, report = run(csv_of(HEADER, AINO))
    assert code == 2
    assert {f["code"] for f in report["faults"]} == {"unknown_office", "unknown_team"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04x", "sähköposti".encode("latin-1")])
def test_given_an_unreadable_file_when_imported_then_exit_2_in_the_same_shape(
    run: Import, organisation: Organisation, data: bytes
) -> None:
    code, report = run(data)
    assert code == 2
    assert report["faults"][0]["code"] == "unreadable_file"
    assert set(report) >= {"new", "changed", "unchanged", "gone", "applied", "faults"}


def test_given_200_000_rows_when_imported_then_too_large(
    run: Import, organisation: Organisation
) -> None:
    data = csv_of(HEADER, AINO) + csv_of(EERO) * 200_000
    code, report = run(data)
    assert (code, report["faults"][0]["code"]) == (2, "too_large")


def test_given_gone_people_when_told_to_end_them_then_they_end(
    run: Import, organisation: Organisation
) -> None:
    run(csv_of(HEADER, AINO, EERO), "--create-places")
    _code, report = run(csv_of(HEADER, AINO))
    assert report["gone"] == 1
    assert not Person.objects.exclude(left_date=None).exists()
    run(csv_of(HEADER, AINO), "--end-missing")
    assert Person.objects.exclude(left_date=None).get().email == "eero@example.org"
    assert run(csv_of(HEADER, AINO))[1]["gone"] == 0


@pytest.mark.django_db
def test_given_no_such_organisation_or_file_when_imported_then_exit_2_with_an_error(
    run: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = run(csv_of(HEADER, AINO), slug="ei-ole")
    assert (code, report["error"]["code"]) == (2, "unknown_organisation")
    code, report = run(csv_of(HEADER, AINO), "--create-places", slug="ei kelpaa!")
    assert (code, report["error"]["code"]) == (2, "bad_organisation")
    with pytest.raises(SystemExit) as left:
        call_command("people", "import", "/no/such/file", "--organisation", "oma", "--json")
    assert left.value.code == 2
    assert json.loads(capsys.readouterr().out)["faults"][0]["code"] == "unreadable_file"


def test_given_every_role_when_the_operator_imports_then_they_are_given(
    run: Import, organisation: Organisation
) -> None:
    rows = [[*AINO, "", "admin; Koordinaattori; johdon yhteyshenkilö"]]
    code, _report = run(csv_of(HEADER, *rows), "--create-places")
    held = Person.objects.get().roles.values_list("role", flat=True)
    assert (code, set(held)) == (0, {"admin", "coordinator", "sponsor"})

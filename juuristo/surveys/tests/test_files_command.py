"""``juuristo surveys import`` and ``export``: shapes, exit codes, what is stored and written."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from django.core.management import call_command

from juuristo.audit.models import AuditEvent
from juuristo.people.models import Organisation
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.models import Response, Wave
from juuristo.surveys.results import results_of
from juuristo.surveys.tests.sealed_waves import answer, sealed

Run = Callable[..., tuple[int, dict[str, Any]]]
FILE = (
    "ID;Kuinka usein käytät neljää porrasta tietoisesti?;Mikä vaikeuttaa portaiden käyttöä?\n"
    + "".join(
        f"{n};{('Päivittäin', 'Viikoittain', 'En lainkaan')[n % 3]};Kiire {n}\n" for n in range(30)
    )
    + ";;\n31;Päivittäin;\n"
)


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation, slug="ohjelma")
    return made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def surveys(*arguments: Any) -> tuple[int, dict[str, Any]]:
        code = 0
        try:
            call_command("surveys", *map(str, arguments), "--json")
        except SystemExit as stop:
            code = int(str(stop.code))
        return code, json.loads(capsys.readouterr().out)

    return surveys


def bring_in(run: Run, path: Path, *more: Any, name: str = "Vanha kysely") -> Any:
    return run(
        *("import", path, "--instrument", "rooting-2022", "--programme", "ohjelma"),
        *("--wave", name, "--date", "2022-04-30", *more),
    )


def written(folder: Path, text: str = FILE, name: str = "vastaukset.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_given_a_file_when_imported_then_a_sealed_wave_stands(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    code, told = bring_in(run, written(tmp_path), "--invited", "60")
    assert (code, told) == (
        0,
        {
            "wave": "vanha-kysely",
            "rows": 32,
            "imported": 31,
            "skipped": 1,
            "unmapped_columns": ["ID"],
            "faults": [],
        },
    )
    wave = Wave.objects.get(slug="vanha-kysely")
    assert (wave.state, wave.kind, wave.is_imported) == ("sealed", "anonymous", True)
    assert (wave.invited, wave.responses_count, wave.ballot_key) == (60, 31, "")
    use = next(one for one in results_of(wave)["questions"] if one["key"] == "stairs_use")
    assert [option["count"] for option in use["options"]] == [11, 10, 0, 10, 0]
    event = AuditEvent.objects.get(verb="wave.imported")
    assert (event.object_id, event.organisation_id) == (str(wave.pk), programme.organisation_id)


def test_given_a_file_when_imported_then_rows_are_stored_in_another_order(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    bring_in(run, written(tmp_path))
    stored = [
        one.get("hinders")
        for one in Response.objects.order_by("id").values_list("answers", flat=True)
    ]
    assert stored[:30] != [f"Kiire {n}" for n in range(30)]


def test_given_a_mapping_when_imported_then_it_is_followed(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    mapping = {"Käyttö": {"question": "stairs_use", "values": {"päivittäin!": "daily"}}}
    file = written(tmp_path, "Käyttö;x\n" + "Päivittäin!;\n" * 6)
    made = written(tmp_path, json.dumps(mapping), "m.json")
    code, told = bring_in(run, file, "--mapping", made)
    assert (code, told["imported"], told["unmapped_columns"]) == (0, 6, ["x"])


def test_given_faults_when_imported_then_exit_2_with_all_of_them_and_nothing_stored(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    code, told = bring_in(run, written(tmp_path, "stairs_use;x\njoskus;\nikinä;\n"))
    assert code == 2
    assert (told["wave"], told["rows"], told["imported"]) == (None, 2, 0)
    assert [(one["row"], one["code"]) for one in told["faults"]] == [
        (2, "unknown_option"),
        (3, "unknown_option"),
    ]
    assert not Wave.objects.exists()


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", "stairs_use;x\n"])
def test_given_a_file_without_answers_when_imported_then_exit_2_in_the_same_shape(
    text: str, programme: Programme, run: Run, tmp_path: Path
) -> None:
    code, told = bring_in(run, written(tmp_path, text))
    assert (code, told["wave"], len(told["faults"])) == (2, None, 1)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("--invited", "5"), "too_few_invited"),
        (("--invited", "99999999999999999999"), "too_many_invited"),
        (("--date", "2200-01-01"), "future_day"),
        (("--date", "0001-01-01"), "bad_date"),
        (("--wave", "  "), "no_name"),
        (("--instrument", "no-such"), "unknown_instrument"),
        (("--programme", "no-such"), "unknown_programme"),
        (("--mapping", "no-such.json"), "bad_mapping"),
    ],
)
def test_given_what_cannot_be_when_imported_then_exit_2_with_an_error(
    change: tuple[str, str], error: str, programme: Programme, run: Run, tmp_path: Path
) -> None:
    code, told = bring_in(run, written(tmp_path), *change)
    assert (code, told["error"]["code"]) == (2, error)
    assert not Wave.objects.exists()


def test_given_the_same_file_again_when_imported_then_it_does_not_stand_twice(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    bring_in(run, written(tmp_path))
    code, told = bring_in(run, written(tmp_path))
    assert (code, told["error"]["code"]) == (2, "wave_exists")
    assert Wave.objects.count() == 1


def test_given_a_name_others_have_when_imported_then_the_short_name_differs(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    elsewhere = ProgrammeFactory()
    sealed(elsewhere, [], slug="vanha-kysely")
    assert bring_in(run, written(tmp_path))[1]["wave"] == "vanha-kysely-2"
    assert bring_in(run, written(tmp_path), name="import")[1]["wave"] == "import-2"


@pytest.mark.parametrize("kind", ["xlsx", "csv", "sav", "json"])
def test_given_a_sealed_wave_when_exported_then_the_named_file_is_there(
    kind: str, programme: Programme, run: Run, tmp_path: Path
) -> None:
    wave = sealed(programme, [answer(n) for n in range(12)])
    out = tmp_path / f"ulos.{kind}"
    code, told = run("export", wave.slug, "--format", kind, "--out", out)
    assert (code, told["wave"], told["files"][0]) == (0, wave.slug, str(out))
    assert all(Path(file).exists() for file in told["files"])
    assert sorted(Path(one).name for one in told["files"]) == sorted(
        one.name for one in tmp_path.iterdir()
    )
    if kind == "csv":
        assert len(list(csv.DictReader(io.StringIO(out.read_text())))) == 12
        assert (tmp_path / "ulos-results.csv").exists()
    if kind == "sav":
        assert pyreadstat.read_sav(out, output_format="dict")[1].number_rows == 12
    assert AuditEvent.objects.filter(verb="wave.exported", actor_id=None).count() == 1


def test_given_a_name_in_zip_when_exported_then_all_is_in_one_file(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    wave = sealed(programme, [answer(n) for n in range(12)])
    run("export", wave.slug, "--format", "csv", "--out", tmp_path / "ulos.zip")
    with zipfile.ZipFile(tmp_path / "ulos.zip") as archive:
        assert "answers.csv" in archive.namelist()
        assert "open-helps.csv" in archive.namelist()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"state": "open", "sealed_at": None}, "not_closed"),
        ({"state": "closed", "sealed_at": None}, "not_closed"),
        ({"kind": "confidential"}, "confidential"),
    ],
)
def test_given_a_wave_that_may_not_leave_when_exported_then_no_file_is_made(
    fields: dict[str, Any], error: str, programme: Programme, run: Run, tmp_path: Path
) -> None:
    wave = sealed(programme, [answer(n) for n in range(12)], **fields)
    code, told = run("export", wave.slug, "--format", "json", "--out", tmp_path / "ulos.json")
    assert (code, told["error"]["code"]) == (2, error)
    assert list(tmp_path.iterdir()) == []


def test_given_what_was_exported_when_imported_then_the_figures_are_the_same(
    programme: Programme, run: Run, tmp_path: Path
) -> None:
    wave = sealed(programme, [answer(n) for n in range(25)])
    wave.instrument.key = "kaikki"
    wave.instrument.save()
    run("export", wave.slug, "--format", "csv", "--out", tmp_path / "ulos.csv")
    code, told = run(
        *("import", tmp_path / "ulos.csv", "--instrument", "kaikki", "--programme", "ohjelma"),
        *("--wave", "Takaisin", "--date", "2022-04-30", "--invited", "50"),
    )
    assert (code, told["imported"]) == (0, 25)
    closed = {"single", "multiple", "scale", "ranking"}
    was, became = (
        [one for one in results_of(each)["questions"] if one["type"] in closed and one["n"]]
        for each in (wave, Wave.objects.get(slug="takaisin"))
    )
    assert [one for one in was if one["key"] != "years"] == became

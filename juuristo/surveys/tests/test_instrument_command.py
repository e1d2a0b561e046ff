"""``juuristo surveys instrument export|import``: shapes, exit codes and what is stored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from juuristo.audit.models import AuditEvent
from juuristo.people.models import Organisation
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.actions.instruments import begin_from
from juuristo.surveys.definition import content_of
from juuristo.surveys.models import Instrument
from juuristo.surveys.ready import ready

from .form_files import HEADER, form_file

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def instrument(*words: Any) -> tuple[int, dict[str, Any]]:
        code = 0
        try:
            call_command("surveys", "instrument", *map(str, words), "--json")
        except SystemExit as left:
            code = int(left.code or 0)
        return code, json.loads(capsys.readouterr().out)

    return instrument


def test_given_a_draft_when_it_goes_out_and_comes_in_elsewhere_then_it_is_the_same(
    run: Run, organisation: Organisation, tmp_path: Path
) -> None:
    programme = ProgrammeFactory()
    begin_from(organisation, "rooting-2022", actor=None)
    file = tmp_path / "pohja.xlsx"
    code, document = run("export", "rooting-2022", "--organisation", "oma", "--out", file)
    assert (code, document) == (
        0,
        {"instrument": "rooting-2022", "questions": 12, "file": str(file)},
    )
    code, document = run("import", file, "--programme", programme.slug)
    assert (code, document) == (
        0,
        {"instrument": "rooting-2022", "questions": 12, "faults": []},
    )
    brought = Instrument.objects.get(organisation=programme.organisation)
    assert brought.content == content_of(ready("rooting-2022"))
    assert brought.name["sv"] == "Trappan i ditt arbete"
    verbs = AuditEvent.objects.values_list("verb", flat=True)
    assert {"instrument.exported", "instrument.imported"} <= set(verbs)


def test_given_a_key_that_is_taken_then_the_draft_stays_unless_replaced(
    run: Run, organisation: Organisation, tmp_path: Path
) -> None:
    mine = begin_from(organisation, "rooting-pulse", actor=None)
    file = tmp_path / "pohja.xlsx"
    run("export", "session-feedback", "--out", file)  # a ready one needs no organisation
    words = ("import", file, "--organisation", "oma", "--key", "rooting-pulse")
    code, document = run(*words)
    assert (code, document["error"]["code"]) == (2, "instrument_exists")
    mine.refresh_from_db()
    assert mine.content["title"]["fi"] == "Juurtumisen pulssi"
    assert run(*words, "--replace")[0] == 0
    mine.refresh_from_db()
    assert mine.content["title"]["fi"] == "Miten kerta meni?"


def test_given_a_faulty_file_then_every_fault_is_told_and_nothing_is_stored(
    run: Run, organisation: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "pohja.xlsx"
    file.write_bytes(form_file(survey=[HEADER, ["geopoint", "a", "A"], ["video", "b", "B"]]))
    code, document = run("import", file, "--organisation", "oma", "--key", "oma")
    assert code == 2
    assert [(fault["row"], fault["code"]) for fault in document["faults"]] == [
        (2, "unknown_type"),
        (3, "unknown_type"),
    ]
    assert not Instrument.objects.exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("export", "nothing", "--out", "x.xlsx"), "unknown_instrument"),
        (("export", "rooting-2022", "--organisation", "x", "--out", "x"), "unknown_organisation"),
        (("import", "missing.xlsx", "--organisation", "oma"), "unreadable_file"),
        (("import", "missing.xlsx", "--programme", "x"), "unknown_programme"),
        (("import", "missing.xlsx"), "bad_arguments"),
    ],
)
def test_given_something_that_is_not_there_then_the_code_says_what(
    run: Run, organisation: Organisation, words: tuple[str, ...], expected: str
) -> None:
    code, document = run(*words)
    assert (code, document["error"]["code"]) == (2, expected)


def test_given_a_key_or_folder_that_cannot_be_then_nothing_is_stored(
    run: Run, organisation: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "pohja.xlsx"
    file.write_bytes(form_file(survey=[HEADER, ["text", "a", "A"]]))
    for words, expected in (((), "no_key"), (("--key", "Ei käy!"), "bad_key")):
        code, document = run("import", file, "--organisation", "oma", *words)
        assert (code, document["error"]["code"]) == (2, expected)
    assert not Instrument.objects.exists()
    code, document = run("export", "rooting-2022", "--out", tmp_path / "missing" / "x.xlsx")
    assert (code, document["error"]["code"]) == (1, "unwritable_file")


def test_given_a_broken_draft_then_it_does_not_go_out(
    run: Run, organisation: Organisation, tmp_path: Path
) -> None:
    broken = {"title": {"fi": "x"}, "questions": [{"type": "dance"}]}
    wide = {"type": "scale", "key": "q", "text": {"fi": "?"}, "ends": {"least": 0, "most": 10**9}}
    for content in (broken, {"title": {"fi": "x"}, "questions": [wide]}):
        Instrument.objects.update_or_create(
            organisation=organisation, key="oma", defaults={"content": content}
        )
        file = tmp_path / "x.xlsx"
        code, document = run("export", "oma", "--organisation", "oma", "--out", file)
        assert (code, document["error"]["code"]) == (2, "faulty_instrument")
        assert not file.exists()

"""What leaves the house: every file is opened with another program, and looked through for what
must not be there (trust T4)."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.exports.contents import contents_of, may_export
from juuristo.surveys.exports.files import write
from juuristo.surveys.models import Wave
from juuristo.surveys.refusals import Refused
from juuristo.surveys.tests.sealed_waves import EVERY_TYPE, answer, named, sealed

FORMATS = ["xlsx", "csv", "sav", "json"]
ABOUT_ME = ("under_1", "over_1", "Kauanko olet ollut työssä?")
ROWS = [answer(number) for number in range(40)]


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


def files_of(wave: Wave, kind: str, folder: Path, language: str = "fi") -> dict[str, bytes]:
    paths = write(contents_of(wave), kind, language, folder, lambda done: None)
    return {path.name: path.read_bytes() for path in paths}


def book_of(wave: Wave, folder: Path, language: str = "fi") -> dict[str, list[list[Any]]]:
    data = files_of(wave, "xlsx", folder, language)["results.xlsx"]
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }


def csv_in(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def sav_of(data: bytes, folder: Path) -> tuple[dict[str, list[Any]], Any]:
    path = folder / "read.sav"
    path.write_bytes(data)
    return pyreadstat.read_sav(path, output_format="dict", user_missing=True)


def rows_in(wave: Wave, kind: str, folder: Path) -> list[tuple[Any, ...]]:
    """Return the rows of closed questions as some program sees them, in the file's order."""
    if kind == "xlsx":
        return [tuple(row) for row in book_of(wave, folder)["Vastaukset"][1:]]
    files = files_of(wave, kind, folder)
    if kind == "csv":
        return [tuple(row.values()) for row in csv_in(files["answers.csv"])]
    if kind == "sav":
        columns, _about = sav_of(files["answers-fi.sav"], folder)
        return list(zip(*columns.values(), strict=True))
    document = json.loads(files["results.json"])
    return [
        tuple(sorted((key, str(value)) for key, value in row.items()))
        for row in document["answers"]
    ]


def test_given_a_sealed_wave_when_taken_to_excel_then_sheets_hold_tables_rows_and_lists(
    programme: Programme, tmp_path: Path
) -> None:
    book = book_of(sealed(programme, ROWS), tmp_path)
    assert list(book) == [
        *("Tietoja", "Tulokset", "Vastaukset"),
        *("hinders", "helps", "Kysymykset"),
    ]
    assert book["Vastaukset"][0] == [
        "Kuinka usein käytät portaita?",
        "Missä olet ollut mukana?: Vaihtoehto workshop",
        "Missä olet ollut mukana?: Vaihtoehto circle",
        "Missä olet ollut mukana?: Vaihtoehto cafe",
        "Kuinka vaikea porras on?: Empatia",
        "Kuinka vaikea porras on?: Neuvonta",
        "Pane tärkeysjärjestykseen: Vaihtoehto time",
        "Pane tärkeysjärjestykseen: Vaihtoehto peace",
        "Pane tärkeysjärjestykseen: Vaihtoehto peers",
    ]
    assert len(book["Vastaukset"]) == 41
    use = [row for row in book["Tulokset"] if row[0] == "Kuinka usein käytät portaita?"]
    assert [(row[1], row[3], row[5], row[6]) for row in use] == [
        ("", 40, "", ""),
        ("Vaihtoehto daily", 40, 14, 35),
        ("Vaihtoehto weekly", 40, 13, 32.5),
        ("Vaihtoehto never", 40, 13, 32.5),
    ]
    assert sorted(row[0] for row in book["hinders"][1:]) == sorted(
        f"Este numero {n}" for n in range(40)
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_given_a_sealed_wave_then_rows_hold_closed_questions_alone(
    kind: str, programme: Programme, tmp_path: Path
) -> None:
    rows = rows_in(sealed(programme, ROWS), kind, tmp_path)
    said = "\n".join(str(row) for row in rows)
    assert len(rows) == 40
    for forbidden in (*ABOUT_ME, "numero", "2010-03-01", "began", "meetings", "43.5", "42.5"):
        assert forbidden not in said


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_given_a_breakdown_that_is_shown_then_no_rows_leave(
    kind: str, programme: Programme, tmp_path: Path
) -> None:
    """Rows beside groups would be groups crossed; tables and open lists stay."""
    wave = sealed(programme, ROWS, breakdowns=["years"])
    assert contents_of(wave).columns == ()
    files = files_of(wave, kind, tmp_path)
    if kind == "xlsx":
        assert list(book_of(wave, tmp_path)) == [
            *("Tietoja", "Tulokset", "Taustaryhmät", "hinders", "helps", "Kysymykset")
        ]
    elif kind == "csv":
        assert "answers.csv" not in files
        assert {"breakdowns.csv", "open-helps.csv"} <= files.keys()
    else:
        document = json.loads(files["results.json"])
        assert (document["answers"], len(document["open_answers"]["helps"])) == ([], 40)


def test_given_a_breakdown_that_is_withheld_then_rows_leave(programme: Programme) -> None:
    rows = [answer(n, years="under_1" if n < 3 else "over_1") for n in range(40)]
    contents = contents_of(sealed(programme, rows, breakdowns=["years"]))
    assert contents.columns
    assert "years" not in [question.key for question in contents.columns]


@pytest.mark.parametrize("kind", FORMATS)
def test_given_a_wave_when_taken_twice_then_rows_and_lists_come_in_another_order(
    kind: str, programme: Programme, tmp_path: Path
) -> None:
    wave = sealed(programme, ROWS)
    first, second = (tmp_path / name for name in ("first", "second"))
    first.mkdir()
    second.mkdir()
    one, other = rows_in(wave, kind, first), rows_in(wave, kind, second)
    assert one != other
    assert sorted(map(str, one)) == sorted(map(str, other))


def test_given_rows_and_lists_then_no_place_joins_them(programme: Programme) -> None:
    """Each answer tells its number in every question: places that agree would be a joint."""
    content = EVERY_TYPE | {
        "questions": [
            {"type": "number", "key": "pad", "text": {"fi": "x"}},
            *EVERY_TYPE["questions"],
        ]
    }
    wave = sealed(programme, [answer(n, hard_empathy=n % 10 + 1) for n in range(400)], content)
    contents = contents_of(wave)
    rows = contents.rows(lambda done: None)
    marks = [row[[q.key for q in contents.columns].index("hard_empathy")] for row in rows]
    lists = [contents.open_answers(key) for key in ("hinders", "helps")]
    numbers = [[int(text.rsplit(" ", 1)[1]) for text in texts] for texts in lists]
    stored = [one.answers["hinders"] for one in wave.responses.order_by("id")]
    # By chance 40 of 400 marks agree with a standard deviation of 6, and one of 400 numbers.
    assert sum(n % 10 + 1 == mark for n, mark in zip(numbers[0], marks, strict=True)) < 80
    assert sum(one == other for one, other in zip(*numbers, strict=True)) < 12
    assert sum(one == other for one, other in zip(lists[0], stored, strict=True)) < 12


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_given_nine_answers_then_there_are_tables_but_neither_rows_nor_texts(
    kind: str, programme: Programme, tmp_path: Path
) -> None:
    wave = sealed(programme, [answer(number) for number in range(9)])
    files = files_of(wave, kind, tmp_path)
    if kind == "xlsx":
        assert list(book_of(wave, tmp_path)) == ["Tietoja", "Tulokset", "Kysymykset"]
    elif kind == "csv":
        assert sorted(files) == ["questions.csv", "results.csv"]
        hidden = [row for row in csv_in(files["results.csv"]) if row["question"] == "hinders"]
        assert [(row["state"], row["n"], row["count"]) for row in hidden] == [("protected", "", "")]
    else:
        document = json.loads(files["results.json"])
        assert (document["answers"], document["open_answers"]) == ([], {})
    assert b"numero" not in b"".join(files.values())


def test_given_nine_answers_then_spss_says_what_to_choose(
    programme: Programme, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as caught:
        files_of(sealed(programme, ROWS[:9]), "sav", tmp_path)
    assert caught.value.code == "too_few_for_rows"


def test_given_a_breakdown_that_is_shown_then_spss_says_what_to_choose(
    programme: Programme, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as caught:
        files_of(sealed(programme, ROWS, breakdowns=["years"]), "sav", tmp_path)
    assert caught.value.code == "rows_beside_groups"


def test_given_a_raised_threshold_then_rows_need_as_many(programme: Programme) -> None:
    wave = sealed(programme, ROWS[:19], open_threshold=20, threshold=5)
    assert contents_of(wave).columns == ()
    assert contents_of(wave).open_questions == ()


@pytest.mark.parametrize("kind", FORMATS)
def test_given_a_question_few_answered_then_nothing_of_it_leaves(
    kind: str, programme: Programme, tmp_path: Path
) -> None:
    """A follow-up of four: its column would show what its table hides. So would nine texts."""
    rows = [
        answer(n, hard_advice=9 if n < 4 else None, hinders="salattu" if n < 9 else None)
        for n in range(40)
    ]
    wave = sealed(programme, rows)
    contents = contents_of(wave)
    assert "hard_advice" not in [question.key for question in contents.columns]
    assert [question.key for question in contents.open_questions] == ["helps"]
    for data in files_of(wave, kind, tmp_path).values():
        assert b"salattu" not in data


def test_given_hidden_groups_then_the_table_says_only_that(
    programme: Programme, tmp_path: Path
) -> None:
    rows = [answer(n, years="under_1" if n < 3 else "over_1") for n in range(40)]
    files = files_of(sealed(programme, rows, breakdowns=["years"]), "csv", tmp_path)
    groups = csv_in(files["breakdowns.csv"])
    assert {row["group_state"] for row in groups} == {"protected"}
    assert all(not row["group_n"] and not row["question"] and not row["n"] for row in groups)


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_given_a_wave_that_is_not_sealed_then_nothing_leaves(
    state: str, programme: Programme
) -> None:
    with pytest.raises(Refused) as caught:
        contents_of(sealed(programme, ROWS, state=state, sealed_at=None))
    assert caught.value.code == "not_closed"


def test_given_spss_then_labels_come_in_three_languages_and_declining_is_missing(
    programme: Programme, tmp_path: Path
) -> None:
    declines = {"use": "prefer_not_to_say", "hard_empathy": "prefer_not_to_say"}
    wave = sealed(programme, [*ROWS, answer(1, **declines)])
    files = files_of(wave, "sav", tmp_path, "sv")
    assert list(files)[:3] == ["answers-sv.sav", "answers-fi.sav", "answers-en.sav"]
    columns, about = sav_of(files["answers-sv.sav"], tmp_path)
    assert about.column_names_to_labels["use"] == "Hur ofta använder du trappan?"
    assert about.variable_value_labels["use"][1.0] == "Vaihtoehto daily (sv)"
    assert about.missing_ranges["use"] == [{"lo": -9.0, "hi": -9.0}]
    assert columns["use"].count(-9.0) == 1
    assert columns["hard_empathy"].count(-9.0) == 1
    assert set(columns["attended_cafe"]) == {0.0, 1.0, None}
    assert about.variable_value_labels["hard_advice"] == {
        1.0: "helppoa (sv)",
        10.0: "vaikeaa (sv)",
        -9.0: about.variable_value_labels["use"][-9.0],
    }
    assert sav_of(files["answers-fi.sav"], tmp_path)[1].column_names_to_labels["use"] == (
        "Kuinka usein käytät portaita?"
    )


def test_given_open_answers_that_look_like_formulas_then_no_file_runs_them(
    programme: Programme, tmp_path: Path
) -> None:
    rows = [answer(n, hinders='=HYPERLINK("http://x","y")', helps="+1") for n in range(12)]
    wave = sealed(programme, rows)
    texts = csv_in(files_of(wave, "csv", tmp_path)["open-hinders.csv"])
    assert {row["hinders"] for row in texts} == {'\'=HYPERLINK("http://x","y")'}
    assert book_of(wave, tmp_path)["hinders"][1] == ['=HYPERLINK("http://x","y")']
    assert json.loads(files_of(wave, "json", tmp_path)["results.json"])["open_answers"][
        "helps"
    ] == (["+1"] * 12)


@pytest.mark.parametrize("kind", FORMATS)
def test_given_a_named_wave_then_answers_come_with_names(
    kind: str, programme: Programme, tmp_path: Path
) -> None:
    people = PersonFactory.create_batch(3, organisation=programme.organisation, last_name="Ö")
    wave = named(programme, people)
    files = files_of(wave, kind, tmp_path)
    if kind == "xlsx":
        table = book_of(wave, tmp_path)["Vastaukset"]
        assert table[0][:3] == ["Nimi", "Sähköposti", "Vastannut"]
        assert {row[0] for row in table[1:]} == {one.full_name for one in people}
        assert {row[-1] for row in table[1:]} == {f"Apu numero {n}" for n in range(3)}
    elif kind == "csv":
        rows = csv_in(files["answers.csv"])
        assert {row["email"] for row in rows} == {one.email for one in people}
        assert {row["years"] for row in rows} == {"under_1", "over_1"}
    elif kind == "sav":
        columns, _about = sav_of(files["answers-fi.sav"], tmp_path)
        assert set(columns["name"]) == {one.full_name for one in people}
        assert set(columns["meetings"]) == {3.5, 4.5, 5.5}
    else:
        rows = json.loads(files["results.json"])["answers"]
        assert {row["name"] for row in rows} == {one.full_name for one in people}


def test_given_a_confidential_wave_then_its_reader_alone_takes_it_and_texts_join_nothing(
    programme: Programme, coordinator: Person, mentor: Person, tmp_path: Path
) -> None:
    wave = sealed(programme, ROWS[:3], kind=Wave.Kind.CONFIDENTIAL)
    wave.readers.add(mentor)
    assert may_export(mentor, wave)
    assert not may_export(coordinator, wave)
    files = files_of(wave, "csv", tmp_path)
    assert sorted(row["helps"] for row in csv_in(files["open-helps.csv"])) == [
        f"Apu numero {n}" for n in range(3)
    ]
    assert "years" not in csv_in(files["answers.csv"])[0]
    assert "helps" not in csv_in(files["answers.csv"])[0]


def test_given_others_than_those_who_run_the_programme_then_they_take_nothing(
    programme: Programme, adviser: Person, sponsor: Person, coordinator: Person, stranger: Person
) -> None:
    wave = sealed(programme, ROWS)
    allowed = [may_export(one, wave) for one in (adviser, sponsor, coordinator, stranger)]
    assert allowed == [False, False, True, False]


def test_given_a_json_file_then_it_holds_the_definition_and_the_results(
    programme: Programme, tmp_path: Path
) -> None:
    wave = sealed(programme, ROWS)
    document = json.loads(files_of(wave, "json", tmp_path)["results.json"])
    assert document["results"]["answered"] == 40
    assert document["definition"]["questions"][0]["key"] == "use"
    assert set(document["open_answers"]) == {"hinders", "helps"}
    assert len(document["answers"]) == 40
    assert set(document["answers"][0]) <= {
        *("use", "attended", "hard_empathy", "hard_advice", "order"),
    }

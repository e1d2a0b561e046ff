"""Files of other tools, as answers or as faults: Webropol-, Forms- and LimeSurvey-like."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from juuristo.people.tests.roster_files import with_part, xlsx_of
from juuristo.shell.sheets.faults import FaultyFileError
from juuristo.surveys.definition import Definition
from juuristo.surveys.importing.reading import LIMITS, Reading, read, read_sheet
from juuristo.surveys.ready import ready
from juuristo.surveys.tests.sealed_waves import EVERY_TYPE

ROOTING = ready("rooting-2022")
EVERY = Definition.model_validate(EVERY_TYPE)
Make = Callable[..., bytes]


def csv_of(*rows: Iterable[Any], delimiter: str = ";") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def reading_of(
    data: bytes, definition: Definition = ROOTING, mapping: dict[str, Any] | None = None
) -> Reading:
    return read(read_sheet(data, definition), definition, mapping or {})


def faults_of(reading: Reading) -> list[tuple[int | None, str | None, str]]:
    return [(fault.row, fault.column, fault.code) for fault in reading.faults]


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_given_a_webropol_like_file_when_read_then_answers_come(make: Make) -> None:
    reading = reading_of(
        make(
            [
                "Vastaajan ID",
                "Oletko ollut mentorina?",
                "Missä näistä olet ollut mukana?: Koko henkilöstön työpaja",
                "Missä näistä olet ollut mukana?: Opintopiiri",
                "Kuinka usein käytät neljää porrasta tietoisesti?",
                "Kuinka helppo tai vaikea kukin porras on sinulle?: Empatia",
                "Ohjaus",
                "Mikä vaikeuttaa portaiden käyttöä?",
            ],
            ["17", "Kyllä", "1", "0", "päivittäin", "1 helppo", "10", "- kiire\n- hälinä"],
            ["18", "En", "", "", "", "10 vaikea", "3", "Kiire :)"],
        )
    )
    assert faults_of(reading) == []
    assert reading.answers == [
        {
            "been_mentor": "yes",
            "attended": ["staff_workshop"],
            "stairs_use": "daily",
            "difficulty_empathy": 1,
            "difficulty_guidance": 10,
            "hinders": "- kiire\n- hälinä",
        },
        {
            "been_mentor": "no",
            "difficulty_empathy": 10,
            "difficulty_guidance": 3,
            "hinders": "Kiire :)",
        },
    ]
    assert reading.unmapped == ["Vastaajan ID"]
    assert (reading.rows, reading.skipped) == (2, 0)


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_given_a_forms_like_file_when_read_then_joined_choices_part(make: Make) -> None:
    reading = reading_of(
        make(
            ["ID", "Start time", "Vilka av de här har du varit med om?", "Är du x"],
            ["1", "2/21/22 9:00", "Workshop för hela personalen;Studiecirkel;", "a"],
            ["2", "2/21/22 9:00", "Studiecirkel", "b"],
            ["3", "2/21/22 9:00", "", "b"],
        )
    )
    assert faults_of(reading) == []
    assert [one["attended"] for one in reading.answers] == [
        ["staff_workshop", "study_circle"],
        ["study_circle"],
    ]
    assert (reading.rows, reading.skipped) == (3, 1)
    assert reading.unmapped == ["ID", "Start time", "Är du x"]


@pytest.mark.parametrize(
    "header",
    [
        ["stairs_use", "attended[staff_workshop]", "attended[study_circle]"],
        ["stairs_use", "attended[SQ001]", "attended[SQ003]"],
        [
            "stairs_use. Kuinka usein käytät neljää porrasta tietoisesti?",
            "attended[SQ001]. Missä näistä olet ollut mukana? [Koko henkilöstön työpaja]",
            "attended[SQ003]. Missä näistä olet ollut mukana? [Opintopiiri]",
        ],
        [
            "How often do you use the four stairs consciously?",
            "Which of these have you taken part in? [Workshop for all staff]",
            "Which of these have you taken part in? [Study circle]",
        ],
    ],
)
def test_given_limesurvey_like_headers_when_read_then_answers_come(header: list[str]) -> None:
    reading = reading_of(csv_of(["id", *header], ["7", "daily", "Y", ""], ["8", "", "Ei", "Kyllä"]))
    assert faults_of(reading) == []
    assert reading.answers == [
        {"stairs_use": "daily", "attended": ["staff_workshop"]},
        {"attended": ["study_circle"]},
    ]


def test_given_limesurvey_codes_when_the_column_is_named_by_key_then_they_are_numbers() -> None:
    reading = reading_of(csv_of(["stairs_use"], ["A1"], ["AO02"]))
    assert [one["stairs_use"] for one in reading.answers] == ["daily", "weekly"]
    told = reading_of(csv_of(["Kuinka usein käytät neljää porrasta tietoisesti?", "x"], ["A1", ""]))
    assert [code for _row, _column, code in faults_of(told)] == ["unknown_option"]


def test_given_every_type_when_read_then_finnish_decimals_days_and_orders_come() -> None:
    header = [
        *("use", "Montako tapaamista viikossa?", "Milloin aloitit?", "Empatia"),
        *("order[time]", "order[peace]", "order[peers]"),
    ]
    reading = reading_of(
        csv_of(
            header,
            ["En halua vastata", "1 234,5", "24.9.2020 10:15", "helppoa", "2", "1", "3"],
            ["Vaihtoehto daily", "3.0", "2020-09-24", "7,0", "", "", ""],
        ),
        EVERY,
    )
    assert faults_of(reading) == []
    assert reading.answers == [
        {
            "use": "prefer_not_to_say",
            "meetings": 1234.5,
            "began": "2020-09-24",
            "hard_empathy": 1,
            "order": ["peace", "time", "peers"],
        },
        {"use": "daily", "meetings": 3, "began": "2020-09-24", "hard_empathy": 7},
    ]


def test_given_a_ranking_joined_in_one_cell_then_it_is_an_order() -> None:
    data = csv_of(["order", "x"], ["Vaihtoehto peers;Vaihtoehto time;peace;", ""])
    assert reading_of(data, EVERY).answers == [{"order": ["peers", "time", "peace"]}]
    short = reading_of(csv_of(["order", "x"], ["peers;time", ""]), EVERY)
    assert faults_of(short) == [(2, "order", "incomplete_ranking")]


def test_given_a_mapping_when_read_then_headers_values_and_options_follow_it() -> None:
    mapping = {
        "Käyttö": {"question": "stairs_use", "values": {"joka päivä": "daily", "eos": None}},
        "Paja": {"question": "attended", "option": "staff_workshop", "values": {}},
        "Empatia": {"question": None},
    }
    reading = reading_of(
        csv_of(
            ["Käyttö", "Paja", "Empatia", "Muuta"],
            ["Joka päivä", "x", "99", ""],
            ["EOS", "", "", "?"],
            ["weekly", "x", "", ""],
        ),
        mapping=mapping,
    )
    assert faults_of(reading) == []
    assert reading.answers == [
        {"stairs_use": "daily", "attended": ["staff_workshop"]},
        {"stairs_use": "weekly", "attended": ["staff_workshop"]},
    ]
    assert reading.unmapped == ["Muuta"]
    assert (reading.rows, reading.skipped) == (3, 1)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"question": "no_such"}, "unknown_question"),
        ({"question": "attended", "option": "no_such"}, "unknown_option"),
        ({"question": "stairs_use", "values": {"x": "no_such"}}, "unknown_option"),
        ({"question": "stairs_use", "option": "daily"}, "unknown_option"),
    ],
)
def test_given_a_mapping_to_what_is_not_there_then_it_is_a_fault(
    entry: dict[str, Any], code: str
) -> None:
    reading = reading_of(csv_of(["H", "y"], ["x", ""]), mapping={"H": entry})
    assert faults_of(reading) == [(1, "H", code)]


def test_given_unreadable_cells_when_read_then_each_is_told_by_row_and_column() -> None:
    reading = reading_of(
        csv_of(
            ["stairs_use", "difficulty_empathy", "difficulty_guidance"],
            ["joskus", "11", "3 tai 4"],
            ["", "", ""],
            ["daily", "kova", "5/10"],
        )
    )
    assert faults_of(reading) == [
        (2, "stairs_use", "unknown_option"),
        (2, "difficulty_empathy", "out_of_range"),
        (2, "difficulty_guidance", "not_a_number"),
        (4, "difficulty_empathy", "not_a_number"),
    ]
    assert "joskus" in reading.faults[0].message


def test_given_two_columns_of_one_question_then_it_is_a_fault() -> None:
    reading = reading_of(
        csv_of(["stairs_use", "How often do you use the four stairs consciously?"])
    )
    assert {code for _r, _c, code in faults_of(reading)} == {"duplicate_column"}


def test_given_no_known_column_then_it_is_a_fault() -> None:
    assert faults_of(reading_of(csv_of(["a", "b"], ["1", "2"]))) == [(1, None, "missing_column")]


def test_given_answers_to_what_we_would_not_have_asked_then_they_stay() -> None:
    """Follow-ups, required questions: what was answered elsewhere is kept as it was."""
    reading = reading_of(csv_of(["wellbeing", "wellbeing_how"], ["no", "Silti näin"]))
    assert reading.answers == [{"wellbeing": "no", "wellbeing_how": "Silti näin"}]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "=1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0"]
)
def test_given_a_formula_in_a_csv_then_it_is_a_fault(text: str) -> None:
    reading = reading_of(csv_of(["hinders", "x"], [text, ""], ["=) hyvä", ""], ["-kiire", ""]))
    assert faults_of(reading) == [(2, "hinders", "formula")]
    assert [one["hinders"] for one in reading.answers] == ["=) hyvä", "-kiire"]


def test_given_a_formula_in_a_workbook_then_it_is_a_fault_where_it_is_read() -> None:
    data = xlsx_of(["Muu", "stairs_use"], ["=1+1", "daily"], ["", "=A1"])
    assert faults_of(reading_of(data)) == [(3, "stairs_use", "formula")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable_file"),
        ("Mäki;B".encode("latin-1"), "unreadable_file"),
        (b"PK\x03\x04 no archive", "unreadable_file"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
        (b"stairs_use\n" + b"daily\n" * (LIMITS.rows + 1), "too_large"),
        (
            with_part(xlsx_of(["stairs_use"]), "xl/sharedStrings.xml", b" " * (65 * 1024 * 1024)),
            "too_large",
        ),
    ],
    ids=range(6),
)
def test_given_a_file_that_cannot_or_must_not_be_read_then_it_is_refused(
    data: bytes, code: str
) -> None:
    with pytest.raises(FaultyFileError) as caught:
        reading_of(data)
    assert caught.value.fault.code == code


def test_given_commas_in_headers_when_read_then_the_delimiter_is_told_by_the_headers() -> None:
    header = ["Mikä porras on sinulle selkein, mikä vaikein? Mistä se johtuu?", "stairs_use"]
    for delimiter in (",", ";", "\t"):
        reading = reading_of(csv_of(header, ["Ohjaus, ehkä", "daily"], delimiter=delimiter))
        assert reading.answers == [{"clearest_and_hardest": "Ohjaus, ehkä", "stairs_use": "daily"}]


def test_given_odd_characters_when_read_then_they_are_cleaned_as_answers_are() -> None:
    reading = reading_of(csv_of(["hinders", "x"], ["  A\u0308rje\x07 \U0001f600 \u202eabc ", ""]))
    assert reading.answers == [{"hinders": "Ärje \U0001f600 \u202eabc"}]


def test_given_a_mapping_of_columns_by_their_values_then_their_choices_are_joined() -> None:
    mapping = {
        "Paja": {"question": "attended", "values": {"1": "staff_workshop"}},
        "Piiri": {"question": "attended", "values": {"1": "study_circle"}},
    }
    data = csv_of(
        ["Paja", "Piiri", "stairs_use"], ["1", "1", ""], ["0", "1", ""], ["", "", "daily"]
    )
    reading = reading_of(data, mapping=mapping)
    assert faults_of(reading) == []
    assert reading.answers == [
        {"attended": ["staff_workshop", "study_circle"]},
        {"attended": ["study_circle"]},
        {"stairs_use": "daily"},
    ]


@pytest.mark.parametrize("text", ["aino@example.org", "puh. 040 123 4567", "131052-308T"])
def test_given_a_text_that_tells_who_somebody_is_then_it_is_a_fault_that_does_not_repeat_it(
    text: str,
) -> None:
    reading = reading_of(csv_of(["hinders", "x"], [f"Kysy: {text}", ""]))
    assert faults_of(reading) == [(2, "hinders", "identifiers")]
    assert text not in reading.faults[0].message


def test_given_a_line_that_names_the_delimiter_then_it_is_no_row() -> None:
    data = b"sep=;\r\n" + csv_of(["been_mentor"], ["yes"]).removeprefix(b"\xef\xbb\xbf")
    assert reading_of(data).answers == [{"been_mentor": "yes"}]

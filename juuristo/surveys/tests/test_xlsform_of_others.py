"""Forms of other tools: read whole, or refused with the row of everything not understood."""

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from juuristo.surveys.definition import (
    Day,
    Definition,
    Grid,
    Info,
    Multiple,
    Number,
    Open,
    Scale,
    Single,
    Texts,
    content_of,
)
from juuristo.surveys.faults import faults_of
from juuristo.surveys.xlsform.reading import Form, read

from .form_files import CHOICES, HEADER, SETTINGS, form_file, form_of, places


def whole(form: Form) -> Definition:
    assert form.faults == []
    assert form.definition is not None
    return form.definition


def one(*row: str) -> Any:
    """The question that a row becomes after a yes-or-no, a scale, a number and a multiple."""
    first = ["select_one yn", "first", "Ensimmäinen"]
    scale = ["select_one agree", "scale", "Asteikko"]
    number = ["integer", "age", "Ikä"]
    many = ["select_multiple yn", "many", "Monta"]
    return whole(form_of(first, scale, number, many, list(row))).questions[4]


def condition(relevant: str) -> Any:
    return content_of(whole(form_of(*EARLIER, ["text", "why", "Miksi?", relevant])))["questions"][
        -1
    ]["shown_if"]


EARLIER = [
    ["select_one yn", "first", "Ensimmäinen"],
    ["select_one YN2", "Second", "Toinen"],
    ["select_one agree", "scale", "Asteikko"],
    ["integer", "age", "Ikä"],
    ["select_multiple yn", "many", "Monta"],
    ["text", "name", "Nimi"],
]


def is_(question: str, value: Any, operator: str = "is") -> dict[str, Any]:
    return {"question": question, "operator": operator, "value": value}


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ("${first} = 'yes'", is_("first", "yes")),
        ('${first}="yes"', is_("first", "yes")),
        ("'yes' = ${ first }", is_("first", "yes")),
        ("selected(${first}, 'yes')", is_("first", "yes")),
        ("${first} != 'yes'", is_("first", "yes", "is_not")),
        ("not(${first} = 'yes')", is_("first", "yes", "is_not")),
        ("${Second} = '1'", is_("second", "o_1")),
        ("${Second} = 0", is_("second", "o_0")),
        ("${Second} = 'Z'", is_("second", "z")),
        ("selected(${many}, 'no')", is_("many", "no")),
        ("not(selected(${many}, 'no'))", is_("many", "no", "is_not")),
        ("${scale} >= 3", is_("scale", 3.0, "at_least")),
        ("3 <= ${scale}", is_("scale", 3.0, "at_least")),
        ("${scale} = '5'", is_("scale", 5.0)),
        ("${scale}<= -2.5", is_("scale", -2.5, "at_most")),
        (
            "${age} > 17",
            {"all": [is_("age", 17.0, "at_least"), is_("age", 17.0, "is_not")]},
        ),
        ("${name} != ''", is_("name", None, "answered")),
        ("${name} = ''", {"not": is_("name", None, "answered")}),
        (
            "(${first} = 'yes' or ${age} >= 18) and ${name} != ''",
            {
                "all": [
                    {"any": [is_("first", "yes"), is_("age", 18.0, "at_least")]},
                    is_("name", None, "answered"),
                ]
            },
        ),
        (
            "${first} = 'no' or ${first} = 'yes' and ${age} <= 3",
            {
                "any": [
                    is_("first", "no"),
                    {"all": [is_("first", "yes"), is_("age", 3.0, "at_most")]},
                ]
            },
        ),
    ],
)
def test_given_a_relevant_then_it_is_the_same_condition(relevant: str, expected: Any) -> None:
    assert condition(relevant) == expected


@pytest.mark.parametrize(
    ("relevant", "code"),
    [
        ("${nothing} = 'yes'", "unknown_question"),
        ("${first} = 'maybe'", "unknown_option"),
        ("${first} > 3", "unknown_expression"),
        ("${many} = 'yes'", "unknown_expression"),
        ("${name} = 'Matti'", "unknown_expression"),
        ("${age} > today()", "unknown_expression"),
        ("count-selected(${many}) > 1", "unknown_expression"),
        ("${age} = ${scale}", "unknown_expression"),
        ("${age} >= 1e3", "unknown_expression"),
        ("${age} >= 18 and", "unknown_expression"),
        ("${age} >= 18)", "unknown_expression"),
        ("(${age} >= 18", "unknown_expression"),
        ("${age", "unknown_expression"),
        ("1 = 1", "unknown_expression"),
        ("not()", "unknown_expression"),
        ("(" * 500 + "${age} >= 18" + ")" * 500, "too_deep"),
        ("${age} >= 18 and " * 400 + "${age} >= 18", "too_long"),
        ("${why} != ''", "later_question"),
    ],
)
def test_given_a_relevant_that_is_not_understood_then_its_row_is_named(
    relevant: str, code: str
) -> None:
    form = form_of(*EARLIER, ["text", "why", "Miksi?", relevant])
    assert places(form) == {("survey", 8, "relevant", code)}


def test_given_questions_of_every_type_then_they_become_ours() -> None:
    form = form_of(
        ["start", "start"],
        ["today", "today"],
        ["note", "hello", "Tervetuloa"],
        ["select_one yn", "a", "A", "", "", "yes"],
        ["select_multiple yn", "b", "B", "", "count-selected(.) <= 1"],
        ["select_one likert", "c", "C"],
        ["select_one worded", "d", "D"],
        ["integer", "e", "E", "", ". > 0 and . < 120"],
        ["decimal", "f", "F", "", ".>=0.5"],
        ["text", "g", "G", "", "string-length(.) < 201"],
        ["text", "h", "H", "", "", "", "multiline"],
        ["date", "i", "I", "", ". >= date('2026-01-01') and . <= '2026-12-31'"],
    )
    definition = whole(form)
    assert form.key == "oma-lomake-1"
    assert definition.title.fi == "Lomake"
    hello, a, b, c, d, e, f, g, h, i = definition.questions
    assert isinstance(hello, Info)
    assert isinstance(a, Single)
    assert a.required
    assert isinstance(b, Multiple)
    assert b.most == 1
    assert isinstance(c, Scale)
    assert (c.ends.least, c.ends.most) == (1, 3)
    assert (c.ends.low.fi, c.ends.high.fi) == ("Eri mieltä", "Samaa mieltä")
    assert isinstance(d, Single)
    assert [option.key for option in d.options] == ["o_1", "o_2", "o_3"]
    assert isinstance(e, Number)
    assert (e.least, e.most, e.whole) == (1, 119, True)
    assert isinstance(f, Number)
    assert (f.least, f.most, f.whole) == (0.5, None, False)
    assert isinstance(g, Open)
    assert (g.longest, g.long) == (200, False)
    assert isinstance(h, Open)
    assert h.long
    assert isinstance(i, Day)
    assert (i.earliest, i.latest) == ("2026-01-01", "2026-12-31")


def test_given_a_table_of_scales_then_it_is_a_grid_and_others_are_groups() -> None:
    first = ["select_one yn", "first", "Ensimmäinen"]
    rows = [["select_one agree", key, key.upper(), "", "", "yes"] for key in ("r1", "r2")]
    begin = ["begin_group", "g", "Kuinka?", "${first} = 'yes'", "", "", "table-list"]
    end = ["end_group"]
    after = ["text", "why", "Miksi?", "${r1} >= 3"]
    grid = whole(form_of(first, begin, *rows, end, after)).questions[1]
    assert isinstance(grid, Grid)
    assert [row.key for row in grid.rows] == ["r1", "r2"]
    assert grid.required
    assert grid.shown_if is not None

    worded = ["select_one worded", "w", "W", "${first} != ''"]
    info, single = whole(form_of(first, begin, worded, end)).questions[1:]
    assert isinstance(info, Info)
    assert (info.key, info.text.fi) == ("g", "Kuinka?")
    assert isinstance(single, Single)
    assert content_of(Definition(title=Texts(), questions=[single]))["questions"][0][
        "shown_if"
    ] == {"all": [is_("first", "yes"), is_("first", None, "answered")]}


def test_given_the_rating_of_kobo_then_it_is_a_grid() -> None:
    header = [*HEADER, "kobo--score-choices"]
    form = form_of(
        ["begin_score", "g", "Kuinka?", "", "", "", "", "agree"],
        ["score__row", "r1", "Yksi"],
        ["score__row", "r2", "Kaksi"],
        ["end_score"],
        header=header,
    )
    (grid,) = whole(form).questions
    assert isinstance(grid, Grid)
    assert (grid.ends.most, len(grid.rows)) == (5, 2)


def test_given_labels_by_language_then_each_finds_its_place() -> None:
    header = ["type", "name", "label", "label::Svenska (sv)", "label:English", "hint::en-GB"]
    about = [["form_title", "default_language"], ["Lomake", "Suomi (fi)"]]
    row = ["text", "q", "Miksi?", "Varför?", "Why?", "Shortly"]
    (question,) = whole(form_of(row, header=header, settings=about)).questions
    assert question.text == Texts(fi="Miksi?", sv="Varför?", en="Why?")
    assert question.hint == Texts(en="Shortly")


def test_given_a_form_without_finnish_then_it_is_brought_in_to_be_translated() -> None:
    about = [["form_title", "default_language"], ["Form", "English (en)"]]
    (question,) = whole(
        form_of(["text", "q", "Why?"], header=["type", "name", "label"], settings=about)
    ).questions
    assert question.text == Texts(en="Why?")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["geopoint", "q", "Missä?"], ("type", "unknown_type")),
        (["begin_repeat", "q", "Uudestaan"], ("type", "unknown_type")),
        (["calculate", "q", ""], ("type", "unknown_type")),
        (["select_one nothing", "q", "?"], ("type", "unknown_list")),
        (["select_one yn or_other", "q", "?"], ("type", "unknown_list")),
        (["select_one_from_file f.csv", "q", "?"], ("type", "unknown_type")),
        (["text", "q", "Hei ${first}!"], ("label", "unsupported")),
        (["text", "", "?"], ("name", "no_name")),
        (["text", "first", "?"], ("key", "duplicate_key")),
        (["text", "q", "?", "", "regex(., '[a-z]')"], ("constraint", "unknown_expression")),
        (["decimal", "q", "?", "", ". > 0"], ("constraint", "unsupported")),
        (["integer", "q", "?", "", ". >= 5 and . <= 4"], ("least", "empty_range")),
        (["date", "q", "?", "", ". <= today()"], ("constraint", "unknown_expression")),
        (["date", "q", "?", "", ". >= '2026-02-30'"], ("constraint", "not_a_day")),
        (["date", "q", "?", "", ". < '0001-01-01'"], ("constraint", "not_a_day")),
        (["text", "q", "?", "", ". >= 5"], ("constraint", "unsupported")),
        (["text", "q", "?", "", "", "${first} = 'yes'"], ("required", "not_yes_or_no")),
        (["end_group"], ("type", "unopened_group")),
        (["begin_group", "q", "?"], ("type", "unclosed_group")),
    ],
)
def test_given_a_row_that_is_not_understood_then_it_is_named_and_nothing_is_read(
    row: list[str], expected: tuple[str, str]
) -> None:
    form = form_of(["select_one yn", "first", "Ensimmäinen"], row)
    assert ("survey", 3, *expected) in places(form)


def test_given_columns_that_change_a_form_then_they_are_refused() -> None:
    header = ["type", "name", "label", "calculation", "default", "media::image", "comment"]
    rows = [
        ["text", "a", "A", "1 + 1"],
        ["text", "b", "B", "", "valmis"],
        ["text", "c", "C", "", "", "kuva.png"],
        ["text", "d", "D", "", "", "", "muistiinpano itselle"],
    ]
    assert places(form_of(*rows, header=header)) == {
        ("survey", 2, "calculation", "unsupported"),
        ("survey", 3, "default", "unsupported"),
        ("survey", 4, "media::image", "unsupported"),
    }


def test_given_a_slider_then_its_ends_are_read_or_refused() -> None:
    header = ["type", "name", "label", "parameters"]
    form = form_of(["range", "q", "?", "start = 1;end=7 step=1"], header=header)
    (scale,) = whole(form).questions
    assert isinstance(scale, Scale)
    assert (scale.ends.least, scale.ends.most, scale.look) == (1, 7, "slider")
    for parameters in ("start=0 end=1 step=0.1", "start=a end=2", "randomize=true"):
        form = form_of(["range", "q", "?", parameters], header=header)
        assert {row[:3] for row in places(form)} == {("survey", 2, "parameters")}


@pytest.mark.parametrize(
    "data",
    [b"", b"type,name,label", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"\0"],
)
def test_given_a_file_that_is_no_workbook_then_it_says_so(data: bytes) -> None:
    ((sheet, row, _column, code),) = places(read(data))
    assert (sheet, row, code) == ("", None, "unreadable_file")


def test_given_a_workbook_without_a_survey_then_it_says_so() -> None:
    ((_sheet, _row, _column, code),) = places(read(form_file(answers=[["a"], ["1"]])))
    assert code == "no_survey"


def test_given_headers_that_clash_or_speak_other_languages_then_they_are_named() -> None:
    header = ["type", "name", "label", "label::Suomi (fi)", "label::Français (fr)"]
    form = form_of(["text", "q", "Miksi?", "Miksi?", "Pourquoi?"], header=header)
    assert places(form) == {
        ("survey", 1, "label", "duplicate_column"),
        ("survey", 1, "label::Français (fr)", "unknown_language"),
    }


def test_given_options_that_clash_then_they_are_named() -> None:
    choices = [
        *CHOICES,
        ["yn", "yes", "Taas"],
        ["yn", "YES", "Taas"],
        ["", "x", "y"],
        ["yn", "", "z"],
    ]
    row = ["select_one yn", "q", "?"]
    form = read(form_file(survey=[HEADER, row], choices=choices, settings=SETTINGS))
    after = len(CHOICES)
    assert places(form) == {
        ("choices", after + 1, "name", "duplicate_key"),
        ("choices", after + 2, "name", "duplicate_key"),
        ("choices", after + 3, "name", "no_name"),
        ("choices", after + 4, "name", "no_name"),
    }


def test_given_a_group_whose_condition_is_wrong_then_it_is_blamed_once() -> None:
    form = form_of(
        ["begin_group", "g", "", "${nothing} = 1"],
        ["text", "a", "A"],
        ["text", "b", "B"],
        ["end_group"],
    )
    assert places(form) == {("survey", 2, "relevant", "unknown_question")}
    assert len(form.faults) == 1


WORDS = st.sampled_from(
    [
        *(
            "",
            "",
            "q",
            "first",
            "Q 1",
            "?",
            "yes",
            "text",
            "integer",
            "date",
            "note",
            "range",
            "-1",
        ),
        *("select_one yn", "select_multiple agree", "rank yn", "select_one likert", "score__row"),
        *("begin_group", "end_group", "begin_score", "table-list", "label", "list-nolabel"),
        *("${first} = 'yes'", "${q} >= 3", "not(", "selected(${q}, '1')", ". >= 3", ". <= '2026'"),
        *("string-length(.) <= 0", "count-selected(.) < 99", "prefer_not_to_say", "🌱", "=1+1"),
        *(
            "start=1 end=1",
            "start=-1e9",
            "9" * 40,
            "${",
            "\u202e",
            "TRUE",
            "juuristo_intro",
            "a\nb",
        ),
    ]
)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.lists(WORDS, max_size=9), max_size=8), st.lists(st.lists(WORDS, max_size=4)))
def test_given_any_sheets_then_the_form_is_sound_or_its_faults_are_told(
    survey: list[list[str]], choices: list[list[str]]
) -> None:
    header = [*HEADER, "parameters", "may_decline"]
    form = read(form_file(survey=[header, *survey], choices=[*CHOICES, *choices]))
    if form.definition is None:
        assert places(form)
    else:
        faults = faults_of(content_of(form.definition))
        assert {fault.code for fault in faults} <= {"no_finnish", "nothing_asked"}

"""What is wrong with a draft, found before anyone is asked."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juuristo.surveys.definition import content_of
from juuristo.surveys.faults import faults_of

from . import making

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
TEXT = {"fi": "Miten menee?"}
OPTIONS = [{"key": "yes", "text": {"fi": "kyllä"}}, {"key": "no", "text": {"fi": "ei"}}]
FIRST = {"type": "single", "key": "first", "text": TEXT, "options": OPTIONS}
SCALE = {"type": "scale", "key": "scale", "text": TEXT, "ends": {"least": 1, "most": 5}}
SECOND = {"type": "open", "key": "second", "text": TEXT}


def survey(*questions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"title": TEXT, "questions": list(questions), **fields}


def found(content: Any) -> set[tuple[str, str, str]]:
    faults = faults_of(content)
    assert all(fault.message for fault in faults)
    return {(fault.question, fault.field, fault.code) for fault in faults}


def test_given_a_sound_draft_then_nothing_is_found() -> None:
    assert found(survey(FIRST, SCALE, SECOND)) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": {"fi": " "}}, ("first", "text", "no_finnish")),
        ({"text": {"sv": "Hur är det?"}}, ("first", "text", "no_finnish")),
        ({"text": {"fi": "a\0"}}, ("first", "text", "bad_character")),
        ({"hint": {"fi": "\ud800"}}, ("first", "hint", "bad_character")),
        ({"text": {"fi": "Soita 040 123 4567"}}, ("first", "text", "phone")),
        ({"hint": {"fi": "Ohje", "sv": "maija@esimerkki.fi"}}, ("first", "hint", "email")),
        ({"text": {"fi": "x" * 5001}}, ("first", "text", "too_long")),
        ({"key": "Ei käy"}, ("Ei käy", "key", "misshapen")),
        ({"options": OPTIONS[:1]}, ("first", "options", "misshapen")),
        ({"options": [*OPTIONS, OPTIONS[0]]}, ("first", "options", "duplicate_key")),
        (
            {"options": [*OPTIONS, {"key": "maybe", "text": {"fi": " KYLLÄ"}}]},
            ("first", "options", "same_text"),
        ),
        (
            {"options": [*OPTIONS, {"key": "maybe", "text": {"sv": "kanske"}}]},
            ("first", "options", "no_finnish"),
        ),
        (
            {"options": [*OPTIONS, {"key": "prefer_not_to_say", "text": TEXT}]},
            ("first", "options", "reserved_key"),
        ),
        ({"type": "multiple", "most": 3}, ("first", "most", "empty_range")),
        ({"type": "multiple", "about_me": True}, ("first", "about_me", "not_single")),
        ({"type": "dance"}, ("first", "type", "misshapen")),
        ({"colour": "red"}, ("first", "type", "misshapen")),
    ],
)
def test_given_a_faulty_question_then_it_is_found_in_its_place(
    changes: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert expected in found(survey({**FIRST, **changes}, SECOND))
    assert faults_of(survey(SECOND, {**FIRST, **changes}))[0].at == 1


@pytest.mark.parametrize(
    ("question", "field", "code"),
    [
        ({"type": "scale", "ends": {"least": 3, "most": 3}}, "ends", "empty_range"),
        ({"type": "scale", "ends": {"least": 0, "most": 101}}, "ends", "too_wide"),
        ({"type": "scale", "ends": {"least": 10**9, "most": 10**9 + 1}}, "ends", "too_wide"),
        ({"type": "number", "least": 5, "most": 5}, "least", "empty_range"),
        ({"type": "number", "least": float("nan")}, "least", "not_a_number"),
        ({"type": "number", "most": float("inf")}, "least", "not_a_number"),
        ({"type": "date", "earliest": "31.1.2026"}, "earliest", "not_a_day"),
        (
            {"type": "date", "earliest": "2026-02-01", "latest": "2026-01-31"},
            "earliest",
            "empty_range",
        ),
        ({"type": "open", "longest": 0}, "longest", "misshapen"),
        ({"type": "grid", "ends": {}, "rows": []}, "rows", "misshapen"),
        (
            {"type": "grid", "ends": {}, "rows": [{"key": "r", "text": {}}]},
            "rows",
            "no_finnish",
        ),
    ],
)
def test_given_a_range_that_holds_nothing_then_it_is_found(
    question: dict[str, Any], field: str, code: str
) -> None:
    assert ("q", field, code) in found(survey({"key": "q", "text": TEXT, **question}, SECOND))


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"question": "second", "operator": "answered"}, "later_question"),
        ({"question": "third", "operator": "answered"}, "later_question"),
        ({"question": "nothing", "operator": "answered"}, "unknown_question"),
        ({"question": "grid", "operator": "answered"}, "unknown_question"),
        ({"question": "first", "operator": "is", "value": "maybe"}, "unknown_option"),
        ({"question": "first", "operator": "is", "value": "prefer_not_to_say"}, "unknown_option"),
        ({"question": "first", "operator": "is"}, "unfit_comparison"),
        ({"question": "first", "operator": "at_least", "value": 1}, "unfit_comparison"),
        ({"question": "first", "operator": "answered", "value": "x"}, "unfit_comparison"),
        ({"question": "scale", "operator": "at_least", "value": "1"}, "unfit_comparison"),
        ({"question": "scale", "operator": "is", "value": float("nan")}, "unfit_comparison"),
        ({"question": "first", "operator": "resembles", "value": "yes"}, "misshapen"),
        ({"all": []}, "misshapen"),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_given_a_condition_that_cannot_be_met_then_it_is_found(
    condition: dict[str, Any], code: str, wrapped: bool
) -> None:
    grid: dict[str, Any] = {"type": "grid", "key": "grid", "text": TEXT, "ends": {}, "rows": []}
    grid["rows"] = [{"key": "row", "text": TEXT}]
    shown_if = {"not": {"any": [condition]}} if wrapped else condition
    content = survey(
        FIRST, SCALE, grid, {**SECOND, "shown_if": shown_if}, {**SECOND, "key": "third"}
    )
    assert found(content) == {("second", "shown_if", code)}


def test_given_conditions_that_look_back_then_they_are_sound() -> None:
    grid: dict[str, Any] = {"type": "grid", "key": "grid", "text": TEXT, "ends": {}}
    grid["rows"] = [{"key": "row", "text": TEXT}]
    for test in (
        {"question": "row", "operator": "at_least", "value": 7},
        {"question": "scale", "operator": "is", "value": 3},
        {"question": "first", "operator": "is_not", "value": "no"},
    ):
        assert found(survey(FIRST, SCALE, grid, {**SECOND, "shown_if": test})) == set()


def test_given_keys_that_clash_then_each_is_named() -> None:
    grid: dict[str, Any] = {"type": "grid", "key": "grid", "text": TEXT, "ends": {}}
    grid["rows"] = [{"key": "first", "text": TEXT}, {"key": "r", "text": TEXT}]
    assert found(survey(FIRST, grid, FIRST)) == {("first", "key", "duplicate_key")}
    grid["rows"] = [{"key": "r", "text": TEXT}, {"key": "r", "text": TEXT}]
    assert found(survey(grid)) == {("grid", "rows", "duplicate_key")}


def test_given_an_empty_survey_then_it_says_what_is_missing() -> None:
    assert found({"title": {}}) == {
        ("", "title", "no_finnish"),
        ("", "questions", "nothing_asked"),
    }
    info = {"type": "info", "key": "info", "text": TEXT}
    assert found(survey(info)) == {("", "questions", "nothing_asked")}


@pytest.mark.parametrize("content", [None, [], "x", 5, {}, {"title": 1}, {"questions": {}}])
def test_given_something_else_than_a_survey_then_it_is_refused(content: Any) -> None:
    assert found(content)


def test_given_conditions_without_end_then_they_are_refused_and_not_followed() -> None:
    deep: dict[str, Any] = {"question": "first", "operator": "answered"}
    for _ in range(20_000):
        deep = {"not": deep}
    assert found(survey(FIRST, {**SECOND, "shown_if": deep})) == {("", "questions", "too_deep")}


@settings(max_examples=150, deadline=None)
@given(making.CHANCES, JSON)
def test_given_any_sound_survey_broken_anywhere_then_it_is_judged_and_never_fails(
    chance: random.Random, junk: Any
) -> None:
    content = content_of(making.definition(chance))
    assert faults_of(content) == []
    place: Any = content
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = chance.choice(keys)
        if chance.random() < 0.3 or not isinstance(place[key], dict | list):
            place[key] = junk
            break
        place = place[key]
    for fault in faults_of(content):
        assert fault.message

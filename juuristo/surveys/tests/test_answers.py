"""Answers from outside: what is taken, in which form, and what is refused by which code."""

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juuristo.surveys.answers import Answer, Fault, FaultyAnswersError, clean, is_empty, tidy
from juuristo.surveys.conditions import answer_keys, asked
from juuristo.surveys.definition import PREFER_NOT_TO_SAY, Definition
from juuristo.surveys.ready import ready

from . import making

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
TEXT = {"fi": "?"}
OPTIONS = [{"key": key, "text": {"fi": key}} for key in ("a", "b", "c")]


def survey(**question: Any) -> Definition:
    return Definition.model_validate(
        {"title": TEXT, "questions": [{"key": "q", "text": TEXT, **question}]}
    )


def cleaned(value: Any, **question: Any) -> Any:
    """The stored answer, or the code of its refusal."""
    try:
        return clean(survey(**question), {"q": value}).get("q")
    except FaultyAnswersError as error:
        (fault,) = error.faults
        assert fault.question == "q"
        assert fault.message
        return f"! {fault.code}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "a"),
        ("z", "! unknown_option"),
        ("", None),
        (None, None),
        (["a"], "! unknown_option"),
        ({"a": 1}, "! unknown_option"),
        (True, "! unknown_option"),
        (PREFER_NOT_TO_SAY, "! unknown_option"),
        ("a\0", "! unknown_option"),
    ],
)
def test_given_a_choice_of_one_then_only_an_option_is_taken(value: Any, expected: Any) -> None:
    assert cleaned(value, type="single", options=OPTIONS) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["c", "a"], ["a", "c"]),
        (["a", "a", "a"], ["a"]),
        ([], None),
        (["a", "b", "c"], "! too_many"),
        (["a", "z"], "! unknown_option"),
        ("a", "! unknown_option"),
        ([["a"]], "! unknown_option"),
        ([PREFER_NOT_TO_SAY], "! unknown_option"),
    ],
)
def test_given_a_choice_of_many_then_it_is_kept_in_order_and_once(
    value: Any, expected: Any
) -> None:
    assert cleaned(value, type="multiple", options=OPTIONS, most=2) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["c", "a", "b"], ["c", "a", "b"]),
        (["c", "a"], "! incomplete_ranking"),
        (["c", "a", "a"], "! incomplete_ranking"),
        (["a", "b", "c", "a"], "! incomplete_ranking"),
        (["a", "b", "z"], "! unknown_option"),
    ],
)
def test_given_a_ranking_then_it_is_whole(value: Any, expected: Any) -> None:
    assert cleaned(value, type="ranking", options=OPTIONS) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1),
        (10.0, 10),
        (0, "! out_of_range"),
        (11, "! out_of_range"),
        (10**400, "! not_a_number"),
        (1e300, "! out_of_range"),
        (2.5, "! not_whole"),
        (float("nan"), "! not_a_number"),
        (float("inf"), "! not_a_number"),
        (True, "! not_a_number"),
        ("5", "! not_a_number"),
        ([5], "! not_a_number"),
    ],
)
def test_given_a_scale_then_only_its_whole_numbers_are_taken(value: Any, expected: Any) -> None:
    assert cleaned(value, type="scale", ends={"least": 1, "most": 10}) == expected


@pytest.mark.parametrize(
    ("value", "whole", "expected"),
    [
        (2.5, False, 2.5),
        (2.0, False, 2),
        (-0.0, False, 0),
        (2.5, True, "! not_whole"),
        (-3, True, "! out_of_range"),
        (1e16, False, "! out_of_range"),
        (10**400, False, "! not_a_number"),
        (float("-inf"), False, "! not_a_number"),
        ("2,5", False, "! not_a_number"),
        (False, False, "! not_a_number"),
    ],
)
def test_given_a_number_then_it_is_finite_and_within_bounds(
    value: Any, whole: bool, expected: Any
) -> None:
    assert cleaned(value, type="number", least=-2, whole=whole) == expected
    assert not isinstance(cleaned(2.0, type="number"), float)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2024-02-29", "2024-02-29"),
        ("2026-02-29", "! not_a_day"),
        ("20260131", "! not_a_day"),
        ("2026-W05-6", "! not_a_day"),
        ("2026-01-31\n", "! not_a_day"),
        ("٢٠٢٦-٠١-٠١", "! not_a_day"),
        (20260131, "! not_a_day"),
        ("2019-12-31", "! out_of_range"),
        ("2030-01-01", "! out_of_range"),
    ],
)
def test_given_a_day_then_it_is_of_the_calendar_and_within_bounds(
    value: Any, expected: Any
) -> None:
    bounds = {"earliest": "2020-01-01", "latest": "2029-12-31"}
    assert cleaned(value, type="date", **bounds) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" Kiire\r\nja\ttaas kiire \n", "Kiire\nja taas kiire"),
        ("a\0b\x1b[31m\x85", "ab[31m"),
        ("e\u0301", "é"),
        ("مرحبا 👩‍🌾 \u202bשלום\u202c", "مرحبا 👩‍🌾 \u202bשלום\u202c"),
        (" \u3000\ufeff\n", None),
        ("\0", None),
        ("\ud800", "! not_text"),
        ("x" * 50, "x" * 50),
        ("x" * 51, "! too_long"),
        ("Kysy: aino@example.org", "! identifiers"),
        ("Soita 040 123 4567", "! identifiers"),
        ("131052-308T kertoi", "! identifiers"),
        ("👩" * 50, "👩" * 50),
        ("x" * 50_000, "! too_long"),
        (" " * 50_000, "! too_long"),
        (5, "! not_text"),
        ({"text": "x"}, "! not_text"),
    ],
)
def test_given_a_text_then_it_is_kept_as_written_without_what_cannot_be_stored(
    value: Any, expected: Any
) -> None:
    assert cleaned(value, type="open", longest=50) == expected


def test_given_may_decline_then_declining_is_an_answer_to_every_type() -> None:
    for kind in (
        {"type": "single", "options": OPTIONS},
        {"type": "multiple", "options": OPTIONS},
        {"type": "ranking", "options": OPTIONS},
        {"type": "scale", "ends": {}},
        {"type": "number"},
        {"type": "date"},
        {"type": "open"},
    ):
        declined = cleaned(PREFER_NOT_TO_SAY, may_decline=True, required=True, **kind)
        assert declined == PREFER_NOT_TO_SAY
        assert cleaned(PREFER_NOT_TO_SAY, **kind) == "! unknown_option"


@pytest.mark.parametrize("value", [None, "", " \n", "\0"])
def test_given_a_required_question_then_nothing_is_not_enough(value: Any) -> None:
    assert cleaned(value, type="open", required=True) == "! required"


def faults(instrument: str, raw: Any) -> set[tuple[str, str]]:
    with pytest.raises(FaultyAnswersError) as refused:
        clean(ready(instrument), raw)
    return {(fault.question, fault.code) for fault in refused.value.faults}


def test_given_a_hidden_question_when_it_is_answered_then_all_is_refused() -> None:
    tampered = {"wellbeing": "no", "wellbeing_how": "Hyvin", "stairs_use": "daily"}
    assert faults("rooting-2022", tampered) == {("wellbeing_how", "not_asked")}
    assert faults("rooting-2022", {"wellbeing_how": "x"}) == {("wellbeing_how", "not_asked")}
    allowed = {"wellbeing": "no", "wellbeing_how": "", "wellbeing_why_not": "Oli jo tapani"}
    assert clean(ready("rooting-2022"), allowed) == {
        "wellbeing": "no",
        "wellbeing_why_not": "Oli jo tapani",
    }


def test_given_a_faulty_answer_then_what_hangs_on_it_is_not_blamed() -> None:
    raw = {"wellbeing": "maybe", "wellbeing_how": "Hyvin", "wellbeing_why_not": "Huonosti"}
    assert faults("rooting-2022", raw) == {("wellbeing", "unknown_option")}


@pytest.mark.parametrize("key", ["difficulty", "nothing", "constructor", "\0", "\ud800", 5])
def test_given_a_key_that_takes_no_answer_then_it_is_refused(key: Any) -> None:
    ((_key, code),) = faults("rooting-2022", {key: 3})
    assert code == "unknown_question"


@pytest.mark.parametrize("raw", [None, [], "yes", 5, True])
def test_given_something_else_than_answers_then_it_is_refused(raw: Any) -> None:
    assert faults("rooting-2022", raw) == {("", "unknown_question")}


def test_given_thousands_of_foreign_keys_then_the_report_stays_short() -> None:
    assert len(faults("rooting-2022", {f"k{n}": n for n in range(5000)})) <= 20


def taken(definition: Definition, raw: Any) -> tuple[dict[str, Answer] | None, list[Fault]]:
    try:
        return clean(definition, raw), []
    except FaultyAnswersError as error:
        return None, error.faults


@settings(max_examples=150, deadline=None)
@given(making.CHANCES, st.dictionaries(st.text(max_size=5), JSON, max_size=3))
def test_given_anything_then_it_is_cleaned_or_refused_and_cleaning_is_final(
    chance: random.Random, junk: dict[str, Any]
) -> None:
    definition = making.definition(chance)
    keys = [question.key for question in definition.answered_questions()]
    raw = {
        **making.raw_answers(chance, definition, hostile=0.3),
        **dict(zip(keys, junk.values(), strict=False)),
    }
    answers, faults_found = taken(definition, raw)
    if answers is None:
        assert faults_found
        json.dumps([fault.as_json() for fault in faults_found]).encode()
        return
    assert clean(definition, json.loads(json.dumps(answers, allow_nan=False))) == answers
    assert not any(is_empty(answer) for answer in answers.values())
    is_asked = {key for question in asked(definition, answers) for key in answer_keys(question)}
    assert answers.keys() <= is_asked
    json.dumps(answers).encode().decode()


@settings(max_examples=150, deadline=None)
@given(making.CHANCES)
def test_given_fitting_answers_of_what_is_asked_then_they_are_all_kept(
    chance: random.Random,
) -> None:
    definition = making.definition(chance)
    given_answers = making.raw_answers(chance, definition)
    for _ in definition.questions:  # what is hidden hides what looks at it
        is_asked = {
            key for question in asked(definition, given_answers) for key in answer_keys(question)
        }
        given_answers = {key: given_answers[key] for key in given_answers if key in is_asked}
    kept, faults_found = taken(definition, given_answers)
    assert {fault.code for fault in faults_found} <= {"required"}
    assert kept is None or kept.keys() == {
        key for key, value in given_answers.items() if not is_empty(value)
    }


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_given_any_text_then_tidying_it_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)

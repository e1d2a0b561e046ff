"""Which questions are asked."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from juuristo.surveys.conditions import answer_keys, asked, holds, looks_at
from juuristo.surveys.definition import Condition, Definition
from juuristo.surveys.ready import ready

from . import making

READ: TypeAdapter[Condition] = TypeAdapter(Condition)


def one(operator: str, value: Any = None, question: str = "q") -> dict[str, Any]:
    return {"question": question, "operator": operator, "value": value}


def true(condition: dict[str, Any] | None, **answers: Any) -> bool:
    return holds(READ.validate_python(condition) if condition else None, answers)


@pytest.mark.parametrize("answer", [None, "", []])
def test_given_no_answer_then_every_comparison_but_is_not_fails(answer: Any) -> None:
    assert not true(one("is", "a"), q=answer)
    assert true(one("is_not", "a"), q=answer)
    assert not true(one("at_least", -5), q=answer)
    assert not true(one("at_most", 5), q=answer)
    assert not true(one("answered"), q=answer)
    assert true(None)


def test_given_an_answer_then_it_is_compared_by_its_kind() -> None:
    assert true(one("is", "a"), q="a")
    assert not true(one("is", "a"), q="b")
    assert true(one("is", "a"), q=["b", "a"])
    assert true(one("is_not", "a"), q=["b"])
    assert true(one("at_least", 3), q=3)
    assert not true(one("at_most", 2.5), q=3)
    assert true(one("answered"), q=0)
    assert true(one("is", 0), q=0)
    assert not true(one("is", 1), q=True)
    assert not true(one("is", 1), q="1")
    assert not true(one("at_least", 0), q=True)
    assert not true(one("at_least", "0"), q="5")


def test_given_parts_then_they_are_joined() -> None:
    first, second = one("is", "a"), one("is", "b", "r")
    assert not true({"all": [first, second]}, q="a")
    assert true({"any": [first, second]}, q="a")
    assert true({"not": {"all": [first, second]}}, q="a")
    assert looks_at(READ.validate_python({"any": [{"not": first}, {"all": [second]}]})) == {
        "q",
        "r",
    }


def keys(definition: Definition, answers: dict[str, Any]) -> list[str]:
    return [question.key for question in asked(definition, answers)]


def test_given_the_rooting_survey_then_follow_ups_come_by_the_answer() -> None:
    survey = ready("rooting-2022")
    follow_ups = {"wellbeing_how", "wellbeing_why_not", "more_support_what"}
    assert not follow_ups & set(keys(survey, {}))
    assert "wellbeing_how" in keys(survey, {"wellbeing": "yes"})
    assert "wellbeing_why_not" in keys(survey, {"wellbeing": "no"})
    assert len(keys(survey, {"wellbeing": "no", "more_support": "yes"})) == 11


def test_given_a_hidden_question_then_its_answer_decides_nothing() -> None:
    yes = [{"key": "yes", "text": {"fi": "k"}}, {"key": "no", "text": {"fi": "e"}}]
    chain: list[dict[str, Any]] = [
        {"type": "single", "key": "a", "text": {"fi": "a"}, "options": yes},
        {"type": "single", "key": "b", "text": {"fi": "b"}, "options": yes},
        {"type": "open", "key": "c", "text": {"fi": "c"}},
    ]
    chain[1]["shown_if"] = one("is", "yes", "a")
    chain[2]["shown_if"] = one("is", "yes", "b")
    survey = Definition.model_validate({"title": {"fi": "x"}, "questions": chain})
    assert keys(survey, {"a": "no", "b": "yes", "c": "x"}) == ["a"]
    assert keys(survey, {"a": "yes", "b": "yes"}) == ["a", "b", "c"]


@settings(max_examples=200, deadline=None)
@given(making.CHANCES)
def test_given_any_survey_then_answers_to_what_is_not_asked_change_nothing(
    chance: random.Random,
) -> None:
    definition = making.definition(chance)
    answers = making.raw_answers(chance, definition, hostile=0.2)
    first = asked(definition, answers)
    told = {key: answers[key] for each in first for key in answer_keys(each) if key in answers}
    assert asked(definition, told) == first
    for question in definition.questions:
        assert (question in first) == holds(question.shown_if, told)

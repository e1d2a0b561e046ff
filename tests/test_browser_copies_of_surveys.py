"""What the browser asks and takes in a survey is what the server asks and takes."""

import json
import random
from typing import Any

import pytest

from juuristo.surveys.answers import FaultyAnswersError, clean, clean_one, tidy
from juuristo.surveys.conditions import asked
from juuristo.surveys.definition import Definition, content_of
from juuristo.surveys.ready import READY, ready
from juuristo.surveys.tests import making

from .test_browser_copies import Ask, ask

__all__ = ["ask"]  # the fixture


@pytest.fixture(scope="module")
def surveys() -> list[Definition]:
    chance = random.Random(20261122)
    return [making.definition(chance) for _ in range(400)] + [ready(key) for key in READY]


def as_sent(answers: dict[str, Any]) -> dict[str, Any]:
    """As JSON carries them: the browser cannot hold what JSON cannot."""
    document: dict[str, Any] = json.loads(json.dumps(answers))
    return {key: value for key, value in document.items() if key != "__proto__"}


def codes_of(definition: Definition, answers: dict[str, Any]) -> list[list[Any]]:
    try:
        clean(definition, answers)
    except FaultyAnswersError as error:
        return [[fault.question, [fault.code]] for fault in error.faults]
    return []


def test_given_any_answers_then_the_same_questions_are_asked(
    ask: Ask, surveys: list[Definition]
) -> None:
    chance = random.Random(1)
    cases = [
        (survey, as_sent(making.raw_answers(chance, survey, hostile)))
        for survey in surveys
        for hostile in (0.0, 0.3)
    ]
    answered = ask({"asked": [[content_of(survey), answers] for survey, answers in cases]})
    for (survey, answers), keys in zip(cases, answered["asked"], strict=True):
        assert [question.key for question in asked(survey, answers)] == keys, answers


def test_given_any_answer_then_the_same_faults_are_found(
    ask: Ask, surveys: list[Definition]
) -> None:
    chance = random.Random(2)
    cases = [
        (question, value)
        for survey in surveys
        for question in survey.answered_questions()
        for value in as_sent({"hostile": chance.choice(making.HOSTILE)}).values()
        for value in (value, making.answer(chance, question), every_option(question))
    ]
    asked_of = [
        [question.model_dump(mode="json", by_alias=True), value] for question, value in cases
    ]
    seen = set()
    for (question, value), codes in zip(cases, ask({"answer": asked_of})["answer"], strict=True):
        seen.update(codes)
        assert expected(question, value) == codes, (question, value)
    assert len(seen) == 11


def every_option(question: Any) -> list[str]:
    return [option.key for option in getattr(question, "options", [])]


def expected(question: Any, value: Any) -> list[str]:
    try:
        answer = clean_one(question, value)
    except FaultyAnswersError as error:
        return [error.faults[0].code]
    return ["required"] if answer is None and question.required else []


def test_given_answers_checked_in_the_browser_then_what_it_sends_is_taken(
    ask: Ask, surveys: list[Definition]
) -> None:
    chance = random.Random(3)
    cases = [
        (survey, as_sent(making.raw_answers(chance, survey, hostile)))
        for survey in surveys
        for hostile in (0.0, 0.0, 0.2)
    ]
    answered = ask({"answers": [[content_of(survey), answers] for survey, answers in cases]})
    taken = 0
    for (survey, _answers), told in zip(cases, answered["answers"], strict=True):
        codes = codes_of(survey, told["sent"])
        assert codes == [] or told["faults"], told
        if not told["faults"]:
            taken += 1
            stored = clean(survey, told["sent"])
            texts = {key: text for key, text in stored.items() if isinstance(text, str)}
            assert texts == {key: told["sent"][key] for key in texts}
    assert taken > 300


def test_given_any_text_then_it_is_tidied_the_same(ask: Ask) -> None:
    chance = random.Random(4)
    alphabet = " \n\r\t\0\x1f\x7f\x85\xa0\u1680\u2003\u200b\u2028\ufeffae\u0301\u202b🌱\ud800"
    texts = ["".join(chance.choices(alphabet, k=chance.randint(0, 12))) for _ in range(3000)]
    for text, answered in zip(
        texts, ask({"tidy": [[text] for text in texts]})["tidy"], strict=True
    ):
        assert tidy(text) == answered, ascii(text)

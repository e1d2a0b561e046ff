"""XLSForm: what is written is read back, and what others write is read whole or refused."""

import random
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from juuristo.surveys.definition import All, Any_, Comparison, Condition, Definition, Not, Operator
from juuristo.surveys.ready import READY, ready
from juuristo.surveys.refusals import Refused
from juuristo.surveys.xlsform.reading import read
from juuristo.surveys.xlsform.writing import write

from . import making


def plain(condition: Condition | None) -> Condition | None:
    """The same condition as it is read back: "not the option" in one word."""
    match condition:
        case All():
            return All(all=[one for part in condition.all if (one := plain(part))])
        case Any_():
            return Any_(any=[one for part in condition.any if (one := plain(part))])
        case Not(not_=Comparison(operator=Operator.IS) as test):
            return test.model_copy(update={"operator": Operator.IS_NOT})
        case Not():
            inner = plain(condition.not_)
            assert inner is not None
            return Not(not_=inner)
    return condition


def expected(definition: Definition) -> Definition:
    questions = [
        question.model_copy(update={"shown_if": plain(question.shown_if)})
        for question in definition.questions
    ]
    return definition.model_copy(update={"questions": questions})


# a smaller example is not worth the minutes: each one is written and read as a workbook
@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(making.CHANCES)
def test_given_any_survey_then_what_is_written_is_read_back(chance: random.Random) -> None:
    definition = making.definition(chance)
    form = read(write(definition, "oma-kysely-2"))
    assert form.faults == []
    assert form.key == "oma-kysely-2"
    assert form.definition == expected(definition)


@pytest.mark.parametrize("key", READY)
def test_given_a_ready_instrument_then_it_goes_out_and_comes_in_the_same(key: str) -> None:
    assert read(write(ready(key), key)) == (ready(key), key, [])


@pytest.mark.parametrize(
    "question",
    [
        {"type": "scale", "ends": {"least": 0, "most": 10**9}},
        {"type": "number", "least": float("inf")},
        {"type": "open", "shown_if": {"question": "gone", "operator": "answered"}},
    ],
)
def test_given_a_draft_that_could_not_be_read_back_then_it_is_not_written(
    question: dict[str, Any],
) -> None:
    question = {"key": "q", "text": {"fi": "Miksi?"}, **question}
    definition = Definition.model_validate({"title": {"fi": "x"}, "questions": [question]})
    with pytest.raises(Refused) as refused:
        write(definition, "oma")
    assert refused.value.code == "faulty_instrument"


def test_given_a_draft_without_finnish_then_it_is_written() -> None:
    question = {"type": "open", "key": "q", "text": {"sv": "Varför?"}}
    definition = Definition.model_validate({"title": {}, "questions": [question]})
    assert read(write(definition, "")) == (definition, "", [])

"""When a question is asked, chosen from earlier questions; and what the preview is given."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.people.models import Person
from juuristo.surveys.condition_words import condition_in_words
from juuristo.surveys.definition import Condition, Definition
from juuristo.surveys.drafts import draft_of, find, numbers_of
from juuristo.surveys.forms.conditions import Earlier, earlier_than, simple_tests
from juuristo.surveys.models import Instrument
from juuristo.surveys.question_page import QUESTION

from .factories import InstrumentFactory

CONTENT: dict[str, Any] = {
    "title": {"fi": "Ehtoja"},
    "questions": [
        {"key": "words", "type": "info", "text": {"fi": "Tervetuloa"}},
        {
            "key": "use",
            "type": "single",
            "text": {"fi": "Käytätkö portaita?"},
            "options": [
                {"key": "yes", "text": {"fi": "Kyllä"}},
                {"key": "no", "text": {"fi": "En"}},
            ],
        },
        {
            "key": "hard",
            "type": "grid",
            "text": {"fi": "Kuinka vaikeaa?"},
            "ends": {"least": 1, "most": 5},
            "rows": [{"key": "empathy", "text": {"fi": "Empatia"}}],
        },
        {"key": "free", "type": "open", "text": {"fi": "Vapaa sana"}},
        {"key": "last", "type": "open", "text": {"fi": "Miksi?"}},
    ],
}
YES = {"question": "use", "operator": "is", "value": "yes"}
HARD = {"question": "empathy", "operator": "at_least", "value": 4.0}
SAID = {"question": "free", "operator": "answered", "value": None}
Sent = dict[str, str]


@pytest.fixture
def instrument(coordinator: Person) -> Instrument:
    content = deepcopy(CONTENT)
    made: Instrument = InstrumentFactory(organisation=coordinator.organisation, content=content)
    return made


@pytest.fixture
def desk(client_of: ClientOf, coordinator: Person) -> Client:
    return client_of(coordinator)


def chosen(number: int, question: str, what: str, value: str = "") -> Sent:
    name = f"test-{number}"
    return {f"{name}-question": question, f"{name}-test": what, f"{name}-number": value}


def post(desk: Client, instrument: Instrument, *tests: Sent, **more: str) -> Any:
    """Save the last question with these tests."""
    page = f"/surveys/instruments/{instrument.pk}/questions/last/"
    opened = desk.get(page).context
    sent = {
        "type": "open",
        "seen": opened["seen"],
        "stood": opened["page"].stood,
        "after": "free",
        "text_fi": "Miksi?",
        "long": "yes",
        "longest": "500",
        "when": "if",
        "joined": "all",
        "tests": str(len(tests)),
    }
    for each in tests:
        sent |= each
    return desk.post(page, sent | more)


def stored(instrument: Instrument) -> Any:
    instrument.refresh_from_db()
    question = find(draft_of(instrument), "last")
    assert question
    condition = question.shown_if
    return condition.model_dump(mode="json", by_alias=True) if condition else None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tests", "joined", "condition"),
    [
        ([chosen(0, "use", "is:yes")], "all", YES),
        ([chosen(0, "use", "is_not:no")], "all", {**YES, "operator": "is_not", "value": "no"}),
        ([chosen(0, "empathy", "at_least", "4")], "all", HARD),
        (
            [chosen(0, "empathy", "at_most", "2,0")],
            "all",
            HARD | {"operator": "at_most", "value": 2},
        ),
        ([chosen(0, "free", "answered")], "all", SAID),
        ([chosen(0, "free", "not_answered")], "all", {"not": SAID}),
        ([chosen(0, "use", "is:yes"), chosen(1, "free", "answered")], "all", {"all": [YES, SAID]}),
        ([chosen(0, "use", "is:yes"), chosen(1, "free", "answered")], "any", {"any": [YES, SAID]}),
        ([chosen(0, "use", "is:yes"), chosen(1, "", "")], "any", YES),
    ],
)
def test_given_tests_when_chosen_then_the_condition_says_them_and_the_page_shows_them_again(
    desk: Client, instrument: Instrument, tests: list[Sent], joined: str, condition: Any
) -> None:
    response = post(desk, instrument, *tests, joined=joined)
    assert response.status_code == 302
    assert stored(instrument) == condition
    page = desk.get(f"/surveys/instruments/{instrument.pk}/questions/last/").context["page"]
    assert page.condition.form["when"].value() == "if"
    shown = [row.initial["question"] for row in page.condition.rows]
    assert shown == [each[f"test-{n}-question"] for n, each in enumerate(tests)][: len(shown)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tests", "words"),
    [
        ([], "Valitse kysymys, jonka vastaus ratkaisee."),
        ([chosen(0, "use", "")], "Valitse, mitä kysymykseen vastataan."),
        ([chosen(0, "use", "is:maybe")], "Valitse jokin vaihtoehdoista."),
        ([chosen(0, "empathy", "at_least")], "Kirjoita luku"),
        ([chosen(0, "last", "answered")], "Valitse kysymys, joka kysytään ennen tätä."),
        ([chosen(0, "words", "answered")], "Valitse kysymys, joka kysytään ennen tätä."),
    ],
)
def test_given_a_test_amiss_then_it_is_told_and_nothing_is_stored(
    desk: Client, instrument: Instrument, tests: list[Sent], words: str
) -> None:
    response = post(desk, instrument, *tests)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert stored(instrument) is None


@pytest.mark.django_db
def test_given_always_then_the_condition_is_gone(desk: Client, instrument: Instrument) -> None:
    post(desk, instrument, chosen(0, "use", "is:yes"))
    post(desk, instrument, chosen(0, "use", "is:yes"), when="always")
    assert stored(instrument) is None


@pytest.mark.django_db
def test_given_a_question_chosen_without_script_then_its_answers_are_drawn_to_choose_from(
    desk: Client, instrument: Instrument
) -> None:
    response = post(desk, instrument, chosen(0, "use", ""), act="refresh")
    page = response.content.decode()
    assert response.status_code == 200
    assert "vastaus on: Kyllä" in page
    assert "Valitse, mitä kysymykseen vastataan." not in page
    more = post(desk, instrument, chosen(0, "use", "is:yes"), act="more-tests")
    assert len(more.context["page"].condition.rows) == 2
    assert stored(instrument) is None


@pytest.mark.django_db
def test_given_a_condition_too_deep_for_choosing_then_it_is_kept_unless_changed(
    desk: Client, instrument: Instrument
) -> None:
    deep = {"any": [YES, {"all": [HARD, SAID]}]}
    instrument.content["questions"][4]["shown_if"] = deep
    instrument.save()
    post(desk, instrument, when="keep")
    assert stored(instrument) == deep
    post(desk, instrument, chosen(0, "use", "is:yes"))
    assert stored(instrument) == YES


@pytest.mark.django_db
def test_given_a_question_moved_before_what_it_looks_at_then_it_is_told(
    desk: Client, instrument: Instrument
) -> None:
    post(desk, instrument, chosen(0, "free", "answered"))
    response = post(desk, instrument, chosen(0, "free", "answered"), after="use")
    assert response.status_code == 422
    response = post(desk, instrument, chosen(0, "free", "answered"), after="-")
    assert response.status_code == 422
    assert stored(instrument) == SAID


@pytest.mark.django_db
def test_given_typing_then_the_preview_gets_the_question_with_what_its_condition_needs(
    desk: Client, instrument: Instrument
) -> None:
    sent = chosen(0, "use", "is:yes")
    response = post(desk, instrument, sent, act="preview", text_fi="", text_sv="Varför?")
    shown = response.json()
    assert shown["at"] == "last"
    questions = shown["definition"]["questions"]
    assert [each["key"] for each in questions] == ["use", "last"]
    blank = "Kysymyksesi tulee tähän"
    assert questions[1]["text"] == {"fi": blank, "sv": "Varför?", "en": ""}
    assert questions[1]["shown_if"] == YES
    assert stored(instrument) is None


@pytest.mark.django_db
@pytest.mark.parametrize("type_", ["single", "grid", "scale", "number", "date", "ranking", "info"])
def test_given_an_empty_page_of_each_type_then_the_preview_still_gets_something_to_draw(
    desk: Client, instrument: Instrument, type_: str
) -> None:
    sent = {"type": type_, "act": "preview", "least": "x", "most": "", "earliest": "eilen"}
    response = desk.post(f"/surveys/instruments/{instrument.pk}/questions/", sent)
    assert response.status_code == 200
    sketch = response.json()["definition"]["questions"][-1]
    assert sketch["type"] == type_
    assert sketch["text"] == {"fi": "Kysymyksesi tulee tähän", "sv": "", "en": ""}


def definition() -> Definition:
    return Definition.model_validate(CONTENT)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (YES, "kysymykseen 1 vastataan ”Kyllä”"),
        (YES | {"operator": "is_not"}, "kysymykseen 1 ei vastata ”Kyllä”"),
        (HARD, "kysymykseen 2 vastataan vähintään 4"),
        (HARD | {"operator": "at_most", "value": 2.5}, "kysymykseen 2 vastataan enintään 2.5"),
        (SAID, "kysymykseen 3 on vastattu"),
        ({"not": SAID}, "kysymykseen 3 ei ole vastattu"),
        ({"not": YES}, "ei päde, että kysymykseen 1 vastataan ”Kyllä”"),
        (
            {"all": [YES, {"any": [HARD, SAID]}]},
            "kysymykseen 1 vastataan ”Kyllä” ja "
            "(kysymykseen 2 vastataan vähintään 4 tai kysymykseen 3 on vastattu)",
        ),
        (YES | {"question": "gone"}, "kysymykseen ”gone”, jota ei ole, vastataan ”yes”"),
    ],
)
def test_given_a_condition_then_it_is_said_in_words(condition: Any, words: str) -> None:
    whole = definition()
    said = condition_in_words(condition_of(condition), whole, numbers_of(whole))
    assert said == f"Kysytään vain, jos {words}."


def condition_of(content: Any) -> Condition:
    question = {"key": "x", "type": "info", "text": {"fi": "x"}, "shown_if": content}
    condition = QUESTION.validate_python(question).shown_if
    assert condition is not None
    return condition


@pytest.mark.parametrize(
    "condition",
    [
        {"not": YES},
        {"all": [YES, {"any": [HARD, SAID]}]},
        YES | {"value": "maybe"},
        {"question": "free", "operator": "is", "value": "x"},
    ],
)
def test_given_a_condition_that_choosing_cannot_say_then_it_is_not_simplified(
    condition: Any,
) -> None:
    earlier: dict[str, Earlier] = {each.key: each for each in earlier_than(definition(), "last")}
    assert simple_tests(condition_of(condition), earlier) is None

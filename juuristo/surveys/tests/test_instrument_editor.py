"""The questions in order, moved, removed and put back; their faults; the words around them."""

from typing import Any

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.people.models import Person
from juuristo.surveys.actions.editing import MOST_QUESTIONS, save_question
from juuristo.surveys.definition import Info, Texts
from juuristo.surveys.drafts import draft_of, find, fingerprint
from juuristo.surveys.models import Instrument
from juuristo.surveys.refusals import Refused

from .factories import CONTENT, InstrumentFactory

pytestmark = pytest.mark.django_db
FOLLOW_UP = {
    "key": "how",
    "type": "open",
    "text": {"fi": "Miten se näkyy?"},
    "shown_if": {"question": "makes_sense", "operator": "is", "value": "yes"},
}


@pytest.fixture
def instrument(coordinator: Person) -> Instrument:
    content = {**CONTENT, "questions": [*CONTENT["questions"], FOLLOW_UP]}
    made: Instrument = InstrumentFactory(organisation=coordinator.organisation, content=content)
    return made


@pytest.fixture
def desk(client_of: ClientOf, coordinator: Person) -> Client:
    return client_of(coordinator)


def path_of(instrument: Instrument, act: str = "") -> str:
    return f"/surveys/instruments/{instrument.pk}/{act}"


def order(instrument: Instrument) -> list[str]:
    instrument.refresh_from_db()
    return [each["key"] for each in instrument.content["questions"]]


def removal(instrument: Instrument, key: str) -> dict[str, str]:
    return {"removed": f"{key}:{fingerprint(find(draft_of(instrument), key))}"}


def text_of(client: Client, path: str) -> str:
    return str(client.get(path).content.decode())


def test_given_an_instrument_then_questions_stand_in_order_with_their_conditions(
    desk: Client, instrument: Instrument
) -> None:
    page = text_of(desk, path_of(instrument))
    assert "Kysytään vain, jos kysymykseen 1 vastataan ”kyllä”." in page
    assert "taustakysymys" in page
    assert "Kaikki on kunnossa" in page


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"up": "why"}, ["makes_sense", "why", "years_in_work", "how"]),
        ({"down": "makes_sense"}, ["years_in_work", "makes_sense", "why", "how"]),
        ({"up": "makes_sense"}, ["makes_sense", "years_in_work", "why", "how"]),
        ({"down": "gone"}, ["makes_sense", "years_in_work", "why", "how"]),
    ],
)
def test_given_questions_when_one_is_moved_then_the_order_changes(
    desk: Client, instrument: Instrument, sent: dict[str, str], expected: list[str]
) -> None:
    response = desk.post(path_of(instrument, "move/"), sent)
    assert response["Location"] == f"{path_of(instrument)}#edit-{next(iter(sent.values()))}"
    assert order(instrument) == expected


def test_given_a_script_when_a_question_is_moved_then_the_list_comes_back_with_its_focus(
    desk: Client, instrument: Instrument
) -> None:
    htmx = {"HX-Request": "true"}
    response = desk.post(path_of(instrument, "move/"), {"down": "makes_sense"}, headers=htmx)
    page = response.content.decode()
    assert "<html" not in page
    assert page.count("autofocus") == 1
    assert 'id="down-makes_sense" autofocus' in page


def test_given_a_question_moved_past_what_its_condition_needs_then_its_fault_is_shown_there(
    desk: Client, instrument: Instrument
) -> None:
    for _step in range(3):
        desk.post(path_of(instrument, "move/"), {"up": "how"})
    page = text_of(desk, path_of(instrument))
    assert "joka kysytään vasta myöhemmin" in page
    assert "Pohjassa on vielä korjattavaa" in page
    assert '<a href="#edit-how">kysymys 1</a>' in page


def test_given_a_question_when_removed_then_it_can_be_put_back_where_it_was(
    desk: Client, instrument: Instrument
) -> None:
    before = draft_of(instrument)
    desk.post(path_of(instrument, "remove/"), removal(instrument, "makes_sense"))
    assert order(instrument) == ["years_in_work", "why", "how"]
    page = text_of(desk, path_of(instrument))
    assert "Kysymys 1 on poistettu." in page
    assert "Kysymyksen 4 ehto katsoi sitä" in page

    page = desk.post(path_of(instrument, "undo/"), follow=True).content.decode()
    instrument.refresh_from_db()
    assert draft_of(instrument) == before
    assert "Kysymys 1 on poistettu." not in page
    assert desk.post(path_of(instrument, "undo/")).status_code == 302  # nothing more to undo
    assert draft_of(instrument) == before


def test_given_a_question_changed_in_another_tab_then_it_is_not_removed(
    desk: Client, instrument: Instrument
) -> None:
    sent = removal(instrument, "why")
    instrument.content["questions"][2]["text"]["fi"] = "Uusi muoto?"
    instrument.save()
    page = desk.post(path_of(instrument, "remove/"), sent, follow=True).content.decode()
    assert "emme poistaneet sitä" in page
    assert "why" in order(instrument)
    desk.post(path_of(instrument, "remove/"), removal(instrument, "why"))
    page = desk.post(path_of(instrument, "remove/"), sent, follow=True).content.decode()
    assert "oli jo poistettu" in page


def texts(desk: Client, instrument: Instrument, **more: str) -> dict[str, str]:
    seen = desk.get(path_of(instrument, "texts/")).context["seen"]
    base = {"seen": seen, "title_fi": "Pulssi", "name_fi": "Syksyn pulssi", "paging": "one_page"}
    return {**base, **more}


def test_given_words_around_the_questions_then_they_are_stored_in_three_languages(
    desk: Client, instrument: Instrument
) -> None:
    sent = texts(desk, instrument, title_sv="Puls", intro_fi="Miksi kysymme.", thanks_fi="Kiitos")
    assert desk.post(path_of(instrument, "texts/"), sent)["Location"] == path_of(instrument)
    instrument.refresh_from_db()
    stored = draft_of(instrument)
    said = (stored.title.sv, stored.intro.fi, stored.thanks.fi)
    assert said == ("Puls", "Miksi kysymme.", "Kiitos")
    assert stored.paging == "one_page"
    assert instrument.name == {"fi": "Syksyn pulssi"}
    assert order(instrument)[0] == "makes_sense"


def test_given_words_changed_in_another_tab_then_both_are_shown_and_neither_is_lost(
    desk: Client, instrument: Instrument
) -> None:
    first, second = (texts(desk, instrument, title_fi=name) for name in ("Eka", "Toka"))
    desk.post(path_of(instrument, "texts/"), first)
    response = desk.post(path_of(instrument, "texts/"), second)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Tekstejä on muutettu toisaalla" in page
    assert "<dd>Eka</dd>" in page
    assert 'value="Toka"' in page
    again = {**second, "seen": response.context["seen"]}
    desk.post(path_of(instrument, "texts/"), again)
    instrument.refresh_from_db()
    assert draft_of(instrument).title.fi == "Toka"


def test_given_no_finnish_title_then_nothing_is_stored(
    desk: Client, instrument: Instrument
) -> None:
    sent = texts(desk, instrument, title_fi="", title_sv="Puls")
    response = desk.post(path_of(instrument, "texts/"), sent)
    assert response.status_code == 422
    assert 'value="Puls"' in response.content.decode()
    instrument.refresh_from_db()
    assert draft_of(instrument).title.fi == "Juurtumisen pulssi"


def long_instrument(instrument: Instrument, count: int) -> None:
    questions: list[Any] = [
        {"key": f"q{n}", "type": "open", "text": {"fi": f"Kysymys {n}?"}} for n in range(count)
    ]
    instrument.content = {**CONTENT, "questions": questions}
    instrument.save()


def test_given_three_hundred_questions_then_one_more_is_refused_in_words(
    instrument: Instrument, coordinator: Person
) -> None:
    long_instrument(instrument, MOST_QUESTIONS)
    extra = Info(key="extra", text=Texts(fi="Vielä yksi"))
    with pytest.raises(Refused) as refused:
        save_question(instrument, extra, actor=coordinator)
    assert refused.value.code == "too_many"


def test_given_more_questions_then_no_more_queries(
    desk: Client, instrument: Instrument, django_assert_max_num_queries: Any
) -> None:
    desk.get(path_of(instrument))
    for count in (5, MOST_QUESTIONS):
        long_instrument(instrument, count)
        with django_assert_max_num_queries(11):
            page = text_of(desk, path_of(instrument))
        assert page.count('name="removed"') == count

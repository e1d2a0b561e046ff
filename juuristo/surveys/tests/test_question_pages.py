"""Writing one question: each type, three languages, options, conditions, and two tabs at once."""

from typing import Any

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.people.models import Person
from juuristo.surveys.definition import Definition, Question
from juuristo.surveys.drafts import draft_of, find, fingerprint
from juuristo.surveys.models import Instrument, InstrumentVersion

from .factories import InstrumentFactory

pytestmark = pytest.mark.django_db
Sent = dict[str, Any]


@pytest.fixture
def instrument(coordinator: Person) -> Instrument:
    made: Instrument = InstrumentFactory(organisation=coordinator.organisation)
    return made


@pytest.fixture
def desk(client_of: ClientOf, coordinator: Person) -> Client:
    return client_of(coordinator)


def path_of(instrument: Instrument, key: str = "") -> str:
    return f"/surveys/instruments/{instrument.pk}/questions/{key + '/' if key else ''}"


def draft(instrument: Instrument) -> Definition:
    instrument.refresh_from_db()
    return draft_of(instrument)


def question(instrument: Instrument, key: str) -> Question:
    found = find(draft(instrument), key)
    assert found
    return found


def said(prefix: str, fi: str, sv: str = "", en: str = "") -> Sent:
    return {f"{prefix}_fi": fi, f"{prefix}_sv": sv, f"{prefix}_en": en}


def rows(*texts: str, keys: tuple[str, ...] = ()) -> Sent:
    sent: Sent = {"rows": str(len(texts))}
    for n, text in enumerate(texts):
        sent |= said(f"row-{n}-text", text)
        sent[f"row-{n}-key"] = keys[n] if n < len(keys) else ""
    return sent


def new(type_: str, text: str = "Miten meni?", **more: Any) -> Sent:
    return {"type": type_, **said("text", text), "after": "why", "when": "always", **more}


def old(instrument: Instrument, key: str, /, **more: Any) -> Sent:
    """What the page of a stored single question sends back untouched."""
    stored: Any = question(instrument, key)
    order = [each.key for each in draft(instrument).questions]
    place = order.index(key)
    before = order[place - 1] if place else "-"
    texts = [option.text.fi for option in stored.options]
    keys = tuple(option.key for option in stored.options)
    return {
        "type": stored.type,
        "seen": fingerprint(stored),
        "stood": before,
        "after": before,
        "key": key,
        **said("text", stored.text.fi),
        **rows(*texts, keys=keys),
        "when": "always",
        **({"about_me": "on"} if stored.about_me else {}),
        **more,
    }


NEW: list[tuple[str, Sent, Sent]] = [
    ("single", rows("Kyllä", "Ei"), {"about_me": False, "options.0.key": "kylla"}),
    ("multiple", {**rows("Työpaja", "Kahvila"), "most": "1"}, {"most": 1}),
    (
        "scale",
        {"least": "1", "most": "10", "look": "radio", **said("low", "helppoa", "lätt", "easy")},
        {"ends.most": 10, "ends.low.sv": "lätt", "look": "radio"},
    ),
    ("scale", {"least": "0", "most": "100", "look": "slider"}, {"look": "slider"}),
    (
        "grid",
        {"least": "1", "most": "5", **rows("Empatia", "Ohjaus")},
        {"rows.1.key": "ohjaus", "ends.least": 1},
    ),
    ("open", {"long": "no", "longest": "200"}, {"long": False, "longest": 200}),
    ("number", {"least": "0", "most": "12,5", "whole": ""}, {"most": 12.5, "whole": False}),
    ("date", {"earliest": "1.3.2020", "latest": "2020-12-31"}, {"earliest": "2020-03-01"}),
    ("ranking", rows("Aika", "Tuki", "Rauha"), {"options.2.text.fi": "Rauha"}),
    ("info", {}, {"key": "miten_meni"}),
]


def value_at(part: Any, path: str) -> Any:
    for step in path.split("."):
        part = part[int(step)] if step.isdecimal() else part[step]
    return part


@pytest.mark.parametrize(("type_", "own", "expected"), NEW)
def test_given_each_type_when_written_then_it_is_stored_as_typed(
    desk: Client, instrument: Instrument, type_: str, own: Sent, expected: Sent
) -> None:
    sent = new(type_, **own) | said("text", "Miten meni?", "Hur gick det?", "How was it?")
    response = desk.post(path_of(instrument), sent)
    assert response.status_code == 302, response.content.decode()
    stored = draft(instrument).questions[-1].model_dump(mode="json", by_alias=True)
    assert stored["type"] == type_
    assert stored["text"] == {"fi": "Miten meni?", "sv": "Hur gick det?", "en": "How was it?"}
    assert {path: value_at(stored, path) for path in expected} == expected


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (new("single", "", **rows("Kyllä", "Ei")), "ainakin suomeksi"),
        (new("single", **rows("Kyllä", "")), "ainakin kaksi vaihtoehtoa"),
        (new("single", **rows("Kyllä", "Ei") | said("row-1-text", "", "Nej")), "ainakin suomeksi"),
        (new("grid", least="1", most="5", **rows("", "")), "ainakin yksi rivi"),
        (new("scale", least="5", most="5", look="radio"), "suurempi"),
        (new("scale", least="0", most="50", look="radio"), "liu’uttaminen"),
        (new("number", least="5", most="1"), "suurempi"),
        (new("date", earliest="1.1.2021", latest="1.1.2020"), "ennen aikaisinta"),
        (new("open", long="yes", longest="100000"), "10000"),
        (new("info", key="makes_sense"), "jo tämä tunniste"),
        (new("info", key="Ei Käy"), "Aloita pienellä kirjaimella"),
    ],
)
def test_given_something_amiss_then_it_is_told_and_the_rest_is_kept(
    desk: Client, instrument: Instrument, sent: Sent, words: str
) -> None:
    sent = {**sent, "text_sv": "Behåll det här"}
    response = desk.post(path_of(instrument), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "Behåll det här" in page
    assert len(draft(instrument).questions) == 3


def test_given_no_type_then_the_types_are_offered(desk: Client, instrument: Instrument) -> None:
    page = desk.get(path_of(instrument)).content.decode()
    assert page.count("?type=") == 9


def test_given_a_place_then_the_new_question_stands_there(
    desk: Client, instrument: Instrument
) -> None:
    page = desk.get(f"{path_of(instrument)}?type=info&after=makes_sense").content.decode()
    assert '<option value="makes_sense" selected>' in page
    for place in ("makes_sense", "-"):
        desk.post(path_of(instrument), new("info", "Teksti") | {"after": place})
    order = [each.key for each in draft(instrument).questions]
    assert order == ["teksti_2", "makes_sense", "teksti", "years_in_work", "why"]


def test_given_the_next_one_is_wanted_then_it_comes_after_this(
    desk: Client, instrument: Instrument
) -> None:
    response = desk.post(path_of(instrument), new("info", "Teksti", act="save-next"))
    assert response["Location"].endswith("/questions/?after=teksti")


def test_given_a_question_when_edited_then_its_options_keep_their_keys(
    desk: Client, instrument: Instrument
) -> None:
    sent = old(instrument, "makes_sense") | rows(
        "Kyllä vain", "En osaa sanoa", "Ei", keys=("yes", "", "no")
    )
    desk.post(path_of(instrument, "makes_sense"), sent)
    stored: Any = question(instrument, "makes_sense")
    assert [(each.key, each.text.fi) for each in stored.options] == [
        ("yes", "Kyllä vain"),
        ("en_osaa_sanoa", "En osaa sanoa"),
        ("no", "Ei"),
    ]


def test_given_a_key_made_up_in_the_browser_then_the_server_makes_its_own(
    desk: Client, instrument: Instrument
) -> None:
    sent = old(instrument, "makes_sense") | rows("Kyllä", "Ei", keys=("prefer_not_to_say", "no"))
    desk.post(path_of(instrument, "makes_sense"), sent)
    stored: Any = question(instrument, "makes_sense")
    assert [each.key for each in stored.options] == ["kylla", "no"]


@pytest.mark.parametrize(
    ("act", "shown"),
    [
        ("row-down:0", ["Ei", "Kyllä", "Ehkä"]),
        ("row-up:2", ["Kyllä", "Ehkä", "Ei"]),
        ("row-remove:1", ["Kyllä", "Ehkä"]),
        ("row-more", ["Kyllä", "Ei", "Ehkä", "", ""]),
        ("row-up:99", ["Kyllä", "Ei", "Ehkä"]),
        ("row-up:-1", ["Kyllä", "Ei", "Ehkä"]),
    ],
)
def test_given_lines_when_rearranged_then_they_are_drawn_again_and_nothing_is_stored(
    desk: Client, instrument: Instrument, act: str, shown: list[str]
) -> None:
    before = draft(instrument)
    sent = new("single", "", **rows("Kyllä", "Ei", "Ehkä"), act=act)
    response = desk.post(path_of(instrument), sent)
    assert response.status_code == 200
    lines = response.context["page"].rows.typed
    assert [line.get("fi", "") for line in lines] == shown
    assert "ainakin suomeksi" not in response.content.decode()
    assert draft(instrument) == before


def test_given_a_question_that_has_been_asked_then_its_key_stays(
    desk: Client, instrument: Instrument
) -> None:
    InstrumentVersion.objects.create(instrument=instrument, number=1, content=instrument.content)
    assert "tunniste ei enää vaihdu" in desk.get(path_of(instrument, "why")).content.decode()
    sent = old(instrument, "makes_sense", key="another")
    assert desk.post(path_of(instrument, "makes_sense"), sent).status_code == 302
    assert question(instrument, "makes_sense")


def test_given_a_removed_question_that_was_asked_then_a_new_one_does_not_take_its_key(
    desk: Client, instrument: Instrument
) -> None:
    InstrumentVersion.objects.create(instrument=instrument, number=1, content=instrument.content)
    instrument.content = {**instrument.content, "questions": instrument.content["questions"][:2]}
    instrument.save()
    desk.post(path_of(instrument), new("open", "Why?", after="makes_sense", long="yes", longest=9))
    assert draft(instrument).questions[1].key == "why_2"


def test_given_a_new_key_then_conditions_follow_it(desk: Client, instrument: Instrument) -> None:
    condition = {"when": "if", "tests": "1", "joined": "all"}
    test = {"test-0-question": "makes_sense", "test-0-test": "is:yes", "test-0-number": ""}
    sent = new("open", "Miksi?", long="yes", longest=99, **condition, **test)
    desk.post(path_of(instrument), sent)
    desk.post(path_of(instrument, "makes_sense"), old(instrument, "makes_sense", key="sense"))
    stored = question(instrument, "miksi").shown_if
    assert stored is not None
    assert stored.model_dump(mode="json") == {
        "question": "sense",
        "operator": "is",
        "value": "yes",
    }


# ---- two tabs


def test_given_two_tabs_with_the_same_question_then_the_later_one_is_told_and_both_are_shown(
    desk: Client, instrument: Instrument
) -> None:
    first = old(instrument, "makes_sense") | said("text", "Ensimmäinen")
    second = old(instrument, "makes_sense") | said("text", "Toinen")
    desk.post(path_of(instrument, "makes_sense"), first)
    response = desk.post(path_of(instrument, "makes_sense"), second)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Kysymystä on muutettu toisaalla" in page
    assert "Ensimmäinen" in page
    assert "Toinen" in page
    assert question(instrument, "makes_sense").text.fi == "Ensimmäinen"

    again = {**second, "seen": response.context["seen"]}
    assert desk.post(path_of(instrument, "makes_sense"), again).status_code == 302
    assert question(instrument, "makes_sense").text.fi == "Toinen"


def test_given_two_tabs_with_different_questions_then_both_are_stored(
    desk: Client, instrument: Instrument
) -> None:
    first = old(instrument, "makes_sense") | said("text", "Ensimmäinen")
    second = old(instrument, "years_in_work") | said("text", "Toinen")
    desk.post(path_of(instrument, "makes_sense"), first)
    desk.post(path_of(instrument, "years_in_work"), second)
    texts = [each.text.fi for each in draft(instrument).questions]
    assert texts[:2] == ["Ensimmäinen", "Toinen"]


def test_given_a_question_removed_in_another_tab_then_what_was_typed_is_kept_and_may_return(
    desk: Client, instrument: Instrument
) -> None:
    sent = old(instrument, "years_in_work") | said("text", "Pitkä muotoilu")
    seen = sent["seen"]
    desk.post(f"/surveys/instruments/{instrument.pk}/remove/", {"removed": f"years_in_work:{seen}"})
    response = desk.post(path_of(instrument, "years_in_work"), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Kysymys on poistettu toisaalla" in page
    assert "Pitkä muotoilu" in page
    assert len(draft(instrument).questions) == 2

    desk.post(path_of(instrument, "years_in_work"), {**sent, "seen": ""})
    stored: Any = question(instrument, "years_in_work")
    assert stored.text.fi == "Pitkä muotoilu"
    assert [each.key for each in stored.options] == ["under_1", "over_1"]


def test_given_a_move_in_another_tab_then_saving_does_not_undo_it(
    desk: Client, instrument: Instrument
) -> None:
    sent = old(instrument, "years_in_work")
    desk.post(f"/surveys/instruments/{instrument.pk}/move/", {"down": "years_in_work"})
    desk.post(path_of(instrument, "years_in_work"), sent)
    order = [each.key for each in draft(instrument).questions]
    assert order == ["makes_sense", "why", "years_in_work"]

"""The coordinator's page of a language: own wording, checks, and back to the built-in words."""

from typing import Any

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.meetings import phrases
from juuristo.meetings.actions.phrases import Wanted, save_phrases
from juuristo.meetings.models import PhraseEdit
from juuristo.meetings.phrasebook import wordings_of
from juuristo.people.models import Person

pytestmark = pytest.mark.django_db

PAGE = "/meetings/card/phrases/ru/"
RUSSIAN = phrases.language("ru")
NUMBER = len(RUSSIAN.texts)


def filled(person: Person, **changes: str) -> dict[str, str]:
    """Return what the browser sends of the page as it stands; ``changes`` by key, "." as "__"."""
    data = {f"text-{each.key}": each.text for each in wordings_of(RUSSIAN, person)}
    data |= {
        f"checked-{each.key}": "on" for each in wordings_of(RUSSIAN, person) if each.is_checked
    }
    return data | {f"text-{key.replace('__', '.')}": text for key, text in changes.items()}


def post(client_of: ClientOf, person: Person, **data: str) -> Any:
    return client_of(person).post(PAGE, filled(person) | data)


def test_given_a_wording_when_it_is_saved_then_clients_get_it(
    client_of: ClientOf, coordinator: Person, client: Client
) -> None:
    sent = filled(coordinator, card__title="Моя карточка")
    response = client_of(coordinator).post(PAGE, sent, follow=True)
    assert "Yksi kohta on tallennettu" in response.content.decode()
    assert "Yksi on teidän omin sanoin." in response.content.decode()
    texts = client.get("/c/phrases/ru.json?of=oma").json()["texts"]
    assert texts["card.title"] == "Моя карточка"
    event = AuditEvent.objects.get(verb="phrases.edited")
    assert event.actor_id == coordinator.id


def test_given_nothing_changed_when_it_is_saved_then_nothing_is_stored(
    client_of: ClientOf, coordinator: Person
) -> None:
    response = client_of(coordinator).post(PAGE, filled(coordinator), follow=True)
    assert "Kaikki on ennallaan" in response.content.decode()
    assert not PhraseEdit.objects.exists()
    assert not AuditEvent.objects.filter(verb="phrases.edited").exists()


def test_given_a_lost_place_when_it_is_saved_then_the_error_names_it_and_nothing_is_stored(
    client_of: ClientOf, coordinator: Person
) -> None:
    sent = filled(coordinator, card__expires="Карточка скоро исчезнет", card__title="Моя")
    response = client_of(coordinator).post(PAGE, sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert "täsmälleen nämä täydennettävät kohdat: {date}." in page
    assert "Карточка скоро исчезнет" in page
    assert not PhraseEdit.objects.exists()


def test_given_a_place_too_many_when_it_is_saved_then_the_error_says_so(
    client_of: ClientOf, coordinator: Person
) -> None:
    sent = filled(coordinator, card__title="Карточка {name}")
    assert "Poista aaltosulkeet" in client_of(coordinator).post(PAGE, sent).content.decode()


def test_given_too_long_a_wording_then_it_is_refused(
    client_of: ClientOf, coordinator: Person
) -> None:
    sent = filled(coordinator, card__title="ж" * (phrases.LONGEST + 1))
    assert client_of(coordinator).post(PAGE, sent).status_code == 422


def test_given_own_wording_when_it_is_put_back_or_emptied_then_the_built_in_one_stands(
    client_of: ClientOf, coordinator: Person
) -> None:
    built_in = RUSSIAN.texts["card.title"]
    wanted = {key: Wanted("Моё", is_checked=False) for key in ("card.title", "card.print")}
    save_phrases(RUSSIAN, wanted, actor=coordinator)
    assert PhraseEdit.objects.count() == 2
    post(client_of, coordinator, back="card.title")
    post(client_of, coordinator, **{"text-card.print": "  "})
    assert not PhraseEdit.objects.exists()
    assert {each.key: each.text for each in wordings_of(RUSSIAN, coordinator)}[
        "card.title"
    ] == built_in


def test_given_a_language_when_all_is_marked_checked_then_it_says_so_and_keeps_what_was_read(
    client_of: ClientOf, coordinator: Person
) -> None:
    sent = filled(coordinator, card__title="Моя") | {"all": "checked"}
    page = client_of(coordinator).post(PAGE, sent, follow=True).content.decode()
    assert f"Kaikki {NUMBER} kohtaa on luettu." in page
    assert PhraseEdit.objects.filter(is_checked=True).exclude(text="").count() == NUMBER
    listed = client_of(coordinator).get("/meetings/card/phrases/").content.decode()
    assert listed.count(f"Kaikki {NUMBER} kohtaa on luettu.") == 2  # Finnish and Russian
    desk = client_of(coordinator).get("/meetings/card/").content.decode()
    assert "lukenut kaikki sanat 2 kielellä" in desk


def test_given_one_checked_then_the_list_counts_it(
    client_of: ClientOf, coordinator: Person
) -> None:
    post(client_of, coordinator, **{"checked-card.title": "on"})
    page = client_of(coordinator).get("/meetings/card/phrases/").content.decode()
    assert f"Luettu 1 / {NUMBER} kohtaa." in page


def test_given_a_finnish_phrase_when_its_check_is_taken_away_then_that_is_kept(
    coordinator: Person,
) -> None:
    finnish = phrases.language("fi")
    text = finnish.texts["card.title"]
    save_phrases(finnish, {"card.title": Wanted(text, is_checked=False)}, actor=coordinator)
    first = {each.key: each for each in wordings_of(finnish, coordinator)}["card.title"]
    assert not first.is_checked
    assert not first.is_own


def test_given_another_organisations_wording_then_it_is_neither_seen_nor_touched(
    client_of: ClientOf, coordinator: Person, stranger: Person
) -> None:
    save_phrases(RUSSIAN, {"card.title": Wanted("Чужая", is_checked=True)}, actor=stranger)
    assert "Чужая" not in client_of(coordinator).get(PAGE).content.decode()
    post(client_of, coordinator, all="checked")
    assert PhraseEdit.objects.get(organisation=stranger.organisation).text == "Чужая"


def test_given_the_page_then_inputs_carry_their_language_and_direction(
    client_of: ClientOf, coordinator: Person
) -> None:
    page = client_of(coordinator).get("/meetings/card/phrases/ckb/").content.decode()
    card = [key for key in RUSSIAN.texts if key.startswith("card.")]
    assert page.count('lang="ckb" dir="rtl"') >= len(card)
    assert client_of(coordinator).get("/meetings/card/phrases/xx/").status_code == 404


def test_given_more_edits_then_no_more_queries(
    client_of: ClientOf, coordinator: Person, django_assert_max_num_queries: Any
) -> None:
    keys = list(RUSSIAN.texts)
    signed_in = client_of(coordinator)
    signed_in.get(PAGE)
    for wanted in (keys[:1], keys):
        wishes = {key: Wanted(RUSSIAN.texts[key], is_checked=True) for key in wanted}
        save_phrases(RUSSIAN, wishes, actor=coordinator)
        for page in (PAGE, "/meetings/card/phrases/"):
            with django_assert_max_num_queries(8):
                signed_in.get(page)


@pytest.mark.parametrize("name", ["map", "voice", "link", "common"])
def test_given_the_pages_then_each_shows_and_saves_its_own_words_alone(
    client_of: ClientOf, coordinator: Person, name: str
) -> None:
    own = [key for key in RUSSIAN.texts if key.startswith(f"{name}.")]
    signed_in = client_of(coordinator)
    page = signed_in.get(f"{PAGE}?page={name}").content.decode()
    assert page.count("<textarea") == len(own)
    assert len(page.encode()) < 60_000
    sent = filled(coordinator, card__title="Не здесь")
    sent[f"text-{own[0]}"] += "!"
    response = signed_in.post(f"{PAGE}?page={name}", sent)
    assert response["Location"] == f"{PAGE}?page={name}"
    assert PhraseEdit.objects.get().key == own[0]

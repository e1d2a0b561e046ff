"""What people write in their own words about gatherings tells of nobody how to find them (T2)."""

import json

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.gatherings.actions import letters, openings
from juuristo.gatherings.models import Letter, Opening, Script, ScriptBlock, Series, Session
from juuristo.gatherings.sponsor_links import opening_link, sign_link
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.gatherings.tests.script_ground import TITLES, led_session, scripted, titles
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of
from juuristo.programme.actions import ask_approval
from juuristo.programme.approvals import link_to
from juuristo.programme.models import Approval

WORDS = {
    "phone": "Soita Maijalle 040 123 4567",
    "email": "Kirjoita maija@esimerkki.fi",
    "identity_code": "Hänen tunnuksensa on 131052-308T",
}

# ---- nothing is stored, the words stay on the page


@pytest.fixture
def series(organisation: Organisation) -> Series:
    made: Series = SeriesFactory(programme__organisation=organisation, programme__slug="meidan")
    return made


@pytest.fixture
def session(series: Series) -> Session:
    made: Session = SessionFactory(series=series)
    return made


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


@pytest.mark.parametrize("answer", ["approve", "return"])
def test_given_a_sponsors_words_on_an_outline_then_they_are_refused_and_kept_in_sight(
    series: Series, sponsor: Person, coordinator: Person, answer: str
) -> None:
    approval = ask_approval(
        series.programme, title="Suunnitelma", outline="…", sponsor=sponsor, actor=coordinator
    )
    page = Client().post(path_of(link_to(approval)), {"answer": answer, "words": WORDS["phone"]})
    assert page.status_code == 422
    assert "puhelinnumero" in page.text
    assert WORDS["phone"] in page.text
    assert Approval.objects.get().state == Approval.State.WAITING


def test_given_a_signers_words_on_a_letter_then_it_still_waits(
    series: Series, sponsor: Person, coordinator: Person
) -> None:
    texts = {"subject": {"fi": "Tule"}, "body": {"fi": "Hei"}, "signer": sponsor}
    letter = letters.write_letter(series, texts, actor=coordinator)
    letters.ask_signature(letter, actor=coordinator)
    page = Client().post(
        path_of(sign_link(letter)), {"answer": "return", "words": WORDS["identity_code"]}
    )
    assert page.status_code == 422
    assert "henkilötunnus" in page.text
    assert Letter.objects.get().state == Letter.State.ASKED


def test_given_words_about_opening_a_session_then_the_wish_still_waits(
    session: Session, sponsor: Person, coordinator: Person
) -> None:
    opening = openings.ask_opening(session, sponsor=sponsor, wish="", actor=coordinator)
    page = Client().post(path_of(opening_link(opening)), {"answer": "no", "words": WORDS["email"]})
    assert page.status_code == 422
    assert "sähköpostiosoite" in page.text
    assert Opening.objects.get().state == Opening.State.WAITING


def test_given_a_letter_then_no_language_of_it_may_hold_an_identifier(
    series: Series, sponsor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    sent = {
        "subject_fi": "Tule mukaan",
        "body_fi": "Hei",
        "body_sv": f"Hej. {WORDS['email']}",
        "signer": str(sponsor.pk),
    }
    page = client_of(coordinator).post(f"/gatherings/plan/{series.pk}/letter/", sent)
    assert page.status_code == 422
    assert "sähköpostiosoite" in page.text
    assert not Letter.objects.exists()


@pytest.fixture
def script(organisation: Organisation, mentor: Person) -> Script:
    return scripted(led_session(organisation, mentor), mentor)


@pytest.mark.parametrize("field", ["title", "what", "led_by", "material"])
def test_given_a_block_then_neither_its_page_nor_rest_stores_an_identifier(
    script: Script, mentor: Person, client_of: ClientOf, field: str
) -> None:
    block = {"title": "Alku", "minutes": 10, "stair": "empathy", "work": "plenary"}
    block[field] = WORDS["phone"]
    page = client_of(mentor).post(f"/gatherings/scripts/{script.pk}/blocks/new/", block)
    assert page.status_code == 422
    assert "puhelinnumero" in page.text

    ApiToken.objects.create(person=mentor, token_hash=hash_of("t"))
    answer = Client().put(
        f"/api/v1/scripts/{script.pk}",
        json.dumps({"version": 1, "blocks": [block]}),
        content_type="application/json",
        headers={"Authorization": "Bearer t"},
    )
    assert answer.status_code == 422
    assert "puhelinnumero" in json.dumps(answer.json(), ensure_ascii=False)
    assert titles(script) == TITLES
    assert not ScriptBlock.objects.filter(**{field: WORDS["phone"]}).exists()


def test_given_a_new_name_of_a_script_then_it_is_checked_too(
    script: Script, mentor: Person, client_of: ClientOf
) -> None:
    sent = {"act": "rename", "version": 1, "name": WORDS["email"]}
    page = client_of(mentor).post(f"/gatherings/scripts/{script.pk}/", sent, follow=True)
    assert "sähköpostiosoite" in page.text
    assert Script.objects.get().name == "Kaksi tuntia"

"""What a client's page loads its words from."""

import pytest
from django.test import Client

from juuristo.meetings import phrases
from juuristo.meetings.models import PhraseEdit
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def edit(organisation: Organisation, text: str, key: str = "card.title") -> PhraseEdit:
    return PhraseEdit.objects.create(
        organisation=organisation, language="ar", key=key, text=text, is_checked=True
    )


@pytest.mark.parametrize("code", phrases.CODES)
def test_given_a_language_when_it_is_asked_for_then_it_comes_whole(
    client: Client, code: str
) -> None:
    said = client.get(f"/c/phrases/{code}.json").json()
    assert said["language"] == code
    assert {"name", "lang", "dir"} < set(said)
    assert set(said["texts"]) == set(phrases.language("fi").texts)


def test_given_a_visitor_then_no_cookie_is_set_and_the_answer_may_be_kept(client: Client) -> None:
    response = client.get("/c/phrases/ar.json?of=oma")
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=300"
    assert "بطاقة" in response.content.decode()


@pytest.mark.parametrize("code", ["xx", "FI", "fi_easy", "fi.json"])
def test_given_a_language_we_do_not_speak_then_404(client: Client, code: str) -> None:
    assert client.get(f"/c/phrases/{code}.json").status_code == 404


def test_given_own_wording_then_it_stands_for_that_organisation_alone(
    client: Client, organisation: Organisation
) -> None:
    edit(organisation, "بطاقتي")
    edit(OrganisationFactory(slug="toinen"), "أخرى")

    def title(of: str) -> str:
        said: str = client.get(f"/c/phrases/ar.json{of}").json()["texts"]["card.title"]
        return said

    built_in = phrases.language("ar").texts["card.title"]
    assert title("?of=oma") == "بطاقتي"
    assert title("?of=toinen") == "أخرى"
    assert title("?of=tuntematon") == built_in
    assert title("") == built_in


def test_given_own_wording_that_no_longer_fits_then_the_built_in_one_is_said(
    client: Client, organisation: Organisation
) -> None:
    edit(organisation, "تختفي قريبًا.", key="card.expires")
    edit(organisation, "قديم", key="card.was_removed")
    edit(organisation, "", key="card.title")
    texts = client.get("/c/phrases/ar.json?of=oma").json()["texts"]
    assert texts == phrases.language("ar").texts


def test_given_another_method_then_it_is_not_taken(client: Client, coordinator: Person) -> None:
    assert client.post("/c/phrases/fi.json").status_code == 405

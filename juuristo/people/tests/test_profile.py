"""One's own page: language, tokens, the download, several organisations; the token command."""

import json
import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from juuristo.audit.models import AuditEvent
from juuristo.people.models import ApiToken, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.people.tokens import hash_of

ClientOf = Callable[[Person], Client]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["adviser", "mentor", "coordinator", "sponsor", "supervisor"])
def test_given_anyone_then_their_own_page_opens(
    who: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    person = request.getfixturevalue(who)
    page = client_of(person).get(reverse("profile")).content.decode()
    assert person.full_name in page
    assert person.email in page


def test_given_a_language_when_chosen_then_user_and_cookie_have_it(
    client_of: ClientOf, adviser: Person
) -> None:
    response = client_of(adviser).post(reverse("own_language"), {"language": "en"})
    assert response.cookies["language"].value == "en"
    assert adviser.user is not None
    adviser.user.refresh_from_db()
    assert adviser.user.language == "en"


def test_given_a_token_when_made_then_shown_once_usable_and_revocable(
    client_of: ClientOf, admin: Person
) -> None:
    client = client_of(admin)
    page = client.post(reverse("profile"), {"name": "Siirto"}).content.decode()
    found = re.search(r"juuristo_[\w-]{43}", page)
    assert found
    token = ApiToken.objects.get()
    assert token.token_hash == hash_of(found[0])
    assert found[0] not in client.get(reverse("profile")).content.decode()
    bearer = {"Authorization": f"Bearer {found[0]}"}
    assert Client().get("/api/v1/people", headers=bearer).status_code == 200
    client.post(reverse("revoke_token", args=[token.pk]))
    assert Client().get("/api/v1/people", headers=bearer).status_code == 401


def test_given_another_s_token_when_revoking_then_404(
    client_of: ClientOf, admin: Person, adviser: Person
) -> None:
    token = ApiToken.objects.create(person=admin, name="x", token_hash="x")
    assert client_of(adviser).post(reverse("revoke_token", args=[token.pk])).status_code == 404


def test_given_oneself_when_downloading_then_everything_of_mine_and_nobody_else_s(
    client_of: ClientOf, adviser: Person, mentor: Person
) -> None:
    response = client_of(adviser).get(reverse("download_own"))
    stored = json.loads(response.content)
    assert stored["person"]["email"] == adviser.email
    assert stored["person"]["roles"] == [{"role": "adviser", "programme": None}]
    assert mentor.email not in response.content.decode()
    assert AuditEvent.objects.get().verb == "person.exported"


def test_given_two_organisations_when_choosing_then_the_next_page_is_the_other_one_s(
    client_of: ClientOf, adviser: Person, stranger: Person
) -> None:
    other = PersonFactory(
        organisation=stranger.organisation, user=adviser.user, roles=[Role.ADVISER]
    )
    client = client_of(adviser)
    client.post(reverse("choose_organisation"), {"person": str(adviser.pk)})
    client.post(reverse("choose_organisation"), {"person": str(other.pk)})
    assert client.get(reverse("profile")).context["person"] == other
    client.post(reverse("choose_organisation"), {"person": str(stranger.pk)})
    assert client.get(reverse("profile")).context["person"] == other, "not one's own: no change"
    entered = AuditEvent.objects.get(organisation_id=other.organisation_id)
    assert (entered.verb, entered.actor_id) == ("user.signed_in", other.pk)


def test_given_the_command_then_the_last_line_is_the_token_alone(
    adviser: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("token", "create", "--person", adviser.email.upper(), "--name", "kone")
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert ApiToken.objects.get(person=adviser).token_hash == hash_of(last)


def test_given_an_unknown_address_then_the_command_says_so(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        call_command("token", "create", "--person", "kuka@example.org", "--name", "kone")
    assert stop.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "unknown_person"

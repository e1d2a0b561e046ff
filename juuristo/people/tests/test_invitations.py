"""Invitations: sending, accepting, links that no longer open."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.mail.models import OutgoingMail
from juuristo.people.actions import RefusedError
from juuristo.people.invitations import AT_ONCE, accept_as, invite, invite_all
from juuristo.people.models import Invitation, Person, User
from juuristo.people.tests.factories import PersonFactory, UserFactory

PASSWORD = "neljä sanaa peräkkäin"
ClientOf = Callable[[Person], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(coordinator: Person) -> Person:
    person: Person = PersonFactory(
        organisation=coordinator.organisation, user=None, email="Uusi.Tulija@example.org"
    )
    return person


def link_of(person: Person) -> str:
    mail = OutgoingMail.objects.filter(kind="people/invitation", to=person.email).latest(
        "created_at"
    )
    found = re.search(r"http\S+(/invitation/\S+)", mail.text)
    assert found
    return found[1]


def accept(client: Client, link: str, **changed: str) -> str:
    data = {"language": "sv", "password1": PASSWORD, "password2": PASSWORD, **changed}
    response = client.post(link, data)
    return response["Location"] if response.status_code == 302 else response.content.decode()


def test_given_a_newcomer_when_invited_then_a_letter_and_a_row_of_the_trail(
    newcomer: Person, coordinator: Person
) -> None:
    invitation = invite(newcomer, actor=coordinator)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Oma virasto kutsuu sinut Juuristoon"
    assert mail.organisation_id == coordinator.organisation_id
    assert f"Hei {newcomer.first_name}," in mail.text
    assert "Linkki on vain sinulle, toimii kerran" in mail.text
    token = link_of(newcomer).split("/")[2]
    assert token not in invitation.token_hash
    assert AuditEvent.objects.get().verb == "person.invited"


def test_given_a_link_when_accepted_then_the_newcomer_is_in_and_the_link_is_used(
    newcomer: Person, coordinator: Person, client: Client
) -> None:
    invite(newcomer, actor=coordinator)
    link = link_of(newcomer)
    page = client.get(link).content.decode()
    assert "Oma virasto" in page
    assert "Vähintään kymmenen merkkiä" in page
    assert accept(client, link) == reverse("today")
    newcomer.refresh_from_db()
    assert newcomer.user is not None
    assert (newcomer.user.email, newcomer.user.language) == ("uusi.tulija@example.org", "sv")
    assert client.get(reverse("profile")).status_code == 200
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {"invitation.accepted"}
    again = Client().get(link)
    assert again.status_code == 410
    assert "Kutsu on jo käytetty" in again.content.decode()
    assert Client().post(link, {"password1": PASSWORD}).status_code == 410
    assert User.objects.filter(email="uusi.tulija@example.org").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password2": "jotain aivan muuta"}, "eivät ole samat"),
        ({"password1": "lyhyt", "password2": "lyhyt"}, "kohta vaatii korjausta"),
        ({"password1": "uusi.tulija@example.org", "password2": "uusi.tulija@example.org"}, "error"),
        ({"language": "de"}, "kohta vaatii korjausta"),
    ],
)
def test_given_a_faulty_form_when_accepting_then_nobody_is_made(
    changed: dict[str, str], said: str, newcomer: Person, coordinator: Person, client: Client
) -> None:
    invite(newcomer, actor=coordinator)
    assert said in accept(client, link_of(newcomer), **changed)
    assert not User.objects.filter(email__iexact=newcomer.email).exists()


def test_given_an_old_link_when_opened_then_the_page_says_so(
    newcomer: Person, coordinator: Person, client: Client
) -> None:
    invite(newcomer, actor=coordinator)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.get(link_of(newcomer))
    assert response.status_code == 410
    assert "ei ole enää voimassa" in response.content.decode()


def test_given_an_unknown_link_when_opened_then_404(client: Client) -> None:
    response = client.get("/invitation/joku-muu/")
    assert response.status_code == 404
    assert "emme tunne" in response.content.decode()


def test_given_a_second_invitation_then_only_the_newer_link_opens(
    newcomer: Person, coordinator: Person, client: Client
) -> None:
    invite(newcomer, actor=coordinator)
    old = link_of(newcomer)
    invite(newcomer, actor=coordinator)
    assert client.get(old).status_code == 410
    assert client.get(link_of(newcomer)).status_code == 200


def test_given_somebody_who_left_then_they_are_not_invited_and_an_old_link_is_shut(
    newcomer: Person, coordinator: Person, client: Client
) -> None:
    invite(newcomer, actor=coordinator)
    newcomer.left_date = timezone.localdate()
    newcomer.save()
    assert client.get(link_of(newcomer)).status_code == 410
    with pytest.raises(RefusedError) as refusal:
        invite(newcomer, actor=coordinator)
    assert refusal.value.code == "has_left"


def test_given_a_sign_in_with_the_same_address_when_accepting_then_sign_in_first_and_join(
    newcomer: Person, coordinator: Person, client: Client
) -> None:
    user = User.objects.create_user(newcomer.email, PASSWORD)
    invite(newcomer, actor=coordinator)
    link = link_of(newcomer)
    assert "on jo tunnus" in client.get(link).content.decode()
    goal = client.post(link)["Location"]
    assert link not in goal, "the token stays out of the address"
    data = {"login": user.email, "password": PASSWORD, "next": reverse("resume_invitation")}
    back = client.post(reverse("account_login"), data)["Location"]
    assert client.get(back)["Location"] == link
    assert client.get(reverse("profile")).status_code == 403, "in nobody's service yet"
    assert client.post(link)["Location"] == reverse("today")
    newcomer.refresh_from_db()
    assert newcomer.user == user


def test_given_another_user_signed_in_when_opening_the_link_then_they_are_asked_to_sign_out(
    newcomer: Person, coordinator: Person, adviser: Person, client_of: ClientOf
) -> None:
    invite(newcomer, actor=coordinator)
    client = client_of(adviser)
    assert "Kirjaudu ensin ulos" in client.get(link_of(newcomer)).content.decode()
    client.post(link_of(newcomer), {"password1": PASSWORD, "password2": PASSWORD})
    newcomer.refresh_from_db()
    assert newcomer.user is None
    invitation = newcomer.invitations.get()
    with pytest.raises(RefusedError) as refusal:
        accept_as(invitation, user=UserFactory())
    assert refusal.value.code == "other_email"
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_given_an_adviser_or_a_stranger_then_they_invite_nobody(
    newcomer: Person, adviser: Person, stranger: Person
) -> None:
    for actor in (adviser, stranger):
        with pytest.raises(RefusedError) as refusal:
            invite(newcomer, actor=actor)
        assert refusal.value.code == "forbidden"


def test_given_a_filtered_list_when_inviting_it_then_only_those_without_get_one(
    newcomer: Person, coordinator: Person, client_of: ClientOf
) -> None:
    other = PersonFactory(organisation=coordinator.organisation, user=None, last_name="Muualla")
    url = f"{reverse('invite_people')}?q={newcomer.last_name}"
    client = client_of(coordinator)
    assert "yhdelle ihmiselle" in client.get(url).content.decode()
    assert client.post(url)["Location"] == f"{reverse('people')}?q={newcomer.last_name}"
    assert list(Invitation.objects.values_list("person", flat=True)) == [newcomer.pk]
    client.post(reverse("invite_people"))
    assert Invitation.objects.filter(person=other).count() == 1
    assert Invitation.objects.count() == 2
    assert "Kaikki on jo kutsuttu" in client.get(reverse("invite_people")).content.decode()


def test_given_many_people_when_inviting_then_the_worker_does_it(coordinator: Person) -> None:
    from django_tasks_db.models import DBTaskResult

    people = PersonFactory.create_batch(
        AT_ONCE + 1, organisation=coordinator.organisation, user=None, office=None, team=None
    )
    invite_all(people, actor=coordinator)
    assert not Invitation.objects.exists()
    assert DBTaskResult.objects.count() == 1

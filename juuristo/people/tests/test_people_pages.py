"""The staff list, a person's page and the places: who may open them, what they do."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people import occasions
from juuristo.people.models import ClientGroup, Office, Person, Role, Team, User
from juuristo.people.tests.factories import OfficeFactory, PersonFactory

ClientOf = Callable[[Person], Client]
LISTS = ["people", "invite_people", "new_person", "places"]
OF_ONE = ["person", "end_person"]

pytestmark = pytest.mark.django_db


def fields_of(person: Person, **changed: Any) -> dict[str, Any]:
    names = ["first_name", "last_name", "email", "title"]
    return {
        **{name: getattr(person, name) for name in names},
        "office": person.office_id or "",
        "team": person.team_id or "",
        "start_date": "2015-01-01",
        "left_date": "",
        **changed,
    }


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["coordinator", "admin"])
def test_given_a_manager_when_opening_the_pages_then_they_open(
    name: str, who: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    assert client_of(request.getfixturevalue(who)).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*LISTS, *OF_ONE])
@pytest.mark.parametrize("who", ["adviser", "mentor", "sponsor", "supervisor"])
def test_given_any_other_role_when_opening_the_pages_then_403(
    name: str, who: str, request: pytest.FixtureRequest, client_of: ClientOf, admin: Person
) -> None:
    actor = request.getfixturevalue(who)
    url = reverse(name, args=[admin.pk]) if name in OF_ONE else reverse(name)
    assert client_of(actor).get(url).status_code == 403


@pytest.mark.parametrize("name", ["person", "end_person", "invite_person", "change_roles"])
def test_given_a_stranger_when_opening_our_people_then_404(
    name: str, client_of: ClientOf, stranger: Person, adviser: Person
) -> None:
    client = client_of(stranger)
    assert client.post(reverse(name, args=[adviser.pk])).status_code == 404
    office = OfficeFactory(organisation=adviser.organisation)
    assert client.get(reverse("place", args=["office", office.pk])).status_code == 404


def test_given_a_visitor_then_every_page_asks_to_sign_in(client: Client, adviser: Person) -> None:
    for url in [*map(reverse, LISTS), reverse("person", args=[adviser.pk]), reverse("profile")]:
        assert client.get(url)["Location"].startswith(reverse("account_login"))


def test_given_more_people_then_the_list_asks_the_database_as_often(
    client_of: ClientOf, coordinator: Person, django_assert_num_queries: Any
) -> None:
    client = client_of(coordinator)
    client.get(reverse("people"))
    PersonFactory.create_batch(3, organisation=coordinator.organisation)
    with django_assert_num_queries(10):
        client.get(reverse("people"))
    PersonFactory.create_batch(20, organisation=coordinator.organisation)
    with django_assert_num_queries(10):
        client.get(reverse("people"))


def test_given_the_list_when_looked_at_then_one_row_of_the_trail(
    client_of: ClientOf, coordinator: Person, adviser: Person
) -> None:
    client = client_of(coordinator)
    client.get(reverse("people"))
    client.get(reverse("person", args=[adviser.pk]))
    client.get(reverse("person", args=[coordinator.pk]))
    verbs = list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))
    assert verbs == ["people.listed", "person.opened"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=äyr", {"Äyräs"}),
        ("q=ÄYRÄS", {"Äyräs"}),
        ("q=äyräs+ilona", set()),
        ("role=coordinator", {"Koord"}),
        ("state=uninvited", {"Äyräs"}),
        ("state=signed_in", {"Koord"}),
        ("state=left", {"Entinen"}),
        ("", {"Äyräs", "Koord"}),
        ("office=not-an-id", {"Äyräs", "Koord"}),
    ],
)
def test_given_a_search_then_the_list_shows_those(
    query: str, found: set[str], client_of: ClientOf, organisation: Any, stranger: Person
) -> None:
    actor = PersonFactory(
        organisation=organisation, last_name="Koord", roles=[Role.COORDINATOR], first_name="A"
    )
    PersonFactory(organisation=organisation, last_name="Äyräs", first_name="Eva", user=None)
    PersonFactory(organisation=organisation, last_name="Entinen", left_date=timezone.localdate())
    response = client_of(actor).get(f"{reverse('people')}?{query}")
    assert {person.last_name for person in response.context["page"].object_list} == found


def test_given_a_new_person_when_added_then_they_are_here_with_their_roles(
    client_of: ClientOf, coordinator: Person
) -> None:
    data = {
        "first_name": "Uusi",
        "last_name": "Tulija",
        "email": "Uusi@Example.org",
        "roles": ["adviser", "mentor"],
    }
    client = client_of(coordinator)
    response = client.post(reverse("new_person"), data)
    person = Person.objects.get(email="uusi@example.org")
    assert response["Location"] == reverse("person", args=[person.pk])
    assert person.organisation == coordinator.organisation
    assert person.role_names() == {"adviser", "mentor"}
    again = client.post(reverse("new_person"), data)
    assert "Osoite on jo toisella" in again.content.decode()
    forged = client.post(
        reverse("new_person"), {**data, "email": "b@example.org", "roles": ["admin"]}
    )
    assert forged.status_code == 422
    assert not Person.objects.filter(email="b@example.org").exists()


def test_given_a_coordinator_when_editing_then_saved_but_not_the_address(
    client_of: ClientOf, coordinator: Person, adviser: Person, stranger: Person
) -> None:
    client = client_of(coordinator)
    url = reverse("person", args=[adviser.pk])
    old = adviser.email
    client.post(url, fields_of(adviser, title="neuvoja", email="kaapattu@example.org"))
    adviser.refresh_from_db()
    assert (adviser.title, adviser.email) == ("neuvoja", old)
    foreign = client.post(url, fields_of(adviser, office=stranger.office_id))
    assert foreign.status_code == 422
    early = client.post(url, fields_of(adviser, left_date="2014-12-31"))
    assert "ennen alkamispäivää" in early.content.decode()


def test_given_an_admin_when_changing_an_address_then_the_owners_sign_in_stays(
    client_of: ClientOf, admin: Person, adviser: Person
) -> None:
    assert adviser.user is not None
    old = adviser.user.email
    client_of(admin).post(
        reverse("person", args=[adviser.pk]), fields_of(adviser, email="uusi@example.org")
    )
    adviser.refresh_from_db()
    assert adviser.email == "uusi@example.org"
    assert User.objects.get(people=adviser).email == old
    own = client_of(adviser)
    assert "Kirjaudut toisella osoitteella" in own.get(reverse("profile")).content.decode()


def test_given_a_forged_role_form_then_nothing_changes(
    client_of: ClientOf, coordinator: Person, adviser: Person
) -> None:
    client = client_of(coordinator)
    url = reverse("change_roles", args=[adviser.pk])
    assert client.post(url, {"roles": ["admin"]}).status_code == 403
    assert client.post(url, {"roles": ["mentor"]}).status_code == 302
    assert set(adviser.roles.values_list("role", flat=True)) == {"mentor"}
    own = reverse("change_roles", args=[coordinator.pk])
    assert client.post(own, {"roles": ["mentor"]}).status_code == 403


def test_given_a_sponsor_when_a_coordinator_saves_roles_then_the_sponsor_s_role_stays(
    client_of: ClientOf, coordinator: Person, sponsor: Person
) -> None:
    client_of(coordinator).post(reverse("change_roles", args=[sponsor.pk]), {"roles": ["mentor"]})
    assert set(sponsor.roles.values_list("role", flat=True)) == {"mentor", "sponsor"}


def test_given_a_leaver_when_service_ends_then_others_are_told_and_the_door_shuts(
    client_of: ClientOf, coordinator: Person, adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Person] = []
    monkeypatch.setattr(occasions, "PERSON_LEFT", [told.append])
    client, own = client_of(coordinator), client_of(adviser)
    url = reverse("end_person", args=[adviser.pk])
    assert client.get(url).status_code == 200
    assert client.post(url)["Location"] == reverse("person", args=[adviser.pk])
    assert told == [adviser]
    response = own.get(reverse("profile"))
    assert response.status_code == 403
    assert "minkään organisaation henkilöstöluettelossa" in response.content.decode()
    assert own.get(reverse("account_logout")).status_code == 200
    assert occasions.tell_of_leavers() == 1
    mine = client.post(reverse("end_person", args=[coordinator.pk]), follow=True)
    assert "Et voi merkitä itseäsi" in mine.content.decode()


def test_given_somebody_left_then_a_place_counts_those_who_work_there(
    client_of: ClientOf, coordinator: Person
) -> None:
    team = Team.objects.create(organisation=coordinator.organisation, name="Palkkatuki")
    PersonFactory(organisation=coordinator.organisation, team=team)
    PersonFactory(organisation=coordinator.organisation, team=team, left_date=date(2020, 1, 1))

    page = client_of(coordinator).get(reverse("places")).content.decode()

    assert re.search(r"Palkkatuki</a>\s*<span class=\"soft\">yksi ihminen<", page)


def test_given_places_when_added_renamed_and_removed_then_only_the_unused_go(
    client_of: ClientOf, coordinator: Person
) -> None:
    client = client_of(coordinator)
    client.post(reverse("new_place", args=["client_group"]), {"name": "Nuoret"})
    group = ClientGroup.objects.get()
    twice = client.post(reverse("new_place", args=["client_group"]), {"name": "nuoret"})
    assert twice.status_code == 422
    assert "on jo" in twice.content.decode()
    url = reverse("place", args=["client_group", group.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"name": "Alle 30-vuotiaat"})
    group.refresh_from_db()
    assert group.name == "Alle 30-vuotiaat"
    client.post(reverse("remove_place", args=["client_group", group.pk]))
    assert not ClientGroup.objects.exists()
    office = coordinator.office
    assert office is not None
    kept = client.post(reverse("remove_place", args=["office", office.pk]), follow=True)
    assert "kuuluu vielä" in kept.content.decode()
    assert Office.objects.filter(pk=office.pk).exists()
    assert client.post(reverse("new_place", args=["planeetta"]), {"name": "x"}).status_code == 404

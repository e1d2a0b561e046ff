"""The REST interface's shared ground, asked through the people list."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import ApiToken, HeldRole, Person
from juuristo.people.tests.factories import OfficeFactory, PersonFactory
from juuristo.people.tokens import hash_of

Ask = Callable[..., Any]
PEOPLE = "/api/v1/people"


@pytest.fixture
def ask() -> Ask:
    """GET as the person's script would: ``ask(admin, "/api/v1/people", limit=1)``."""

    def get(person: Person, path: str, **query: Any) -> Any:
        ApiToken.objects.get_or_create(person=person, token_hash=hash_of(f"t-{person.pk}"))
        return Client().get(path, query, headers={"Authorization": f"Bearer t-{person.pk}"})

    return get


def test_given_an_admin_when_people_are_asked_then_all_of_ours_and_none_of_theirs_come(
    ask: Ask, admin: Person, adviser: Person, stranger: Person
) -> None:
    answer = ask(admin, PEOPLE).json()
    assert answer["count"] == 2
    assert {person["email"] for person in answer["items"]} == {admin.email, adviser.email}
    shown = next(person for person in answer["items"] if person["email"] == adviser.email)
    assert shown == {
        "id": str(adviser.id),
        "email": adviser.email,
        "first_name": "Ilona",
        "last_name": adviser.last_name,
        "office": str(adviser.office),
        "team": str(adviser.team),
        "title": "",
        "start_date": "2015-01-01",
        "left_date": None,
        "in_service": True,
        "roles": ["adviser"],
    }


@pytest.mark.parametrize("who", ["adviser", "mentor", "coordinator", "sponsor", "supervisor"])
def test_given_another_role_when_people_are_asked_then_403_with_a_code(
    ask: Ask, who: str, request: pytest.FixtureRequest
) -> None:
    answer = ask(request.getfixturevalue(who), PEOPLE)
    assert answer.status_code == 403
    assert answer.json()["code"] == "forbidden"
    assert answer.json()["message"]


def test_given_pages_opened_then_each_leaves_a_row_on_the_trail(ask: Ask, admin: Person) -> None:
    ask(admin, PEOPLE)
    ask(admin, PEOPLE, offset=1)
    rows = AuditEvent.objects.filter(verb="people.exported", actor_id=admin.id)
    assert rows.count() == 2


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", "Basic d2hvOm1l", "x"])
@pytest.mark.django_db
def test_given_no_valid_token_when_asked_then_401(header: str | None) -> None:
    answer = Client().get(PEOPLE, headers={"Authorization": header} if header is not None else {})
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorized"
    assert answer["WWW-Authenticate"] == "Bearer"


def test_given_a_signed_in_browser_without_token_when_asked_then_401(
    admin: Person, client_of: Callable[[Person], Client]
) -> None:
    assert client_of(admin).get(PEOPLE).status_code == 401


def test_given_a_revoked_token_when_asked_then_401(ask: Ask, admin: Person) -> None:
    assert ask(admin, PEOPLE).status_code == 200
    admin.api_tokens.update(revoked_at=timezone.now())
    assert ask(admin, PEOPLE).status_code == 401


def test_given_the_owner_has_left_when_asked_then_401(ask: Ask, admin: Person) -> None:
    admin.left_date = timezone.localdate()
    admin.save()
    assert ask(admin, PEOPLE).status_code == 401


def test_given_the_example_on_a_public_server_when_asked_then_401(
    ask: Ask, admin: Person, settings: Any
) -> None:
    admin.organisation.is_example = True
    admin.organisation.save()
    assert ask(admin, PEOPLE).status_code == 200
    settings.TESTING = settings.DEBUG = settings.BOUND_TO_LOOPBACK = False
    assert ask(admin, PEOPLE).status_code == 401


def test_given_the_owners_sign_in_is_closed_when_asked_then_401(ask: Ask, admin: Person) -> None:
    assert admin.user
    admin.user.is_active = False
    admin.user.save()
    assert ask(admin, PEOPLE).status_code == 401


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 1001}, {"limit": "x"}, {"offset": -1}, {"role": "king"}],
)
def test_given_a_wrong_query_when_asked_then_422(
    ask: Ask, admin: Person, query: dict[str, Any]
) -> None:
    assert ask(admin, PEOPLE, **query).status_code == 422


def test_given_a_limit_when_paged_through_then_everybody_comes_once(
    ask: Ask, admin: Person
) -> None:
    PersonFactory.create_batch(5, organisation=admin.organisation)
    pages = [ask(admin, PEOPLE, limit=2, offset=at).json() for at in (0, 2, 4, 6)]
    assert [len(one["items"]) for one in pages] == [2, 2, 2, 0]
    assert {one["count"] for one in pages} == {6}
    assert len({person["id"] for one in pages for person in one["items"]}) == 6


def test_given_many_people_when_no_limit_is_told_then_a_hundred_come(
    ask: Ask, admin: Person
) -> None:
    office = OfficeFactory(organisation=admin.organisation)
    Person.objects.bulk_create(
        Person(
            organisation=admin.organisation,
            email=f"p{n}@example.org",
            first_name="A",
            last_name="B",
            office=office,
        )
        for n in range(1005)
    )
    assert len(ask(admin, PEOPLE).json()["items"]) == 100
    assert len(ask(admin, PEOPLE, limit=1000).json()["items"]) == 1000


def test_given_filters_when_asked_then_only_those_people_come(ask: Ask, admin: Person) -> None:
    ours = {"organisation": admin.organisation}
    kotka = OfficeFactory(name="Kotka", **ours)
    mentor = PersonFactory(office=kotka, roles=["adviser", "mentor"], **ours)
    left = PersonFactory(left_date=date(2020, 1, 1), roles=["mentor"], **ours)
    coming = PersonFactory(start_date=timezone.localdate() + timedelta(days=9), **ours)
    elsewhere = PersonFactory(roles=[], **ours)
    HeldRole.objects.create(person=elsewhere, role="mentor", programme_id=admin.id)

    def ids(**query: Any) -> set[str]:
        return {person["id"] for person in ask(admin, PEOPLE, **query).json()["items"]}

    assert ids(office="kotka") == {str(mentor.id)}
    assert ids(team=str(left.team)) == {str(left.id)}
    assert ids(role="mentor") == {str(mentor.id), str(left.id)}
    assert ids(in_service="true") == {str(p.id) for p in (admin, mentor, elsewhere)}
    assert ids(in_service="false") == {str(left.id), str(coming.id)}


def test_given_more_people_when_asked_then_no_more_queries(
    ask: Ask, admin: Person, django_assert_num_queries: Any
) -> None:
    for _more in range(2):
        PersonFactory.create_batch(3, organisation=admin.organisation)
        ask(admin, PEOPLE)
        with django_assert_num_queries(7):
            ask(admin, PEOPLE)


@pytest.mark.django_db
def test_given_a_visitor_when_the_description_is_asked_then_it_comes_whole() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["paths"]["/api/v1/people"]["get"]["tags"] == ["people"]


def test_given_a_nul_in_a_name_when_asked_for_then_it_is_refused(ask: Ask, admin: Person) -> None:
    for name in ("office", "team"):
        assert ask(admin, PEOPLE, **{name: "\0"}).status_code == 422


def test_given_an_address_that_leads_nowhere_then_a_script_gets_json(
    ask: Ask, admin: Person
) -> None:
    for path in ("/api/v1/nothing", "/api/v1/series/x/coverage"):
        response = ask(admin, path)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")

"""Every route × every role × own and other organisation has a declared outcome (trust T1, T5).

The declarations are ``access_matrix.txt``; its head says how to read it. A route that is not in
it fails the suite and prints the line observed: judge it before you put it there.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.cache import cache as django_cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from juuristo.people.models import ApiToken, Organisation, Person, Role
from juuristo.people.tests.factories import OrganisationFactory, PersonFactory
from juuristo.people.tokens import hash_of

from .access_objects import BODIES, fill
from .routes import Route, every_route

pytestmark = pytest.mark.django_db  # also what has the test database made for ``world``
TABLE = Path(__file__).with_name("access_matrix.txt")
ROLES = ["adviser", "mentor", "coordinator", "sponsor", "supervisor", "admin"]
COLUMNS = ["visitor", *ROLES, "strangers"]


@cache
def declared() -> dict[Route, dict[str, str]]:
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {
        Route(row[0], row[1]): dict(zip(COLUMNS, row[2:], strict=True))
        for row in rows
        if row and not row[0].startswith("#")
    }


@dataclass
class World:
    """The people who try every door: each role at home, and each role of somewhere else.

    ``cookies`` holds each one's session by the person's id: all have signed in once.
    """

    organisation: Organisation
    own: dict[str, Person]
    strangers: dict[str, Person]
    cookies: dict[UUID, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        for person in (*self.own.values(), *self.strangers.values()):
            assert person.user is not None
            client = Client()
            client.force_login(person.user)
            self.cookies[person.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
            ApiToken.objects.create(person=person, name="x", token_hash=hash_of(str(person.pk)))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once: whatever a route's test makes or a knock does is undone before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = OrganisationFactory(slug="koti", name={"fi": "Koti"})
        away = OrganisationFactory(slug="muualla", name={"fi": "Muualla"})
        made = World(home, cast_of(home), cast_of(away))
        made.sign_in()
        yield made
        transaction.set_rollback(True)


def cast_of(organisation: Organisation) -> dict[str, Person]:
    return {
        role: PersonFactory(
            organisation=organisation,
            roles=[Role.ADVISER, Role.MENTOR] if role == "mentor" else [role],
        )
        for role in ROLES
    }


def outcome_of(response: HttpResponseBase) -> str:
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "in"
    return str(response.status_code)


def knock(route: Route, path: str, person: Person | None, world: World) -> str:
    """Ask for the route as the person (None: a visitor) and undo whatever it did."""
    django_cache.clear()  # rate limits
    headers: dict[str, Any] = {}
    client = Client()
    if person is not None and path.startswith("/api/"):
        headers["Authorization"] = f"Bearer {person.pk}"
    elif person is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.cookies[person.pk]
    with undone():
        body = BODIES.get((route.method, route.path))
        sent = (json.dumps(body), "application/json") if body else ()
        response = client.generic(route.method, path, *sent, headers=headers)
        outcome = outcome_of(response)
        if response.streaming:
            list(response)  # read to its end, a download lets go of its file
    return outcome


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def observe(route: Route, world: World) -> dict[str, str]:
    with undone():
        path = fill(route.path, world.organisation, world.own)
        seen = {"visitor": knock(route, path, None, world)}
        seen |= {role: knock(route, path, person, world) for role, person in world.own.items()}
        others = {
            role: knock(route, path, person, world) for role, person in world.strangers.items()
        }
    same = all(others[role] == seen[role] for role in ROLES)
    seen["strangers"] = "same" if same else "/".join(dict.fromkeys(others.values()))
    return seen


def line_of(route: Route, seen: dict[str, str]) -> str:
    cells = "".join(f"{seen[column]:<12}" for column in COLUMNS)
    return f"{route.method:<6} {route.path:<58} {cells}".rstrip()


@pytest.mark.parametrize("route", every_route(), ids=str)
def test_given_a_route_then_each_role_gets_what_is_declared(route: Route, world: World) -> None:
    seen = observe(route, world)
    assert route in declared(), f"not declared in {TABLE.name}:\n{line_of(route, seen)}"
    assert seen == declared()[route], f"not as declared, but:\n{line_of(route, seen)}"


def test_given_the_table_then_it_declares_no_route_that_is_gone() -> None:
    assert set(declared()) - set(every_route()) == set()


@pytest.mark.parametrize("route", every_route(), ids=str)
def test_given_anything_of_another_organisation_then_strangers_do_not_see_it(route: Route) -> None:
    """Whatever a route shows to strangers, it is never one named thing of ours."""
    if "<uuid" in route.path and route in declared():
        row = declared()[route]
        theirs = {row[role] for role in ROLES} if row["strangers"] == "same" else {row["strangers"]}
        assert theirs <= {"403", "404", "403/404", "404/403"}


def test_given_a_thing_that_is_not_there_then_it_looks_like_one_that_is_foreign(
    world: World,
) -> None:
    path = f"/people/{uuid4()}/"
    assert knock(Route("GET", "/people/<uuid:pk>/"), path, world.own["admin"], world) == "404"

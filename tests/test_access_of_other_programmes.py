"""A role held in one programme opens nothing of another, though both are of one organisation."""

import pytest

from juuristo.people.models import HeldRole, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.tests.factories import ProgrammeFactory

from .access_objects import fill
from .routes import Route, every_route
from .test_access_matrix import World, knock, undone, world

__all__ = ["world"]  # the fixture

pytestmark = pytest.mark.django_db
HELD = [Role.MENTOR, Role.COORDINATOR, Role.SPONSOR]
ABOUT = ("/gatherings/", "/acts/", "/programmes/", "/documents/", "/api/v1/")


def routes() -> list[Route]:
    """Those that name one thing of a programme."""
    return [
        route
        for route in every_route()
        if route.path.startswith(ABOUT) and ("<uuid" in route.path or "<slug:slug>" in route.path)
    ]


@pytest.fixture
def elsewhere(world: World) -> dict[str, Person]:
    """An adviser without any part in our programme, and three who hold roles in another."""
    other = ProgrammeFactory(organisation=world.organisation, slug="toinen")
    made = {"nobody": PersonFactory(organisation=world.organisation, roles=[Role.ADVISER])}
    for role in HELD:
        person = PersonFactory(organisation=world.organisation, roles=[Role.ADVISER])
        HeldRole.objects.create(person=person, role=role, programme_id=other.pk)
        made[role] = person
    World(world.organisation, made, {}, world.cookies).sign_in()
    return made


@pytest.mark.parametrize("route", routes(), ids=str)
def test_given_a_role_in_another_programme_then_it_opens_no_more_than_having_none(
    route: Route, world: World, elsewhere: dict[str, Person]
) -> None:
    with undone():
        path = fill(route.path, world.organisation, world.own)
        seen = {name: knock(route, path, person, world) for name, person in elsewhere.items()}
    assert set(seen.values()) == {seen["nobody"]}, seen

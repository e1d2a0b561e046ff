"""The fixed cast every test may ask for; the suite's strictness is in tests/strictness.py."""

from collections.abc import Callable

import pytest
from django.test import Client

from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import OrganisationFactory, PersonFactory

pytest_plugins = [
    "tests.strictness",
    "juuristo.audit.tests.emptying",
    "juuristo.surveys.tests.ready_keys",
]

ClientOf = Callable[[Person], Client]


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory(slug="oma", name={"fi": "Oma virasto"})


@pytest.fixture
def adviser(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, roles=[Role.ADVISER], first_name="Ilona")


@pytest.fixture
def mentor(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, roles=[Role.ADVISER, Role.MENTOR])


@pytest.fixture
def coordinator(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, roles=[Role.COORDINATOR])


@pytest.fixture
def sponsor(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, roles=[Role.SPONSOR])


@pytest.fixture
def supervisor(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, roles=[Role.SUPERVISOR])


@pytest.fixture
def admin(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, roles=[Role.ADMIN])


@pytest.fixture
def stranger(db: None) -> Person:
    """The coordinator of another organisation."""
    return PersonFactory(organisation=OrganisationFactory(slug="vieras"), roles=[Role.COORDINATOR])


@pytest.fixture
def client_of() -> ClientOf:
    """Sign a person in: ``client_of(adviser).get("/")``."""

    def sign_in(person: Person) -> Client:
        client = Client()
        assert person.user is not None
        client.force_login(person.user)
        return client

    return sign_in

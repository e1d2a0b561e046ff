"""Who runs a programme: the predicate and the query say the same, and so does every other rule."""

import pytest
from django.urls import reverse

from conftest import ClientOf
from juuristo.people.models import HeldRole, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.access import may_run_programme, may_run_some_programme, sponsors_of
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programmes(coordinator: Person) -> list[Programme]:
    """Two of the home organisation and one of another."""
    organisation = coordinator.organisation
    return [*ProgrammeFactory.create_batch(2, organisation=organisation), ProgrammeFactory()]


def holding(role: Role, programme: Programme, like: Person) -> Person:
    """A colleague of ``like`` who holds ``role`` in ``programme`` alone."""
    person = PersonFactory(organisation=like.organisation, roles=[])
    HeldRole.objects.create(person=person, role=role, programme_id=programme.pk)
    return person


def run_by(person: Person | None) -> set[Programme]:
    return set(Programme.objects.run_by(person))


def test_given_roles_here_and_there_when_asked_what_they_run_then_query_and_predicate_agree(
    programmes: list[Programme], coordinator: Person, mentor: Person, sponsor: Person
) -> None:
    first, second, foreign = programmes
    of_one = holding(Role.COORDINATOR, first, coordinator)
    of_foreign = holding(Role.COORDINATOR, foreign, coordinator)
    expected = {coordinator: {first, second}, of_one: {first}, of_foreign: set()}
    for person in (coordinator, of_one, of_foreign, mentor, sponsor):
        assert run_by(person) == expected.get(person, set())
        assert run_by(person) == {one for one in programmes if may_run_programme(person, one)}
    assert run_by(None) == set()


def test_given_a_coordinator_when_nothing_is_there_yet_then_they_may_run_some_programme(
    coordinator: Person, adviser: Person
) -> None:
    assert may_run_some_programme(coordinator)
    assert not may_run_some_programme(adviser)


def test_given_a_sponsor_of_one_programme_when_asked_then_both_ways_name_that_one(
    programmes: list[Programme], sponsor: Person
) -> None:
    first, second, foreign = programmes
    of_one = holding(Role.SPONSOR, first, sponsor)
    assert set(Programme.objects.sponsored_by(sponsor)) == {first, second}
    assert set(Programme.objects.sponsored_by(of_one)) == {first}
    assert set(sponsors_of(first)) == {sponsor, of_one}
    assert set(sponsors_of(second)) == {sponsor}
    assert not sponsors_of(foreign).exists()


def test_given_a_coordinator_of_one_programme_when_planning_then_only_that_one_is_offered(
    programmes: list[Programme], coordinator: Person, client_of: ClientOf
) -> None:
    of_one = holding(Role.COORDINATOR, programmes[0], coordinator)
    page = client_of(of_one).get(reverse("series_new"))
    assert page.context["programmes"] == [programmes[0]]

"""Who may give and take which role: every pair of actor and change, and the last admin."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from juuristo.audit.models import AuditEvent
from juuristo.people.actions import RefusedError, change_person, end_service, set_roles
from juuristo.people.models import HeldRole, Person, Role
from juuristo.people.tests.factories import PersonFactory

ROLES = some.frozensets(some.sampled_from(Role.values))
OPEN_TO_COORDINATOR = {Role.ADVISER.value, Role.MENTOR.value}

pytestmark = pytest.mark.django_db


def held(person: Person) -> set[str]:
    return set(person.roles.filter(programme_id=None).values_list("role", flat=True))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actor_roles=ROLES, before=ROLES, after=ROLES)
def test_given_any_roles_when_changed_then_only_what_the_actor_may(
    actor_roles: frozenset[str], before: frozenset[str], after: frozenset[str], admin: Person
) -> None:
    organisation = admin.organisation
    actor = PersonFactory(organisation=organisation, roles=sorted(actor_roles))
    person = PersonFactory(organisation=organisation, roles=sorted(before))
    changed = before ^ after
    allowed = Role.ADMIN in actor_roles or (
        Role.COORDINATOR in actor_roles and changed <= OPEN_TO_COORDINATOR
    )
    try:
        set_roles(person, after, actor=actor)
    except RefusedError as refusal:
        assert not allowed
        assert refusal.code in {"forbidden", "role_not_allowed"}  # noqa: PT017  # either is right
        assert held(person) == before
    else:
        assert allowed
        assert held(person) == after


def test_given_one_s_own_roles_then_nobody_changes_them(admin: Person) -> None:
    with pytest.raises(RefusedError) as refusal:
        set_roles(admin, [Role.ADMIN, Role.SPONSOR], actor=admin)
    assert refusal.value.code == "forbidden"


def test_given_the_other_admin_has_left_then_the_last_one_stays(admin: Person) -> None:
    other = PersonFactory(organisation=admin.organisation, roles=[Role.ADMIN])
    end_service(other, actor=admin)
    with pytest.raises(RefusedError) as taking:
        set_roles(admin, [], actor=other)
    with pytest.raises(RefusedError) as ending:
        end_service(admin, actor=other)
    assert (taking.value.code, ending.value.code) == ("last_admin", "last_admin")
    assert held(admin) == {Role.ADMIN}


def test_given_a_role_in_a_programme_when_roles_change_then_it_stays(
    admin: Person, adviser: Person
) -> None:
    HeldRole.objects.create(person=adviser, role=Role.COORDINATOR, programme_id=uuid4())
    set_roles(adviser, [], actor=admin)
    assert [held.role for held in adviser.roles.all()] == [Role.COORDINATOR]


def test_given_a_stranger_then_another_organisation_s_roles_are_shut(
    stranger: Person, adviser: Person
) -> None:
    with pytest.raises(RefusedError):
        set_roles(adviser, [Role.MENTOR], actor=stranger)
    with pytest.raises(RefusedError):
        change_person(adviser, {"title": "x"}, actor=stranger)


def test_given_a_change_then_each_given_and_taken_role_has_its_row(
    admin: Person, adviser: Person
) -> None:
    set_roles(adviser, [Role.MENTOR], actor=admin)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs == {"role.given.mentor", "role.taken.adviser"}


def test_given_a_coordinator_when_changing_an_address_then_refused(
    coordinator: Person, adviser: Person
) -> None:
    with pytest.raises(RefusedError) as refusal:
        change_person(adviser, {"email": "muu@example.org"}, actor=coordinator)
    assert refusal.value.code == "forbidden"


def test_given_an_admin_when_a_coordinator_would_end_them_then_it_is_refused(
    admin: Person, coordinator: Person
) -> None:
    PersonFactory(organisation=admin.organisation, roles=[Role.ADMIN])
    with pytest.raises(RefusedError) as refused:
        end_service(admin, actor=coordinator)
    assert refused.value.code == "forbidden"
    admin.refresh_from_db()
    assert admin.left_date is None

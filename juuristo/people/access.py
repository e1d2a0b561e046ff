"""Who may do what with people (trust T5), and who may sign in where."""

from urllib.parse import urlsplit

from django.conf import settings

from .models import Person, Role, User

NEEDS_SECOND_FACTOR = frozenset({Role.COORDINATOR, Role.SPONSOR, Role.ADMIN})
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def may_export_people(person: Person) -> bool:
    """The whole list with addresses and roles is for the admin."""
    return person.has_role(Role.ADMIN)


def may_import_roster(person: Person) -> bool:
    return person.has_role(Role.COORDINATOR, Role.ADMIN)


def may_manage_people(person: Person) -> bool:
    """Coordinators and admins of the organisation see the staff list, invite and edit."""
    return person.has_role(Role.COORDINATOR, Role.ADMIN)


def may_give_role(person: Person, role: str) -> bool:
    """An admin gives any role, a coordinator only adviser and mentor."""
    if person.has_role(Role.ADMIN):
        return True
    return role in {Role.ADVISER, Role.MENTOR} and person.has_role(Role.COORDINATOR)


def may_edit_person(actor: Person, person: Person) -> bool:
    return actor.organisation_id == person.organisation_id and may_manage_people(actor)


def may_change_roles(actor: Person, person: Person) -> bool:
    """Nobody changes their own roles."""
    return actor.pk != person.pk and may_edit_person(actor, person)


def may_end_service(actor: Person, person: Person) -> bool:
    """A coordinator shuts no admin out: it would take a role the coordinator may not take."""
    return may_edit_person(actor, person) and (
        actor.has_role(Role.ADMIN) or not person.has_role(Role.ADMIN)
    )


def may_change_email(actor: Person, person: Person) -> bool:
    return may_edit_person(actor, person) and actor.has_role(Role.ADMIN)


def needs_second_factor(person: Person) -> bool:
    """Whether the setting asks this person for a second factor, by a role held anywhere."""
    return settings.SECOND_FACTOR_REQUIRED and person.has_role_anywhere(*NEEDS_SECOND_FACTOR)


def examples_may_sign_in() -> bool:
    """Only where nobody else reaches the server: bound to loopback, or while developing."""
    on_loopback = settings.BOUND_TO_LOOPBACK and urlsplit(settings.PUBLIC_URL).hostname in LOOPBACK
    return settings.DEBUG or settings.TESTING or on_loopback


def may_sign_in(user: User) -> bool:
    """The example's passwords are in the README: elsewhere they open nothing."""
    return examples_may_sign_in() or not user.people.filter(organisation__is_example=True).exists()

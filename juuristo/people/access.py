"""Who may do what with people (trust T5)."""

from .models import Person, Role


def may_export_people(person: Person) -> bool:
    """The whole list with addresses and roles is for the admin."""
    return person.has_role(Role.ADMIN)


def may_import_roster(person: Person) -> bool:
    return person.has_role(Role.COORDINATOR, Role.ADMIN)


def may_give_role(person: Person, role: str) -> bool:
    """An admin gives any role, a coordinator only adviser and mentor."""
    if person.has_role(Role.ADMIN):
        return True
    return role in {Role.ADVISER, Role.MENTOR} and person.has_role(Role.COORDINATOR)

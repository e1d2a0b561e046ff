"""Who may do what around client meetings. Nobody may see another's walks: see ``models.Walk``."""

from juuristo.people.models import Person, Role

HEARS = (Role.ADVISER, Role.MENTOR, Role.COORDINATOR, Role.SPONSOR, Role.ADMIN)


def may_edit_card(person: Person) -> bool:
    """Services, contacts and fixed phrases that stand on clients' cards."""
    return person.has_role(Role.COORDINATOR)


def may_ask_clients(person: Person) -> bool:
    """Issue the right to answer: those who meet clients. Others' links would pad small groups."""
    return person.has_role(Role.ADVISER, Role.MENTOR)


def may_hear_clients(person: Person) -> bool:
    """The client voice, in protected sums. A supervisor sees nothing of meetings (trust T5)."""
    return person.has_role(*HEARS)

"""Who may do what with a programme (trust T5)."""

from juuristo.people.models import Person, Role

from .models import Programme


def may_begin_programme(person: Person) -> bool:
    """A coordinator of the organisation begins new programmes."""
    return person.has_role(Role.COORDINATOR)


def may_run_programme(person: Person, programme: Programme) -> bool:
    """A coordinator of the organisation, or of this programme, plans and edits it."""
    return person.organisation_id == programme.organisation_id and person.has_role(
        Role.COORDINATOR, programme_id=programme.id
    )

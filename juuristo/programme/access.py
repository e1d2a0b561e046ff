"""Who may do what with a programme (trust T5)."""

from juuristo.people.models import Person, PersonQuerySet, Role

from .models import Approval, Programme


def may_begin_programme(person: Person) -> bool:
    """A coordinator of the organisation begins new programmes."""
    return person.has_role(Role.COORDINATOR)


def may_run_some_programme(person: Person) -> bool:
    """A coordinator of the organisation, even before it has programmes, or of one programme."""
    return person.has_role_anywhere(Role.COORDINATOR)


def may_run_programme(person: Person, programme: Programme) -> bool:
    """A coordinator of the organisation, or of this programme, plans and edits it."""
    return person.organisation_id == programme.organisation_id and person.has_role(
        Role.COORDINATOR, programme_id=programme.id
    )


def may_sponsor(person: Person, programme: Programme) -> bool:
    """Management's contact in this programme: answers what is asked, and sees what waits."""
    return (
        person.organisation_id == programme.organisation_id
        and person.has_role(Role.SPONSOR, programme_id=programme.id)
        and not person.has_left()
    )


def sponsors_of(programme: Programme) -> PersonQuerySet:
    """Those in service whom one may ask for an answer in ``programme``."""
    people = Person.objects.filter(organisation=programme.organisation_id)
    return people.in_service().with_role(Role.SPONSOR, programme_id=programme.id)


def may_ask_sponsor(person: Person, programme: Programme) -> bool:
    """Mentors bring their outlines to the sponsor; so does whoever runs the programme."""
    return may_run_programme(person, programme) or (
        person.organisation_id == programme.organisation_id
        and person.has_role(Role.MENTOR, programme_id=programme.id)
    )


def may_read_outline(person: Person, approval: Approval) -> bool:
    """Those who ask and those who answer read it; the rest see only that it waits."""
    programme = approval.programme
    return (
        may_ask_sponsor(person, programme)
        or may_sponsor(person, programme)
        or approval.asked_by_id == person.pk
    )


def may_answer_approval(person: Person, approval: Approval) -> bool:
    """The one it was asked of, as long as they are management's contact."""
    return approval.asked_of_id == person.pk and may_sponsor(person, approval.programme)


def may_withdraw_approval(person: Person, approval: Approval) -> bool:
    return approval.asked_by_id == person.pk or may_run_programme(person, approval.programme)

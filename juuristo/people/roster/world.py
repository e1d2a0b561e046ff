"""What the database knows, as checking wants to see it."""

from django.utils import timezone, translation

from juuristo.people.access import may_give_role
from juuristo.people.models import HeldRole, Office, Organisation, Person, Role, Team
from juuristo.shell.texts import LANGUAGES

from .facts import Facts, Known, World


def world_of(
    organisation: Organisation | None, *, actor: Person | None, create_places: bool = False
) -> World:
    """Gather the organisation's people and places; four queries whatever their number.

    ``actor`` None is the operator at the command line, who may give every role. An organisation
    that does not exist yet (None) is empty.
    """
    people = _people(organisation) if organisation else []
    return World(
        people=people,
        offices=list(
            Office.objects.filter(organisation=organisation).values_list("name", flat=True)
        ),
        teams=list(Team.objects.filter(organisation=organisation).values_list("name", flat=True)),
        today=timezone.localdate(timezone=organisation.zone if organisation else None),
        role_names=role_names(),
        givable=frozenset(r for r in Role.values if actor is None or may_give_role(actor, r)),
        create_places=create_places,
        keep=_keep(people, actor) if actor else frozenset(),
        importer=actor.pk if actor else None,
    )


def _keep(people: list[Known], actor: Person) -> frozenset[object]:
    """Whom the list may not end: the importer, and admins unless the importer is one. So an
    import never leaves the organisation without an admin."""
    if may_give_role(actor, Role.ADMIN):
        return frozenset({actor.pk})
    return frozenset({actor.pk, *(one.key for one in people if Role.ADMIN in one.facts.roles)})


def role_names() -> dict[str, str]:
    """Return every accepted spelling of a role: its key, and its name in each language."""
    names = {role.value: role.value for role in Role}
    for language in LANGUAGES:
        with translation.override(language):
            names.update({str(role.label).casefold(): role.value for role in Role})
    return names


def _people(organisation: Organisation) -> list[Known]:
    roles: dict[object, set[str]] = {}
    held = HeldRole.objects.filter(person__organisation=organisation, programme_id=None)
    for person_id, role in held.values_list("person_id", "role"):
        roles.setdefault(person_id, set()).add(role)
    rows = Person.objects.filter(organisation=organisation).values_list(
        "pk",
        "email",
        "first_name",
        "last_name",
        "office__name",
        "team__name",
        "title",
        "start_date",
        "left_date",
    )
    return [
        Known(
            pk,
            Facts(
                email=email,
                first_name=first_name,
                last_name=last_name,
                office=office or "",
                team=team or "",
                title=title,
                start_date=start_date,
                left_date=left_date,
                roles=frozenset(roles.get(pk, ())),
            ),
        )
        for pk, email, first_name, last_name, office, team, title, start_date, left_date in rows
    ]

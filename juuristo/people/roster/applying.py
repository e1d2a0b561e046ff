"""Writing a checked list into the database: everything in one transaction, in few statements."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django_tasks import task

from juuristo.audit import trail
from juuristo.audit.models import AuditEvent
from juuristo.people.models import HeldRole, Office, Organisation, Person, Role, Team
from juuristo.people.occasions import person_left, staff_listed

from .checking import Difference, check, ending_day, has_ended
from .facts import Facts, Known, World
from .reading import Sheet
from .world import world_of

BATCH = 500


class WorldMovedError(Exception):
    """People have changed since the preview; ``difference`` is what the list would do now."""

    def __init__(self, difference: Difference) -> None:
        super().__init__("the preview no longer holds")
        self.difference = difference


class FaultyListError(Exception):
    """The list has faults, so nothing of it is applied."""

    def __init__(self, difference: Difference) -> None:
        super().__init__("the list has faults")
        self.difference = difference


@transaction.atomic
def apply(
    sheet: Sheet,
    organisation: Organisation,
    *,
    actor: Person | None,
    create_places: bool = False,
    end_missing: bool = False,
    promised: str | None = None,
) -> Difference:
    """Check the list against the people of this moment and apply it whole.

    ``promised`` is the digest of the preview that was approved. Raises FaultyListError or
    WorldMovedError; then nothing is applied.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one import at a time
    world = world_of(organisation, actor=actor, create_places=create_places)
    difference = check(sheet, world)
    if difference.faults:
        raise FaultyListError(difference)
    if promised is not None and promised != difference.digest(with_gone=end_missing):
        raise WorldMovedError(difference)
    _write(difference, organisation, actor)
    if end_missing:
        _end(difference.gone, organisation, world.today)
    left = _leavers(difference, world, end_missing=end_missing)
    if left:
        tell_of_ended.enqueue(left)
    staff_listed(organisation)
    trail.record(
        "roster.imported", actor=actor, about=organisation, organisation_id=organisation.pk
    )
    return difference


@task()
def tell_of_ended(people: list[str]) -> None:
    """Tell the other apps, after the import, of those whom it ended: their seats become free."""
    for batch in _batches(people):
        for person in Person.objects.filter(pk__in=batch).order_by("pk"):
            if person.has_left():
                person_left(person)


def _leavers(difference: Difference, world: World, *, end_missing: bool) -> list[str]:
    ended = [
        change.known.key
        for change in difference.changed
        if "left_date" in change.fields and has_ended(change.facts, world.today)
    ]
    return [str(key) for key in ended + [known.key for known in difference.gone if end_missing]]


def _write(difference: Difference, organisation: Organisation, actor: Person | None) -> None:
    offices = _places(Office, organisation, difference.new_offices)
    teams = _places(Team, organisation, difference.new_teams)

    def person(facts: Facts, **more: Any) -> Person:
        return Person(
            organisation=organisation,
            email=facts.email,
            first_name=facts.first_name,
            last_name=facts.last_name,
            office_id=offices.get(facts.office),
            team_id=teams.get(facts.team),
            title=facts.title,
            start_date=facts.start_date,
            left_date=facts.left_date,
            **more,
        )

    added = [(person(arrival.facts), arrival.facts) for arrival in difference.new]
    Person.objects.bulk_create([one for one, _facts in added], batch_size=BATCH)
    changed = [change for change in difference.changed if set(change.fields) - {"roles"}]
    _update([person(change.facts, pk=change.known.key) for change in changed])
    first = [(one.pk, role) for one, facts in added for role in facts.roles]
    given = [
        (change.known.key, role)
        for change in difference.changed
        for role in change.facts.roles - change.known.facts.roles
    ]
    taken = [
        (change.known.key, role)
        for change in difference.changed
        for role in change.known.facts.roles - change.facts.roles
    ]
    _give(first + given)
    _take(taken)
    # that a newcomer is an adviser is already said by the row of the import itself
    told = given + [(key, role) for key, role in first if role != Role.ADVISER]
    _trace(organisation, actor, {"role.given": told, "role.taken": taken})


def _places(model: Any, organisation: Organisation, added: list[str]) -> dict[str, UUID]:
    """Add the new offices or teams; return every place's id by its name."""
    model.objects.bulk_create([model(organisation=organisation, name=name) for name in added])
    return dict(model.objects.filter(organisation=organisation).values_list("name", "pk"))


def _update(people: list[Person]) -> None:
    """Write changed people as one upsert a batch: many times faster than bulk_update's CASEs."""
    Person.objects.bulk_create(
        people,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "first_name",
            "last_name",
            "office",
            "team",
            "title",
            "start_date",
            "left_date",
        ],
    )


def _give(roles: Iterable[tuple[Any, str]]) -> None:
    held = [HeldRole(person_id=person_id, role=role) for person_id, role in roles]
    HeldRole.objects.bulk_create(held, batch_size=BATCH)


def _take(roles: list[tuple[Any, str]]) -> None:
    people_by_role: dict[str, list[Any]] = {}
    for person_id, role in roles:
        people_by_role.setdefault(role, []).append(person_id)
    for role, people in people_by_role.items():
        for batch in _batches(people):
            HeldRole.objects.filter(person__in=batch, role=role, programme_id=None).delete()


def _end(gone: list[Known], organisation: Organisation, today: Any) -> None:
    """End those missing from the list today, or on the day they would have started."""
    later = [known for known in gone if ending_day(known.facts, today) != today]
    now = [known.key for known in gone if ending_day(known.facts, today) == today]
    ours = Person.objects.filter(organisation=organisation)
    for batch in _batches(now):
        ours.filter(pk__in=batch).update(left_date=today)
    for known in later:
        ours.filter(pk=known.key).update(left_date=known.facts.start_date)


def _batches(keys: list[Any]) -> Iterable[list[Any]]:
    return (keys[at : at + BATCH] for at in range(0, len(keys), BATCH))


def _trace(
    organisation: Organisation,
    actor: Person | None,
    verbs: Mapping[str, list[tuple[Any, str]]],
) -> None:
    """Leave a row for each role given or taken."""
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                verb=f"{verb}.{role}",
                actor_id=actor.pk if actor else None,
                organisation_id=organisation.pk,
                object_type=Person._meta.label_lower,
                object_id=str(person_id),
            )
            for verb, roles in verbs.items()
            for person_id, role in roles
        ],
        batch_size=BATCH,
    )

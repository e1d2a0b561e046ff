"""Verbs that change people: each checks, acts, writes its row of the trail."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit import trail

from .access import (
    may_change_email,
    may_change_roles,
    may_edit_person,
    may_end_service,
    may_give_role,
)
from .models import (
    ApiToken,
    ClientGroup,
    HeldRole,
    Office,
    Organisation,
    Person,
    Place,
    Role,
    Team,
    User,
)
from .occasions import person_left
from .tokens import API_PREFIX, hash_of, new_token

PLACES: dict[str, type[Office | Team | ClientGroup]] = {
    "office": Office,
    "team": Team,
    "client_group": ClientGroup,
}


class RefusedError(Exception):
    """An expected refusal: ``code`` for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def _forbid(*, unless: bool) -> None:
    if not unless:
        raise RefusedError("forbidden", _("Sinulla ei ole tähän oikeutta."))


@transaction.atomic
def add_person(fields: Mapping[str, Any], roles: Collection[str], *, actor: Person) -> Person:
    """Add somebody to the actor's organisation with ``roles``.

    Raises RefusedError: ``forbidden``, ``role_not_allowed``.
    """
    person = Person(organisation=actor.organisation, **fields)
    _forbid(unless=may_edit_person(actor, person))
    person.save()
    trail.record("person.added", actor=actor, about=person)
    set_roles(person, roles, actor=actor)
    return person


@transaction.atomic
def change_person(person: Person, changes: Mapping[str, Any], *, actor: Person) -> None:
    """Write ``changes`` (field: value) to the person.

    Raises RefusedError: ``forbidden`` (also a coordinator changing an e-mail or ending an admin),
    ``last_admin``.
    """
    _forbid(unless=may_edit_person(actor, person))
    _forbid(unless="email" not in changes or may_change_email(actor, person))
    _forbid(unless=not changes.get("left_date") or may_end_service(actor, person))
    if not changes:
        return
    had_left = person.has_left()
    for name, value in changes.items():
        setattr(person, name, value)
    if person.left_date and person.has_role(Role.ADMIN):
        _keep_an_admin(person)
    person.save(update_fields=list(changes))
    trail.record("person.changed", actor=actor, about=person)
    if person.has_left() and not had_left:
        person_left(person)


def end_service(person: Person, *, actor: Person) -> None:
    """Today is the first day this person is no longer here; their seats become free.

    Raises RefusedError: ``forbidden``, ``oneself``, ``last_admin``.
    """
    if actor.pk == person.pk:
        raise RefusedError("oneself", _("Et voi merkitä itseäsi lähteneeksi."))
    change_person(person, {"left_date": timezone.localdate()}, actor=actor)


@transaction.atomic
def set_roles(person: Person, wanted: Collection[str], *, actor: Person) -> None:
    """Make ``wanted`` the roles held in the whole organisation; those of programmes stay.

    Raises RefusedError: ``forbidden`` (also one's own roles), ``role_not_allowed``,
    ``last_admin``.
    """
    _forbid(unless=may_change_roles(actor, person))
    held = set(person.roles.filter(programme_id=None).values_list("role", flat=True))
    given, taken = set(wanted) - held, held - set(wanted)
    if refused := [role for role in given | taken if not may_give_role(actor, role)]:
        names = ", ".join(str(Role(role).label) for role in sorted(refused))
        raise RefusedError(
            "role_not_allowed", _("Näitä rooleja voi muuttaa vain ylläpitäjä: %s.") % names
        )
    if Role.ADMIN in taken:
        _keep_an_admin(person)
    HeldRole.objects.bulk_create([HeldRole(person=person, role=role) for role in sorted(given)])
    person.roles.filter(programme_id=None, role__in=taken).delete()
    person.__dict__.pop("held_roles", None)
    for role in sorted(given):
        trail.record(f"role.given.{role}", actor=actor, about=person)
    for role in sorted(taken):
        trail.record(f"role.taken.{role}", actor=actor, about=person)


def _keep_an_admin(person: Person) -> None:
    """Refuse when nobody but ``person`` is admin; two at once wait for each other here."""
    Organisation.objects.select_for_update().get(pk=person.organisation_id)
    others = HeldRole.objects.filter(
        role=Role.ADMIN,
        programme_id=None,
        person__in=Person.objects.in_service().filter(organisation=person.organisation_id),
    ).exclude(person=person)
    if not others.exists():
        raise RefusedError(
            "last_admin",
            _("Hän on organisaation ainoa ylläpitäjä. Anna rooli ensin jollekulle toiselle."),
        )


@transaction.atomic
def add_place(kind: str, name: str, *, actor: Person) -> Office | Team | ClientGroup:
    """Add an office, a team or a client group (``kind`` is a key of PLACES)."""
    place = PLACES[kind](organisation=actor.organisation, name=name)
    place.save()
    trail.record(f"{kind}.added", actor=actor, about=place)
    return place


@transaction.atomic
def rename_place(place: Office | Team | ClientGroup, name: str, *, actor: Person) -> None:
    place.name = name
    place.save(update_fields=["name"])
    trail.record(f"{place._meta.model_name}.renamed", actor=actor, about=place)


@transaction.atomic
def remove_place(place: Office | Team | ClientGroup, *, actor: Person) -> None:
    """Remove a place nothing refers to. Raises RefusedError: ``in_use``."""
    if is_in_use(place):
        raise RefusedError("in_use", _("Tähän kuuluu vielä ihmisiä tai tilaisuuksia."))
    trail.record(f"{place._meta.model_name}.removed", actor=actor, about=place)
    place.delete()


def is_in_use(place: Place) -> bool:
    """Whether any row of any app refers to ``place``."""
    relations: list[Any] = [
        field
        for field in place._meta.get_fields(include_hidden=True)
        if field.auto_created and (field.one_to_many or field.many_to_many)
    ]
    return any(
        relation.related_model.objects.filter(**{relation.field.name: place.pk}).exists()
        for relation in relations
    )


def places_of(kind: str, person: Person) -> QuerySet[Any]:
    """Offices, teams or client groups (``kind`` is a key of PLACES) of the organisation."""
    rows = PLACES[kind].objects.filter(organisation=person.organisation_id)
    return rows.order_by("name")


@transaction.atomic
def choose_language(user: User, language: str) -> None:
    """The language of pages and mail from now on."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def create_api_token(person: Person, name: str, *, actor: Person | None) -> str:
    """Return a new bearer token of ``person``; only its hash is kept. ``actor`` None: the CLI."""
    token = new_token(API_PREFIX)
    row = ApiToken.objects.create(person=person, name=name, token_hash=hash_of(token))
    organisation_id = person.organisation_id
    trail.record("api_token.created", actor=actor, about=row, organisation_id=organisation_id)
    return token


@transaction.atomic
def revoke_api_token(token: ApiToken, *, actor: Person) -> None:
    """From now on the token opens nothing."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        trail.record("api_token.revoked", actor=actor, about=token)

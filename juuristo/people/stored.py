"""What is stored of one person (trust T7): each app says its own part."""

from collections.abc import Callable
from typing import Any

from juuristo.audit.models import AuditEvent

from .models import Person

PARTS: dict[str, Callable[[Person], Any]] = {}


def tells(name: str, part: Callable[[Person], Any]) -> None:
    """Register ``part``: given a person, it returns what its app stores of them, as plain data."""
    PARTS[name] = part


def stored_of(person: Person) -> dict[str, Any]:
    """Return everything stored of ``person`` in one organisation, part by part."""
    return {name: part(person) for name, part in PARTS.items()}


def of_person(person: Person) -> dict[str, Any]:
    return {
        "name": person.full_name,
        "email": person.email,
        "sign_in_email": person.user.email if person.user else None,
        "language": person.language,
        "title": person.title,
        "office": str(person.office) if person.office else None,
        "team": str(person.team) if person.team else None,
        "client_group": str(person.client_group) if person.client_group else None,
        "start_date": person.start_date,
        "left_date": person.left_date,
        "roles": [
            {"role": role, "programme": programme} for role, programme in sorted_roles(person)
        ],
        "invitations": list(
            person.invitations.order_by("created_at").values("created_at", "accepted_at")
        ),
        "api_tokens": list(
            person.api_tokens.order_by("created_at").values("name", "created_at", "revoked_at")
        ),
    }


def sorted_roles(person: Person) -> list[tuple[str, Any]]:
    return sorted(person.held_roles, key=lambda held: (held[0], str(held[1])))


def of_trail(person: Person) -> list[dict[str, Any]]:
    """What this person did, and what was done to their row, as the trail knows it."""
    own = AuditEvent.objects.filter(actor_id=person.pk)
    about = AuditEvent.objects.filter(object_type="people.person", object_id=str(person.pk))
    rows = (own | about).order_by("at", "id")
    return [dict(row) for row in rows.values("verb", "object_type", "object_id", "at")]

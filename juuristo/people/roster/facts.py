"""What a staff list can tell of people, and what is known of them already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Facts:
    """What a list tells of a person. Places go by their names; "" is none."""

    email: str
    first_name: str
    last_name: str
    office: str = ""
    team: str = ""
    title: str = ""
    start_date: date | None = None
    left_date: date | None = None
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """A person of the organisation as stored; ``key`` tells the storage who this is."""

    key: Any
    facts: Facts


@dataclass(frozen=True)
class World:
    """Everything checking needs to know besides the list itself.

    ``givable`` are the roles whoever imports may give and take; ``keep`` are keys of people whom
    the list never ends: ``importer``, and the admins when one who is no admin imports.
    ``role_names`` maps every accepted spelling.
    """

    people: Collection[Known]
    offices: Collection[str]
    teams: Collection[str]
    today: date
    role_names: Mapping[str, str]
    givable: frozenset[str]
    create_places: bool = False
    keep: frozenset[Any] = frozenset()
    importer: Any = None


NAMES = tuple(field.name for field in fields(Facts))

"""Who may read the trail (trust T5, T6). People are known below their own app by shape only."""

import uuid
from typing import Protocol

from django.http import HttpRequest


class Reader(Protocol):
    """The acting person, as far as the apps beneath ``people`` need to know."""

    id: uuid.UUID
    organisation_id: uuid.UUID

    def has_role(self, *roles: str) -> bool: ...


class ReaderRequest(HttpRequest):
    """A request behind the sign-in."""

    person: Reader


def may_read_trail(person: Reader) -> bool:
    """The organisation's administrator alone."""
    return person.has_role("admin")

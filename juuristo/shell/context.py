"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest

from . import rooms


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``person`` (or None), ``rooms`` and ``own_links``, the person's navigation."""
    person = getattr(request, "person", None)
    return {
        "person": person,
        "rooms": rooms.links_for(person) if person else [],
        "own_links": rooms.own_links_for(person) if person else [],
    }

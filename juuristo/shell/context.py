"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest

from . import rooms


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``person`` (or None), ``rooms`` and ``own_links``, the person's navigation.

    A page opened by a link has none of these: the link stands for its person there alone
    (``by_link``, the link's token, or "").
    """
    by_link = getattr(request, "by_link", "")
    person = None if by_link else getattr(request, "person", None)
    return {
        "by_link": by_link,
        "person": person,
        "rooms": rooms.links_for(person) if person else [],
        "own_links": rooms.own_links_for(person) if person else [],
    }

"""Where apps put what they want shown on Today and in the navigation.

Apps register plain functions in ``AppConfig.ready()``; the shell knows none of them by name.
A function gets the acting person (of the people app) and returns what that person may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Link:
    """One entry in the navigation; current on every path that begins with ``under``, or with one
    of several."""

    order: int
    label: str
    url: str
    under: str | tuple[str, ...]


@dataclass(frozen=True)
class Knot:
    """One thing on Today's root. ``asks`` fills the knot: it asks something of the reader."""

    order: int
    label: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    asks: bool = False


@dataclass(frozen=True)
class MainAct:
    """The one main action of Today."""

    order: int
    label: str
    url: str


Viewer = Any
LINKS: list[Callable[[Viewer], Iterable[Link]]] = []
OWN_LINKS: list[Callable[[Viewer], Iterable[Link]]] = []
KNOTS: list[Callable[[Viewer], Iterable[Knot]]] = []
MAIN_ACTS: list[Callable[[Viewer], Iterable[MainAct]]] = []


def links_for(person: Viewer) -> list[Link]:
    return sorted((link for room in LINKS for link in room(person)), key=lambda link: link.order)


def own_links_for(person: Viewer) -> list[Link]:
    """What the menu under one's own name leads to: profile, sign-in."""
    return sorted((link for own in OWN_LINKS for link in own(person)), key=lambda link: link.order)


def knots_for(person: Viewer) -> list[Knot]:
    return sorted((knot for room in KNOTS for knot in room(person)), key=lambda knot: knot.order)


def acts_for(person: Viewer) -> list[MainAct]:
    """The main act first; the one after it stands on Today as a quiet link."""
    return sorted((act for room in MAIN_ACTS for act in room(person)), key=lambda act: act.order)

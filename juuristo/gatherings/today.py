"""What gatherings put on Today and in the navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.shell.rooms import Knot, Link, MainAct

from .standings import standings_ahead


def links(person: Person) -> list[Link]:
    """The room of gatherings, for everyone."""
    url = reverse("gatherings")
    return [Link(order=20, label=_("Tilaisuudet"), url=url, under=url)]


def knots(person: Person) -> list[Knot]:
    """My next gathering, and each series that expects me and still waits for my choice."""
    standings = standings_ahead(person)
    found = [
        Knot(
            order=15,
            label=_("Et ole vielä ilmoittautunut"),
            template="gatherings/knot_asks.html",
            context={"standing": standing},
            asks=True,
        )
        for standing in standings
        if standing.asks
    ]
    places = sorted(
        (place for standing in standings for place in standing.places),
        key=lambda place: place.session.starts_at,
    )
    if places:
        found.append(
            Knot(
                order=10,
                label=_("Seuraava tilaisuus"),
                template="gatherings/knot_next.html",
                context={"session": places[0].session},
            )
        )
    return found


def main_acts(person: Person) -> list[MainAct]:
    return [MainAct(order=50, label=_("Katso tilaisuudet"), url=reverse("gatherings"))]

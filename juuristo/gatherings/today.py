"""What gatherings put on Today and in the navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.shell.rooms import Knot, Link, MainAct

from .standings import next_place, standings_ahead


def links(person: Person) -> list[Link]:
    """The room of gatherings, for everyone."""
    url = reverse("gatherings")
    return [Link(order=20, label=_("Tilaisuudet"), url=url, under=(url, reverse("commitments")))]


def knots(person: Person) -> list[Knot]:
    """My next gathering, and each series that expects me and still waits for my choice."""
    standings = standings_ahead(person)
    place = next_place(person)
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
    if place:
        is_on = place.session.has_started()
        found.append(
            Knot(
                order=10,
                label=_("Menossa nyt") if is_on else _("Seuraava tilaisuus"),
                template="gatherings/knot_next.html",
                context={"session": place.session},
            )
        )
    return found


def main_acts(person: Person) -> list[MainAct]:
    return [MainAct(order=50, label=_("Katso tilaisuudet"), url=reverse("gatherings"))]

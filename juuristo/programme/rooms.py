"""What programmes put in the navigation and on Today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person, Role
from juuristo.shell.rooms import Link, MainAct


def links(_person: Person) -> Iterator[Link]:
    url = reverse("programmes")
    yield Link(order=40, label=_("Ohjelma"), url=url, under=url)


def main_acts(person: Person) -> Iterator[MainAct]:
    """A sponsor's day begins at the programme."""
    if person.has_role(Role.SPONSOR) or person.programmes_as(Role.SPONSOR):
        yield MainAct(order=47, label=_("Katso ohjelma"), url=reverse("programmes"))

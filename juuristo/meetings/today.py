"""What client meetings put on Today and in the navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person, Role
from juuristo.shell.rooms import Link, MainAct


def links(person: Person) -> list[Link]:
    """The room of client meetings, for everyone."""
    url = reverse("meetings")
    return [Link(order=10, label=_("Asiakastapaamiset"), url=url, under=url)]


def main_acts(person: Person) -> list[MainAct]:
    """A meeting is the first thing an adviser or a mentor comes to do."""
    if not person.has_role_anywhere(Role.ADVISER, Role.MENTOR):
        return []
    return [MainAct(order=10, label=_("Aloita tapaaminen"), url=reverse("companion"))]

"""What people put in the navigation and on Today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from juuristo.shell.rooms import Link, MainAct

from .access import may_manage_people
from .models import Person, Role


def people_link(person: Person) -> Iterator[Link]:
    if may_manage_people(person):
        yield Link(70, pgettext("room", "Ihmiset"), reverse("people"), "/people/")


def main_acts(person: Person) -> Iterator[MainAct]:
    """An admin's day begins at the people."""
    if person.has_role(Role.ADMIN):
        yield MainAct(45, _("Avaa ihmisten luettelo"), reverse("people"))


def own_links(person: Person) -> Iterator[Link]:
    yield Link(10, pgettext("room", "Omat tiedot"), reverse("profile"), "/me/")
    if person.acts_elsewhere:
        url = reverse("choose_organisation")
        yield Link(20, pgettext("room", "Vaihda organisaatiota"), url, url)

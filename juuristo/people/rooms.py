"""What people put in the navigation."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import pgettext

from juuristo.shell.rooms import Link

from .access import may_manage_people
from .models import Person


def people_link(person: Person) -> Iterator[Link]:
    if may_manage_people(person):
        yield Link(70, pgettext("room", "Ihmiset"), reverse("people"), "/people/")


def own_links(person: Person) -> Iterator[Link]:
    yield Link(10, pgettext("room", "Omat tiedot"), reverse("profile"), "/me/")
    if person.acts_elsewhere:
        url = reverse("choose_organisation")
        yield Link(20, pgettext("room", "Vaihda organisaatiota"), url, url)

"""What surveys put in the navigation and on Today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.shell.rooms import Link

from .access import may_enter_surveys


def links(person: Person) -> Iterator[Link]:
    """The room of surveys, for those who run them or may see their results."""
    if may_enter_surveys(person):
        url = reverse("surveys")
        yield Link(order=40, label=_("Kyselyt"), url=url, under=url)

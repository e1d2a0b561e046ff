"""What client meetings put on Today and in the navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.shell.rooms import Link


def links(person: Person) -> list[Link]:
    """The room of client meetings, for everyone."""
    url = reverse("meetings")
    return [Link(order=10, label=_("Asiakastapaamiset"), url=url, under=url)]

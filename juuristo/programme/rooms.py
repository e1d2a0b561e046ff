"""What programmes put in the navigation and on Today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person, Role
from juuristo.shell.rooms import Knot, Link, MainAct

from .models import Programme
from .waiting import waiting_for

MOST_KNOTS = 3


def links(_person: Person) -> Iterator[Link]:
    url = reverse("programmes")
    yield Link(order=40, label=_("Ohjelma"), url=url, under=url)


def knots(person: Person) -> Iterator[Knot]:
    """What waits for a sponsor's answer, the longest first."""
    if not person.has_role_anywhere(Role.SPONSOR):
        return
    for item in waiting_for(person)[:MOST_KNOTS]:
        context = {"item": item}
        label = _("Odottaa sinua")
        yield Knot(
            order=5, label=label, template="programme/knot_waiting.html", context=context, asks=True
        )


def main_acts(person: Person) -> Iterator[MainAct]:
    """A sponsor's day begins at what waits for them, or else at the programme."""
    if not person.has_role_anywhere(Role.SPONSOR):
        return
    slug = _own_programme(person)
    if slug:
        yield MainAct(
            order=45, label=_("Katso, mikä odottaa sinua"), url=reverse("sponsor", args=[slug])
        )
    yield MainAct(order=47, label=_("Katso ohjelma"), url=reverse("programmes"))


def _own_programme(person: Person) -> str | None:
    """The newest programme that ``person`` sponsors."""
    ours = Programme.objects.sponsored_by(person)
    return ours.order_by("-starts_on", "pk").values_list("slug", flat=True).first()

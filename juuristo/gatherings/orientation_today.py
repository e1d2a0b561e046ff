"""What Today tells of orientation: to the one who goes through it, to those in charge of its
items, and to those who run it."""

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person, Role
from juuristo.programme.access import may_run_some_programme
from juuristo.shell.rooms import Knot

from .access import may_see_team
from .models import OrientationItem, OrientationPlan, OrientationRecord
from .orientation import own_orientations
from .orientation_duties import duties_of, items_of
from .orientation_team import team_of


def knots(person: Person) -> list[Knot]:
    return [*own(person), *duties(person), *team(person)]


def own(person: Person) -> list[Knot]:
    """An orientation under way: how far it has come."""
    if not OrientationRecord.objects.under_way().filter(person=person).exists():
        return []
    under_way = [
        one for one in own_orientations(person) if one.record.is_new and not one.record.completed_at
    ]
    return [
        Knot(11, _("Perehdytyksesi"), "gatherings/knot_orientation.html", {"orientation": one})
        for one in under_way[:1]
    ]


def duties(person: Person) -> list[Knot]:
    """New people wait for this person."""
    waiting = duties_of(person)
    if not waiting:
        return []
    context = {"count": len(waiting), "first": waiting[0]}
    return [
        Knot(
            14,
            _("Uusi työkaveri odottaa"),
            "gatherings/knot_orientation_duties.html",
            context,
            asks=True,
        )
    ]


def team(person: Person) -> list[Knot]:
    """For a supervisor: how much of what the law asks is open in their team, and the soonest
    day (trust T5). Nobody is named."""
    left = [duty for one in team_of(person) if one.is_new for duty in one.left]
    if not left:
        return []
    context = {"count": len(left), "day": min((one.due for one in left if one.due), default=None)}
    label = _("Uuden työkaverin perehdytys")
    return [Knot(15, label, "gatherings/knot_orientation_team.html", context, asks=True)]


def desks(person: Person) -> list[tuple[str, str]]:
    """Where the gatherings page leads those who have a part in orientation: (label, address)."""
    found = []
    is_oriented, orients = _parts_of(person)
    if is_oriented:
        found.append((_("Oma perehdytys"), reverse("orientation_own")))
    if orients or (may_see_team(person) and items_of(person)):
        found.append((_("Uudet työkaverini"), reverse("orientation_duties")))
    if person.has_role(Role.SUPERVISOR) and has_plans(person):
        found.append((_("Tiimini perehdytys"), reverse("orientation_team")))
    if may_run_some_programme(person):
        found.append((_("Perehdytysohjelmat"), reverse("orientation_plans")))
    return found


def _parts_of(person: Person) -> tuple[bool, bool]:
    """Whether ``person`` is being oriented, and whether an item names them. One query."""
    records = OrientationRecord.objects.filter(person=person)
    items = OrientationItem.objects.filter(responsible=person, plan__published_at__isnull=False)
    parts: tuple[bool, bool] = (
        Person.objects.filter(pk=person.pk).values_list(Exists(records), Exists(items)).get()
    )
    return parts


def has_plans(person: Person) -> bool:
    plans = OrientationPlan.objects.filter(programme__organisation=person.organisation_id)
    return plans.filter(published_at__isnull=False).exists()

"""What Today tells those who facilitate sessions and those who plan series."""

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.programme.access import may_run_some_programme
from juuristo.programme.models import Programme
from juuristo.shell.rooms import Knot, MainAct

from .coverage import coverage_of
from .desk import FEWEST_FACILITATORS, LIGHT
from .models import Series, Session, SignUp, SignUpWay, Wish
from .models.series import SeriesQuerySet

MOST_SERIES = 2
MOST_GAPS = 99  # beyond these the number tells nothing more


def knots(person: Person) -> list[Knot]:
    return [
        *led_next(person),
        *led_unmarked(person),
        *without_facilitators(person),
        *places_to_give(person),
        *without_place(person),
    ]


def facilitates(person: Person) -> bool:
    """Whether ``person`` has a page of sessions they facilitate, held or to come."""
    return Session.facilitators.through.objects.filter(person=person).exists()


def desks(person: Person) -> list[tuple[str, str]]:
    """Where the gatherings page leads those who do more than come: (label, address)."""
    found = []
    if facilitates(person):
        found.append((_("Vetämäni kerrat"), reverse("facilitating")))
    if may_run_some_programme(person):
        found.append((_("Suunnittele sarjoja"), reverse("series_plan_list")))
    return found


def main_acts(person: Person) -> list[MainAct]:
    """A coordinator's day begins at the series."""
    if not may_run_some_programme(person):
        return []
    return [MainAct(order=40, label=_("Suunnittele sarjoja"), url=reverse("series_plan_list"))]


def led_next(person: Person) -> list[Knot]:
    """The next session ``person`` facilitates, until it ends."""
    led = Session.objects.visible_to(person).filter(
        facilitators=person, cancelled_at=None, ends_at__gt=timezone.now()
    )
    session = led.select_related("series").order_by("starts_at", "pk").first()
    if session is None:
        return []
    context = {"session": session}
    return [Knot(12, _("Vedät seuraavaksi"), "gatherings/knot_led.html", context)]


def led_unmarked(person: Person) -> list[Knot]:
    """Sessions held by ``person`` whose attendance is not all marked."""
    unmarked = SignUp.objects.filter(
        session__facilitators=person,
        session__cancelled_at=None,
        session__ends_at__lte=timezone.now(),
        state=SignUp.State.BOOKED,
    )
    sessions = list(unmarked.order_by().values_list("session", flat=True).distinct()[:20])
    if not sessions:
        return []
    context = {"count": len(sessions), "session_id": sessions[0]}
    return [
        Knot(13, _("Läsnäolot merkitsemättä"), "gatherings/knot_unmarked.html", context, asks=True)
    ]


def without_facilitators(person: Person) -> list[Knot]:
    """The nearest session ahead that has too few to facilitate it, and how many more there are."""
    ahead = (
        Session.objects.filter(
            series__in=_planned_by(person).filter(published_at__isnull=False),
            cancelled_at=None,
            starts_at__gt=timezone.now(),
        )
        .annotate(leads=Count("facilitators"))
        .filter(Q(leads=0) | Q(leads__lt=FEWEST_FACILITATORS) & ~Q(series__kind__in=LIGHT))
    )
    found = list(ahead.select_related("series").order_by("starts_at", "pk")[: MOST_GAPS + 1])
    if not found:
        return []
    first = found[0]
    title = _("Toinen vetäjä puuttuu") if first.facilitators.exists() else _("Vetäjä puuttuu")
    context = {"session": first, "series": first.series, "more": len(found) - 1}
    return [Knot(14, title, "gatherings/knot_leaderless.html", context, asks=True)]


def _planned_by(person: Person) -> SeriesQuerySet:
    return Series.objects.filter(programme__in=Programme.objects.run_by(person))


def places_to_give(person: Person) -> list[Knot]:
    """Series whose wishes are in and whose places wait to be given, the longest waiting first."""
    now = timezone.now()
    # Not joined: every wish times every session would have to be made one again.
    waiting = _planned_by(person).filter(
        Exists(Session.objects.filter(series=OuterRef("pk"), starts_at__gt=now)),
        Exists(Wish.objects.filter(series=OuterRef("pk"))),
        published_at__isnull=False,
        sign_up_way=SignUpWay.WISHES,
        places_given_at=None,
        signup_closes_at__lte=now,
    )
    label = _("Toiveet ovat koossa")
    return [
        Knot(14, label, "gatherings/knot_places.html", {"series": one}, asks=True)
        for one in waiting.order_by("signup_closes_at", "pk")[:MOST_SERIES]
    ]


def without_place(person: Person) -> list[Knot]:
    """Series under way that expect everyone and have people without a place, the nearest first."""
    ahead = Q(sessions__cancelled_at=None, sessions__starts_at__gt=timezone.now())
    series = (
        _planned_by(person)
        .filter(expected=True, published_at__isnull=False)
        .exclude(sign_up_way=SignUpWay.WISHES, places_given_at=None)
        .annotate(next_start=Min("sessions__starts_at", filter=ahead))
        .filter(next_start__isnull=False)
        .select_related("programme__organisation")
        .order_by("next_start", "pk")
    )
    found = []
    for one in series[:MOST_SERIES]:
        coverage = coverage_of(one)
        if coverage.booked.missing:
            context = {"series": one, "coverage": coverage}
            found.append(Knot(16, _("Ilman paikkaa"), "gatherings/knot_missing.html", context))
    return found

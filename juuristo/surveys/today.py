"""What surveys put in the navigation and on Today."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.rooms import Knot, Link

from .access import may_enter_surveys, may_make_instruments
from .links import invitation_link
from .models import Invitation, Wave

MOST_WAITING, MOST_RUNNING, MOST_NEW = 3, 2, 2
IS_NEW = timedelta(days=7)  # how long Today tells of feedback that has become readable


def links(person: Person) -> Iterator[Link]:
    """The room of surveys, for those who run them or may see their results."""
    if may_enter_surveys(person):
        url = reverse("surveys")
        yield Link(order=35, label=_("Kyselyt"), url=url, under=url)


def knots(person: Person) -> Iterator[Knot]:
    yield from waiting(person)
    yield from to_read(person)
    if may_make_instruments(person):
        yield from running(person)


def waiting(person: Person) -> Iterator[Knot]:
    for asked in asked_of(person):
        yield Knot(18, _("Kysely odottaa"), "surveys/knot_waits.html", asked, asks=True)


def asked_of(person: Person) -> list[dict[str, Any]]:
    """Surveys that ask something of ``person``, until their answer is known of (from the next night
    on): each ``wave`` with the ``url`` to answer at, the first to close first."""
    now = timezone.now()
    mine = Invitation.objects.filter(
        person=person,
        has_answered=False,
        wave__state=Wave.State.OPEN,
        wave__opens_at__lte=now,
    ).exclude(wave__closes_at__lte=now)
    return [
        {"wave": invitation.wave, "url": invitation_link(invitation, person.language)}
        for invitation in mine.select_related("wave").order_by("wave__closes_at", "pk")[
            :MOST_WAITING
        ]
    ]


def to_read(person: Person) -> Iterator[Knot]:
    """What I am the named reader of: a synthesis to write, feedback that has become readable."""
    sealed = Wave.objects.filter(readers=person, state=Wave.State.SEALED)
    wanted = Q(kind=Wave.Kind.CONFIDENTIAL, synthesis={}) | Q(
        session_id__isnull=False, sealed_at__gte=timezone.now() - IS_NEW
    )
    for wave in sealed.filter(wanted).order_by("-sealed_at", "pk")[:MOST_NEW]:
        if wave.session_id:
            yield Knot(19, _("Palaute on luettavissa"), "surveys/knot_read.html", {"wave": wave})
        else:
            label = _("Yhteenveto odottaa kirjoittajaansa")
            yield Knot(17, label, "surveys/knot_sum_up.html", {"wave": wave}, asks=True)


def running(person: Person) -> Iterator[Knot]:
    """Waves under way in the programmes that the reader runs, the first to close first."""
    ours = Wave.objects.filter(programme__in=Programme.objects.run_by(person), session_id=None)
    under_way = ours.filter(state=Wave.State.OPEN).order_by("closes_at", "pk")
    for wave in under_way[:MOST_RUNNING]:
        yield Knot(20, _("Kysely on auki"), "surveys/knot_running.html", {"wave": wave})

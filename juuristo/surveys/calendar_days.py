"""Waves on the programme's calendar: the days on which they open and close."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.programme.calendar_days import Happening
from juuristo.programme.models import Programme
from juuristo.shell.texts import text_in

from .models import Wave


def waves_of(programme: Programme, person: Person, first: date, end: date) -> Iterator[Happening]:
    """What ``person`` sees from ``first`` to before ``end``; feedback of sessions is left out."""
    zone = programme.organisation.zone
    since, until = (datetime.combine(day, time.min, zone) for day in (first, end))
    waves = Wave.objects.visible_to(person).filter(programme=programme, session_id=None)
    near = Q(opens_at__gte=since, opens_at__lt=until) | Q(closes_at__gte=since, closes_at__lt=until)
    for wave in waves.filter(near).order_by("opens_at", "pk"):
        named = {"name": text_in(wave.name)}
        for at, label in (
            (wave.opens_at, _("Kysely alkaa: %(name)s") % named),
            (wave.closes_at, _("Kysely päättyy: %(name)s") % named),
        ):
            if at and since <= at < until:
                day = timezone.localdate(at, zone)
                yield Happening(day, label, reverse("wave", args=[wave.slug]), at.isoformat())

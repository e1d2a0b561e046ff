"""Reminding those who have no place yet, and only them."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import emails
from juuristo.gatherings.coverage import Reached, Standing, coverage_of
from juuristo.gatherings.models import Series
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Person


def once_key(series: Series, person_id: object) -> str:
    """One reminder of one series to one person a day, by the organisation's calendar."""
    today = timezone.localdate(timezone=series.programme.organisation.zone)
    return f"remind:{series.pk}:{person_id}:{today:%Y-%m-%d}"


def reminded_today(series: Series, people: Iterable[Reached]) -> set[str]:
    """Ids of those among ``people`` who have already been reminded today."""
    keys = {once_key(series, one.person_id): str(one.person_id) for one in people}
    sent = OutgoingMail.objects.filter(once_key__in=keys).order_by()
    return {keys[key] for key in sent.values_list("once_key", flat=True) if key}


@transaction.atomic
def remind(series: Series, only: Collection[str] | None = None, *, actor: Person) -> int:
    """Queue a reminder to everyone in the audience who has no place and does not wait for one.

    ``only`` (person ids as text) narrows it to some of them; whoever has meanwhile got a place,
    or has been reminded today, is left out. Returns how many went.
    """
    return _remind(series, Standing.MISSING, only, actor=actor)


@transaction.atomic
def tell_of_room(series: Series, *, actor: Person) -> int:
    """Tell those who wait for a full session which sessions have room. Returns how many."""
    return _remind(series, Standing.WAITING, None, actor=actor)


def _remind(
    series: Series, standing: Standing, only: Collection[str] | None, *, actor: Person
) -> int:
    people = [one for one in coverage_of(series).people if one.standing is standing]
    done = reminded_today(series, people)
    wanted = {str(one.person_id) for one in people} - done
    ids = wanted if only is None else wanted & set(only)
    room = [session for session in series.sessions.bookable() if session.free]
    for person in Person.objects.filter(pk__in=ids).select_related("user"):
        emails.remind(series, person, room=room, once_key=once_key(series, person.pk))
    if ids:
        trail.record("signups.reminded", actor=actor, about=series)
    return len(ids)

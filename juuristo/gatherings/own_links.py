"""Each person's own sign-up link to one series: it opens that page and nothing else of theirs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from juuristo.people.models import Person
from juuristo.shell import links

from .models import Series

PURPOSE = "own"


@dataclass(frozen=True)
class OwnLink:
    """Whose link it is, and to what."""

    person: Person
    series: Series


def own_link(series: Series, person: Person) -> str:
    """The address that goes into a letter: good for this person and this series, as long as one
    may sign up."""
    token = links.sign(PURPOSE, str(person.pk), str(series.pk))
    return links.absolute(reverse("own_series_signup", args=[token]))


def find(token: str) -> OwnLink | None:
    """What ``token`` opens; None when it is not ours, or its person has left."""
    said = links.unsign(PURPOSE, token)
    if said is None:
        return None
    people = Person.objects.select_related("organisation", "user", "office", "team")
    person = people.filter(pk=said[0]).first()
    if person is None or person.has_left():
        return None
    series = Series.objects.visible_to(person).filter(pk=said[1], published_at__isnull=False)
    found = series.select_related("programme__organisation").first()
    return OwnLink(person, found) if found else None


def is_over(series: Series) -> bool:
    """Whether there is nothing more to sign up to: the window has closed, or all has begun."""
    now = timezone.now()
    ahead = series.sessions.filter(starts_at__gt=now, cancelled_at=None)
    return series.window_closed(now) or not ahead.exists()

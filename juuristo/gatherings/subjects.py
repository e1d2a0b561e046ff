"""What programmes may know of a series that management is asked about."""

from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from juuristo.people.models import Person
from juuristo.programme.access import may_ask_sponsor
from juuristo.programme.subjects import Subject

from .models import Series, Session


def subject_of(subject_id: UUID) -> Subject | None:
    """The series' page of support, and its facilitators, who hear management's answer."""
    series = Series.objects.filter(pk=subject_id).first()
    if series is None:
        return None
    people = series.facilitators.select_related("user").order_by("pk")
    return Subject(reverse("series_support", args=[series.pk]), tuple(people))


def brought_by(person: Person) -> list[Series]:
    """Series that ``person`` facilitates and that are not over: those ``may_ask_approval`` lets
    them bring, as their mentor."""
    over = Session.objects.filter(ends_at__lte=timezone.now(), cancelled_at=None)
    ahead = Session.objects.filter(ends_at__gt=timezone.now(), cancelled_at=None)
    rows = Series.objects.visible_to(person).filter(facilitators=person)
    rows = rows.filter(Q(pk__in=ahead.values("series")) | ~Q(pk__in=over.values("series")))
    found = rows.select_related("programme").order_by("pk")
    return [series for series in found if may_ask_sponsor(person, series.programme)]

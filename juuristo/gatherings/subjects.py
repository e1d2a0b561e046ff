"""What programmes may know of a series that management is asked about."""

from uuid import UUID

from django.urls import reverse

from juuristo.programme.subjects import Subject

from .models import Series


def subject_of(subject_id: UUID) -> Subject | None:
    """The series' page of support, and its facilitators, who hear management's answer."""
    series = Series.objects.filter(pk=subject_id).first()
    if series is None:
        return None
    people = series.facilitators.select_related("user").order_by("pk")
    return Subject(reverse("series_support", args=[series.pk]), tuple(people))

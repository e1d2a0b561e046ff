"""Sessions: one dated gathering each, with its seats."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from juuristo.people.models import Person

from .series import Series, SignUpWay


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, person: Person | None) -> Self:
        return self.filter(series__in=Series.objects.visible_to(person))

    def bookable(self, now: datetime | None = None) -> Self:
        """Sign-up window open, not past, not cancelled, whoever asks (design/interfaces.md).

        While a series gathers wishes there is nothing to sign up to.
        """
        now = now or timezone.now()
        gathers_wishes = Q(series__sign_up_way=SignUpWay.WISHES, series__places_given_at=None)
        return self.filter(
            ~gathers_wishes,
            Q(series__signup_opens_at=None) | Q(series__signup_opens_at__lte=now),
            Q(series__signup_closes_at=None)
            | Q(series__signup_closes_at__gt=now)
            | Q(series__places_given_at__isnull=False),
            series__published_at__isnull=False,
            starts_at__gt=now,
            cancelled_at=None,
        )


class Session(models.Model):
    """One dated gathering.

    ``taken`` and ``waiting`` count its sign-ups and are changed only together with them, by one
    conditional UPDATE each (``seats.py``); ``last_ticket`` numbers arrivals in the waiting list,
    and ``calendar_sequence`` the times and places of which the organisation's calendar has told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    remote_link = models.URLField(max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField()
    minimum = models.PositiveSmallIntegerField(default=1)  # fewer wishes: it is not worth holding
    taken = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    last_ticket = models.PositiveIntegerField(default=0)
    calendar_sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    facilitators = models.ManyToManyField(Person, blank=True, related_name="facilitated_sessions")

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["starts_at"], name="session_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="session_never_overbooked"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_capacity_positive"),
            models.CheckConstraint(
                condition=Q(minimum__gte=1, minimum__lte=F("capacity")),
                name="session_minimum_fits",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def free(self) -> int:
        """Seats one could take now: none while somebody waits."""
        return 0 if self.waiting else self.capacity - self.taken

    @property
    def where(self) -> str:
        """The place in words, in the active language."""
        if self.place and self.remote_link:
            return gettext("%(place)s tai etänä") % {"place": self.place}
        if self.place:
            return self.place
        return gettext("etänä") if self.remote_link else gettext("paikka tarkentuu")

    def has_started(self, now: datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now())

    def has_ended(self) -> bool:
        return self.ends_at <= timezone.now()

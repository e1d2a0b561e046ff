"""Asking one of management to open a session: ten minutes at its start, in their own words."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.models import Person

from .sessions import Session


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, person: Person | None) -> Self:
        """Openings of the sessions one sees; whoever is asked sees theirs in a draft too."""
        if person is None:
            return self.none()
        ours = self.filter(session__series__programme__organisation=person.organisation_id)
        seen = Q(session__in=Session.objects.visible_to(person))
        return ours.filter(seen | Q(asked_of=person))


class Opening(models.Model):
    """One wish that management opens a session. Agreed, it is an act of support to come.

    Who cannot come answers with ``words``, with another session of the series (``suggested``), or
    with both.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("odottaa")
        AGREED = "agreed", _("sovittu")
        DECLINED = "declined", _("ei pääse")
        WITHDRAWN = "withdrawn", pgettext_lazy("opening", "peruttu")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="openings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    wish = models.TextField(max_length=1000, blank=True)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_of = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    suggested = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.TextField(max_length=1000, blank=True)
    entry_id = models.UUIDField(null=True, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state__in=["waiting", "agreed"]),
                name="opening_one_per_session",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

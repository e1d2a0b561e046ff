"""Wishes for sessions, and the fair allocation that turns them into places."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Person

from .series import Series
from .sessions import Session

MOST_WISHES = 4


class Wish(models.Model):
    """One session a person would like, in their own order: rank 1 is the dearest.

    A person's wishes for a series are written together and kept until the places are confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="wishes")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="wishes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    wished_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["series", "person", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["person", "series", "rank"], name="wish_rank_once"),
            models.UniqueConstraint(fields=["person", "session"], name="wish_session_once"),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_WISHES), name="wish_rank_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.rank}: {self.session_id}"


class Allocation(models.Model):
    """One run of the allocation for a series: asked for, proposed, adjusted, confirmed.

    ``proposal`` is the document of ``allocation.allocate`` (design/interfaces.md) with ids of
    people and sessions; ``first_come`` the same figures had the wishes been served in the order
    they came. ``moves`` holds the coordinator's changes: person id → session id, or null for no
    place. At most one of a series waits for a decision.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("jonossa")
        RUNNING = "running", _("laskennassa")
        READY = "ready", _("valmis katsottavaksi")
        FAILED = "failed", _("ei onnistunut")
        CONFIRMED = "confirmed", _("vahvistettu")
        DISCARDED = "discarded", _("hylätty")

    OPEN = (State.QUEUED, State.RUNNING, State.READY)  # neither confirmed nor thrown away

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="allocations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    seed = models.PositiveIntegerField(default=0)
    progress = models.JSONField(default=dict, blank=True)  # {"objective", "value", "bound"}
    proposal = models.JSONField(default=dict, blank=True)
    first_come = models.JSONField(default=dict, blank=True)
    moves = models.JSONField(default=dict, blank=True)
    fault = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(state__in=["queued", "running", "ready"]),
                name="allocation_one_open_per_series",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.state}"

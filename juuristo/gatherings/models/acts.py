"""Next acts: the one thing a person means to do after a session (glossary: commitment)."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Person

from .sessions import Session


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, person: Person | None) -> Self:
        """One's own, and what others shared in a session one had a place in or leads."""
        if person is None:
            return self.none()
        shared = Q(is_shared=True) & (
            Q(session__signups__person=person, session__signups__state__in=["booked", "attended"])
            | Q(session__facilitators=person)
        )
        return self.filter(Q(person=person) | shared).distinct()


class Commitment(models.Model):
    """One concrete act, its writer's own unless they share it with the group of the session."""

    class State(models.TextChoices):
        WRITTEN = "written", _("kirjattu")
        ON_THE_WAY = "on_the_way", _("vielä matkalla")
        DONE = "done", _("tehty")
        CHANGED = "changed", _("muuttui toiseksi")
        LET_GO = "let_go", _("jäi tekemättä")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="commitments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="commitments")
    text = models.CharField(max_length=300)
    is_shared = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITTEN)
    written_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="commitment_once_per_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.state}"


class CommitmentAsking(models.Model):
    """One time the writer was asked how the act went: two weeks after, and six."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="askings")
    weeks = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Commitment.State.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["commitment", "weeks"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "weeks"], name="asked_once_per_week"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.weeks}"

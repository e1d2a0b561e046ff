"""Next acts: the one thing a person means to do after a session (glossary: commitment)."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Person
from juuristo.programme.models import Programme, end_of_month

from .circles import sessions_shared_with
from .sessions import Session


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, person: Person | None) -> Self:
        """One's own, and what was shared with a group one is in."""
        if person is None:
            return self.none()
        shared = Q(is_shared=True, session__in=sessions_shared_with(person))
        return self.filter(Q(person=person) | shared)


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

    class Meta:
        ordering = ["commitment", "weeks"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "weeks"], name="asked_once_per_week"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.weeks}"


class ActsMonthQuerySet(models.QuerySet["ActsMonth"]):
    def visible_to(self, person: Person | None) -> Self:
        """Everyone in the organisation sees what they have done together."""
        if person is None:
            return self.none()
        return self.filter(programme__organisation=person.organisation_id)

    def newest(self) -> Self:
        """The last month kept of each programme."""
        later = ActsMonth.objects.filter(
            programme=OuterRef("programme"), month__gt=OuterRef("month")
        )
        return self.filter(~Exists(later))


class ActsMonth(models.Model):
    """How a programme's acts stood when ``month`` had ended: shares, never whose (trust T4).

    Written once and never again, and only when at least five people had written or answered since
    the row before, so that no two rows can be subtracted to learn of a few.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="acts_months")
    month = models.DateField()  # its first day
    written = models.PositiveIntegerField()  # all of them, whatever has become of them
    done = models.PositiveIntegerField()
    on_the_way = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    let_go = models.PositiveIntegerField()

    objects = ActsMonthQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "month"], name="acts_month_once"),
            models.CheckConstraint(
                condition=Q(written__gte=F("done") + F("on_the_way") + F("changed") + F("let_go")),
                name="acts_month_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.month:%Y-%m}"

    @property
    def as_of(self) -> date:
        """The last day of the month."""
        return end_of_month(self.month)

    @property
    def unanswered(self) -> int:
        return self.written - self.done - self.on_the_way - self.changed - self.let_go

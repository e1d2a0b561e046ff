"""The append-only trail (trust T6): who did what to which thing, when; never content."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .access import Reader, may_read_trail
from .verbs import verb_in_words


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, person: Reader | None) -> Self:
        """The trail of one's own organisation, for whoever may read it."""
        if person is None or not may_read_trail(person):
            return self.none()
        return self.filter(organisation_id=person.organisation_id)

    def unchained(self) -> Self:
        return self.filter(sequence=None)


class AuditEvent(models.Model):
    """One row of the trail.

    Actor and object are known by id only, so that the row outlives them. ``sequence``,
    ``previous_hash`` and ``hash`` are filled in by the worker, per organisation; a database
    trigger refuses every other change and every deletion (``append_only.py``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveBigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "sequence"],
                name="audit_sequence_once",
            ),
            # In SQL two empty organisations are not equal: the platform's chain needs its own.
            models.UniqueConstraint(
                fields=["sequence"],
                condition=Q(organisation_id=None),
                name="audit_platform_sequence_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "-at"], name="audit_newest"),
            models.Index(
                fields=["organisation_id", "at", "id"],
                condition=Q(sequence=None),
                name="audit_unchained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    @property
    def verb_in_words(self) -> str:
        return verb_in_words(self.verb)


class ChainEnd(models.Model):
    """Where the chain of one organisation ends, so that cutting its end off shows, too.

    The row is also the lock under which a worker adds to the chain. ``first_sequence`` and
    ``first_previous_hash`` say where the chain begins: retention, which may remove the oldest
    rows, leaves its checkpoint there.
    """

    PLATFORM = "platform"

    chain = models.CharField(max_length=36, primary_key=True)  # organisation id, or "platform"
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    first_sequence = models.PositiveBigIntegerField(default=1)
    first_previous_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"

    @property
    def organisation_id(self) -> uuid.UUID | None:
        return None if self.chain == self.PLATFORM else uuid.UUID(self.chain)

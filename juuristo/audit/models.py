"""The append-only trail (trust T6): who did what to which thing, when; never content."""

import uuid

from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """One row of the trail.

    Actor and object are known by id only, so that the row outlives them. ``sequence``,
    ``previous_hash`` and ``hash`` are filled in by the worker, per organisation; a database
    trigger refuses every other change and every deletion.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField(null=True, db_index=True)
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveBigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "sequence"],
                name="audit_sequence_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

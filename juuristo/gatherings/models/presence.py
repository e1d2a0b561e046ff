"""Ways to note who was there beside the mentor's tap: a code on the screen, a tool's list."""

import uuid

from django.db import models
from django.utils import timezone

from juuristo.people.models import Person

from .sessions import Session


class AttendanceCode(models.Model):
    """A short code shown in the room; whoever has a place types it and is marked as there."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="code")
    code = models.CharField(max_length=8, unique=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.session_id)


class ParticipantList(models.Model):
    """A meeting tool's participant list on its way through review; deleted when applied, or after
    a day. ``rows``: ``[{"name", "minutes", "person": id or null, "sure", "candidates"}, …]``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="participant_lists")
    rows = models.JSONField(default=list)
    read_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-read_at", "id"]

    def __str__(self) -> str:
        return str(self.session_id)

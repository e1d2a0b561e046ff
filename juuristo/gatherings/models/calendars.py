"""What calendars outside know of sessions: feeds, and the facilitators' events."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Organisation, Person

from .sessions import Session


class CalendarFeed(models.Model):
    """A secret address that a calendar program reads. The secret is derived from the server's
    key, the id and ``issue`` and stored nowhere; a new one is a new issue, and the old one dies."""

    class Scope(models.TextChoices):
        OWN = "own", _("omat kerrat")
        ORGANISATION = "organisation", _("kaikki julkaistut kerrat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    scope = models.CharField(max_length=12, choices=Scope.choices)
    issue = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["person", "scope"], name="feed_once_per_scope"),
            models.CheckConstraint(
                condition=Q(scope__in=["own", "organisation"]), name="feed_scope_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.scope}"


class FacilitatorEvent(models.Model):
    """The event a facilitator was sent for a session. It stays when they leave the session, so
    that the number in their calendar only grows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="led_events")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="led_events")
    sequence = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    told_at = models.DateTimeField(default=timezone.now)  # when its person was last told of it

    class Meta:
        ordering = ["session", "person"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="led_event_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"

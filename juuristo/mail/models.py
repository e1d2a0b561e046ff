"""The outbox: mail is queued in the transaction of what it tells, and sent by the worker."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.audit.access import Reader

from .access import may_see_outbox
from .faults import fault_in_words
from .kinds import DISCREET, kind_in_words


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def visible_to(self, person: Reader | None) -> Self:
        """Mail of one's own organisation but the discreet, for whoever may see its outbox."""
        if person is None or not may_see_outbox(person):
            return self.none()
        return self.filter(organisation_id=person.organisation_id).exclude(kind__in=DISCREET)

    def due(self) -> Self:
        """Queued mail whose time has come."""
        return self.filter(state=OutgoingMail.State.QUEUED, next_attempt_at__lte=timezone.now())


class OutgoingMail(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("lähdössä")
        SENT = "sent", _("lähetetty")
        FAILED = "failed", _("ei mennyt perille")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=60)
    to = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    once_key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="mail_due"),
            models.Index(fields=["organisation_id", "-created_at"], name="mail_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"

    def can_be_tried_again(self) -> bool:
        """A failed mail whose body is still here (it is dropped a month after failing)."""
        return self.state == self.State.FAILED and bool(self.text or self.html)

    @property
    def kind_in_words(self) -> str:
        return kind_in_words(self.kind)

    @property
    def fault_in_words(self) -> str:
        return fault_in_words(self.last_error)

"""The director's letter that invites the audience of a series."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.models import Person
from juuristo.shell.texts import LocalizedText, text_in

from .series import Series


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, person: Person | None) -> Self:
        """Letters of the series one sees; whoever signs sees theirs while the series is a draft."""
        if person is None:
            return self.none()
        ours = self.filter(series__programme__organisation=person.organisation_id)
        return ours.filter(Q(series__in=Series.objects.visible_to(person)) | Q(signer=person))


class Letter(models.Model):
    """One letter to everyone a series is for, in the name of one of management.

    It goes out only after the signer has signed it; what others change after that needs a new
    signature. The signer may also send it back with ``words``. Once sent it is an act of support
    on the programme's timeline (``entry_id``).
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("letter", "luonnos")
        ASKED = "asked", _("odottaa allekirjoitusta")
        SIGNED = "signed", _("allekirjoitettu")
        SENT = "sent", pgettext_lazy("letter", "lähetetty")
        WITHDRAWN = "withdrawn", pgettext_lazy("letter", "peruttu")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="letters")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    subject = LocalizedText()
    body = LocalizedText()
    signer = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    signature = models.CharField(max_length=200, blank=True)  # the name and title below the text
    words = models.TextField(max_length=2000, blank=True)  # the signer's, when sending it back
    send_at = models.DateTimeField(null=True, blank=True)  # None: as soon as it is signed
    asked_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.PositiveIntegerField(default=0)
    entry_id = models.UUIDField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "sent"]) | Q(signed_at__isnull=False),
                name="letter_sent_only_signed",
            )
        ]

    def __str__(self) -> str:
        return text_in(self.subject)

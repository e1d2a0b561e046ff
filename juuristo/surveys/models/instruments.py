"""Instruments: the questions of a survey, edited as a draft and kept for ever once asked."""

import uuid
from typing import Self

from django.db import models
from django.utils import timezone

from juuristo.people.models import Organisation, Person
from juuristo.programme.access import may_run_some_programme
from juuristo.shell.texts import LocalizedText, text_in


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def visible_to(self, person: Person | None) -> Self:
        """An organisation's instruments, for those who run its programmes."""
        if person is None or not may_run_some_programme(person):
            return self.none()
        return self.filter(organisation=person.organisation_id)


class Instrument(models.Model):
    """One set of questions that is asked again and again, so that waves can be compared.

    ``content`` is the draft that the editor shows, as ``juuristo.surveys.definition`` defines it.
    Opening a wave freezes it into an ``InstrumentVersion``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="instruments"
    )
    key = models.SlugField(max_length=60)
    name = LocalizedText()
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], name="instrument_key_once_in_organisation"
            )
        ]

    def __str__(self) -> str:
        return text_in(self.name)


class InstrumentVersion(models.Model):
    """What was really asked: frozen at the opening of its first wave, and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["instrument", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="instrument_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.number}"

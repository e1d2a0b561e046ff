"""Files on their way in and out, with their progress."""

import uuid
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.models import Person
from juuristo.programme.models import Programme

from .instruments import Instrument
from .waves import Wave


class SurveyExportQuerySet(models.QuerySet["SurveyExport"]):
    def visible_to(self, person: Person | None) -> Self:
        """One's own exports."""
        return self.filter(person=person) if person else self.none()


class SurveyExport(models.Model):
    """Results being written to a file by the worker; the file is deleted after a day."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("file job", "jonossa")
        WRITING = "writing", _("kirjoitetaan")
        READY = "ready", _("valmis")
        FAILED = "failed", _("keskeytyi")

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"
        SAV = "sav", "SPSS"
        JSON = "json", "JSON"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="exports")
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    format = models.CharField(max_length=4, choices=Format.choices)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="survey-exports/", blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SurveyExportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.wave_id} {self.format}"


class SurveyImportQuerySet(models.QuerySet["SurveyImport"]):
    def visible_to(self, person: Person | None) -> Self:
        """One's own imports: the file may hold what nobody else may see."""
        return self.filter(person=person) if person else self.none()


class SurveyImport(models.Model):
    """Answers from another tool on their way in: read, mapped to an instrument, then stored.

    ``mapping`` is as in ``M.json`` of design/interfaces.md, and ``report`` what the worker found
    with it (``importing/guiding.py``). ``telling`` is what its bringer told of the wave, and
    ``refusal`` why the worker did not read the file or bring the answers in. The file is deleted
    when imported, abandoned, or a day old.
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("luetaan")
        FAULTY = "faulty", _("ei voitu lukea")
        MAPPING = "mapping", _("yhdistettävänä")
        BRINGING = "bringing", _("tuodaan")
        IMPORTED = "imported", _("tuotu")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    file_name = models.CharField(max_length=200)
    file = models.FileField(upload_to="survey-imports/", blank=True)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    telling = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKING)
    wave = models.ForeignKey(Wave, null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SurveyImportQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name

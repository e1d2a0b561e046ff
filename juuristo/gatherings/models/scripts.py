"""Session scripts: timed blocks on the stairs, and how one is run live."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.models import Person
from juuristo.stairs.staircase import Stair

from .series import Series
from .sessions import Session


class WorkForm(models.TextChoices):
    """What people do in a block. What lets them talk with each other counts as dialogue."""

    PLENARY = "plenary", pgettext_lazy("kind of work", "yhdessä")
    PRESENTATION = "presentation", pgettext_lazy("kind of work", "esitys")
    PAIRS = "pairs", _("pareittain")
    GROUPS = "groups", _("pienryhmissä")
    SILENT = "silent", _("hiljaa itsekseen")
    BOARD = "board", _("fläppitaululla")
    BREAK = "break", _("tauko")


class ScriptQuerySet(models.QuerySet["Script"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the series one leads; whoever sees a script may write it. Others need not
        know of it."""
        return self.filter(series__in=Series.objects.led_by(person))


class Script(models.Model):
    """The course of a session. A series has one that all its sessions share; a session may have
    its own instead. Texts are in the language of those who lead.

    ``before`` holds the blocks as they were before the last change, so that it can be undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="scripts")
    session = models.OneToOneField(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="own_script"
    )
    name = models.CharField(max_length=200)
    changed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)  # grows with each change: two tabs are noticed
    before = models.JSONField(null=True, blank=True)

    objects = ScriptQuerySet.as_manager()

    class Meta:
        ordering = ["series", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series"], condition=Q(session=None), name="script_shared_once_per_series"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScriptBlock(models.Model):
    """One stretch of a script; its start is the start of the session plus the blocks before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    what = models.TextField(max_length=2000, blank=True)
    stair = models.CharField(
        max_length=10, choices=[(stair.value, stair.value) for stair in Stair], blank=True
    )  # empty: a break
    work = models.CharField(max_length=12, choices=WorkForm.choices, default=WorkForm.PLENARY)
    material = models.CharField(max_length=500, blank=True)  # words, or an address
    led_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["script", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=480), name="block_minutes_sane"
            ),
            models.CheckConstraint(condition=Q(stair__in=["", *Stair]), name="block_stair_known"),
        ]

    def __str__(self) -> str:
        return self.title


class ScriptRun(models.Model):
    """A script as it is being led: which block is on and since when.

    ``plan`` is the run's own copy, ``[{"block": id, "title", "minutes", "stair", "work", "what",
    "led_by", "spent"}, …]``, so that giving a block five minutes more changes this session and not
    the script. ``spent`` is how many seconds a block took before it was left: whoever comes back to
    it goes on from there. ``position`` indexes the plan. ``version`` grows with each change; those
    who follow ask for what is newer. ``pressed`` is the last change as it was asked for, so that
    a double tap is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="run")
    plan = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField()
    block_began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    led_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    pressed = models.CharField(max_length=20, blank=True)
    pressed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.session_id} {self.position}"

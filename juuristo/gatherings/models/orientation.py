"""Orientation of new staff: the written plan, and what each person has gone through of it."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.texts import LocalizedText, text_in

from .series import Series
from .sessions import Session

NEW_FOR = timedelta(days=365)  # of starting; then nobody is asked about what was left undone


class OrientationPlanQuerySet(models.QuerySet["OrientationPlan"]):
    def visible_to(self, person: Person | None) -> Self:
        """A draft is seen by those who run the programme; the rest see what is published."""
        if person is None:
            return self.none()
        ours = self.filter(programme__organisation=person.organisation_id)
        runs = Q(programme__in=Programme.objects.run_by(person))
        return ours.filter(Q(published_at__isnull=False) | runs)


class OrientationPlan(models.Model):
    """The written programme for those who start on ``begins_from`` or later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="orientation_plans"
    )
    name = LocalizedText()
    introduction = LocalizedText(blank=True)
    begins_from = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = OrientationPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_from", "id"]

    def __str__(self) -> str:
        return text_in(self.name)


class OrientationItem(models.Model):
    """One thing a new person goes through. With a series it is done by attending; without one,
    whoever is in charge marks it done."""

    class Way(models.TextChoices):
        FACE_TO_FACE = "face_to_face", _("kasvokkain")
        REMOTE = "remote", _("etänä")
        EITHER = "either", _("kasvokkain tai etänä")

    class InCharge(models.TextChoices):
        SUPERVISOR = "supervisor", _("uuden työkaverin oma esihenkilö")
        OTHER = "other", _("joku muu")  # the one named, or whoever has the role told in words

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(OrientationPlan, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = LocalizedText()
    description = LocalizedText(blank=True)
    material = LocalizedText(blank=True)  # where to find it, in words or as an address
    way = models.CharField(max_length=12, choices=Way.choices, default=Way.EITHER)
    is_statutory = models.BooleanField(default=False)
    within_days = models.PositiveSmallIntegerField(null=True, blank=True)  # of starting
    in_charge = models.CharField(max_length=10, choices=InCharge.choices, default=InCharge.OTHER)
    responsible = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    responsible_role = LocalizedText(blank=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="orientation_items"
    )
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="opens")

    class Meta:
        ordering = ["plan", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_charge="other") | Q(responsible=None),
                name="supervisors_item_names_nobody",
            )
        ]

    def __str__(self) -> str:
        return text_in(self.title)

    @property
    def is_supervisors(self) -> bool:
        """Whether the new person's own supervisor is in charge."""
        return self.in_charge == self.InCharge.SUPERVISOR


class OrientationRecordQuerySet(models.QuerySet["OrientationRecord"]):
    def visible_to(self, person: Person | None) -> Self:
        """One's own, and those in the programmes one runs. A supervisor sees none of them: what
        is theirs to see is told by ``orientation_team.py`` (trust T5)."""
        if person is None:
            return self.none()
        ours = self.filter(plan__programme__organisation=person.organisation_id)
        runs = Q(plan__programme__in=Programme.objects.run_by(person))
        return ours.filter(Q(person=person) | runs)

    def under_way(self) -> Self:
        """Those of people who are still new and have not gone through everything."""
        return self.filter(completed_at=None, began_on__gt=timezone.localdate() - NEW_FOR)


class OrientationRecord(models.Model):
    """One new person's orientation by one plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(OrientationPlan, on_delete=models.CASCADE, related_name="records")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="orientations")
    began_on = models.DateField()
    completed_at = models.DateTimeField(null=True, blank=True)
    wishes_face_to_face = models.BooleanField(null=True, blank=True)  # None: has not said
    wish = models.CharField(max_length=500, blank=True)

    objects = OrientationRecordQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "began_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "person"], name="orientation_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.person_id}"

    @property
    def is_new(self) -> bool:
        """Whether its person began within a year."""
        return self.began_on > timezone.localdate() - NEW_FOR


class DoneItem(models.Model):
    """That one item is done, when, and by which session or whose word."""

    record = models.ForeignKey(OrientationRecord, on_delete=models.CASCADE, related_name="done")
    item = models.ForeignKey(OrientationItem, on_delete=models.CASCADE, related_name="done")
    done_on = models.DateField()
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL)
    marked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["record", "item"]
        constraints = [models.UniqueConstraint(fields=["record", "item"], name="item_done_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.item_id}"

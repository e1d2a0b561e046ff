"""The rooting programme: one practice in one organisation over years, and its timeline."""

import uuid
from calendar import monthrange
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.models import Organisation, Person, Role
from juuristo.shell.texts import LocalizedText, text_in


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, person: Person | None) -> Self:
        """Everyone in the organisation knows its programmes; nobody else does."""
        if person is None:
            return self.none()
        return self.filter(organisation=person.organisation_id)

    def run_by(self, person: Person | None) -> Self:
        """Those that ``person`` plans and edits: as a coordinator of the organisation all of
        them, else those they coordinate."""
        return self._held_as(Role.COORDINATOR, person)

    def sponsored_by(self, person: Person | None) -> Self:
        """Those in which ``person`` is management's contact."""
        return self._held_as(Role.SPONSOR, person)

    def _held_as(self, role: Role, person: Person | None) -> Self:
        seen = self.visible_to(person)
        if person is None or person.has_role(role):
            return seen
        return seen.filter(pk__in=person.programmes_as(role))


class Programme(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="programmes"
    )
    slug = models.SlugField(unique=True)
    name = LocalizedText()
    practice = LocalizedText()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return text_in(self.name)


class EntryKind(models.TextChoices):
    """The kinds of the founding case, each in one lane of the timeline (see ``Lane.of``)."""

    PLANNING = "planning", _("suunnittelu")
    MENTOR_CALL = "mentor_call", _("mentorihaku")
    INVITATION = "invitation", _("kutsu")
    MENTOR_TRAINING = "mentor_training", _("mentorikoulutus")
    APPROVAL = "approval", _("hyväksyntä")
    SUPPORT_ACT = "support_act", _("johdon teko")
    WORKSHOP = "workshop", _("työpaja")
    STUDY_CIRCLE = "study_circle", _("opintopiiri")
    ORIENTATION = "orientation", _("perehdytys")
    CAFE = "cafe", _("kahvila")
    SURVEY = "survey", _("kysely")
    REMINDER = "reminder", _("muistutus")
    REVIEW = "review", _("yhteenveto")
    PROPOSAL = "proposal", _("ehdotus")
    OTHER_CHANGE = "other_change", _("muu muutos")


class Lane(models.TextChoices):
    GATHERINGS = "gatherings", _("Tilaisuudet")
    MENTORS = "mentors", _("Mentorit")
    MANAGEMENT = "management", _("Johto")
    SURVEYS = "surveys", _("Kyselyt")
    CHANGES = "changes", _("Muut muutokset")


class TimelineEntryQuerySet(models.QuerySet["TimelineEntry"]):
    def visible_to(self, person: Person | None) -> Self:
        if person is None:
            return self.none()
        return self.filter(programme__organisation=person.organisation_id)

    def in_time_order(self) -> Self:
        """By the real start, or the planned one when nothing has happened yet."""
        return self.order_by(Coalesce("start", "planned_start"), "kind", "id")


class TimelineEntry(models.Model):
    """Something that was planned, or happened, or both.

    A date known only to the month is stored as its first day with ``precision`` "month".
    ``approximate`` marks what the source dates loosely (dashed on the picture).
    """

    class Precision(models.TextChoices):
        DAY = "day", _("päivä")
        MONTH = "month", _("kuukausi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    lane = models.CharField(max_length=12, choices=Lane.choices)
    what = LocalizedText()
    short = LocalizedText(blank=True)  # the label on the picture; empty means ``what``
    planned_start = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    approximate = models.BooleanField(default=False)
    responsible_role = LocalizedText(blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL)
    sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    invited = models.PositiveIntegerField(null=True, blank=True)
    answers = models.PositiveIntegerField(null=True, blank=True)

    objects = TimelineEntryQuerySet.as_manager()

    class Meta:
        ordering = ["start", "planned_start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=False) | Q(planned_start__isnull=False),
                name="entry_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="entry_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(planned_end=None) | Q(planned_end__gte=F("planned_start")),
                name="entry_planned_end_after_start",
            ),
        ]

    def __str__(self) -> str:
        return text_in(self.what)

    @property
    def first_day(self) -> date:
        """The real start, or the planned one when nothing has happened yet."""
        day = self.start or self.planned_start
        assert day is not None  # entry_has_a_date
        return day

    @property
    def last_day(self) -> date:
        """The last day of the period; of a month known only as such, its last day."""
        end = self.end if self.start else self.planned_end
        if end is None and self.precision == self.Precision.MONTH:
            return end_of_month(self.first_day)
        return end or self.first_day

    @property
    def is_period(self) -> bool:
        return (self.end if self.start else self.planned_end) is not None

    @property
    def differs_from_plan(self) -> bool:
        """Whether it happened at another time than was planned."""
        if self.start is None or self.planned_start is None:
            return False
        real = (self.start, self.end or self.start)
        return real != (self.planned_start, self.planned_end or self.planned_start)


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, person: Person | None) -> Self:
        return self.filter(entry__in=TimelineEntry.objects.visible_to(person))


class Document(models.Model):
    """A file of a timeline entry, kept in the data folder so that no platform change loses it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(TimelineEntry, on_delete=models.CASCADE, related_name="documents")
    file = models.FileField(upload_to="documents/")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    added_at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def visible_to(self, person: Person | None) -> Self:
        """What waits, and for how long, is seen by everyone in the organisation."""
        if person is None:
            return self.none()
        return self.filter(programme__organisation=person.organisation_id)


class Approval(models.Model):
    """An outline that mentors ask their sponsor to approve; returned, it comes back with words.

    ``subject_id`` is the id of what is approved (a series of gatherings), which lives above and is
    known here by id alone. Asking again after a return is a new row.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("odottaa")
        APPROVED = "approved", _("hyväksytty")
        RETURNED = "returned", _("palautettu")
        WITHDRAWN = "withdrawn", pgettext_lazy("approval", "peruttu")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="approvals")
    subject_id = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=200)
    outline = models.TextField(max_length=20_000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_of = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(max_length=4000, blank=True)  # the sponsor's, at either answer
    entry = models.ForeignKey(TimelineEntry, null=True, blank=True, on_delete=models.SET_NULL)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id"], condition=Q(state="waiting"), name="approval_one_waiting"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(words=""), name="approval_returned_with_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days_waited(self) -> int:
        """Full days since it was asked, by the reader's calendar."""
        return (timezone.localdate() - timezone.localtime(self.asked_at).date()).days


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, person: Person | None) -> Self:
        """Material is for those who run the programme; analysis reads it from here."""
        return self.filter(programme__in=Programme.objects.run_by(person))


class Material(models.Model):
    """A text to analyse, with where it came from. ``passages`` is a list of texts, in order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="material")
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=40)  # "board" …
    source_id = models.UUIDField(null=True, blank=True)
    passages = models.JSONField(default=list)
    collected_on = models.DateField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["-collected_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="material_source_once")
        ]

    def __str__(self) -> str:
        return self.title

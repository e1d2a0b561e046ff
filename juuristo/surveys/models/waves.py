"""Waves: one asking of an instrument, from draft to sealed."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Office, Person, Role, Team
from juuristo.programme.models import Programme
from juuristo.shell.texts import LocalizedText, text_in

from .instruments import Instrument, InstrumentVersion

LEAST_THRESHOLD = 5
LEAST_OPEN_THRESHOLD = 10
# Who may read the protected results of an anonymous wave. A supervisor sees nothing of surveys.
READS_RESULTS = (Role.ADVISER, Role.MENTOR, Role.COORDINATOR, Role.SPONSOR, Role.ADMIN)


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, person: Person | None) -> Self:
        """Whoever runs the programme sees all its waves; a named reader sees theirs.

        The others see anonymous waves that are sealed, and confidential ones whose synthesis has
        been written; what is about one session is for its readers alone.
        """
        if person is None:
            return self.none()
        ours = self.filter(programme__organisation=person.organisation_id)
        may_see = Q(programme__in=Programme.objects.run_by(person)) | Q(
            pk__in=Wave.readers.through.objects.filter(person=person).values("wave")
        )
        if person.has_role_anywhere(*READS_RESULTS):
            told = Q(kind=Wave.Kind.ANONYMOUS) | (Q(kind=Wave.Kind.CONFIDENTIAL) & ~Q(synthesis={}))
            may_see |= told & Q(state=Wave.State.SEALED, session_id=None)
        return ours.filter(may_see)


class Wave(models.Model):
    """One asking of an instrument.

    ``version`` is what was asked, from the opening on. ``threshold`` is the least number of answers
    of a distribution shown, ``open_threshold`` that of open answers: both may grow, never fall.
    ``breakdowns`` names at most two ``about_me`` questions. ``ballot_key`` (PEM, encrypted) signs
    ballots while the wave is open and is gone when it is sealed. ``session_id`` names the gathering
    the wave is about, known by id alone since gatherings stand beside surveys.
    """

    class Kind(models.TextChoices):
        ANONYMOUS = "anonymous", _("nimetön")
        NAMED = "named", _("omalla nimellä")
        CONFIDENTIAL = "confidential", _("luottamuksellinen")

    class Access(models.TextChoices):
        INVITATION = "invitation", _("henkilökohtainen kutsu")
        LINK = "link", _("avoin linkki")

    class State(models.TextChoices):
        DRAFT = "draft", _("luonnos")
        OPEN = "open", _("auki")
        CLOSED = "closed", _("suljettu")  # awaits sealing: nothing is answered or shown
        SEALED = "sealed", _("valmis")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="waves")
    instrument = models.ForeignKey(Instrument, on_delete=models.RESTRICT, related_name="waves")
    version = models.ForeignKey(
        InstrumentVersion, null=True, blank=True, on_delete=models.RESTRICT, related_name="waves"
    )
    slug = models.SlugField(max_length=80, unique=True)
    name = LocalizedText()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ANONYMOUS)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.INVITATION)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    is_imported = models.BooleanField(default=False)

    # who is asked; an empty filter lets everyone in service through
    audience_roles = models.JSONField(default=list, blank=True)
    audience_offices = models.ManyToManyField(Office, blank=True)
    audience_teams = models.ManyToManyField(Team, blank=True)
    audience_started_before = models.DateField(null=True, blank=True)

    # what is said to them
    signature = models.CharField(max_length=200, blank=True)
    subject = LocalizedText(blank=True)
    message = LocalizedText(blank=True)

    # what is promised
    threshold = models.PositiveSmallIntegerField(default=LEAST_THRESHOLD)
    open_threshold = models.PositiveSmallIntegerField(default=LEAST_OPEN_THRESHOLD)
    breakdowns = models.JSONField(default=list, blank=True)
    readers = models.ManyToManyField(Person, blank=True, related_name="waves_to_read")
    synthesis = LocalizedText(blank=True)  # of a confidential wave, without quotes

    # since when all invitations are in the outbox: they are put there once, never again
    invited_at = models.DateTimeField(null=True, blank=True)

    # counts that outlive what they were counted from
    invited = models.PositiveIntegerField(null=True, blank=True)
    delivered = models.PositiveIntegerField(default=0)
    acknowledged = models.PositiveIntegerField(default=0)
    reissued = models.PositiveIntegerField(default=0)
    responses_count = models.PositiveIntegerField(default=0)  # filled in when sealed

    ballot_key = models.TextField(blank=True)
    session_id = models.UUIDField(null=True, blank=True)
    session_series_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session_id"],
                condition=Q(session_id__isnull=False),
                name="wave_once_per_session",
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=LEAST_THRESHOLD), name="wave_threshold_at_least"
            ),
            models.CheckConstraint(
                condition=Q(open_threshold__gte=LEAST_OPEN_THRESHOLD)
                & Q(open_threshold__gte=F("threshold")),
                name="wave_open_threshold_at_least",
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gt=F("opens_at")),
                name="wave_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(version__isnull=False), name="wave_asks_something"
            ),
            models.CheckConstraint(
                condition=~Q(state="sealed") | Q(ballot_key=""), name="wave_sealed_has_no_key"
            ),
            models.CheckConstraint(
                condition=~Q(kind="named") | Q(access="invitation"), name="wave_named_is_invited"
            ),
        ]

    def __str__(self) -> str:
        return text_in(self.name)

    def takes_answers(self, now: datetime | None = None) -> bool:
        """Whether an answer that comes now is taken."""
        now = now or timezone.now()
        return (
            self.state == self.State.OPEN
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )

    @property
    def hides_the_sender(self) -> bool:
        return self.kind != self.Kind.NAMED

    @property
    def shows_results(self) -> bool:
        """Results of what is not named exist only once the wave is sealed (trust T3)."""
        return self.state == self.State.SEALED or self.kind == self.Kind.NAMED


class Reminder(models.Model):
    """One of at most three reminders, sent once to those whose answer is not known of."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    subject = LocalizedText(blank=True)
    message = LocalizedText(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    recipients = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["wave", "number"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "number"], name="reminder_number_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=3), name="reminder_at_most_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.number}"


class WaveDay(models.Model):
    """How many acknowledgements were known by the end of a day: what the follow page counts."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    acknowledged = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["wave", "day"]
        constraints = [models.UniqueConstraint(fields=["wave", "day"], name="wave_day_once")]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.day}"


class WaveResults(models.Model):
    """The computed results of a sealed wave, so that 100,000 answers are read once.

    ``computed`` is ``juuristo.figures`` data before words; ``rule`` names the version of the
    computation, so that a new rule computes anew.
    """

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.CASCADE, related_name="results"
    )
    rule = models.PositiveSmallIntegerField()
    computed = models.JSONField()

    def __str__(self) -> str:
        return str(self.wave_id)


class FeedbackSetting(models.Model):
    """How a programme asks for feedback after its gatherings."""

    programme = models.OneToOneField(
        Programme, primary_key=True, on_delete=models.CASCADE, related_name="feedback_setting"
    )
    is_on = models.BooleanField(default=True)
    days = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=14), name="feedback_open_1_to_14_days"
            )
        ]

    def __str__(self) -> str:
        return str(self.programme_id)

"""Series of gatherings, their dated sessions, and who signed up."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Office, Person, Role, Team
from juuristo.programme.models import Programme
from juuristo.shell.texts import LocalizedText, text_in


class Kind(models.TextChoices):
    WORKSHOP = "workshop", _("työpaja")
    STUDY_CIRCLE = "study_circle", _("opintopiiri")
    ORIENTATION = "orientation", _("perehdytys")
    CAFE = "cafe", _("kahvila")


class Attends(models.TextChoices):
    """How many sessions of a series one person takes (design/architecture.md)."""

    ONE = "one", _("yhden kerran")
    ANY = "any", _("niin monta kuin haluaa")
    ALL = "all", _("kaikki kerrat")


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, person: Person | None) -> Self:
        """A draft is seen by those who run the programme and those who facilitate it; the rest
        see what is published. Nobody sees another organisation's series."""
        if person is None:
            return self.none()
        ours = self.filter(programme__organisation=person.organisation_id)
        if person.has_role(Role.COORDINATOR):
            return ours
        return ours.filter(
            Q(published_at__isnull=False)
            | Q(programme__in=person.programmes_as(Role.COORDINATOR))
            | Q(pk__in=Series.facilitators.through.objects.filter(person=person).values("series"))
        )


class Series(models.Model):
    """Sessions of one kind and theme.

    The audience is everyone in service who matches every filter that is set: roles, offices,
    teams, start date. An empty filter lets everyone through.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="series")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = LocalizedText()
    description = LocalizedText(blank=True)
    attends = models.CharField(max_length=3, choices=Attends.choices, default=Attends.ONE)
    expected = models.BooleanField(default=False)  # False: voluntary
    capacity = models.PositiveSmallIntegerField(default=15)  # of a new session
    signup_opens_at = models.DateTimeField(null=True, blank=True)
    signup_closes_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    audience_roles = models.JSONField(default=list, blank=True)
    audience_offices = models.ManyToManyField(Office, blank=True)
    audience_teams = models.ManyToManyField(Team, blank=True)
    audience_started_from = models.DateField(null=True, blank=True)
    audience_started_until = models.DateField(null=True, blank=True)
    facilitators = models.ManyToManyField(Person, blank=True, related_name="facilitated_series")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="series_capacity_positive"),
            models.CheckConstraint(
                condition=Q(signup_closes_at=None)
                | Q(signup_opens_at=None)
                | Q(signup_closes_at__gt=F("signup_opens_at")),
                name="series_window_in_order",
            ),
        ]

    def __str__(self) -> str:
        return text_in(self.name)

    def window_opened(self, now: datetime) -> bool:
        return self.published_at is not None and (
            self.signup_opens_at is None or self.signup_opens_at <= now
        )

    def window_closed(self, now: datetime) -> bool:
        return self.signup_closes_at is not None and self.signup_closes_at <= now


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, person: Person | None) -> Self:
        return self.filter(series__in=Series.objects.visible_to(person))

    def bookable(self, now: datetime | None = None) -> Self:
        """Sign-up window open, not past, not cancelled, whoever asks (design/interfaces.md)."""
        now = now or timezone.now()
        return self.filter(
            Q(series__signup_opens_at=None) | Q(series__signup_opens_at__lte=now),
            Q(series__signup_closes_at=None) | Q(series__signup_closes_at__gt=now),
            series__published_at__isnull=False,
            starts_at__gt=now,
            cancelled_at=None,
        )


class Session(models.Model):
    """One dated gathering.

    ``taken`` and ``waiting`` count its sign-ups and are changed only together with them, by one
    conditional UPDATE each (``seats.py``); ``last_ticket`` numbers arrivals in the waiting list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    remote_link = models.URLField(max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    last_ticket = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    facilitators = models.ManyToManyField(Person, blank=True, related_name="facilitated_sessions")

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["starts_at"], name="session_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="session_never_overbooked"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_capacity_positive"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def free(self) -> int:
        """Seats one could take now: none while somebody waits."""
        return 0 if self.waiting else self.capacity - self.taken

    @property
    def where(self) -> str:
        """The place in words, in the active language."""
        if self.place and self.remote_link:
            return gettext("%(place)s tai etänä") % {"place": self.place}
        if self.place:
            return self.place
        return gettext("etänä") if self.remote_link else gettext("paikka tarkentuu")

    def has_started(self, now: datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now())


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def with_place_in_queue(self) -> Self:
        """Annotate ``queue_place``: 1 for the next to get a seat, 0 for those not waiting."""
        ahead = (
            SignUp.objects.filter(session=OuterRef("session"), ticket__lte=OuterRef("ticket"))
            .order_by()
            .values("session")
            .annotate(count=Count("pk"))
        )
        return self.annotate(queue_place=Coalesce(Subquery(ahead.values("count")), 0))


class SignUp(models.Model):
    """One person's place in, or wait for, one session.

    There is one row per person and session, used again when the person comes back after
    cancelling. ``ticket`` is the place in the order of arrival and is there only while waiting.
    ``one_of`` repeats the series id for a series of which one takes one session; the two partial
    unique constraints on it are what keeps a person at one place and one wait.
    """

    class State(models.TextChoices):
        BOOKED = "booked", _("paikka")
        WAITING = "waiting", _("jonossa")
        CANCELLED = "cancelled", pgettext_lazy("sign-up", "peruttu")
        ATTENDED = "attended", _("paikalla")
        ABSENT = "absent", _("poissa")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="signups")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="signups")
    one_of = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    ticket = models.PositiveIntegerField(null=True, blank=True)
    calendar_sequence = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    HOLDS_SEAT = (State.BOOKED, State.ATTENDED, State.ABSENT)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["session", "ticket", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="signup_once_per_session"),
            models.UniqueConstraint(fields=["session", "ticket"], name="signup_ticket_once"),
            models.UniqueConstraint(
                fields=["person", "one_of"],
                condition=Q(state__in=["booked", "attended"]),
                name="signup_one_place_per_series",
            ),
            models.UniqueConstraint(
                fields=["person", "one_of"],
                condition=Q(state="waiting"),
                name="signup_one_wait_per_series",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["booked", "waiting", "cancelled", "attended", "absent"]),
                name="signup_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ticket__isnull=False)
                | (~Q(state="waiting") & Q(ticket__isnull=True)),
                name="signup_ticket_while_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} {self.session_id}"

    def place_in_queue(self) -> int | None:
        """1 for the next to get a seat; None when not waiting."""
        if self.ticket is None:
            return None
        ahead = SignUp.objects.filter(session=self.session_id, ticket__lt=self.ticket)
        return ahead.count() + 1

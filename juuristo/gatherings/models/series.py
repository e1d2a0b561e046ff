"""Series of gatherings: sessions of one kind and theme, and who they are for."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Office, Person, Team
from juuristo.programme.models import Programme
from juuristo.shell.texts import LocalizedText, text_in


class Kind(models.TextChoices):
    WORKSHOP = "workshop", _("työpaja")
    STUDY_CIRCLE = "study_circle", _("opintopiiri")
    ORIENTATION = "orientation", _("perehdytys")
    CAFE = "cafe", _("kahvila")
    MENTOR_TRAINING = "mentor_training", _("mentorikoulutus")
    CASE_WORKSHOP = "case_workshop", _("asiakastapausten työpaja")
    MENTEES_MEETING = "mentees_meeting", _("aktorien tapaaminen")


class Attends(models.TextChoices):
    """How many sessions of a series one person takes (design/architecture.md)."""

    ONE = "one", _("yhden kerran")
    ANY = "any", _("niin monta kuin haluaa")
    ALL = "all", _("kaikki kerrat")


class SignUpWay(models.TextChoices):
    """How places are given: as people arrive, or by ranked wishes and one fair allocation."""

    FIRST_COME = "first_come", _("ilmoittautumisjärjestyksessä")
    WISHES = "wishes", _("toiveiden mukaan")


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, person: Person | None) -> Self:
        """A draft is seen by those who run the programme and those who facilitate it; the rest
        see what is published. Nobody sees another organisation's series."""
        if person is None:
            return self.none()
        ours = self.filter(programme__organisation=person.organisation_id)
        return ours.filter(
            Q(published_at__isnull=False)
            | Q(programme__in=Programme.objects.run_by(person))
            | Q(pk__in=Series.facilitators.through.objects.filter(person=person).values("series"))
        )

    def led_by(self, person: Person | None) -> Self:
        """Those whose scripts ``person`` writes: who runs the programme, and whoever leads the
        series or any session of it."""
        if person is None:
            return self.none()
        sessions = Series.objects.filter(sessions__facilitators=person)
        return self.visible_to(person).filter(
            Q(programme__in=Programme.objects.run_by(person))
            | Q(pk__in=Series.objects.filter(facilitators=person).order_by().values("pk"))
            | Q(pk__in=sessions.order_by().values("pk"))
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
    sign_up_way = models.CharField(
        max_length=10, choices=SignUpWay.choices, default=SignUpWay.FIRST_COME
    )
    expected = models.BooleanField(default=False)  # False: voluntary
    capacity = models.PositiveSmallIntegerField(default=15)  # of a new session
    signup_opens_at = models.DateTimeField(null=True, blank=True)
    signup_closes_at = models.DateTimeField(null=True, blank=True)
    places_given_at = models.DateTimeField(null=True, blank=True)  # wishes became places
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
            models.CheckConstraint(
                condition=Q(sign_up_way="first_come") | Q(attends="one", sign_up_way="wishes"),
                name="series_wishes_for_one_place",
            ),
            models.CheckConstraint(
                condition=Q(sign_up_way="first_come") | Q(signup_closes_at__isnull=False),
                name="series_wishes_have_an_end",
            ),
        ]

    def __str__(self) -> str:
        return text_in(self.name)

    def window_opened(self, now: datetime) -> bool:
        return self.published_at is not None and (
            self.signup_opens_at is None or self.signup_opens_at <= now
        )

    def window_closed(self, now: datetime) -> bool:
        """A window of wishes closes for them alone: once the places are given, whoever comes
        first takes a free seat until the session begins."""
        if self.signup_closes_at is None or self.places_given_at is not None:
            return False
        return self.signup_closes_at <= now

    @property
    def takes_wishes(self) -> bool:
        """Places are given by wishes, and have not been given yet: nobody signs up meanwhile."""
        return self.sign_up_way == SignUpWay.WISHES and self.places_given_at is None

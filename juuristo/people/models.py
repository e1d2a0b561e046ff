"""Organisations, the people in them, their sign-in and their roles."""

import uuid
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.shell.texts import LocalizedText, text_in


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A global e-mail address and its sign-in; one ``Person`` per organisation hangs on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    def __str__(self) -> str:
        return self.email


class Organisation(models.Model):
    """The tenant: organisations never see each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = LocalizedText()
    time_zone = models.CharField(max_length=64, default="Europe/Helsinki")
    is_example = models.BooleanField(default=False)

    def __str__(self) -> str:
        return text_in(self.name)

    @property
    def zone(self) -> ZoneInfo:
        """Days and repeating patterns are reckoned in this zone; times are stored in UTC."""
        return ZoneInfo(self.time_zone)


class Place(models.Model):
    """What an office, a team and a client group share: a name in one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("name"), name="%(class)s_name_once_in_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Office(Place):
    """A place of work."""


class Team(Place):
    """A service team; runs across offices."""


class ClientGroup(Place):
    """The clients one serves."""


class PersonQuerySet(models.QuerySet["Person"]):
    def in_service(self, day: Any = None) -> Self:
        """People who have started and not left on ``day`` (a date; today when None)."""
        day = day or timezone.localdate()
        return self.filter(
            Q(start_date=None) | Q(start_date__lte=day), Q(left_date=None) | Q(left_date__gt=day)
        )

    def with_role(self, *roles: str, programme_id: uuid.UUID | None = None) -> Self:
        """Those who hold one of ``roles`` in the organisation, or in the given programme."""
        held = HeldRole.objects.filter(
            Q(programme_id=None) | Q(programme_id=programme_id), role__in=roles
        )
        return self.filter(pk__in=held.values("person"))

    def visible_to(self, person: "Person | None") -> Self:
        """Colleagues' names are known inside one organisation, to nobody outside it."""
        if person is None:
            return self.none()
        return self.filter(organisation=person.organisation_id)


class Person(models.Model):
    """One human in one organisation. Matched by e-mail when the roster is imported."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    email = models.EmailField()
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT)
    client_group = models.ForeignKey(ClientGroup, null=True, blank=True, on_delete=models.PROTECT)
    title = models.CharField(max_length=120, blank=True)
    start_date = models.DateField(null=True, blank=True)
    left_date = models.DateField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    # Set by the middleware on the acting person: their user has a person elsewhere too.
    acts_elsewhere = False

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("email"), name="person_email_once_in_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"], name="person_user_once_in_organisation"
            ),
            models.CheckConstraint(
                condition=Q(left_date=None)
                | Q(start_date=None)
                | Q(left_date__gte=F("start_date")),
                name="person_left_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def language(self) -> str:
        """The language to write to this person in: fi, sv or en."""
        return self.user.language if self.user else settings.LANGUAGE_CODE

    def has_left(self) -> bool:
        return self.left_date is not None and self.left_date <= timezone.localdate()

    @cached_property
    def held_roles(self) -> list[tuple[str, uuid.UUID | None]]:
        """Every (role, programme id or None for the whole organisation). One query per object."""
        return list(self.roles.values_list("role", "programme_id"))

    def role_names(self, programme_id: uuid.UUID | None = None) -> frozenset[str]:
        """Roles held in the organisation, and in the given programme."""
        return frozenset(role for role, where in self.held_roles if where in {None, programme_id})

    @property
    def role_words(self) -> list[str]:
        """The reader's words for every role held, here or in a programme, in Role's order."""
        return [str(role.label) for role in Role if self.has_role_anywhere(role)]

    def programmes_as(self, role: str) -> list[uuid.UUID]:
        """Ids of the programmes in which this person holds ``role`` by that programme alone."""
        return [where for held, where in self.held_roles if where and held == role]

    def has_role(self, *roles: str, programme_id: uuid.UUID | None = None) -> bool:
        return not self.role_names(programme_id).isdisjoint(roles)

    def has_role_anywhere(self, *roles: str) -> bool:
        """Whether one of ``roles`` is held in the organisation or in any one programme."""
        return any(role in roles for role, _where in self.held_roles)


class Role(models.TextChoices):
    """Trust T5. A coordinator may give only adviser and mentor."""

    ADVISER = "adviser", _("asiantuntija")
    MENTOR = "mentor", _("mentori")
    COORDINATOR = "coordinator", _("koordinaattori")
    SPONSOR = "sponsor", _("johdon yhteyshenkilö")
    SUPERVISOR = "supervisor", _("esihenkilö")
    ADMIN = "admin", pgettext_lazy("role", "ylläpitäjä")


class HeldRole(models.Model):
    """A role held in the organisation, or, when ``programme_id`` is set, in that programme only.

    The programme is known by its id alone, since programmes live in a layer above people.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    programme_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(programme_id=None),
                name="held_role_once_in_organisation",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "programme_id"], name="held_role_once_in_programme"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="held_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"


class Invitation(models.Model):
    """A link by e-mail with which a person makes their sign-in. Only the token's hash is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.created_at:%Y-%m-%d}"


class ApiToken(models.Model):
    """A bearer token of one person for the REST interface. Only its hash is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RosterImportQuerySet(models.QuerySet["RosterImport"]):
    def visible_to(self, person: Person) -> Self:
        """The organisation's imports, newest first, for whoever may import at all."""
        if not person.has_role(Role.COORDINATOR, Role.ADMIN):
            return self.none()
        return self.filter(organisation=person.organisation_id).order_by("-created_at")


class RosterImport(models.Model):
    """One staff list on its way in: checked first, applied whole or not at all."""

    class State(models.TextChoices):
        CHECKING = "checking", _("tarkistetaan")
        READY = "ready", _("valmis tuotavaksi")
        FAULTY = "faulty", _("korjattavaa")
        APPLYING = "applying", _("tuodaan")
        APPLIED = "applied", _("tuotu")
        FAILED = "failed", _("keskeytyi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    file_name = models.CharField(max_length=200)
    file = models.FileField(upload_to="rosters/", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.CHECKING)
    end_missing = models.BooleanField(default=False)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RosterImportQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name

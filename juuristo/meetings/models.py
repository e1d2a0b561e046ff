"""Client meetings: the adviser's own walks, the client's sealed map and card, the client's voice.

Three worlds that never meet. A walk belongs to the adviser who recorded it and to nobody else
(trust T1). What is sealed belongs to whoever holds its link: the row knows no meeting, no adviser
and no organisation (trust T2). A client's voice is a count of the organisation's month (trust T4).
"""

import secrets
import uuid
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import Office, Organisation, Person
from juuristo.shell.texts import LocalizedText, text_in


class Kind(models.TextChoices):
    """What kind of meeting the stairs carry; the keys are those of ``juuristo.stairs``."""

    CLIENT_MEETING = "client_meeting", _("asiakastapaaminen")
    TEAM_MEETING = "team_meeting", _("tiimin kokous")
    DEVELOPMENT_DISCUSSION = "development_discussion", _("kehityskeskustelu")


class Form(models.TextChoices):
    FACE_TO_FACE = "face_to_face", _("kasvokkain")
    PHONE = "phone", _("puhelimessa")
    VIDEO = "video", _("etänä")


# ---- the adviser's own


class WalkQuerySet(models.QuerySet["Walk"]):
    def visible_to(self, person: Person | None) -> Self:
        """One's own, and never anybody else's: no role changes this (trust T1)."""
        return self.filter(person=person) if person else self.none()


class Walk(models.Model):
    """How one meeting moved over the stairs. Made on the device, which gives it its id.

    ``plan`` is minutes by stair, ``{"empathy": 6.75, …}``; ``moves`` are
    ``[{"stair": "empathy", "at": 0.0}, …]``, ``at`` in minutes from the beginning; ``minutes`` is
    how long was planned and ``lasted`` how long it took, in minutes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="walks")
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.CLIENT_MEETING)
    form = models.CharField(max_length=20, choices=Form.choices)
    with_interpreter = models.BooleanField(default=False)
    minutes = models.FloatField()
    plan = models.JSONField()
    moves = models.JSONField()
    lasted = models.FloatField()
    started_at = models.DateTimeField()

    objects = WalkQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "id"]
        indexes = [models.Index(fields=["person", "-started_at"], name="walk_of_person_by_time")]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="walk_minutes_positive"),
            models.CheckConstraint(condition=Q(lasted__gte=0), name="walk_lasted_not_negative"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="walk_kind_known"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="walk_form_known"),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def visible_to(self, person: Person | None) -> Self:
        return self.filter(walk__person=person) if person else self.none()


class Reflection(models.Model):
    """What the adviser thought afterwards: ``difficulty`` 1–10 by stair, and one private line."""

    walk = models.OneToOneField(
        Walk, primary_key=True, on_delete=models.CASCADE, related_name="reflection"
    )
    difficulty = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    objects = ReflectionQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.walk_id)


# ---- the client's own


class Sealed(models.Model):
    """Ciphertext whose key the server never gets (trust T2).

    ``id`` is 128 random bits in base64url, made in the browser. ``proof`` is the SHA-256 (hex) of a
    token derived from the key: who can show the token may replace or delete. ``expires_on`` is a
    Monday.
    """

    class Kind(models.TextChoices):
        CARD = "card", "card"
        MAP = "map", "map"

    id = models.CharField(primary_key=True, max_length=22, editable=False)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    version = models.PositiveIntegerField(default=1)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    proof = models.CharField(max_length=64)
    expires_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="sealed_version_positive"),
            models.CheckConstraint(condition=Q(kind__in=["card", "map"]), name="sealed_kind_known"),
        ]

    def __str__(self) -> str:
        return self.kind


# ---- what a coordinator puts on the card


Row = TypeVar("Row", bound=models.Model)


class OfOrganisation(models.QuerySet[Row]):
    """Rows of one organisation, seen by its people."""

    def visible_to(self, person: Person | None) -> Self:
        return self.filter(organisation=person.organisation_id) if person else self.none()


class ServiceQuerySet(OfOrganisation["Service"]):
    """The services of an organisation."""


class Service(models.Model):
    """A service that goes on a card with one tap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = LocalizedText()
    sentence = LocalizedText(blank=True)
    link = models.URLField(max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return text_in(self.name)


class ContactQuerySet(OfOrganisation["Contact"]):
    """The contacts of an organisation."""


class Contact(models.Model):
    """How a client reaches a unit. Not a person's details: an office's or a service's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.SET_NULL)
    name = LocalizedText()
    hours = LocalizedText(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="", email="", address=""), name="contact_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return text_in(self.name)


class PhraseEditQuerySet(OfOrganisation["PhraseEdit"]):
    """The edits of an organisation."""


class PhraseEdit(models.Model):
    """An organisation's own wording of a fixed phrase of the client's pages, or its check.

    ``text`` empty: the built-in wording stands. ``is_checked``: a native speaker has read it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    language = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    text = models.CharField(max_length=400, blank=True)
    is_checked = models.BooleanField(default=False)

    objects = PhraseEditQuerySet.as_manager()

    class Meta:
        ordering = ["language", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language", "key"], name="phrase_edit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.key}"


# ---- the client's voice


def random_id() -> int:
    """Return 63 random bits: an id that tells nothing of order or time."""
    return secrets.randbits(63)


class VoiceTicket(models.Model):
    """The right to answer once. Issued to a card, without the name of who made the card.

    Only the SHA-256 (hex) of the ticket is stored. It counts in the month it was issued in and is
    deleted when used, or when that month closes.
    """

    class Purpose(models.TextChoices):
        VOICE = "voice", "voice"
        STEP = "step", "step"

    ticket_hash = models.CharField(primary_key=True, max_length=64, editable=False)
    purpose = models.CharField(max_length=5, choices=Purpose.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    month = models.DateField()  # its first day
    office = models.ForeignKey(Office, null=True, on_delete=models.SET_NULL)
    language = models.CharField(max_length=12)
    form = models.CharField(max_length=20, choices=Form.choices)

    def __str__(self) -> str:
        return self.purpose


class VoiceIssuer(models.Model):
    """That one more adviser issued links in this month, office, language or form.

    ``issuer`` is a keyed hash of the month and the person: it counts, and cannot be followed from
    month to month. Deleted when the month closes; the counts stay in ``VoiceMonth``.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    month = models.DateField()
    by = models.CharField(max_length=8)
    value = models.CharField(max_length=36, blank=True)
    issuer = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "by", "value", "issuer"], name="voice_issuer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.by}"


class VoiceAnswer(models.Model):
    """One answer on its way into the month's sums, where the worker takes it within minutes.

    ``marks`` are 1–5 by statement; a statement passed over is left out. Neither time nor ticket.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    month = models.DateField()
    office = models.ForeignKey(Office, null=True, on_delete=models.SET_NULL)
    language = models.CharField(max_length=12)
    form = models.CharField(max_length=20, choices=Form.choices)
    marks = models.JSONField(default=dict)
    comment = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.month}"


class VoiceMonth(models.Model):
    """The sums of one month by one dimension at a time; dimensions are never crossed.

    ``by`` is all, office, language or form, ``value`` the office's id, the language or the form
    ("" for all). ``marks`` counts answers: ``{"heard": [n1, …, n5], …}``. ``advisers`` is how many
    issued links in the group, filled in when the month closes.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    month = models.DateField()
    by = models.CharField(max_length=8)
    value = models.CharField(max_length=36, blank=True)
    answers = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=dict)
    advisers = models.PositiveIntegerField(default=0)
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["month", "by", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "by", "value"], name="voice_month_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.by} {self.value}"


class VoiceComment(models.Model):
    """An open answer, kept apart from all that it came with: the card's language would tell of a
    small group, and the client may have written in another."""

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    month = models.DateField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["organisation", "month", "id"], name="voice_comment_of_month")
        ]

    def __str__(self) -> str:
        return f"{self.month}"


class StepMonth(models.Model):
    """How many clients told that their next step is done, or not yet."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    month = models.DateField()
    done = models.PositiveIntegerField(default=0)
    not_yet = models.PositiveIntegerField(default=0)
    advisers = models.PositiveIntegerField(default=0)
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="step_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.month}"

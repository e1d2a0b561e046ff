"""What was answered: one row an answer, with its answers as JSON."""

import secrets

from django.db import models
from django.utils import timezone

from juuristo.people.models import Person

from .waves import Wave


def random_id() -> int:
    """Return 63 random bits: an id that tells nothing of order or time."""
    return secrets.randbits(63)


class Response(models.Model):
    """An answer that nobody can follow to its giver: a random id, its wave and its answers.

    ``answers`` holds cleaned answers by question key (``juuristo.surveys.answers``).
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="responses")
    answers = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.wave_id)


class Arrival(models.Model):
    """An answer that waits for its wave to be sealed, in an envelope that the wave's key opens.

    The holding table's rows lie in the order in which they came, so what they hold must not be
    readable there, nor in the database's log or a backup. The worker's rounds put the rows in a
    random order (``is_mixed``), under new ids and in new envelopes.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="arrivals")
    envelope = models.BinaryField()
    is_mixed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.wave_id)


class SpentBallot(models.Model):
    """The SHA-256 (hex) of a ballot that has been used; of an open link, of the browser's nonce."""

    ballot_hash = models.CharField(primary_key=True, max_length=64, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return str(self.wave_id)


class NamedResponse(models.Model):
    """An answer under its giver's name, of a named wave only."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="named_responses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="survey_responses")
    answers = models.JSONField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["wave", "person"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "person"], name="named_response_once")
        ]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.person_id}"

"""Who was asked. Nothing here knows what anyone answered (trust T3)."""

import uuid

from django.db import models

from juuristo.people.models import Person

from .waves import Wave


class Invitation(models.Model):
    """One person's right to answer one wave.

    The link's token is derived from the id, ``issue`` and the server's secret
    (``juuristo.surveys.tokens``); only its SHA-256 (hex) is stored. ``issue`` grows when a lost
    ballot is issued again, once at most. ``has_ballot`` and ``has_answered`` (as acknowledged) are
    set by the worker's batches, never row by row (but for named waves, which hide nobody).
    ``blinded_hash`` is the SHA-256 (hex) of what was signed blindly: who asks for the same again,
    having lost the reply on the way, gets the same. It tells nothing of the ballot. Deleted when
    the wave is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="survey_invitations")
    issue = models.PositiveSmallIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)
    has_ballot = models.BooleanField(default=False)
    blinded_hash = models.CharField(max_length=64, blank=True)
    has_answered = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "person"], name="invited_once_per_wave"),
            models.CheckConstraint(
                condition=models.Q(issue__gte=1, issue__lte=2), name="ballot_reissued_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.wave_id)


class BallotIssue(models.Model):
    """A token that has been exchanged for a ballot, until the worker's next batch notes it on its
    invitation together with others."""

    token_hash = models.CharField(primary_key=True, max_length=64, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE)
    blinded_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.wave_id)


class Acknowledgement(models.Model):
    """The browser's word that its answer is in, until the night's one UPDATE."""

    token_hash = models.CharField(primary_key=True, max_length=64, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return str(self.wave_id)

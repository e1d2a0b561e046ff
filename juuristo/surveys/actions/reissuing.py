"""Giving a new link to one whose ballot was lost: once, counted, and telling the one who gives it
nothing of whether there is an answer already."""

from django.db import transaction
from django.db.models import F

from juuristo.audit import trail
from juuristo.people.models import Person

from .. import emails, obstacles
from ..models import Acknowledgement, Invitation, Wave
from ..tokens import hash_of, token_of
from .waves import hold


@transaction.atomic
def reissue(wave: Wave, invitation: Invitation, *, actor: Person) -> None:
    """Replace the invited person's token, and write to them.

    Whoever is known to have answered keeps their spent right, and reads so in the letter; the
    coordinator sees the same either way. Raises ``Refused``: ``not_open``, ``reissued_already``.
    """
    held = hold(wave)
    if not held.takes_answers():
        raise obstacles.not_open()
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("person__user")
    mine = rows.get(pk=invitation.pk, wave=held)
    if mine.issue > 1:
        raise obstacles.reissued_already()
    mine.issue += 1
    mine.wave = held
    changed = ["issue"]
    # What the night has not yet noted counts too: else one could answer twice.
    waiting = Acknowledgement.objects.filter(token_hash=mine.token_hash)
    has_answered = mine.has_answered or waiting.exists()
    if not has_answered:
        mine.token_hash = hash_of(token_of(mine))
        mine.has_ballot, mine.blinded_hash = False, ""
        changed += ["token_hash", "has_ballot", "blinded_hash"]
    mine.save(update_fields=changed)
    Wave.objects.filter(pk=held.pk).update(reissued=F("reissued") + 1)
    emails.reissued(mine, has_answered=has_answered)
    trail.record("wave.ballot_reissued", actor=actor, about=held)

"""Closing and sealing: after it nobody can tell who answered what, nor in what order (trust T3)."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit import trail
from juuristo.people.models import Person
from juuristo.surveys.ballots import LostKeyError, key_of
from juuristo.surveys.envelopes import open_envelope
from juuristo.surveys.mixing import apply_acknowledgements, in_random_order
from juuristo.surveys.models import (
    Acknowledgement,
    Arrival,
    BallotIssue,
    Invitation,
    Response,
    SpentBallot,
    Wave,
    WaveDay,
)
from juuristo.surveys.refusals import Refused
from juuristo.surveys.traces import erase_traces

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_CLOSINGS = 60


@transaction.atomic
def close(wave: Wave, *, actor: Person | None) -> None:
    """Take no more answers. Waits for those being taken; ``actor`` None is the clock."""
    held = Wave.objects.select_for_update(of=("self",)).select_related("programme").get(pk=wave.pk)
    if held.state != Wave.State.OPEN:
        raise Refused("not_open", _("Kyselykerta ei ole auki, joten sitä ei voi päättää."))
    now = timezone.now()
    has_begun = held.opens_at is None or held.opens_at < now
    if has_begun and (held.closes_at is None or now < held.closes_at):
        held.closes_at = now
    held.state = Wave.State.CLOSED
    held.save(update_fields=["state", "closes_at"])
    wave.state, wave.closes_at = held.state, held.closes_at
    organisation_id = held.programme.organisation_id
    trail.record("wave.closed", actor=actor, about=held, organisation_id=organisation_id)


def seal(wave: Wave) -> bool:
    """Rewrite the responses of a closed wave in random order and forget who could have given them.

    Only counts stay of invitations and ballots. Returns False unless the wave was closed and not
    sealed. Raises ``LostKeyError``, and changes nothing, when the answers cannot be opened.
    """
    with transaction.atomic():
        waves = Wave.objects.select_for_update(of=("self",))
        held = waves.select_related("programme__organisation").get(pk=wave.pk)
        if held.state != Wave.State.CLOSED:
            return False
        _write_responses(held)
        _count(held)
        _forget(held)
        trail.record(
            "wave.sealed", actor=None, about=held, organisation_id=held.programme.organisation_id
        )
        transaction.on_commit(lambda: erase_traces(rewrite=True))
    wave.refresh_from_db()
    return True


def _write_responses(wave: Wave) -> None:
    """Open the envelopes; all responses of the wave get new ids in one random order."""
    waiting = list(wave.arrivals.order_by().values_list("pk", flat=True))
    kept = list(wave.responses.order_by().values_list("pk", flat=True))
    rows = [(Arrival, pk) for pk in waiting] + [(Response, pk) for pk in kept]
    for some in in_random_order(rows):
        arrivals = Arrival.objects.in_bulk([pk for model, pk in some if model is Arrival])
        responses = Response.objects.in_bulk([pk for model, pk in some if model is Response])
        answers = [
            open_envelope(key_of(wave), wave.pk, bytes(arrivals[pk].envelope))
            if model is Arrival
            else responses[pk].answers
            for model, pk in some
        ]
        Response.objects.filter(pk__in=responses).delete()
        Response.objects.bulk_create(Response(wave=wave, answers=each) for each in answers)


def _count(wave: Wave) -> None:
    """Keep the counts, since what they count goes."""
    apply_acknowledgements(wave)
    if wave.access == Wave.Access.INVITATION and wave.invited is None:
        wave.invited = wave.invitations.count()
    is_named = wave.kind == Wave.Kind.NAMED
    wave.responses_count = (wave.named_responses if is_named else wave.responses).count()
    closed_at: datetime = wave.closes_at or timezone.now()
    WaveDay.objects.update_or_create(
        wave=wave,
        day=closed_at.astimezone(wave.programme.organisation.zone).date(),
        defaults={"acknowledged": wave.acknowledged},
    )


def _forget(wave: Wave) -> None:
    for model in (Arrival, Invitation, BallotIssue, Acknowledgement, SpentBallot):
        model.objects.filter(wave=wave).delete()
    wave.state, wave.sealed_at, wave.ballot_key = Wave.State.SEALED, timezone.now(), ""
    counts = ["invited", "acknowledged", "responses_count"]
    wave.save(update_fields=["state", "sealed_at", "ballot_key", *counts])


def _due() -> QuerySet[Wave]:
    """Open waves whose time is up; and those whose every named reader has left, for what nobody
    may ever read is not asked for."""
    readers = Wave.readers.through.objects.filter(wave=OuterRef("pk"))
    gone = Q(person__left_date__lte=timezone.localdate())
    still_here = Q(person__left_date=None) | ~gone
    nobody_reads = Exists(readers.filter(gone)) & ~Exists(readers.filter(still_here))
    is_over = Q(closes_at__lte=timezone.now())
    return Wave.objects.filter(is_over | Q(nobody_reads), state=Wave.State.OPEN)


@transaction.atomic
def _close_if_due(pk: UUID) -> None:
    """Close it, unless another worker was first or the closing has just been moved."""
    wave = _due().select_for_update().filter(pk=pk).first()
    if wave is not None:
        close(wave, actor=None)


def close_and_seal() -> int:
    """The worker's round: close what is due, seal what is closed; return how many were sealed."""
    for pk in list(_due().order_by("pk").values_list("pk", flat=True)):
        _close_if_due(pk)
    sealed = 0
    for wave in Wave.objects.filter(state=Wave.State.CLOSED).order_by("pk"):
        try:
            sealed += seal(wave)
        except LostKeyError:  # nothing is lost while the secret can still be put back
            logger.exception("a wave waits to be sealed: the server's secret has changed")
    return sealed

"""The worker's rounds between answering and sealing: they take away the order in which things came.

An arrival is unreadable to whoever has the database without the server's secret; mixing is for the
day on which somebody has both. A batch is never smaller than the wave's threshold.
"""

import logging
import secrets
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from .ballots import LostKeyError, key_of
from .envelopes import close_envelope, open_envelope
from .models import Acknowledgement, Arrival, BallotIssue, Invitation, SpentBallot, Wave, WaveDay
from .traces import erase_traces

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_MIXINGS = 300
SECONDS_BETWEEN_NIGHTS = 1_800  # how often one looks whether it is night
NIGHT = 2  # o'clock, where the organisation is
AT_ONCE = 500
# The whole pool is put in a new order each time, so it waits until a share of it is new.
NEW_SHARE = 10

Item = TypeVar("Item")


def mix() -> int:
    """Mix what has come to every open wave; return how many rows were mixed."""
    waves = Wave.objects.filter(state=Wave.State.OPEN).order_by("pk")
    mixed = 0
    for wave_id in list(waves.values_list("pk", flat=True)):
        try:
            mixed += _mix(wave_id)
        except LostKeyError:  # the other waves need not wait for it
            logger.exception("answers cannot be mixed: the server's secret has changed")
    if mixed:
        erase_traces()
    return mixed


@transaction.atomic
def _mix(wave_id: UUID) -> int:
    """Mix one wave, unless another worker has it. Answers come in meanwhile."""
    free = Wave.objects.select_for_update(skip_locked=True, no_key=True)
    wave = free.filter(pk=wave_id, state=Wave.State.OPEN).first()
    if wave is None or not wave.hides_the_sender:
        return 0
    return _mix_arrivals(wave) + _merge_exchanges(wave)


def _mix_arrivals(wave: Wave) -> int:
    """Put all that has arrived in a new random order, under new ids and in new envelopes."""
    ids = list(wave.arrivals.order_by().values_list("pk", "is_mixed"))
    new = sum(not is_mixed for _pk, is_mixed in ids)
    if new < max(wave.threshold, len(ids) // NEW_SHARE):
        return 0
    key = key_of(wave)
    for some in in_random_order([pk for pk, _is_mixed in ids]):
        found = Arrival.objects.in_bulk(some)
        opened = [open_envelope(key, wave.pk, bytes(found[pk].envelope)) for pk in some]
        Arrival.objects.bulk_create(
            Arrival(wave=wave, envelope=close_envelope(key, wave.pk, answers), is_mixed=True)
            for answers in opened
        )
        Arrival.objects.filter(pk__in=some).delete()
    return len(ids)


def in_random_order(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield all items in a random order, ``AT_ONCE`` at a time."""
    shuffled = list(items)
    secrets.SystemRandom().shuffle(shuffled)
    rest = iter(shuffled)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _merge_exchanges(wave: Wave) -> int:
    """Note exchanged tokens on their invitations, by one UPDATE that knows no order of theirs."""
    hashes = sorted(wave.ballotissue_set.order_by().values_list("token_hash", flat=True))
    if len(hashes) < wave.threshold:
        return 0
    issued = BallotIssue.objects.filter(token_hash=OuterRef("token_hash"))
    Invitation.objects.filter(token_hash__in=hashes).update(
        has_ballot=True, blinded_hash=Subquery(issued.values("blinded_hash"))
    )
    BallotIssue.objects.filter(token_hash__in=hashes).delete()
    return len(hashes)


def acknowledge_night() -> int:
    """Apply the day's acknowledgements, once each night; return to how many waves.

    Looking again the same night does nothing. Where the worker did not run at night, the next
    look makes up for it.
    """
    going = Wave.objects.filter(state__in=[Wave.State.OPEN, Wave.State.CLOSED], is_imported=False)
    done = 0
    for wave in going.select_related("programme__organisation").order_by("pk"):
        now = timezone.now().astimezone(wave.programme.organisation.zone)
        day = now.date() - timedelta(days=1)
        has_begun = wave.opens_at is None or wave.opens_at < now.replace(hour=0, minute=0)
        if now.hour >= NIGHT and has_begun and not wave.days.filter(day__gte=day).exists():
            done += _acknowledge(wave.pk, day)
    if done or _has_sealed_lately():
        erase_traces(rewrite=True)
    return done


def _has_sealed_lately() -> bool:
    """Whether it is night and a wave was sealed the day before: what could not be erased then, the
    database being busy, is erased now though no wave is open."""
    now = timezone.now()
    recent = Wave.objects.filter(sealed_at__gte=now - timedelta(days=1), is_imported=False)
    return timezone.localtime(now).hour == NIGHT and recent.exists()


@transaction.atomic
def _acknowledge(wave_id: UUID, day: date) -> bool:
    free = Wave.objects.select_for_update(skip_locked=True, no_key=True)
    wave = free.filter(pk=wave_id).exclude(state=Wave.State.SEALED).first()
    if wave is None or wave.days.filter(day__gte=day).exists():
        return False
    apply_acknowledgements(wave)
    wave.save(update_fields=["acknowledged"])
    WaveDay.objects.create(wave=wave, day=day, acknowledged=wave.acknowledged)
    return True


def apply_acknowledgements(wave: Wave) -> None:
    """Mark who says to have answered, by one UPDATE, and count them into ``wave`` (unsaved).

    By an open link nobody is invited and nobody acknowledges: there the answers are counted.
    """
    if wave.access == Wave.Access.LINK:
        wave.acknowledged = SpentBallot.objects.filter(wave=wave).count()
        return
    told = Acknowledgement.objects.filter(wave=wave).order_by()
    hashes = sorted(told.values_list("token_hash", flat=True))
    wave.invitations.filter(token_hash__in=hashes).update(has_answered=True)
    Acknowledgement.objects.filter(token_hash__in=hashes).delete()
    wave.acknowledged = wave.invitations.filter(has_answered=True).count()

"""Taking: a token for a ballot, a ballot or a token for an answer, and the word that it was given.

The three come in separate requests and separate transactions, and share nothing that is stored
(trust T3). None of these verbs has an actor or leaves a row on the trail: it would tell who
answered when.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from juuristo.surveys import statements
from juuristo.surveys.answers import clean
from juuristo.surveys.ballots import BlindedError, hash_of_ballot, key_of
from juuristo.surveys.definition import Definition
from juuristo.surveys.envelopes import close_envelope
from juuristo.surveys.models import (
    BallotIssue,
    InstrumentVersion,
    Invitation,
    NamedResponse,
    Wave,
)
from juuristo.surveys.tokens import hash_of

NONCE = 32  # bytes that the browser draws for an answer by an open link


class RefusedError(Exception):
    """A request that is understood and refused; the words for ``code`` are the browser's.

    ``unknown_token``, ``unknown_wave``, ``not_yet``, ``closed``, ``already_exchanged``,
    ``already_answered``, ``malformed``, ``bad_ballot``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def asked_in(wave_id: UUID) -> Wave:
    """The wave, with what taking needs of it."""
    wave = statements.wave(wave_id)
    if wave is None or wave.state == Wave.State.DRAFT:
        raise RefusedError("unknown_wave")
    return wave


def invited_by(token: str) -> Invitation:
    """The invitation whose token this is, with what taking needs of its wave."""
    invitation = statements.invitation(hash_of(token))
    if invitation is None:
        raise RefusedError("unknown_token")
    return invitation


def exchange(invitation: Invitation, blinded: bytes) -> bytes:
    """Sign the blinded message, once for each invitation.

    The same message again gets the same signature: the reply may have been lost on its way.
    """
    wave = invitation.wave
    check_open(wave)
    if not wave.hides_the_sender:
        raise RefusedError("malformed")
    try:
        signature = key_of(wave).sign_blinded(blinded)
    except BlindedError as fault:
        raise RefusedError("malformed") from fault
    _note_exchange(invitation, hashlib.sha256(blinded).hexdigest())
    return signature


@transaction.atomic
def _note_exchange(invitation: Invitation, blinded_hash: str) -> None:
    token_hash = invitation.token_hash
    is_first = statements.issue(token_hash, invitation.wave_id, blinded_hash)
    # Looked at after the row is there: what a mixing has just moved is seen.
    held = statements.hold_invited(token_hash)
    if held is None:
        raise RefusedError("unknown_token")
    if not held.is_open:
        raise RefusedError("closed")
    if held.has_ballot:
        is_same = held.blinded_hash == blinded_hash
    else:
        issues = BallotIssue.objects.filter(token_hash=token_hash, blinded_hash=blinded_hash)
        is_same = is_first or issues.exists()
    if not is_same:
        raise RefusedError("already_exchanged")


def take(wave: Wave, message: bytes, signature: bytes | None, raw: Mapping[str, Any]) -> None:
    """Use the ballot up and keep the answers, or neither. Nothing tells whose they are.

    By invitation ``message`` is a signed ballot; by an open link (no ``signature``) a nonce that
    keeps one sending from being stored twice. Raises ``RefusedError`` and ``FaultyAnswersError``.
    """
    check_open(wave)
    if not wave.hides_the_sender:
        raise RefusedError("bad_ballot")
    key = key_of(wave)
    if wave.access == Wave.Access.LINK:
        is_good = signature is None and len(message) == NONCE
    else:
        is_good = signature is not None and key.is_genuine(message, signature)
    if not is_good:
        raise RefusedError("bad_ballot")
    answers = clean(definition_of(wave), raw)
    envelope = close_envelope(key, wave.pk, answers)
    if not statements.keep(wave.pk, hash_of_ballot(wave.pk, message), envelope):
        check_open(asked_in(wave.pk))  # it may have closed just now
        raise RefusedError("already_answered")


def take_named(invitation: Invitation, raw: Mapping[str, Any]) -> None:
    """Keep the answers under their giver's name: of a named wave, which says so."""
    check_open(invitation.wave)
    if invitation.wave.hides_the_sender:
        raise RefusedError("bad_ballot")
    answers = clean(definition_of(invitation.wave), raw)
    _keep_named(invitation, answers)


@transaction.atomic
def _keep_named(invitation: Invitation, answers: dict[str, Any]) -> None:
    if not statements.is_held_open(invitation.wave_id):
        raise RefusedError("closed")
    _response, is_new = NamedResponse.objects.get_or_create(
        wave_id=invitation.wave_id, person_id=invitation.person_id, defaults={"answers": answers}
    )
    if not is_new:
        raise RefusedError("already_answered")
    Invitation.objects.filter(pk=invitation.pk).update(has_answered=True)


def acknowledge(token: str) -> None:
    """Note that the token's holder says to have answered. An unknown token is as good."""
    statements.acknowledge(hash_of(token))


def check_open(wave: Wave) -> None:
    """Raise ``RefusedError`` unless an answer that comes now is taken."""
    if wave.takes_answers():
        return
    is_early = wave.state == Wave.State.OPEN and wave.opens_at and timezone.now() < wave.opens_at
    raise RefusedError("not_yet" if is_early or wave.state == Wave.State.DRAFT else "closed")


def definition_of(wave: Wave) -> Definition:
    """What the wave asks, for those that have been opened."""
    assert wave.version_id is not None
    return _frozen(wave.version_id)


@lru_cache(maxsize=64)
def _frozen(version_id: UUID) -> Definition:
    content = InstrumentVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return Definition.model_validate(content)

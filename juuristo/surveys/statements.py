"""What the intake asks of the database: to insert once and to hold open, for which the ORM has no
words, and to read a row without putting its query together anew for each of a crowd."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from .models import Invitation, Wave
from .models.responses import random_id

WAVE = (
    "SELECT id, state, kind, access, opens_at, closes_at, version_id, ballot_key"
    " FROM surveys_wave WHERE id = %s"
)
INVITATION = (
    "SELECT id, token_hash, has_answered, person_id, wave_id FROM surveys_invitation"
    " WHERE token_hash = %s"
)
STATE = "SELECT wave.state FROM surveys_wave wave WHERE wave.id = %s"
INVITED = (
    "SELECT wave.state, invitation.has_ballot, invitation.blinded_hash FROM surveys_wave wave"
    " JOIN surveys_invitation invitation ON invitation.wave_id = wave.id"
    " WHERE invitation.token_hash = %s"
)
HOLDING = {"postgresql": " FOR KEY SHARE OF wave", "sqlite": ""}
SPEND = (
    "INSERT INTO surveys_spentballot (ballot_hash, wave_id) SELECT %s, wave.id"
    " FROM surveys_wave wave WHERE wave.id = %s AND wave.state = 'open'{holding}"
    " ON CONFLICT DO NOTHING"
)
ISSUE = (
    "INSERT INTO surveys_ballotissue (token_hash, wave_id, blinded_hash) VALUES (%s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)
ARRIVE = "INSERT INTO surveys_arrival (id, wave_id, envelope, is_mixed) VALUES (%s, %s, %s, FALSE)"
# Both at once: one journey to the server instead of five, a fifth of the processor's time less.
SPEND_AND_ARRIVE = (
    "WITH spent AS ({spend} RETURNING wave_id)"
    " INSERT INTO surveys_arrival (wave_id, id, envelope, is_mixed)"
    " SELECT spent.wave_id, %s, %s, FALSE FROM spent"
)
# The wave is held here too: what comes while it is being sealed must not outlive the sealing.
ACKNOWLEDGE = (
    "INSERT INTO surveys_acknowledgement (token_hash, wave_id)"
    " SELECT invitation.token_hash, invitation.wave_id FROM surveys_invitation invitation"
    " JOIN surveys_wave wave ON wave.id = invitation.wave_id"
    " WHERE invitation.token_hash = %s AND NOT invitation.has_answered"
    " AND wave.state <> 'sealed'{holding} ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class Invited:
    """What is known of a token at this moment."""

    is_open: bool
    has_ballot: bool
    blinded_hash: str


def wave(wave_id: UUID) -> Wave | None:
    """The wave, with what taking needs of it; the rest is read when asked for."""
    return next(iter(Wave.objects.raw(WAVE, [_id(wave_id)])), None)


def invitation(token_hash: str) -> Invitation | None:
    """The token's invitation, with what taking needs of it and of its wave."""
    found = next(iter(Invitation.objects.raw(INVITATION, [token_hash])), None)
    if found is None:
        return None
    its_wave = wave(found.wave_id)
    if its_wave is None:
        return None
    found.wave = its_wave
    return found


def is_held_open(wave_id: UUID) -> bool:
    """Whether the wave is open, and stays so until the running transaction ends.

    Closing takes the row FOR UPDATE, which waits for those who hold it: an answer that is thanked
    for is there when the wave is sealed. The lock is the one that the rows' foreign keys take
    anyway. On SQLite a transaction that writes is alone.
    """
    return bool(_held(STATE, _id(wave_id)) == (Wave.State.OPEN,))


def hold_invited(token_hash: str) -> Invited | None:
    """The token's invitation, its wave held as it is; None when the token is not known."""
    row = _held(INVITED, token_hash)
    return row and Invited(row[0] == Wave.State.OPEN, bool(row[1]), row[2])


def _held(query: str, value: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query + HOLDING[connection.vendor], [value])
        return cursor.fetchone()


def keep(wave_id: UUID, ballot_hash: str, envelope: bytes) -> bool:
    """Use the ballot up and keep the answer until its wave is sealed, or neither.

    False when the wave is not open or the ballot was used before. The wave is held as in
    ``is_held_open``.
    """
    spend = SPEND.format(holding=HOLDING[connection.vendor])
    if connection.vendor == "postgresql":
        both = SPEND_AND_ARRIVE.format(spend=spend)
        return _inserted(both, ballot_hash, _id(wave_id), random_id(), envelope)
    with transaction.atomic():
        return _inserted(spend, ballot_hash, _id(wave_id)) and _inserted(
            ARRIVE, random_id(), _id(wave_id), envelope
        )


def issue(token_hash: str, wave_id: UUID, blinded_hash: str) -> bool:
    """Note a token as exchanged; False when it already was."""
    return _inserted(ISSUE, token_hash, _id(wave_id), blinded_hash)


def acknowledge(token_hash: str) -> bool:
    """Note that the token's holder says to have answered; False when that is known already, or
    the token is not."""
    return _inserted(ACKNOWLEDGE.format(holding=HOLDING[connection.vendor]), token_hash)


def _inserted(statement: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)


def _id(value: UUID) -> Any:
    return Wave._meta.pk.get_db_prep_value(value, connection)

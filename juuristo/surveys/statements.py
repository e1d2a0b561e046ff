"""What the intake asks of the database that the ORM has no words for: insert once, hold open."""

from typing import Any
from uuid import UUID

from django.db import connection

from .models import Wave

HOLD_OPEN = "SELECT state FROM surveys_wave WHERE id = %s FOR KEY SHARE"
SPEND = (
    "INSERT INTO surveys_spentballot (ballot_hash, wave_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"
)
ISSUE = (
    "INSERT INTO surveys_ballotissue (token_hash, wave_id, blinded_hash) VALUES (%s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)
ACKNOWLEDGE = (
    "INSERT INTO surveys_acknowledgement (token_hash, wave_id)"
    " SELECT token_hash, wave_id FROM surveys_invitation"
    " WHERE token_hash = %s AND NOT has_answered ON CONFLICT DO NOTHING"
)


def is_held_open(wave_id: UUID) -> bool:
    """Whether the wave is open, and stays so until the running transaction ends.

    Closing takes the row FOR UPDATE, which waits for those who hold it: an answer that is thanked
    for is there when the wave is sealed. The lock is the one that the rows' foreign keys take
    anyway. On SQLite a transaction that writes is alone.
    """
    if connection.vendor != "postgresql":
        return Wave.objects.filter(pk=wave_id, state=Wave.State.OPEN).exists()
    with connection.cursor() as cursor:
        cursor.execute(HOLD_OPEN, [wave_id])
        return bool(cursor.fetchone() == (Wave.State.OPEN,))


def spend(ballot_hash: str, wave_id: UUID) -> bool:
    """Note a ballot as used; False when it already was."""
    return _inserted(SPEND, ballot_hash, _id(wave_id))


def issue(token_hash: str, wave_id: UUID, blinded_hash: str) -> bool:
    """Note a token as exchanged; False when it already was."""
    return _inserted(ISSUE, token_hash, _id(wave_id), blinded_hash)


def acknowledge(token_hash: str) -> bool:
    """Note that the token's holder says to have answered; False when that is known already, or
    the token is not."""
    return _inserted(ACKNOWLEDGE, token_hash)


def _inserted(statement: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)


def _id(value: UUID) -> Any:
    return Wave._meta.pk.get_db_prep_value(value, connection)

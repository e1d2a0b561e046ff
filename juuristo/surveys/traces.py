"""Removing what a database keeps of rows that are gone (trust T3).

Holding tables lie in the order in which their rows came, and so do the remains of rows deleted
from them. SQLite overwrites deleted rows (``secure_delete``, in the settings) but keeps them in
its write-ahead log until it is cut; PostgreSQL keeps old row versions until vacuumed. Neither runs
inside a transaction, and neither may hold up those who answer: what does not succeed at once is
tried again each night.
"""

import logging

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)

# Without FULL a vacuum waits for nobody; with it the tables are written anew and the old files go.
VACUUM_HOLDING = "VACUUM surveys_arrival, surveys_ballotissue, surveys_acknowledgement"
REWRITE_ALL = (
    "VACUUM (FULL) surveys_arrival, surveys_ballotissue, surveys_acknowledgement,"
    " surveys_spentballot, surveys_invitation, surveys_wave"
)


def erase_traces(*, rewrite: bool = False) -> bool:
    """Erase what is left of deleted rows; ``rewrite`` also the tables' free space.

    Returns False when the database was too busy.
    """
    if connection.in_atomic_block:
        raise RuntimeError("traces are erased after the transaction that left them")
    try:
        return _cut_log() if connection.vendor == "sqlite" else _vacuum(rewrite=rewrite)
    except OperationalError:
        logger.warning("traces of deleted rows could not be erased yet")
        return False


def _cut_log() -> bool:
    """Move the write-ahead log into the database and cut it to nothing."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 1000")  # those who answer wait behind it
        try:
            is_busy = bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        finally:
            cursor.execute("PRAGMA busy_timeout = 20000")  # as in the settings
    return not is_busy


def _vacuum(*, rewrite: bool) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
        try:
            cursor.execute(REWRITE_ALL if rewrite else VACUUM_HOLDING)
        finally:
            cursor.execute("RESET lock_timeout")
    return True

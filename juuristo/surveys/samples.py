"""Keeping what is to be deleted out of PostgreSQL's samples (trust T3).

To plan its queries PostgreSQL samples the values of every column, and a sample outlives the rows
it was taken of. What sealing deletes must not be sampled in the first place.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

UNSAMPLED = {
    "surveys_invitation": ("id", "person_id", "token_hash", "blinded_hash"),
    "surveys_ballotissue": ("token_hash", "blinded_hash"),
    "surveys_acknowledgement": ("token_hash",),
    "surveys_spentballot": ("ballot_hash",),
    "surveys_arrival": ("id", "envelope"),
    "surveys_wave": ("ballot_key",),
}


def take_no_samples(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL sample none of ``UNSAMPLED``; SQLite takes samples only when asked to."""
    _set_statistics(editor, 0)


def take_samples(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    _set_statistics(editor, -1)


def _set_statistics(editor: BaseDatabaseSchemaEditor, target: int) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table, columns in UNSAMPLED.items():
        for column in columns:
            editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS {target}')

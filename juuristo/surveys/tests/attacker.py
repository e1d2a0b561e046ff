"""Somebody who holds the whole database, its logs and backups, and not the server's secret."""

import re
import secrets
from dataclasses import dataclass
from operator import eq
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from django.db import connection

# Drawn for each run: the log of a database cluster remembers the runs before. Of letters, since
# digits may look like a phone number, and such an answer is refused.
SECRET = f"tunniste-{''.join(secrets.choice(ascii_lowercase) for _ in range(8))}-"
MARK = re.compile(SECRET.encode() + rb"(\d{3})")
TABLES = (
    "surveys_invitation",
    "surveys_ballotissue",
    "surveys_acknowledgement",
    "surveys_spentballot",
    "surveys_arrival",
    "surveys_response",
)
IN_PLACE = {
    "sqlite": "SELECT rowid AS place, 0 AS born, * FROM {} ORDER BY rowid",
    "postgresql": "SELECT ctid::text AS place, xmin::text AS born, * FROM {} ORDER BY ctid",
}
RELATIONS = """
    SELECT pg_relation_filepath(every.oid) FROM pg_class every
    WHERE every.relkind IN ('r', 'i', 't') AND (
        every.relname LIKE 'surveys_%%' OR every.oid IN (
            SELECT reltoastrelid FROM pg_class WHERE relname LIKE 'surveys_%%'))
"""
Row = dict[str, Any]


@dataclass(frozen=True)
class Backup:
    """Every row of the tables in its physical order, the files as bytes, and the log as bytes."""

    rows: dict[str, list[Row]]
    files: bytes
    log: bytes

    def column(self, table: str, name: str) -> list[Any]:
        return [row[name] for row in self.rows[f"surveys_{table}"]]

    def people(self, table: str) -> list[int]:
        """Who stands in a holding table, in its physical order: the tokens tell it, of course."""
        invited = self.rows["surveys_invitation"]
        person_of = {row["token_hash"]: row["person_id"] for row in invited}
        return [person_of[token_hash] for token_hash in self.column(table, "token_hash")]


def take_backup() -> Backup:
    rows = {table: rows_in_place(table) for table in TABLES}
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        log = name.with_name(name.name + "-wal")
        return Backup(rows, name.read_bytes(), log.read_bytes() if log.exists() else b"")
    return Backup(rows, _relations(), _write_ahead_log())


def rows_in_place(table: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(IN_PLACE[connection.vendor].format(table))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _relations() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(RELATIONS)
        paths = [path for (path,) in cursor.fetchall()]
        return b"".join(_file(cursor, path) for path in paths)


def _write_ahead_log() -> bytes:
    """Every segment, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_walfile_name(pg_current_wal_lsn())")
        current = cursor.fetchone()[0]
        cursor.execute("SELECT name FROM pg_ls_waldir() ORDER BY name")
        names = [name for (name,) in cursor.fetchall() if name <= current]
        return b"".join(_file(cursor, f"pg_wal/{name}") for name in names)


def _file(cursor: Any, path: str) -> bytes:
    cursor.execute("SELECT pg_read_binary_file(%s)", [path])
    return bytes(cursor.fetchone()[0])


def marks_in(data: bytes) -> list[int]:
    """The answers' marks that can be read in the bytes, each where it first stands."""
    return list(dict.fromkeys(int(mark) for mark in MARK.findall(data)))


def links_right(people: list[int], marks: list[int]) -> int:
    """How many answers are given to the right person when the orders are laid side by side.

    A table may begin in the middle of its order, so the attacker tries each place to begin.
    """
    turned = (marks[turn:] + marks[:turn] for turn in range(len(marks)))
    return max(sum(map(eq, people, order)) for order in turned)


def likeness(people: list[int], marks: list[int]) -> float:
    """Spearman's rank correlation of two orders of the same, from -1 to 1."""
    place = {mark: n for n, mark in enumerate(marks)}
    n = len(people)
    far = sum((place[person] - k) ** 2 for k, person in enumerate(people))
    return 1 - 6 * far / (n * (n * n - 1))

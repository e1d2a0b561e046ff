"""Open SQLite connections pass from request to request, as they were."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from juuristo.shell.sqlite import base
from juuristo.shell.sqlite.pool import Pool, file_of, pool


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[Pool]:
    own = Pool(most=2)
    monkeypatch.setattr(base, "pool", own)
    with django_db_blocker.unblock():
        yield own
    own.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "own.sqlite3") as made:
        made.execute("CREATE TABLE leaf (id INTEGER PRIMARY KEY)")
        made.executemany("INSERT INTO leaf VALUES (?)", [(n,) for n in range(500)])
    made.close()
    return tmp_path / "own.sqlite3"


def wrapper(path: Path | str) -> base.DatabaseWrapper:
    given = {"ENGINE": "juuristo.shell.sqlite", "NAME": path}
    given["OPTIONS"] = {  # type: ignore[assignment]
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON",
        "transaction_mode": "IMMEDIATE",
    }
    defaults = connections.configure_settings({"default": given})
    return base.DatabaseWrapper(defaults["default"], alias="own")


def value(database: base.DatabaseWrapper, sql: str) -> Any:
    with database.cursor() as cursor:
        return cursor.execute(sql).fetchone()[0]


def test_the_next_request_gets_the_connection_of_the_last(idle: Pool, path: Path) -> None:
    first = wrapper(path)
    assert value(first, "PRAGMA secure_delete") == 1
    opened = first.connection
    first.close()
    assert (first.connection, len(idle)) == (None, 1)

    second = wrapper(path)
    seen = []

    def ask() -> None:
        second.inc_thread_sharing()
        seen.append((value(second, "SELECT count(*) FROM leaf"), second.connection is opened))

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert seen == [(500, True)]
    second.close()


def test_two_at_a_time_never_share_one(idle: Pool, path: Path) -> None:
    one, two = wrapper(path), wrapper(path)
    one.ensure_connection()
    two.ensure_connection()
    assert one.connection is not two.connection
    one.close()
    two.close()
    assert len(idle) == 2


def test_no_more_stay_open_than_asked(idle: Pool, path: Path) -> None:
    some = [wrapper(path) for _ in range(4)]
    for each in some:
        each.ensure_connection()
    opened = [each.connection for each in some]
    for each in some:
        each.close()
    assert len(idle) == 2
    for closed in opened[:2]:  # those idle longest
        with pytest.raises(sqlite3.ProgrammingError):
            closed.execute("SELECT 1")


def test_a_transaction_left_open_is_rolled_back_and_its_connection_closed(
    idle: Pool, path: Path
) -> None:
    database = wrapper(path)
    database.ensure_connection()
    database.connection.execute("BEGIN IMMEDIATE")
    database.connection.execute("DELETE FROM leaf")
    database.close()
    assert len(idle) == 0
    assert value(database, "SELECT count(*) FROM leaf") == 500
    database.close()


def test_closing_within_an_atomic_block_keeps_nothing(
    idle: Pool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = wrapper(path)
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: database)
    with transaction.atomic():
        database.cursor().execute("DELETE FROM leaf")
        database.close()
    assert len(idle) == 0
    assert value(database, "SELECT count(*) FROM leaf") == 500
    database.close()


def test_an_error_of_the_database_closes_and_a_breach_of_a_rule_does_not(
    idle: Pool, path: Path
) -> None:
    database = wrapper(path)
    with pytest.raises(IntegrityError):
        value(database, "INSERT INTO leaf VALUES (1) RETURNING id")
    database.close()
    assert len(idle) == 1
    with pytest.raises(DatabaseError):
        value(database, "SELECT * FROM nowhere")
    database.close()
    assert len(idle) == 0


def test_an_unfinished_reading_ends_with_its_request(idle: Pool, path: Path) -> None:
    database = wrapper(path)
    reading = database.cursor()
    reading.execute("SELECT id FROM leaf").fetchone()
    database.close()
    assert len(idle) == 1

    with sqlite3.connect(path, timeout=0) as other:
        other.execute("DELETE FROM leaf")
    is_busy, _log, _moved = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    other.close()
    assert not is_busy
    assert value(database, "SELECT count(*) FROM leaf") == 0
    database.close()
    with pytest.raises(sqlite3.ProgrammingError):
        reading.cursor.fetchone()


def test_rules_between_tables_are_on_again(idle: Pool, path: Path) -> None:
    database = wrapper(path)
    database.disable_constraint_checking()
    database.close()
    assert value(database, "PRAGMA foreign_keys") == 1
    database.close()


def test_a_file_put_in_the_place_of_another_is_opened(idle: Pool, path: Path) -> None:
    database = wrapper(path)
    database.ensure_connection()
    database.close()
    path.rename(path.with_suffix(".old"))
    with sqlite3.connect(path) as fresh:
        fresh.execute("CREATE TABLE leaf (id INTEGER PRIMARY KEY)")
    fresh.close()
    assert value(database, "SELECT count(*) FROM leaf") == 0
    database.close()


def test_a_database_in_memory_stays_with_its_request(idle: Pool) -> None:
    database = wrapper(":memory:")
    database.cursor().execute("CREATE TABLE leaf (id INTEGER)")
    database.close()  # which Django does not do
    assert value(database, "SELECT count(*) FROM leaf") == 0
    assert len(idle) == 0
    database.connection.close()


def test_a_forked_process_starts_without(path: Path) -> None:
    file = file_of(str(path))
    assert file is not None
    parents = sqlite3.connect(path)
    pool.keep(file, "test", parents)
    child = os.fork()
    if child == 0:
        os._exit(len(pool))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert pool.take(file, "test") is parents
    parents.close()

"""Erasing what is left of deleted rows; test_attack.py looks at what then remains."""

import threading
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from juuristo.surveys import traces
from juuristo.surveys.traces import erase_traces


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rewrite", [False, True])
def test_given_a_quiet_database_then_traces_are_erased(*, rewrite: bool) -> None:
    assert erase_traces(rewrite=rewrite)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)


@pytest.mark.django_db
def test_given_a_running_transaction_then_it_is_a_mistake() -> None:
    with pytest.raises(RuntimeError):
        erase_traces()


@pytest.mark.django_db(transaction=True)
def test_given_somebody_who_reads_for_long_then_nobody_is_held_up_and_it_is_told() -> None:
    """SQLite cannot cut its log under a reader; PostgreSQL cannot rewrite a table in use."""
    reading, done = threading.Event(), threading.Event()

    def read() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM surveys_arrival")
                cursor.fetchall()
                reading.set()
                done.wait(30)
        finally:
            connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        assert reading.wait(10)
        assert not erase_traces(rewrite=True)
    finally:
        done.set()
        reader.join()
    assert erase_traces(rewrite=True)


@pytest.mark.django_db(transaction=True)
def test_given_a_database_that_refuses_then_it_is_tried_again_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(**_options: Any) -> bool:
        raise OperationalError("busy")

    monkeypatch.setattr(traces, "_cut_log", refuse)
    monkeypatch.setattr(traces, "_vacuum", refuse)
    assert not erase_traces()
    assert "could not be erased yet" in caplog.text

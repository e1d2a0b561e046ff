"""Attacks on the table itself: the database must refuse them."""

import uuid

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from juuristo.audit import append_only
from juuristo.audit.chain import chain_all
from juuristo.audit.models import AuditEvent
from juuristo.audit.trail import record

TABLE = "audit_auditevent"
COPY = (
    "(id, organisation_id, actor_id, verb, object_type, object_id, at, sequence, previous_hash,"
    " hash) SELECT {id}, organisation_id, actor_id, 'forged', object_type, object_id, at,"
    " {sequence}, previous_hash, {hash} FROM audit_auditevent"
)


@pytest.fixture
def event(db: None) -> AuditEvent:
    return record("thing.done", actor=None, organisation_id=uuid.uuid4())


def refused(sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def id_in_sql(event: AuditEvent) -> str:
    return f"'{event.pk if connection.vendor == 'postgresql' else event.pk.hex}'"


@pytest.mark.parametrize("chained", [False, True])
@pytest.mark.parametrize(
    "sql",
    [
        f"DELETE FROM {TABLE}",
        f"UPDATE {TABLE} SET verb = 'nothing.happened'",
        f"UPDATE {TABLE} SET actor_id = NULL, object_id = 'else'",
        f"UPDATE {TABLE} SET organisation_id = NULL",
        f"UPDATE {TABLE} SET at = '2020-01-01 00:00:00+00'",
        f"UPDATE {TABLE} SET hash = '', sequence = NULL, previous_hash = ''",
        f"UPDATE {TABLE} SET previous_hash = 'x'",
        f"UPDATE {TABLE} SET sequence = 7, hash = 'x', verb = 'nothing.happened'",
    ],
)
def test_given_a_row_when_someone_rewrites_or_deletes_it_then_the_database_refuses(
    event: AuditEvent, sql: str, *, chained: bool
) -> None:
    if chained:
        chain_all()
    refused(sql)
    assert AuditEvent.objects.get().verb == "thing.done"


def test_given_a_chained_row_when_it_is_chained_again_then_the_database_refuses(
    event: AuditEvent,
) -> None:
    chain_all()
    refused(f"UPDATE {TABLE} SET sequence = 2, hash = 'x'")


def test_given_a_trail_when_a_chained_row_is_inserted_then_the_database_refuses(
    event: AuditEvent,
) -> None:
    chain_all()
    new_id = f"'{uuid.uuid4()}'"
    refused(f"INSERT INTO {TABLE} {COPY.format(id=new_id, sequence='9', hash=repr('x'))}")


def test_given_a_row_when_another_takes_its_id_then_the_database_refuses(
    event: AuditEvent,
) -> None:
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    same = COPY.format(id="id", sequence="NULL", hash="''")
    refused(f"{verb} INTO {TABLE} {same}")
    assert AuditEvent.objects.get().verb == "thing.done"


def test_given_a_chained_row_when_another_takes_its_place_then_the_database_refuses(
    event: AuditEvent,
) -> None:
    chain_all()
    other = record("thing.undone", actor=None, organisation_id=event.organisation_id)
    verb = "UPDATE OR REPLACE" if connection.vendor == "sqlite" else "UPDATE"
    refused(f"{verb} {TABLE} SET sequence = 1, hash = 'x' WHERE id = {id_in_sql(other)}")
    assert AuditEvent.objects.count() == 2


def test_given_postgresql_when_the_table_is_truncated_then_it_is_refused(
    event: AuditEvent,
) -> None:
    """SQLite has no TRUNCATE: there it is a syntax error, which is refusal enough."""
    refused(f"TRUNCATE TABLE {TABLE}")
    assert AuditEvent.objects.exists()


@pytest.mark.django_db
def test_given_all_migrations_when_the_triggers_are_looked_for_then_none_is_missing() -> None:
    assert append_only.missing(connection) == set()


@pytest.mark.django_db
def test_given_the_triggers_are_lifted_when_looked_for_then_all_are_missing() -> None:
    append_only.lift(connection)
    assert len(append_only.missing(connection)) >= 3
    append_only.install(connection)
    assert append_only.missing(connection) == set()


@pytest.mark.django_db(transaction=True)
def test_given_the_first_migration_when_it_is_taken_back_then_it_can_be_run_again() -> None:
    call_command("migrate", "audit", "zero", verbosity=0)
    assert TABLE not in connection.introspection.table_names()
    call_command("migrate", "audit", verbosity=0)
    assert append_only.missing(connection) == set()

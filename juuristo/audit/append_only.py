"""The database's own guard over the trail: triggers that refuse what the trail never does.

A row comes in unchained, may be chained once (``sequence``, ``previous_hash`` and ``hash`` go
from empty to set), and stays. Everything else is refused, for every program that has the
database open. Whoever may alter the schema can still drop the triggers; ``juuristo audit verify``
then finds what they did, and that the triggers are gone.

SQLite needs three conditions more than meets the eye: ``INSERT OR REPLACE`` and
``UPDATE OR REPLACE`` delete the row in their way without asking the delete trigger.
A migration that alters the table makes SQLite build it anew, without triggers: such a migration
must call ``install`` at its end (a test looks).
"""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "the audit trail is append-only"
KEPT = ("id", "organisation_id", "actor_id", "verb", "object_type", "object_id", "at")


def _any_differs(operator: str) -> str:
    return " OR ".join(f"NEW.{name} {operator} OLD.{name}" for name in KEPT)


_SQLITE = {
    "audit_no_delete": f"""
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_auditevent
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "audit_no_change": f"""
        CREATE TRIGGER audit_no_change BEFORE UPDATE ON audit_auditevent
        WHEN OLD.sequence IS NOT NULL OR OLD.hash <> '' OR OLD.previous_hash <> ''
          OR NEW.sequence IS NULL OR NEW.hash = ''
          OR {_any_differs("IS NOT")}
          OR EXISTS (SELECT 1 FROM audit_auditevent
                     WHERE organisation_id IS NEW.organisation_id AND sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608
    "audit_no_forged_insert": f"""
        CREATE TRIGGER audit_no_forged_insert BEFORE INSERT ON audit_auditevent
        WHEN NEW.sequence IS NOT NULL OR NEW.hash <> '' OR NEW.previous_hash <> ''
          OR EXISTS (SELECT 1 FROM audit_auditevent WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608
}

_POSTGRESQL = {
    "audit_no_delete": """
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_auditevent
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    "audit_no_truncate": """
        CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditevent
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    "audit_no_change": f"""
        CREATE TRIGGER audit_no_change BEFORE UPDATE ON audit_auditevent FOR EACH ROW
        WHEN (OLD.sequence IS NOT NULL OR OLD.hash <> '' OR OLD.previous_hash <> ''
          OR NEW.sequence IS NULL OR NEW.hash = ''
          OR {_any_differs("IS DISTINCT FROM")})
        EXECUTE FUNCTION audit_refuse()""",
    "audit_no_forged_insert": """
        CREATE TRIGGER audit_no_forged_insert BEFORE INSERT ON audit_auditevent FOR EACH ROW
        WHEN (NEW.sequence IS NOT NULL OR NEW.hash <> '' OR NEW.previous_hash <> '')
        EXECUTE FUNCTION audit_refuse()""",
}

_REFUSE = f"""
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"""


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSE)
        for statement in _triggers(connection).values():
            cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for the migration's way back and for emptying a test database."""
    on_table = " ON audit_auditevent" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse()")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of triggers that should be on the table and are not, or are switched off."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT tgname FROM pg_trigger "
            "WHERE tgrelid = 'audit_auditevent'::regclass AND tgenabled IN ('O', 'A')"
        )
    else:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' "
            "AND tbl_name = 'audit_auditevent'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(_triggers(connection)) - {name for (name,) in cursor.fetchall()}

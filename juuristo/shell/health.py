"""What ``/healthz`` answers.

Nothing works without the database, so its absence is 503. Late jobs are 200 with status
"degraded": pages and sign-ups still work, and a 503 would make a balancer take away a web process
that is well, which would not bring the worker back. Whoever watches reads the "jobs" key.
"""

from typing import Any, cast

from django.db import DatabaseError, connection

from juuristo.jobs import heartbeat

PATIENCE = 3.0  # seconds for the pool to find a connection


def _knock() -> None:
    """Raise DatabaseError at once when PostgreSQL is away; its pool alone would wait for long."""
    pool = cast(Any, connection).pool if connection.vendor == "postgresql" else None
    if pool is None or connection.connection is not None:
        return
    with connection.wrap_database_errors:
        if pool.closed:
            pool.open()
        pool.putconn(pool.getconn(timeout=PATIENCE))


def report() -> tuple[int, dict[str, str]]:
    """Return the HTTP status and the answer."""
    try:
        _knock()
        beating = heartbeat.is_beating()
    except DatabaseError:
        return 503, {"status": "down", "database": "down", "jobs": "unknown"}
    if not beating:
        return 200, {"status": "degraded", "database": "ok", "jobs": "late"}
    return 200, {"status": "ok", "database": "ok", "jobs": "ok"}

"""What ``/healthz`` answers.

Nothing works without the database, so its absence is 503. Late jobs are 200 with status
"degraded": pages and sign-ups still work, and a 503 would make a balancer take away a web process
that is well, which would not bring the worker back. Whoever watches reads the "jobs" key.
"""

from django.db import DatabaseError, connection

from juuristo.jobs import heartbeat


def report() -> tuple[int, dict[str, str]]:
    """Return the HTTP status and the answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        beating = heartbeat.is_beating()
    except DatabaseError:
        return 503, {"status": "down", "database": "down", "jobs": "unknown"}
    if not beating:
        return 200, {"status": "degraded", "database": "ok", "jobs": "late"}
    return 200, {"status": "ok", "database": "ok", "jobs": "ok"}

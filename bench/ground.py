"""A database of its own for each bench: a temporary folder, or a fresh PostgreSQL database."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

NAME = "juuristo_bench"


def postgres_url() -> str | None:
    """Return ``DATABASE_URL_POSTGRES``, or None when there is none to measure on."""
    return os.environ.get("DATABASE_URL_POSTGRES") or None


@contextmanager
def ground(engine: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a fresh data folder and database; both go at the end."""
    with tempfile.TemporaryDirectory(prefix="juuristo-bench-") as folder:
        environment = {"JUURISTO_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        if engine == "sqlite":
            yield environment
            return
        url = postgres_url()
        if url is None:
            raise SystemExit("DATABASE_URL_POSTGRES names no server")
        _drop_and_create(url, create=True)
        try:
            yield environment | {
                "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))
            }
        finally:
            _drop_and_create(url, create=False)


def _drop_and_create(url: str, *, create: bool) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        if create:
            server.execute(f"CREATE DATABASE {NAME}")


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0–1) of all are at or below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]

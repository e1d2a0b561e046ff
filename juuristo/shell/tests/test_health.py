"""``/healthz`` for whoever watches the server."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from juuristo.jobs.models import Heartbeat
from juuristo.people.models import Person


@pytest.mark.django_db
def test_given_a_living_worker_then_all_is_ok(client: Client) -> None:
    Heartbeat.objects.create(worker="a", at=timezone.now())

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "jobs": "ok"}


@pytest.mark.django_db
def test_given_no_heartbeat_for_90_seconds_then_jobs_are_late_and_pages_still_well(
    client: Client,
) -> None:
    Heartbeat.objects.create(worker="a", at=timezone.now() - timedelta(seconds=91))

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "database": "ok", "jobs": "late"}


def test_given_no_database_then_503_even_for_a_signed_in_browser(
    adviser: Person, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(adviser)

    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "down", "database": "down", "jobs": "unknown"}


@pytest.mark.django_db
def test_given_a_post_then_405(client: Client) -> None:
    assert client.post("/healthz").status_code == 405

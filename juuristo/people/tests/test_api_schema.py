"""Every operation of the REST interface keeps what its description promises, whatever is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import given, settings

from juuristo.people.models import ApiToken, HeldRole, Person, Role
from juuristo.people.tokens import hash_of

DESCRIPTION = "/api/v1/openapi.json"


@pytest.fixture
def description(db: None) -> Iterator[Any]:
    """Asked in this process and, as by Django's own test client, in the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(DESCRIPTION, get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def token(admin: Person) -> str:
    """Opens every route: an admin who also coordinates."""
    HeldRole.objects.create(person=admin, role=Role.COORDINATOR)
    ApiToken.objects.create(person=admin, name="t", token_hash=hash_of("secret"))
    return "secret"


def test_given_any_request_then_the_answer_is_as_described(description: Any, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    asked = 0
    for found in description.get_all_operations():
        operation = found.ok()

        @settings(max_examples=12, deadline=None, derandomize=True, database=None)
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers)

        ask()
        asked += 1
    assert asked >= 9

"""Who may issue the right to answer, and how often."""

from typing import Any

import pytest
from django.core.cache import cache

from conftest import ClientOf
from juuristo.meetings.models import VoiceTicket
from juuristo.people.models import Person


def body(number: int = 0) -> dict[str, Any]:
    ticket = {"hash": f"{number:064x}", "purpose": "voice"}
    return {"tickets": [ticket], "language": "fi", "form": "phone"}


@pytest.mark.parametrize("role", ["coordinator", "sponsor", "supervisor", "admin"])
def test_given_one_who_meets_no_clients_then_no_right_is_issued(
    role: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(role))
    answer = client.post("/voice/tickets/", body(), content_type="application/json")
    assert answer.status_code == 403
    assert not VoiceTicket.objects.exists()


def test_given_forty_in_a_day_then_no_more_that_day(adviser: Person, client_of: ClientOf) -> None:
    cache.clear()
    client = client_of(adviser)
    answers = [
        client.post("/voice/tickets/", body(number), content_type="application/json").status_code
        for number in range(41)
    ]
    cache.clear()
    assert answers == [204] * 40 + [429]

"""Today's main act is the one its reader's work begins with."""

import pytest
from django.urls import reverse

from conftest import ClientOf
from juuristo.people.models import Person


@pytest.mark.parametrize(
    ("who", "route"),
    [
        ("adviser", "companion"),
        ("mentor", "companion"),
        ("supervisor", "gatherings"),
        ("coordinator", "series_plan_list"),
        ("admin", "people"),
    ],
)
def test_given_a_role_when_today_opens_then_its_main_act_leads_to_its_work(
    who: str, route: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    person: Person = request.getfixturevalue(who)
    page = client_of(person).get("/").content.decode()
    assert f'class="go" href="{reverse(route)}"' in page

"""The room of client meetings, and what it puts on Today."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientOf
from juuristo.people.models import HeldRole, Person, Role

from .walk_factories import reflected, walk_of

ROOM = "/meetings/"


def shown(client: Client, path: str = ROOM) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_given_anybody_then_the_room_leads_to_a_meeting_a_rehearsal_and_ones_own_practice(
    supervisor: Person, client_of: ClientOf
) -> None:
    page = shown(client_of(supervisor))
    companion = reverse("companion")
    assert f'class="go" href="{companion}"' in page
    assert f'href="{companion}#rehearse"' in page
    assert f'href="{reverse("own_practice")}"' in page


@pytest.mark.parametrize(
    ("who", "hears", "edits"),
    [
        ("adviser", True, False),
        ("mentor", True, False),
        ("coordinator", True, True),
        ("sponsor", True, False),
        ("supervisor", False, False),
        ("admin", True, False),
    ],
)
def test_given_a_role_then_only_what_it_may_open_is_in_the_room(
    who: str, hears: bool, edits: bool, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    page = shown(client_of(request.getfixturevalue(who)))
    assert (reverse("client_voice") in page) == hears
    assert (f'href="{reverse("card_desk")}"' in page) == edits


def test_given_a_meeting_of_this_week_then_the_room_quietly_offers_to_reflect_on_it(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    walk_of(mentor)
    walk_of(adviser, days_ago=8)
    client = client_of(adviser)
    assert "Kirjoita reflektio" not in shown(client)
    walk = walk_of(adviser, days_ago=2)
    assert f'href="{reverse("own_meeting", args=[walk.pk])}"' in shown(client)
    reflected(walk, advice=4)
    assert "Kirjoita reflektio" not in shown(client)


def test_given_a_mentor_of_one_programme_then_today_begins_a_meeting(
    sponsor: Person, client_of: ClientOf
) -> None:
    begins = f'class="go" href="{reverse("companion")}"'
    assert begins not in shown(client_of(sponsor), "/")
    HeldRole.objects.create(person=sponsor, role=Role.MENTOR, programme_id=sponsor.pk)
    page = shown(client_of(sponsor), "/")
    assert begins in page
    assert 'class="quiet" href' in page

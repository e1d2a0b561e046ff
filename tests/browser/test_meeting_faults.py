"""What may go wrong around a meeting: an hour without network, a sign-in that ends meanwhile and
another person in its place, a server that fails. Nothing is lost, doubled or said aloud."""

import pytest
from django.contrib.sessions.models import Session as SignedIn
from playwright.sync_api import Page, Route, expect

from juuristo.meetings.models import Walk
from juuristo.people.models import Person

from .companion import (
    ONE_TOUCH,
    URL,
    ahead,
    begin,
    end,
    on_device,
    on_stair,
    queue_empties,
    skip,
    worker_is_ready,
)
from .conftest import sign_in_on
from .test_companion_offline import online
from .wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(wired_phone: Page) -> Page:
    worker_is_ready(wired_phone)
    return wired_phone


def is_quiet(page: Page) -> None:
    """Nothing calls the eye: no notice, alert or dialog."""
    for loud in ("[role=alert]", ".notice", "dialog[open]"):
        expect(page.locator(f"{loud}:visible").filter(has_text="e")).to_have_count(0)


def hold_meeting(page: Page) -> None:
    begin(page)
    for stair in ("guidance", "advice", "farewell"):
        ahead(page, stair)
        is_quiet(page)
    end(page)
    skip(page)


def test_given_an_hour_without_network_then_the_meeting_is_as_it_was_walked(
    phone: Page, wire: Wire, adviser: Person
) -> None:
    phone.clock.install()
    wire.set("cut")
    phone.reload()
    begin(phone)
    for minutes, stair in ((9, "guidance"), (22, "advice"), (20, "farewell")):
        phone.clock.run_for(minutes * 60_000)
        is_quiet(phone)
        ahead(phone, stair)
    phone.clock.run_for(9 * 60_000)
    phone.reload()
    on_stair(phone, "farewell")
    end(phone)
    skip(phone)
    wire.set("whole")
    online(phone)
    queue_empties(phone)
    walk = Walk.objects.get()
    assert walk.person == adviser
    at = {move["stair"]: move["at"] for move in walk.moves}
    assert [round(at[stair]) for stair in ("guidance", "advice", "farewell")] == [9, 31, 51]
    assert round(walk.lasted) == 60


def test_given_a_sign_in_that_ended_offline_then_only_its_own_person_sends_the_walk_and_once(
    phone: Page, wire: Wire, adviser: Person, mentor: Person
) -> None:
    wire.set("cut")
    phone.reload()
    begin(phone)
    ahead(phone, "guidance")
    SignedIn.objects.all().delete()
    end(phone)
    skip(phone)
    wire.set("whole")
    online(phone)
    phone.wait_for_timeout(500)
    is_quiet(phone)
    assert len(on_device(phone, "queue")) == 1

    sent: list[str] = []
    phone.on("request", lambda r: sent.append(r.post_data or "") if r.method == "POST" else None)
    sign_in_on(phone.context, mentor, wire.url)
    phone.goto(wire.url + URL)
    hold_meeting(phone)
    online(phone)
    phone.wait_for_timeout(1000)
    assert sent
    assert not [body for body in sent if str(adviser.pk) in body]
    assert [walk.person for walk in Walk.objects.all()] == [mentor]
    assert [row["person"] for row in on_device(phone, "queue")] == [str(adviser.pk)]

    sign_in_on(phone.context, adviser, wire.url)
    phone.goto(wire.url + URL)
    queue_empties(phone)
    online(phone)
    phone.reload()
    phone.wait_for_timeout(500)
    assert Walk.objects.filter(person=adviser).count() == 1
    assert Walk.objects.count() == 2


def test_given_a_server_that_fails_then_the_walk_waits_quietly_and_is_sent_once(
    phone: Page, wire: Wire
) -> None:
    tries: list[int] = []

    def fail(route: Route) -> None:
        tries.append(500)
        route.fulfill(status=500, body="<h1>Server Error</h1>")

    phone.route("**/api/v1/meetings/sync", fail)
    hold_meeting(phone)
    phone.wait_for_timeout(500)
    assert tries
    is_quiet(phone)
    assert len(on_device(phone, "queue")) == 1
    phone.get_by_role("button", name="Aloita uusi tapaaminen").click()
    begin(phone)
    phone.wait_for_timeout(ONE_TOUCH)
    is_quiet(phone)
    phone.unroute("**/api/v1/meetings/sync")
    phone.reload()
    on_stair(phone, "empathy")
    queue_empties(phone)
    assert Walk.objects.count() == 1

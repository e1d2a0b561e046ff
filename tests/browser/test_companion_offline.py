"""The companion offline, in two tabs, with clocks that jump and a sign-in that ends."""

import re

import pytest
from django.contrib.sessions.models import Session as SignedIn
from playwright.sync_api import Page, Route, expect

from juuristo.meetings.models import Walk
from juuristo.people.models import Person

from .companion import (
    URL,
    ahead,
    begin,
    end,
    moves,
    on_device,
    on_stair,
    queue_empties,
    skip,
    worker_is_ready,
)
from .conftest import sign_in_on
from .wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(wired_phone: Page) -> Page:
    return wired_phone


def online(page: Page) -> None:
    """What the browser tells its pages when the network comes back."""
    page.evaluate("dispatchEvent(new Event('online'))")


@pytest.mark.parametrize("state", ["cut", "dead"])
def test_given_no_network_then_a_whole_meeting_is_held_and_sent_once_when_it_is_back(
    phone: Page, wire: Wire, state: str, adviser: Person
) -> None:
    worker_is_ready(phone)
    wire.set("cut" if state == "cut" else "dead")
    phone.reload()
    begin(phone)
    for stair in ("guidance", "advice"):
        ahead(phone, stair)
    phone.reload()
    on_stair(phone, "advice")
    ahead(phone, "farewell")
    end(phone)
    skip(phone)
    assert len(on_device(phone, "queue")) == 1
    assert not Walk.objects.exists()
    wire.set("cut")
    wire.set("whole")
    online(phone)
    online(phone)
    queue_empties(phone)
    assert Walk.objects.get().person == adviser


def test_given_the_browsers_own_offline_then_the_page_opens_too(phone: Page) -> None:
    worker_is_ready(phone)
    phone.context.set_offline(True)
    phone.reload()
    begin(phone)
    phone.context.set_offline(False)


def test_given_the_tab_closed_and_no_network_then_the_meeting_is_there_in_a_new_one(
    phone: Page, wire: Wire
) -> None:
    worker_is_ready(phone)
    begin(phone)
    ahead(phone, "guidance")
    context = phone.context
    phone.close()
    wire.set("cut")
    again = context.new_page()
    again.goto(wire.url + URL)
    on_stair(again, "guidance")
    assert moves(again) == ["empathy", "guidance"]


def test_given_a_walk_sent_whose_answer_was_lost_then_it_is_not_doubled(
    phone: Page, wire: Wire
) -> None:
    begin(phone)
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    phone.route("**/api/v1/meetings/sync", lose)
    end(phone)
    skip(phone)
    phone.wait_for_timeout(500)
    assert lost
    assert len(on_device(phone, "queue")) == 1
    phone.unroute("**/api/v1/meetings/sync")
    online(phone)
    queue_empties(phone)
    assert Walk.objects.count() == 1


def test_given_two_tabs_then_they_show_one_meeting_and_double_nothing(
    phone: Page, wire: Wire
) -> None:
    other = phone.context.new_page()
    other.goto(wire.url + URL)
    begin(phone)
    on_stair(other, "empathy")
    ahead(other, "guidance")
    on_stair(phone, "guidance")
    ahead(phone, "advice")
    on_stair(other, "advice")
    assert moves(other) == ["empathy", "guidance", "advice"]
    end(phone)
    expect(other.get_by_role("heading", name="Uusi tapaaminen")).to_be_visible()
    skip(phone)
    queue_empties(phone)
    assert Walk.objects.count() == 1


def test_given_a_sign_in_that_ends_then_the_meeting_goes_on_and_its_walk_waits(
    phone: Page, wire: Wire, adviser: Person
) -> None:
    worker_is_ready(phone)
    begin(phone)
    SignedIn.objects.all().delete()
    phone.reload()
    on_stair(phone, "empathy")
    ahead(phone, "guidance")
    end(phone)
    skip(phone)
    phone.wait_for_timeout(500)
    assert len(on_device(phone, "queue")) == 1
    assert not Walk.objects.exists()
    phone.goto(wire.url + URL)
    expect(phone).to_have_url(re.compile("/sign-in/"))
    sign_in_on(phone.context, adviser, wire.url)
    phone.goto(wire.url + URL)
    queue_empties(phone)
    assert Walk.objects.get().person == adviser


def test_given_another_person_on_the_device_then_they_see_and_send_nothing_of_it(
    phone: Page, wire: Wire, adviser: Person, mentor: Person
) -> None:
    worker_is_ready(phone)
    begin(phone)
    end(phone)
    phone.route("**/api/v1/meetings/sync", lambda route: route.abort())
    skip(phone)
    phone.get_by_role("button", name="Aloita uusi tapaaminen").click()
    begin(phone)
    sign_in_on(phone.context, mentor, wire.url)
    phone.unroute("**/api/v1/meetings/sync")
    phone.goto(wire.url + URL)
    expect(phone.get_by_role("heading", name="Uusi tapaaminen")).to_be_visible()
    online(phone)
    phone.wait_for_timeout(500)
    assert not Walk.objects.filter(person=mentor).exists()
    assert {row["person"] for row in on_device(phone, "running")} == {str(adviser.id)}
    sign_in_on(phone.context, adviser, wire.url)
    phone.goto(wire.url + URL)
    on_stair(phone, "empathy")
    queue_empties(phone)


def test_given_a_meeting_another_person_forgot_then_only_its_walk_stays_and_waits_for_them(
    phone: Page, wire: Wire, adviser: Person, mentor: Person
) -> None:
    begin(phone)
    sign_in_on(phone.context, mentor, wire.url)
    phone.clock.install(time=phone.evaluate("Date.now()") / 1000 + 16 * 3600)
    phone.goto(wire.url + URL)
    expect(phone.get_by_role("heading", name="Uusi tapaaminen")).to_be_visible()
    assert on_device(phone, "running") == on_device(phone, "beats") == []
    (waiting,) = on_device(phone, "queue")
    assert waiting["person"] == waiting["walk"]["person"] == str(adviser.id)
    assert "draft" not in str(waiting)
    assert "key" not in str(waiting)
    sign_in_on(phone.context, adviser, wire.url)
    phone.goto(wire.url + URL)
    queue_empties(phone)
    assert Walk.objects.get().person == adviser


def test_given_a_clock_set_while_the_page_is_seen_then_the_meeting_takes_no_notice(
    phone: Page,
) -> None:
    phone.clock.install()
    phone.reload()
    begin(phone)
    phone.clock.run_for(2 * 60_000)
    real = phone.evaluate("Date.now()")
    phone.clock.set_system_time(real + 5 * 3600_000)
    phone.clock.run_for(5_000)
    expect(phone.locator("#left-label")).to_have_text("Aikaa on")
    phone.clock.set_system_time(real - 5 * 3600_000)
    phone.clock.run_for(5_000)
    expect(phone.locator("#left-label")).to_have_text("Aikaa on")
    ahead(phone, "guidance")
    at = on_device(phone, "running")[0]["moves"][1]["at"]
    assert 2 < at < 4


def seen(page: Page, state: str) -> None:
    """Turn the page out of sight or back, as a browser tells it."""
    page.evaluate(
        """state => {
          const seen = {configurable: true, get: () => state};
          Object.defineProperty(document, "visibilityState", seen);
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def test_given_a_page_left_open_over_a_weekend_then_it_asks_and_the_walk_is_stored(
    phone: Page, adviser: Person
) -> None:
    phone.clock.install()
    phone.reload()
    begin(phone)
    seen(phone, "hidden")
    phone.clock.set_system_time(phone.evaluate("Date.now()") + 60 * 3600_000)
    seen(phone, "visible")
    expect(phone.get_by_role("heading", name="Tapaaminen jäi päättämättä")).to_be_visible()
    phone.locator("#end-forgotten").click()
    skip(phone)
    queue_empties(phone)
    assert Walk.objects.get(person=adviser).lasted <= 45


def test_given_the_worker_then_it_keeps_the_page_and_its_files_and_nothing_else(
    phone: Page, wire: Wire
) -> None:
    worker_is_ready(phone)
    phone.goto(wire.url + "/")
    phone.goto(wire.url + URL)
    kept = phone.evaluate(
        """async () => {
          const paths = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys())
              paths.push(new URL(request.url).pathname);
          return paths;
        }"""
    )
    assert URL in kept
    assert all(path == URL or path.startswith("/static/") for path in kept)
    assert len(kept) == len(set(kept)) == 6

"""A press on a desk that does not get through: the page never shows what is not stored."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Script, Session, SignUp
from juuristo.gatherings.tests.script_ground import TITLES, led_session, scripted, titles
from juuristo.people.models import Organisation, Person

from .axe import violations
from .conftest import PHONE, sign_in_on
from .waiting import soon

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(organisation: Organisation, mentor: Person, adviser: Person) -> Session:
    session = led_session(organisation, mentor)
    sign_up(session, adviser, actor=adviser)
    return session


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, mentor: Person) -> Iterator[Page]:
    """The mentor's own page; it forgives the network's faults, not a script's."""
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="fi-FI")
    sign_in_on(context, mentor, live_server.url)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def cut(page: Page) -> None:
    """From now on no post gets through."""

    def pull_out(route: Route) -> None:
        route.abort() if route.request.method == "POST" else route.continue_()

    page.route("**/*", pull_out)


def mark(page: Page, word: str) -> None:
    page.locator(".attendance-row label", has_text=word).click()


def shown(page: Page) -> str:
    return page.locator(".attendance-row input:checked").input_value()


def test_given_a_mark_that_does_not_get_through_then_it_goes_back_and_is_told_in_sight(
    desk: Page, session: Session
) -> None:
    desk.goto(f"/gatherings/sessions/{session.pk}/attendance/")
    cut(desk)
    mark(desk, "Paikalla")
    told = desk.locator("#request-failed")
    expect(told).to_be_visible()
    expect(told).to_be_in_viewport()
    assert shown(desk) == SignUp.State.BOOKED
    assert violations(desk) == []

    desk.unroute("**/*")
    mark(desk, "Poissa")
    expect(desk.locator("#status")).to_contain_text("tallessa")
    expect(told).to_be_hidden()
    assert shown(desk) == SignUp.State.ABSENT

    cut(desk)
    mark(desk, "Paikalla")
    expect(told).to_be_visible()
    assert shown(desk) == SignUp.State.ABSENT
    assert [signup.state for signup in session.signups.all()] == [SignUp.State.ABSENT]


def test_given_a_session_that_has_ended_then_a_mark_says_so_and_gets_through_after_signing_in(
    desk: Page, session: Session, mentor: Person, live_server: LiveServer
) -> None:
    desk.goto(f"/gatherings/sessions/{session.pk}/attendance/")
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    mark(desk, "Paikalla")
    told = desk.get_by_role("alert")
    expect(told).to_contain_text("Kirjautumisesi on päättynyt.")
    expect(told.get_by_role("link", name="Kirjaudu uudessa välilehdessä")).to_be_visible()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Ketkä ovat paikalla?")
    assert shown(desk) == SignUp.State.BOOKED

    sign_in_on(desk.context, mentor, live_server.url)
    mark(desk, "Paikalla")
    expect(desk.locator("#status")).to_contain_text("1 / 1 paikalla")
    expect(told).to_have_count(0)


def test_given_only_the_keyboard_then_enter_on_a_mark_marks_that_one_alone(
    desk: Page, session: Session, coordinator: Person
) -> None:
    sign_up(session, coordinator, actor=coordinator)
    desk.goto(f"/gatherings/sessions/{session.pk}/attendance/")
    desk.get_by_label("Paikalla").first.press("Space")
    expect(desk.locator("#status")).to_contain_text("1 / 2 paikalla")
    desk.get_by_label("Paikalla").first.press("Enter")
    expect(desk.get_by_role("main")).to_contain_text("Läsnäolot ovat tallessa.")
    states = sorted(signup.state for signup in session.signups.all())
    assert states == [SignUp.State.ATTENDED, SignUp.State.BOOKED]


def test_given_a_stretched_row_that_does_not_get_through_then_its_minutes_are_as_they_were(
    desk: Page, session: Session, mentor: Person
) -> None:
    script: Script = scripted(session, mentor)
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.goto(f"/gatherings/scripts/{script.pk}/")
    minutes = desk.locator(".script-min > :first-child").first
    before = minutes.inner_text()
    cut(desk)
    edge = desk.locator(".script-grip").first.bounding_box()
    assert edge
    desk.mouse.move(edge["x"] + 50, edge["y"] + 4)
    desk.mouse.down()
    desk.mouse.move(edge["x"] + 50, edge["y"] + 4 + 60, steps=5)
    soon(desk, lambda: minutes.inner_text() != before)
    desk.mouse.up()
    expect(desk.locator("#request-failed")).to_be_visible()
    expect(minutes).to_have_text(before)
    assert titles(script) == list(TITLES)

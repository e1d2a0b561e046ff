"""What may go wrong while one answers: the network, a second device or tab, a link that does not
open, a browser that keeps nothing. One answer at most, nothing lost, clear words."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from juuristo.surveys.models import Arrival, Wave

from .axe import violations
from .conftest import PHONE
from .survey import (
    SHORT,
    USE,
    answers_to,
    begin,
    choose,
    heading,
    kept_on,
    link_of,
    press,
    wave_asking,
)
from .wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
END = "Valmista lähetettäväksi"
THANKS = "Kiitos vastauksestasi!"
ANSWER = {"stairs_use": "weekly"}


@pytest.fixture
def forgiving(page: Page) -> Page:
    """A phone on which a refused or cut request is no fault."""
    other = page.context.new_page()
    other.set_viewport_size(PHONE)
    return other


def look(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


def to_the_end(page: Page) -> None:
    choose(page, "Viikoittain")
    press(page)
    press(page)
    heading(page, END)


def lose_the_reply(route: Route) -> None:
    route.fetch()
    route.abort()


def refuse_with(status: int, route: Route) -> None:
    route.fulfill(status=status, body="x")


def test_given_no_network_when_sending_then_the_answers_wait_and_go_by_themselves(
    forgiving: Page, wire: Wire
) -> None:
    wave = wave_asking(SHORT)
    begin(forgiving, wire.url + link_of(wave))
    to_the_end(forgiving)
    wire.set("cut")
    press(forgiving)
    expect(forgiving.locator("[role=alert]")).to_contain_text("tallessa tällä laitteella")
    look(forgiving)
    assert kept_on(forgiving)["answers"] == ANSWER
    wire.set("whole")
    heading(forgiving, THANKS)
    assert answers_to(wave) == [ANSWER]


def test_given_no_network_from_the_start_then_one_answers_and_the_ballot_comes_when_sending(
    forgiving: Page, wire: Wire
) -> None:
    wave = wave_asking(SHORT)
    forgiving.goto(wire.url + link_of(wave))
    expect(forgiving.locator(".go")).to_be_visible()
    wire.set("cut")
    forgiving.context.set_offline(True)
    press(forgiving)
    heading(forgiving, USE["text"]["fi"])
    expect(forgiving.locator(".network")).to_contain_text("Verkkoyhteyttä ei ole")
    below = forgiving.locator(".network").bounding_box()
    answers = forgiving.locator(".asked").bounding_box()
    assert below
    assert answers
    assert below["y"] >= answers["y"] + answers["height"]
    look(forgiving)
    to_the_end(forgiving)
    press(forgiving)
    expect(forgiving.locator("[role=alert]")).to_contain_text("verkkoyhteys puuttuu")
    wire.set("whole")
    forgiving.context.set_offline(False)  # tells the page, which sends at once
    heading(forgiving, THANKS)
    assert answers_to(wave) == [ANSWER]


def test_given_a_page_closed_without_a_network_then_what_was_sent_goes_when_the_link_is_opened(
    forgiving: Page, wire: Wire
) -> None:
    wave = wave_asking(SHORT)
    link = wire.url + link_of(wave)
    begin(forgiving, link)
    to_the_end(forgiving)
    wire.set("cut")
    press(forgiving)
    expect(forgiving.locator("[role=alert]")).to_be_visible()
    context = forgiving.context
    forgiving.close()
    wire.set("whole")
    later = context.new_page()
    later.goto(link)
    heading(later, THANKS)
    assert answers_to(wave) == [ANSWER]


@pytest.mark.parametrize("lost", ["**/s/ballot", "**/s/answer"])
def test_given_a_reply_lost_on_its_way_then_trying_again_answers_once(
    forgiving: Page, lost: str
) -> None:
    wave = wave_asking(SHORT)
    forgiving.route(lost, lose_the_reply)
    begin(forgiving, link_of(wave))
    to_the_end(forgiving)
    press(forgiving)
    expect(forgiving.locator("[role=alert]")).to_contain_text("eivät vielä lähteneet")
    forgiving.unroute(lost)
    press(forgiving)
    heading(forgiving, THANKS)
    assert answers_to(wave) == [ANSWER]


def test_given_an_impatient_thumb_then_one_answer_is_sent(page: Page) -> None:
    wave = wave_asking(SHORT)
    begin(page, link_of(wave))
    to_the_end(page)
    page.locator(".go").dblclick()
    heading(page, THANKS)
    page.go_back()
    heading(page, THANKS)
    assert answers_to(wave) == [ANSWER]


def test_given_two_devices_with_one_link_then_the_second_is_told_where_to_go_on(
    page: Page, browser: Browser, base_url: str
) -> None:
    wave = wave_asking(SHORT)
    link = link_of(wave)
    begin(page, link)
    context = browser.new_context(base_url=base_url, viewport=PHONE)
    second = context.new_page()
    second.goto(link)
    press(second)
    heading(second, "Vastaaminen on aloitettu toisessa selaimessa")
    look(second)
    to_the_end(page)
    press(page)
    heading(page, THANKS)
    context.close()
    assert answers_to(wave) == [ANSWER]


def test_given_two_tabs_with_one_link_then_they_share_the_answers_and_one_is_sent(
    page: Page,
) -> None:
    wave = wave_asking(SHORT)
    link = link_of(wave)
    begin(page, link)
    other = page.context.new_page()
    begin(other, link)
    to_the_end(page)
    press(page)
    heading(page, THANKS)
    heading(other, "Tällä linkillä on jo vastattu")
    assert answers_to(wave) == [ANSWER]
    assert kept_on(page)["answers"] == {}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_given_links_that_open_nothing_then_their_pages_are_friendly_in_their_language(
    forgiving: Page, language: str
) -> None:
    wave = wave_asking(SHORT)
    whole = link_of(wave, language=language)
    broken = [
        f"/s/#{language}",
        whole[:-5],
        f"/s/#{language}.{'A' * 22}.{whole.rsplit('.', 1)[1]}",
        f"/q/ei-tallaista/#{language}",
    ]
    for link in broken:
        forgiving.goto("about:blank")
        forgiving.goto(link)
        expect(forgiving.locator("h1")).to_be_visible()
        look(forgiving)
        expect(forgiving.locator("form")).to_have_count(0)
    assert forgiving.evaluate("document.documentElement.lang") == language


def test_given_a_foreign_token_then_it_gets_no_ballot(forgiving: Page) -> None:
    wave = wave_asking(SHORT)
    forgiving.goto(link_of(wave)[:-43] + "A" * 43)
    press(forgiving)
    heading(forgiving, "Linkki ei avaa kyselyä")
    look(forgiving)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": Wave.State.CLOSED}, "Kysely on päättynyt"),
        ({"opens_at": timezone.now() + timedelta(days=2)}, "Kysely ei ole vielä auki"),
    ],
    ids=["closed", "not yet"],
)
def test_given_a_survey_that_is_not_open_then_its_link_says_so(
    page: Page, fields: dict[str, Any], words: str
) -> None:
    wave = wave_asking(SHORT, **fields)
    page.set_viewport_size(PHONE)
    page.goto(link_of(wave))
    heading(page, words)
    expect(page.locator(".label")).to_have_text(str(wave))
    look(page)


def test_given_a_survey_that_closes_meanwhile_then_the_answers_are_still_the_respondents(
    forgiving: Page,
) -> None:
    wave = wave_asking(SHORT)
    begin(forgiving, link_of(wave))
    to_the_end(forgiving)
    Wave.objects.update(state=Wave.State.CLOSED)
    press(forgiving)
    heading(forgiving, "Kysely on päättynyt")
    expect(forgiving.locator(".notice")).to_contain_text("ei ehditty lähettää")
    assert kept_on(forgiving)["answers"] == ANSWER
    forgiving.reload()
    heading(forgiving, "Kysely on päättynyt")
    for _ in range(2):
        forgiving.get_by_role("button", name="Tyhjennä vastaukset").click()
    heading(forgiving, "Kysely on päättynyt")
    assert kept_on(forgiving)["answers"] == {}
    assert not Arrival.objects.exists()


def test_given_a_very_long_answer_then_it_is_kept_and_shortening_it_is_asked_for(
    page: Page,
) -> None:
    wave = wave_asking(SHORT)
    begin(page, link_of(wave))
    press(page)
    choose(page, "Kyllä")
    press(page)
    page.locator("textarea").fill("\u202eمرحبا 🌱 " + "a" * 50_000)
    press(page)
    expect(page.locator(".error")).to_contain_text("enintään 5000 merkkiä")
    expect(page.locator("textarea")).to_be_focused()
    look(page)
    page.reload()
    page.locator("textarea").fill(page.locator("textarea").input_value()[:4_000])
    press(page)
    press(page)
    heading(page, THANKS)
    (answer,) = answers_to(wave)
    assert answer["wellbeing_how"].startswith("\u202eمرحبا 🌱 a")


def test_given_a_fault_that_only_the_server_finds_then_it_leads_to_its_question(
    forgiving: Page,
) -> None:
    wave = wave_asking(SHORT)
    faults = [{"question": "stairs_use", "code": "unknown_option", "message": ""}]
    reply = {"code": "faulty", "faults": faults}
    forgiving.route("**/s/answer", lambda route: route.fulfill(status=422, json=reply))
    begin(forgiving, link_of(wave))
    to_the_end(forgiving)
    press(forgiving)
    expect(forgiving.locator(".summary-box")).to_be_focused()
    look(forgiving)
    forgiving.locator(".summary-box button").click()
    heading(forgiving, USE["text"]["fi"])


def test_given_all_on_one_page_then_what_went_wrong_is_said_after_faults_were_mended(
    forgiving: Page,
) -> None:
    wave = wave_asking({**SHORT, "paging": "one_page", "questions": [USE]})
    begin(forgiving, link_of(wave))
    press(forgiving)
    box = forgiving.locator(".summary-box")
    expect(box).to_be_focused()
    choose(forgiving, "Viikoittain")
    forgiving.route("**/s/answer", partial(refuse_with, 500))
    press(forgiving)
    expect(forgiving.locator("[role=alert]")).to_contain_text("palvelimessa on vika")
    expect(box).to_have_count(0)

    faults = [{"question": "stairs_use", "code": "unknown_option", "message": ""}]
    reply = {"code": "faulty", "faults": faults}
    forgiving.unroute("**/s/answer")
    forgiving.route("**/s/answer", lambda route: route.fulfill(status=422, json=reply))
    press(forgiving)
    expect(box).to_be_focused()
    box.locator("button").click()
    expect(forgiving.locator("[data-question=stairs_use] h2")).to_be_focused()


def test_given_a_server_in_trouble_then_it_is_said_and_nothing_is_lost(forgiving: Page) -> None:
    wave = wave_asking(SHORT)
    begin(forgiving, link_of(wave))
    to_the_end(forgiving)
    for status, words in ((500, "palvelimessa on vika"), (429, "ruuhkaa")):
        forgiving.route("**/s/answer", partial(refuse_with, status))
        press(forgiving)
        expect(forgiving.locator("[role=alert]")).to_contain_text(words)
        forgiving.unroute("**/s/answer")
    press(forgiving)
    heading(forgiving, THANKS)


def test_given_a_browser_that_keeps_nothing_then_one_answers_and_is_told_what_closing_does(
    page: Page,
) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full') }")
    wave = wave_asking(SHORT)
    begin(page, link_of(wave))
    choose(page, "Viikoittain")
    page.get_by_role("button", name="Jatka myöhemmin").click()
    heading(page, "Vastauksia ei voi tallentaa")
    page.get_by_role("button", name="Jatka nyt").click()
    to_the_end(page)
    press(page)
    heading(page, THANKS)
    assert answers_to(wave) == [ANSWER]


def test_given_plain_http_then_the_page_says_why_nothing_anonymous_is_sent(page: Page) -> None:
    # what a browser does on plain http: no cryptography, no locks
    page.add_init_script(
        "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });"
        "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });"
    )
    page.goto(link_of(wave_asking(SHORT)))
    heading(page, "Vastaaminen tarvitsee suojatun yhteyden")
    look(page)
    begin(page, f"/q/{wave_asking(SHORT, access=Wave.Access.LINK).slug}/")
    begin(page, link_of(wave_asking(SHORT, kind=Wave.Kind.NAMED)))


def test_given_no_script_then_the_page_says_so_in_three_languages(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=str(live_server.url))
    page = context.new_page()
    page.goto(link_of(wave_asking(SHORT)))
    for language in ("fi", "sv", "en"):
        expect(page.locator(f"p[lang={language}]")).to_contain_text("JavaScript")
    context.close()

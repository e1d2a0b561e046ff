"""The client's voice in the browser: by tap and by keyboard, in three languages, without a network;
and what the organisation hears of it."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from juuristo.meetings.models import VoiceAnswer, VoiceComment, VoiceTicket
from juuristo.meetings.tests.voices import closed_month, ticket_of
from juuristo.people.models import Organisation, Person, User

from .axe import violations
from .conftest import DESK, PHONE, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BREATH = 450  # ms: a tap sooner than this after the page turned is the same double tap
LANGUAGES = ("fi", "sv", "ar")


@pytest.fixture
def forgiving(page: Page) -> Page:
    """A page on which a refused or cut request is no fault."""
    other = page.context.new_page()
    other.set_viewport_size(PHONE)
    return other


def look(page: Page, language: str) -> None:
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


def onwards(page: Page) -> None:
    page.locator("#voice button[type=submit]").click()


def answer_all(page: Page, before_each: Callable[[], None] = lambda: None) -> None:
    for number in range(5):
        before_each()
        page.locator(".faces label").nth(number).click()
        onwards(page)
    expect(page.locator("textarea")).to_be_visible()
    page.wait_for_timeout(BREATH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_given_a_link_when_a_client_answers_then_every_view_is_accessible_and_the_answer_is_kept(
    page: Page, adviser: Person, language: str
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/voice/#{language}.{ticket_of(adviser, language=language)}")
    expect(page.locator("h1")).to_be_visible()
    answer_all(page, lambda: look(page, language))
    look(page, language)
    page.locator("textarea").fill("Kiitos")
    onwards(page)
    expect(page.locator("textarea")).to_have_count(0)
    look(page, language)
    answer = VoiceAnswer.objects.get()
    assert answer.marks == {"heard": 1, "answers": 2, "next_step": 3, "go_on": 4, "believe": 5}
    assert (answer.comment, answer.language) == ("Kiitos", language)
    assert page.context.cookies() == []
    stored = json.loads(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
    assert list(stored.values()) == ["answered"]


def test_given_a_keyboard_then_all_is_answered_without_a_mouse(page: Page, adviser: Person) -> None:
    page.goto(f"/voice/#fi.{ticket_of(adviser)}")
    expect(page.locator("h1")).to_be_visible()
    for number in range(5):
        page.locator("input[name=mark]").first.focus()
        page.keyboard.press("Space")
        for _ in range(number):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        if number < 4:
            expect(page.locator("[data-count]")).to_have_text(f"Lause {number + 2} / 5")
            expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Hyvä")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kiitos, kun kerroit!")
    assert list(VoiceAnswer.objects.get().marks.values()) == [1, 2, 3, 4, 5]


def test_given_second_thoughts_then_one_goes_back_and_passes_over(
    page: Page, adviser: Person
) -> None:
    page.goto(f"/voice/#fi.{ticket_of(adviser)}")
    page.locator(".faces label").first.click()
    onwards(page)
    page.locator("[data-back]").click()
    expect(page.locator("input[name=mark]").first).to_be_checked()
    for _ in range(4):
        page.wait_for_timeout(BREATH)
        page.locator("[data-skip]").click()
    page.locator(".faces label").last.click()
    onwards(page)
    page.wait_for_timeout(BREATH)
    onwards(page)
    expect(page.locator("h1")).to_have_text("Kiitos, kun kerroit!")
    assert VoiceAnswer.objects.get().marks == {"believe": 5}


def test_given_a_double_tap_then_no_statement_is_skipped_and_a_reload_keeps_all(
    page: Page, adviser: Person
) -> None:
    page.goto(f"/voice/#fi.{ticket_of(adviser)}")
    page.locator(".faces label").nth(3).click()
    page.locator("#voice button[type=submit]").dblclick()
    expect(page.locator("[data-count]")).to_have_text("Lause 2 / 5")
    page.reload()
    expect(page.locator("[data-count]")).to_have_text("Lause 2 / 5")
    page.locator("[data-back]").click()
    expect(page.locator("input[name=mark]").nth(3)).to_be_checked()


def test_given_another_language_then_the_answers_stay_and_the_page_speaks_it(
    page: Page, adviser: Person
) -> None:
    page.goto(f"/voice/#fi.{ticket_of(adviser)}")
    page.locator(".faces label").nth(3).click()
    onwards(page)
    page.locator("[data-languages-open]").click()
    page.locator("[data-language-choice=uk]").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.locator(".beads .done")).to_have_count(1)
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "uk")


def test_given_no_network_then_the_answers_stay_and_go_when_it_is_back(
    forgiving: Page, adviser: Person
) -> None:
    forgiving.goto(f"/voice/#fi.{ticket_of(adviser)}")
    answer_all(forgiving)
    forgiving.locator("textarea").fill("Kiitos")
    forgiving.context.set_offline(True)
    onwards(forgiving)
    expect(forgiving.locator("[data-trouble]")).to_contain_text("Ne ovat yhä tällä sivulla")
    assert violations(forgiving) == []
    expect(forgiving.locator("textarea")).to_have_value("Kiitos")
    assert not VoiceAnswer.objects.exists()
    forgiving.context.set_offline(False)
    onwards(forgiving)
    expect(forgiving.locator("h1")).to_have_text("Kiitos, kun kerroit!")
    assert VoiceAnswer.objects.get().comment == "Kiitos"


def test_given_an_answer_whose_receipt_was_lost_then_trying_again_says_it_got_through(
    forgiving: Page, adviser: Person
) -> None:
    forgiving.goto(f"/voice/#fi.{ticket_of(adviser)}")
    answer_all(forgiving)

    def lose_the_receipt(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]  # Playwright's route
        route.abort()  # type: ignore[attr-defined]

    forgiving.route("**/voice/answer/", lose_the_receipt)
    onwards(forgiving)
    expect(forgiving.locator("[data-trouble]")).to_be_visible()
    forgiving.unroute("**/voice/answer/")
    onwards(forgiving)
    expect(forgiving.locator("h1")).to_have_text("Tällä linkillä on jo vastattu")
    assert VoiceAnswer.objects.count() == 1


def test_given_a_phone_number_in_the_comment_then_it_is_warned_of_and_never_stored(
    forgiving: Page, adviser: Person
) -> None:
    forgiving.goto(f"/voice/#fi.{ticket_of(adviser)}")
    answer_all(forgiving)
    forgiving.locator("textarea").fill("Soita 040 123 4567")
    expect(forgiving.locator("[data-warning]")).to_contain_text("puhelinnumero")
    assert violations(forgiving) == []
    sent: list[str] = []
    forgiving.on("request", lambda request: sent.append(request.url))
    onwards(forgiving)
    expect(forgiving.locator("textarea")).to_be_focused()
    expect(forgiving.locator("[data-trouble]")).to_be_hidden()
    assert sent == []
    forgiving.locator("textarea").fill("Soittakaa pian")
    expect(forgiving.locator("[data-warning]")).to_be_empty()
    onwards(forgiving)
    expect(forgiving.locator("h1")).to_have_text("Kiitos, kun kerroit!")


@pytest.mark.parametrize("language", LANGUAGES)
def test_given_a_used_old_or_broken_link_then_its_page_is_friendly_in_its_language(
    forgiving: Page, adviser: Person, language: str
) -> None:
    used = ticket_of(adviser)
    VoiceTicket.objects.all().delete()
    for fragment in (f"{language}.{used}", f"{language}.{used[:20]}", language):
        forgiving.goto("about:blank")
        forgiving.goto(f"/voice/#{fragment}")
        expect(forgiving.locator("#voice h1")).to_be_visible()
        look(forgiving, language)
        expect(forgiving.locator("#voice form")).to_have_count(0)


def test_given_an_adviser_signed_in_on_the_same_device_then_the_answer_carries_no_cookie(
    page: Page, adviser: Person, sign_in: SignIn
) -> None:
    sign_in(adviser)
    sent: list[dict[str, str]] = []
    page.on("request", lambda r: sent.append(r.all_headers()) if r.method == "POST" else None)
    page.goto(f"/voice/#fi.{ticket_of(adviser)}")
    answer_all(page)
    onwards(page)
    expect(page.locator("h1")).to_have_text("Kiitos, kun kerroit!")
    assert len(sent) == 2
    assert not any({"cookie", "referer"} & headers.keys() for headers in sent)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_given_what_clients_said_then_its_pages_are_accessible_on_phone_and_desk(
    page: Page, coordinator: Person, organisation: Organisation, sign_in: SignIn, language: str
) -> None:
    for number, answers in enumerate((64, 7, 64), 7):
        closed_month(organisation, date(2026, number, 1), answers)
    for value, answers in (("fi", 40), ("ar", 20), ("so", 4)):
        closed_month(organisation, date(2026, 7, 1), answers, by="language", value=value)
    for text in ("شكراً", "Kiitos") * 6:
        VoiceComment.objects.create(organisation=organisation, month=date(2026, 9, 1), text=text)
    User.objects.update(language=language)
    sign_in(coordinator)
    for query in ("", "?period=2026-08", "?by=language", "?by=office", "?by=form"):
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            page.goto(f"/meetings/voice/{query}")
            for closed in page.locator("details.as-table").all():
                closed.locator("summary").click()
            look(page, language)

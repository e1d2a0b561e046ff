"""The frame of every page and the components, in a real browser."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import translation
from playwright.sync_api import Page, ViewportSize, expect

from juuristo.people.models import Person

from .axe import violations
from .conftest import DESK, PHONE, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW: ViewportSize = {"width": 320, "height": 640}
PAGES = ["/", "/components/", "/about/", "/privacy/", "/accessibility/"]


def speak(person: Person, language: str) -> None:
    assert person.user is not None
    person.user.language = language
    person.user.save()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_given_any_page_of_the_frame_then_it_is_accessible(
    page: Page, sign_in: SignIn, adviser: Person, language: str, size: ViewportSize
) -> None:
    speak(adviser, language)
    sign_in(adviser)
    page.set_viewport_size(size)
    for path in PAGES:
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert violations(page) == [], path


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_given_320_pixels_then_no_page_scrolls_sideways(
    page: Page, sign_in: SignIn, adviser: Person, language: str
) -> None:
    speak(adviser, language)
    adviser.organisation.is_example = True
    adviser.organisation.save()
    sign_in(adviser)
    page.set_viewport_size(NARROW)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_given_a_phone_then_today_fits_one_screen(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    sign_in(adviser)
    page.set_viewport_size(PHONE)
    page.goto("/")

    assert page.evaluate("document.documentElement.scrollHeight") <= PHONE["height"]


def test_given_the_keyboard_then_the_menu_opens_closes_and_keeps_the_focus(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    sign_in(adviser)
    page.set_viewport_size(PHONE)
    page.goto("/")
    menu = page.locator("details.menu")
    menu.locator("summary").focus()

    page.keyboard.press("Enter")
    expect(menu.get_by_role("button", name="svenska")).to_be_visible()
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_given_the_first_tab_then_one_may_skip_to_the_content(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    sign_in(adviser)
    page.goto("/components/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_given_a_dialog_then_it_takes_and_returns_the_focus(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    sign_in(adviser)
    page.goto("/components/")
    opener = page.locator("[data-dialog]")
    opener.focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Perutaanko kerta?")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Pidä kerta").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_given_a_dialog_then_only_a_press_behind_it_closes_it(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    sign_in(adviser)
    page.goto("/components/")
    page.locator("[data-dialog]").click()
    dialog = page.get_by_role("dialog")
    box = dialog.bounding_box()
    assert box

    page.mouse.click(box["x"] + 4, box["y"] + 4)  # its own margin
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(5, 5)  # a selection drawn out of it
    page.mouse.up()
    expect(dialog).to_be_visible()
    page.mouse.click(5, 5)
    expect(dialog).to_have_count(0)


def test_given_a_visitor_then_the_language_switches_and_the_page_stays(page: Page) -> None:
    page.goto("/about/")

    page.get_by_role("button", name="svenska").click()

    expect(page).to_have_url("/about/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    with translation.override("sv"):
        expect(page).to_have_title(f"{translation.gettext('Tietoja Juuristosta')} – Juuristo")


def test_given_a_failed_post_then_the_focus_is_on_what_to_mend(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Sähköposti").fill("nobody@example.org")
    page.get_by_label("Salasana").fill("wrong-password")
    page.get_by_role("button", name="Kirjaudu", exact=True).click()

    expect(page.locator("[data-errors]")).to_be_focused()


@pytest.mark.parametrize(("file", "kilobytes"), [("app.js", 40), ("style.css", 15)])
def test_given_the_built_files_then_they_are_small(file: str, kilobytes: int) -> None:
    path = finders.find(f"juuristo/built/{file}")
    assert isinstance(path, str), "run the front end's build first"

    assert len(gzip.compress(Path(path).read_bytes())) <= kilobytes * 1000

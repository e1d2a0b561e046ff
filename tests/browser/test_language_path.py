"""Anyone switches between Finnish, Swedish and English, and the choice stays with them."""

import pytest
from django.utils import translation
from playwright.sync_api import Page, ViewportSize, expect

from juuristo.people.models import Person

from .conftest import SignIn
from .paths import PASSWORD, both_widths, sign_in_by_form, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}


def said(words: str, language: str) -> str:
    with translation.override(language):
        return translation.gettext(words)


def switch(page: Page, language: str) -> None:
    """Choose the language by its own name, in the menu when one is signed in."""
    menu = page.locator("details.menu summary")
    if menu.count():
        menu.click()
    page.get_by_role("button", name=NAMES[language], exact=True).click()


def speaks(page: Page, language: str, heading: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_text(said(heading, language))
    expect(page).to_have_title(f"{said(heading, language)} – Juuristo")


@both_widths
def test_given_a_visitor_when_they_switch_then_lang_and_words_change(
    page: Page, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto("/sign-in/")
    speaks(page, "fi", "Kirjaudu")
    for language in ("sv", "en", "fi"):
        switch(page, language)
        speaks(page, language, "Kirjaudu")
        page.reload()
        speaks(page, language, "Kirjaudu")


@both_widths
def test_given_someone_signed_in_when_they_switch_then_the_page_stays_and_the_choice_is_kept(
    page: Page, size: ViewportSize, adviser: Person
) -> None:
    page.set_viewport_size(size)
    sign_in_by_form(page, adviser)
    page.goto("/gatherings/")
    for language in ("en", "sv"):
        switch(page, language)
        expect(page).to_have_url("/gatherings/")
        speaks(page, language, "Tilaisuudet")

    page.context.clear_cookies()
    page.goto("/sign-in/")
    speaks(page, "fi", "Kirjaudu")
    page.get_by_label(said("Sähköposti", "fi")).fill(adviser.email)
    page.get_by_label(said("Salasana", "fi"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=said("Kirjaudu", "fi"), exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.goto("/gatherings/")
    speaks(page, "sv", "Tilaisuudet")


def test_given_a_choice_in_the_profile_then_every_page_follows(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    with_password(adviser)
    sign_in(adviser)
    page.goto("/me/")
    page.get_by_role("main").get_by_label("svenska").check()
    page.get_by_role("button", name="Vaihda kieli").click()
    page.goto("/gatherings/")
    speaks(page, "sv", "Tilaisuudet")

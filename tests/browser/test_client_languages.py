"""Clients' pages in fourteen languages: direction, fonts, the list of languages; and the desk
where a coordinator keeps their words."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from juuristo.meetings import phrases
from juuristo.people.models import Person

from .axe import violations
from .conftest import DESK, PHONE, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TICKET = "A" * 43
# What a language needs besides Latin letters.
FONTS = {
    **dict.fromkeys(["ar", "prs", "ckb"], "noto-sans-arabic"),
    **dict.fromkeys(["ru", "uk"], "noto-sans-cyrillic"),
    "vi": "noto-sans-vietnamese",
    "th": "noto-sans-thai",
}


@pytest.fixture(autouse=True)
def _unused_ticket(page: Page) -> None:
    """The page asks whether its link may still be used to answer: it may."""
    page.route("**/voice/check/", lambda route: route.fulfill(status=204))


@pytest.fixture
def fetched(page: Page) -> list[str]:
    """The fonts that were fetched beside the Latin ones of every page."""
    names: list[str] = []

    def note(address: str) -> None:
        if address.endswith(".woff2") and "latin" not in address:
            names.append(address.rsplit("/", 1)[1].split("-wght")[0])

    page.on("request", lambda request: note(request.url))
    return names


@pytest.mark.parametrize("code", phrases.CODES)
def test_given_a_link_in_a_language_then_the_page_speaks_it_with_its_own_font_alone(
    page: Page, fetched: list[str], code: str
) -> None:
    language = phrases.language(code)
    page.set_viewport_size(PHONE)
    page.goto(f"/voice/#{code}.{TICKET}")
    expect(page.locator("html")).to_have_attribute("lang", language.lang)
    expect(page.locator("html")).to_have_attribute("dir", language.dir)
    expect(page.get_by_text(language.texts["voice.heard"])).to_be_visible()
    expect(page).to_have_title(f"{language.texts['voice.title']} – Juuristo")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    wanted = FONTS.get(code)
    assert len(fetched) == (1 if wanted else 0), fetched
    assert all(name.startswith(str(wanted)) for name in fetched)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not page.context.cookies()


@pytest.mark.parametrize("code", ["fi", "sv", "ar"])
def test_given_the_list_of_languages_then_another_one_can_be_chosen(page: Page, code: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/voice/#{code}.{TICKET}")
    words = phrases.language(code).texts
    page.get_by_role("button", name=words["common.other_languages"]).click()
    dialog = page.get_by_role("dialog", name=words["common.choose_language"])
    expect(dialog.get_by_role("button")).to_have_count(len(phrases.CODES) + 1)
    expect(dialog.locator("[aria-current]")).to_have_text(phrases.language(code).name)
    assert violations(page) == []
    dialog.get_by_role("button", name=phrases.language("ckb").name).click()
    expect(page.locator("html")).to_have_attribute("lang", "ckb")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(dialog).to_be_hidden()
    assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_given_the_desk_then_a_wording_is_edited_from_right_to_left(
    page: Page, coordinator: Person, sign_in: SignIn, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    sign_in(coordinator)
    page.goto("/meetings/card/")
    assert violations(page) == []
    page.get_by_role("link", name="Kortin sanat asiakkaan kielellä").click()
    assert violations(page) == []
    page.get_by_role("link", name="العربية").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    title = page.get_by_role("textbox", name="Askelkortti", exact=True)
    assert title.evaluate("e => getComputedStyle(e).direction") == "rtl"
    title.fill("بطاقتي")
    page.locator("[name='checked-card.title']").check()
    page.get_by_role("button", name="Tallenna sanat").click()
    expect(page.get_by_text("Yksi kohta on tallennettu.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Askelkortti", exact=True)).to_have_value("بطاقتي")
    assert violations(page) == []
    page.locator("button[name=back][value='card.title']").click()
    built_in = phrases.language("ar").texts["card.title"]
    expect(page.get_by_role("textbox", name="Askelkortti", exact=True)).to_have_value(built_in)

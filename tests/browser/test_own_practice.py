"""Oma työote by keyboard: pictures as tables, a reflection written, refused and mended."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from juuristo.meetings.models import Reflection
from juuristo.meetings.tests.walk_factories import reflected, walk_of
from juuristo.people.models import Person

from .axe import violations
from .conftest import PHONE, SignIn
from .paths import both_widths, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW: ViewportSize = {"width": 320, "height": 640}
LONG = (("empathy", 7), ("guidance", 15), ("advice", 9), ("guidance", 4), ("advice", 9))


def practised(adviser: Person) -> None:
    """Enough for every picture: two months, five reflections, a meeting without guidance."""
    for days in (62, 61, 60, 4, 3):
        reflected(walk_of(adviser, *LONG, days_ago=days), "Rivi.", empathy=2, advice=8)
    walk_of(adviser, ("empathy", 9), ("advice", 20), days_ago=2)


@both_widths
def test_given_meetings_then_every_picture_opens_as_a_table_by_keyboard(
    page: Page, sign_in: SignIn, adviser: Person, size: ViewportSize
) -> None:
    practised(adviser)
    sign_in(adviser)
    page.set_viewport_size(size)
    page.goto("/meetings/mine/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Oma työote")
    expect(page.get_by_text("Vain sinä näet tämän.")).to_be_visible()
    for summary in page.locator("details.practice-table > summary").all():
        tab_to(page, summary)
        page.keyboard.press("Enter")
    expect(page.locator("table:visible")).to_have_count(5)
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_given_a_meeting_when_reflected_by_keyboard_then_a_clients_number_is_refused_and_mended(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    walk_of(adviser, *LONG)
    sign_in(adviser)
    page.set_viewport_size(PHONE)
    page.goto("/meetings/")
    tab_to(page, page.get_by_role("link", name="Kirjoita reflektio tapaamisesta"))
    page.keyboard.press("Enter")
    advice = page.get_by_role("group", name="Kuinka vaikeaa oli neuvonta?")
    tab_to(page, advice.get_by_label("En arvioi"))
    for _step in range(3):  # back from the last choice: 10, 9, 8
        page.keyboard.press("ArrowUp")
    expect(advice.get_by_label("8", exact=True)).to_be_checked()
    line = page.get_by_label("Yksi rivi itsellesi")
    tab_to(page, line)
    page.keyboard.type("Soitan 040 123 4567 huomenna")
    tab_to(page, page.get_by_role("button", name="Tallenna reflektio"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("group", name="Yksi kohta vaatii korjausta")).to_be_focused()
    expect(advice.get_by_label("8", exact=True)).to_be_checked()
    assert violations(page) == []
    assert not Reflection.objects.exists()
    line.fill("Soitan huomenna")
    page.get_by_role("button", name="Tallenna reflektio").click()
    expect(page.get_by_role("status")).to_contain_text("Reflektiosi on tallessa.")
    assert violations(page) == []
    written = Reflection.objects.get()
    assert (written.difficulty, written.note) == ({"advice": 8}, "Soitan huomenna")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_given_every_own_page_then_it_is_accessible_and_narrow_enough(
    page: Page, sign_in: SignIn, adviser: Person, language: str
) -> None:
    assert adviser.user
    adviser.user.language = language
    adviser.user.save()
    practised(adviser)
    walk = walk_of(adviser, *LONG, kind="team_meeting")
    sign_in(adviser)
    page.set_viewport_size(NARROW)
    for path in (
        *("/", "/meetings/", "/meetings/mine/", "/meetings/mine/?kind=team_meeting"),
        *("/meetings/mine/all/", "/meetings/mine/delete/"),
        *(f"/meetings/mine/{walk.pk}/", f"/meetings/mine/{walk.pk}/delete/"),
    ):
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path

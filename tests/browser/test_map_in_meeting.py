"""The adviser and the client draw on the adviser's phone while they talk."""

import pytest
from playwright.sync_api import Page, expect

from juuristo.people.models import Person

from .axe import violations
from .conftest import PHONE, SignIn
from .test_map import Paper, drawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(page: Page, sign_in: SignIn, adviser: Person) -> Page:
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    return page


def to_map(page: Page) -> None:
    page.goto("/meetings/companion/")
    page.locator("#start button[type=submit]").click()
    page.wait_for_timeout(600)  # two touches near each other are one
    page.locator("#ahead").click()
    page.locator("#draw").click()
    expect(page.locator("[data-map-stage]")).to_be_visible()


def test_given_a_map_drawn_in_guidance_when_the_page_is_opened_again_then_it_is_there(
    phone: Page,
) -> None:
    to_map(phone)
    assert violations(phone) == []
    paper = Paper(phone)
    paper.drag((100, 200), (150, 230), (220, 200))
    phone.get_by_role("button", name="Sana", exact=True).click()
    phone.mouse.click(*paper.at(200, 400))
    phone.keyboard.type("koti")
    phone.keyboard.press("Enter")
    phone.wait_for_timeout(600)
    phone.get_by_role("button", name="Ohjaus", exact=True).click()
    expect(phone.locator("#ahead")).to_be_visible()
    phone.reload()
    resume = phone.get_by_role("button", name="Jatka")
    if resume.first.is_visible():
        resume.first.click()
    phone.locator("#draw").click()
    expect(drawn(phone)).to_have_count(2)
    expect(drawn(phone).last).to_have_text("koti")


def test_given_the_map_when_left_and_opened_again_then_it_is_drawn_on_as_before(
    phone: Page,
) -> None:
    to_map(phone)
    for count in (1, 2):
        Paper(phone).drag((100, 100 * count), (150, 100 * count + 30), (220, 100 * count))
        expect(drawn(phone)).to_have_count(count)
        phone.get_by_role("button", name="Ohjaus", exact=True).click()
        phone.locator("#draw").click()
        expect(drawn(phone)).to_have_count(count)

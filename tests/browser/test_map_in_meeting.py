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


def add_in_list(phone: Page, name: str) -> None:
    phone.get_by_role("radio", name="Luettelona").check()
    phone.get_by_label("Mitä kartalle lisätään?").fill(name)
    phone.keyboard.press("Enter")


def test_given_a_meeting_that_has_ended_then_the_next_one_sees_nothing_of_its_map(
    phone: Page,
) -> None:
    to_map(phone)
    things = phone.locator("[data-map-items] .item")
    add_in_list(phone, "koti")
    expect(things).to_have_count(1)
    phone.get_by_role("button", name="Ohjaus", exact=True).click()
    phone.locator("#all-stairs").click()
    phone.get_by_role("dialog").get_by_role("button", name="Päätä tapaaminen").click()
    phone.locator("#end").click()
    phone.locator("#skip-reflection").click()
    assert "koti" not in phone.content()

    phone.locator("#another").click()
    phone.locator("#start button[type=submit]").click()
    phone.wait_for_timeout(600)  # two touches near each other are one
    phone.locator("#ahead").click()
    phone.locator("#draw").click()
    add_in_list(phone, "työ")
    expect(things).to_have_count(1)
    expect(phone.locator("[data-map-said]")).to_have_text("Kartalla on nyt: työ")
    phone.locator("[data-map-list] [data-map-act=undo]").click()
    expect(things).to_have_count(0)


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

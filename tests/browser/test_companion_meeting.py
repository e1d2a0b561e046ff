"""A meeting with the companion: two taps to begin, on and back, left and returned to, ended."""

import pytest
from playwright.sync_api import Page, expect

from juuristo.meetings.models import Reflection, Walk
from juuristo.people.models import Person

from .companion import (
    ONE_TOUCH,
    URL,
    ahead,
    begin,
    end,
    moves,
    on_device,
    on_stair,
    queue_empties,
    skip,
)
from .conftest import PHONE, SignIn
from .paths import Taps, both_widths
from .waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(page: Page, sign_in: SignIn, adviser: Person) -> Page:
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    page.goto(URL)
    return page


def walk_arrives() -> Walk:
    return Walk.objects.select_related("reflection").get()


def test_given_an_adviser_then_a_meeting_begins_in_one_tap_from_its_page(phone: Page) -> None:
    tap = Taps()
    tap(phone.get_by_role("button", name="Aloita tapaaminen"))
    on_stair(phone, "empathy")
    assert tap.count == 1
    expect(phone.get_by_role("heading", name="Empatia")).to_be_visible()
    expect(phone.get_by_role("navigation")).to_have_count(0)


@both_widths
def test_given_a_whole_meeting_then_its_walk_and_reflection_are_the_advisers(
    page: Page, sign_in: SignIn, adviser: Person, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]  # both widths are sizes
    sign_in(adviser)
    page.goto(URL)
    page.get_by_text("30", exact=True).click()
    page.get_by_text("Etänä").click()
    begin(page)
    for stair in ("guidance", "advice"):
        ahead(page, stair)
    page.wait_for_timeout(ONE_TOUCH)
    page.get_by_role("button", name="Ohjaukseen").click()
    on_stair(page, "guidance")
    ahead(page, "advice")
    page.get_by_label("Luonnostelkaa seuraava askel yhdessä").fill("Soitan kurssille.")
    ahead(page, "farewell")
    page.locator("#farewell-acts").get_by_role("button", name="Päätä tapaaminen").click()
    page.locator("#end").click()
    page.get_by_role("group", name="Kuinka vaikeaa oli ohjaus?").get_by_role(
        "radio", name="7"
    ).check()
    page.get_by_label("Rivi itselle").fill("Hiljaisuus auttoi.")
    page.get_by_role("button", name="Tallenna").click()
    expect(page.get_by_role("heading", name="Kiitos. Tapaaminen on tallessa.")).to_be_visible()
    queue_empties(page)
    walk = walk_arrives()
    assert walk.person == adviser
    assert [move["stair"] for move in walk.moves] == [
        "empathy",
        "guidance",
        "advice",
        "guidance",
        "advice",
        "farewell",
    ]
    assert (walk.minutes, walk.form) == (30, "video")
    assert walk.reflection.difficulty == {"guidance": 7}
    assert walk.reflection.note == "Hiljaisuus auttoi."


def test_given_an_ended_meeting_then_draft_map_and_keys_leave_the_device(phone: Page) -> None:
    begin(phone)
    ahead(phone, "guidance")
    ahead(phone, "advice")
    phone.get_by_label("Luonnostelkaa seuraava askel yhdessä").fill("Salainen askel")
    phone.wait_for_timeout(700)
    assert "Salainen askel" in str(on_device(phone, "running"))
    end(phone)
    assert on_device(phone, "running") == on_device(phone, "beats") == []
    assert "Salainen askel" not in phone.content()
    assert "Salainen askel" not in str(on_device(phone, "queue"))


def test_given_a_reload_in_the_middle_then_the_stairs_are_as_they_were(phone: Page) -> None:
    begin(phone)
    ahead(phone, "guidance")
    phone.reload()
    on_stair(phone, "guidance")
    assert moves(phone) == ["empathy", "guidance"]


def test_given_a_meeting_left_for_another_page_then_it_waits_and_goes_on(phone: Page) -> None:
    begin(phone)
    phone.locator("#all-stairs").click()
    phone.get_by_role("link", name="Käy muualla, tapaaminen jatkuu").click()
    phone.wait_for_url("**/")
    phone.goto(URL)
    expect(phone.get_by_role("heading", name="Tapaaminen on kesken")).to_be_visible()
    phone.get_by_role("button", name="Jatka", exact=True).click()
    on_stair(phone, "empathy")
    phone.reload()
    on_stair(phone, "empathy")


def test_given_a_meeting_forgotten_overnight_then_it_may_end_where_it_was_last_known(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    page.clock.install()
    sign_in(adviser)
    page.goto(URL)
    begin(page)
    page.clock.run_for(10 * 60_000)
    page.goto("/about/")
    page.clock.fast_forward(16 * 3600_000)
    page.goto(URL)
    expect(page.get_by_role("heading", name="Tapaaminen jäi päättämättä")).to_be_visible()
    page.get_by_role("button", name="Päätä tapaaminen").first.click()
    expect(page.get_by_role("heading", name="Miten meni?")).to_be_visible()
    queue_empties(page)
    assert 9 < Walk.objects.get().lasted < 12


def test_given_a_meeting_begun_by_mistake_then_calling_it_off_leaves_nothing(phone: Page) -> None:
    begin(phone)
    phone.wait_for_timeout(ONE_TOUCH)
    phone.get_by_role("button", name="Suunnitelmaan").click()
    phone.get_by_role("button", name="Peru tapaaminen").click()
    phone.locator("#discard").click()
    expect(phone.get_by_role("heading", name="Uusi tapaaminen")).to_be_visible()
    assert on_device(phone, "running") == on_device(phone, "queue") == []
    assert not Walk.objects.exists()


def test_given_the_plan_changed_on_the_way_then_the_meeting_goes_on_by_it(phone: Page) -> None:
    begin(phone)
    phone.wait_for_timeout(ONE_TOUCH)
    phone.get_by_role("button", name="Suunnitelmaan").click()
    phone.get_by_text("60", exact=True).click()
    phone.get_by_role("button", name="Jatka tapaamista").click()
    on_stair(phone, "empathy")
    assert on_device(phone, "running")[0]["minutes"] == 60


def test_given_an_own_way_of_planning_then_it_is_the_next_meetings_default(phone: Page) -> None:
    phone.get_by_text("60", exact=True).click()
    phone.get_by_role("button", name="Enemmän aikaa hyvästelylle").click()
    phone.get_by_role("button", name="Enemmän aikaa hyvästelylle").click()
    expect(phone.locator("#plan output").first).to_contain_text("min")
    rows = phone.locator("#plan output").all_inner_texts()
    begin(phone)
    end(phone)
    skip(phone)
    phone.get_by_role("button", name="Aloita uusi tapaaminen").click()
    expect(phone.locator("#plan output")).to_have_text(rows)
    phone.reload()
    expect(phone.locator("#plan output")).to_have_text(rows)


def test_given_an_interpreter_then_the_plan_is_longer_and_may_be_adjusted(phone: Page) -> None:
    phone.get_by_label("Tulkki on mukana").check()
    expect(phone.get_by_text("varaa 70 minuuttia")).to_be_visible()
    phone.get_by_role("button", name="Viisi minuuttia vähemmän").click()
    expect(phone.get_by_text("varaa 65 minuuttia")).to_be_visible()
    begin(phone)
    running = on_device(phone, "running")[0]
    assert (running["minutes"], running["withInterpreter"]) == (65, True)
    end(phone)
    skip(phone)
    phone.get_by_role("button", name="Aloita uusi tapaaminen").click()
    expect(phone.get_by_label("Tulkki on mukana")).not_to_be_checked()


def test_given_a_handle_dragged_then_minutes_go_over_the_riser(phone: Page) -> None:
    expect(phone.locator("#plan output").first).to_contain_text("min")
    before = phone.locator("#plan output").all_inner_texts()
    hand = phone.locator(".grip-hand").nth(1)
    box = hand.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    phone.mouse.move(x, y)
    phone.mouse.down()
    phone.mouse.move(x - 40, y, steps=5)
    phone.mouse.up()
    after = phone.locator("#plan output").all_inner_texts()
    assert int(after[1].split()[0]) < int(before[1].split()[0])
    assert int(after[2].split()[0]) > int(before[2].split()[0])
    assert sum(int(row.split()[0]) for row in after) == 45


def test_given_a_line_with_a_phone_number_then_it_is_not_kept_and_says_why(phone: Page) -> None:
    begin(phone)
    end(phone)
    phone.get_by_label("Rivi itselle").fill("Soitan 040 123 4567")
    phone.get_by_role("button", name="Tallenna").click()
    expect(phone.get_by_role("alert").filter(has_text="puhelinnumero")).to_be_visible()
    expect(phone.get_by_label("Rivi itselle")).to_be_focused()
    until(
        phone,
        """() => document.querySelector("#reflect-fault").getBoundingClientRect().bottom <=
           document.querySelector("#reflect .dock").getBoundingClientRect().top""",
    )
    skip(phone)
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("kind", ["Tiimin kokous", "Kehityskeskustelu"])
def test_given_another_kind_then_the_same_stairs_without_a_card(phone: Page, kind: str) -> None:
    phone.get_by_role("button", name=kind).click()
    expect(phone.get_by_role("heading", name=kind)).to_be_visible()
    expect(phone.get_by_label("Tulkki on mukana")).to_be_hidden()
    begin(phone)
    for stair in ("guidance", "advice", "farewell"):
        ahead(phone, stair)
    expect(phone.get_by_role("button", name="Anna askelkortti")).to_be_hidden()
    end(phone)
    skip(phone)
    phone.get_by_role("button", name="Aloita uusi tapaaminen").click()
    expect(phone.get_by_role("heading", name="Uusi tapaaminen")).to_be_visible()

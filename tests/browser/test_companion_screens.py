"""Each screen of the companion: accessible in Finnish and Swedish, narrow enough, by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from juuristo.meetings.models import Walk
from juuristo.people.models import Person, User

from .axe import violations
from .companion import ONE_TOUCH, STAIRS, URL, begin, moves, on_device, on_stair, worker_is_ready
from .conftest import DESK, PHONE, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW: ViewportSize = {"width": 320, "height": 640}
# The colours of a move come slowly; what is looked at is where they end.
AFTER_COLOURS = 4_500


def look(page: Page, screen: str) -> list[str]:
    faults = [f"{screen}: {fault}" for fault in violations(page)]
    size = page.viewport_size
    assert size
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{screen}: scrolls sideways at {size['width']}")
    if size == PHONE:
        page.set_viewport_size(NARROW)
        if page.evaluate("document.documentElement.scrollWidth > 320"):
            faults.append(f"{screen}: scrolls sideways at 320")
        page.set_viewport_size(size)
    return faults


def forward(page: Page) -> None:
    page.wait_for_timeout(ONE_TOUCH)
    page.locator("#ahead").click()


def screens(page: Page) -> Iterator[str]:
    """Go through every screen, yielding its name when it has come to rest."""
    yield "start"
    page.locator("input[name=interpreter]").check()
    page.locator("input[name=minutes][value=other]").check()
    yield "start, all open"
    page.locator("#start button[type=submit]").click()
    for stair in STAIRS:
        on_stair(page, stair)
        page.clock.run_for(AFTER_COLOURS)
        yield stair
        if stair != "farewell":
            page.clock.run_for(30 * 60_000 if stair == "guidance" else 60_000)
            page.wait_for_timeout(AFTER_COLOURS)
            yield f"{stair}, later"
            forward(page)
    page.locator("#all-stairs").click()
    yield "all stairs"
    page.locator("#lay-down").click()
    yield "still"
    page.locator("#wake").click()
    page.locator("#give").click()
    yield "giving"
    page.locator("[data-screen=giving] [data-opens=ending]").click()
    yield "ending"
    page.locator("#end").click()
    yield "reflect"
    page.locator("#skip-reflection").click()
    yield "thanks"


@pytest.mark.parametrize(
    ("language", "size"),
    [("fi", PHONE), ("sv", PHONE), ("fi", DESK), ("sv", DESK)],
    ids=["fi-phone", "sv-phone", "fi-desk", "sv-desk"],
)
def test_given_each_screen_then_it_is_accessible_and_fits(
    page: Page, sign_in: SignIn, adviser: Person, language: str, size: ViewportSize
) -> None:
    User.objects.update(language=language)
    page.clock.install()
    page.set_viewport_size(size)
    sign_in(adviser)
    page.goto(URL)
    assert page.locator("html").get_attribute("lang") == language
    faults = [fault for screen in screens(page) for fault in look(page, screen)]
    assert not faults, "\n" + "\n".join(faults)


@pytest.fixture
def desk(page: Page, sign_in: SignIn, adviser: Person) -> Page:
    sign_in(adviser)
    page.goto(URL)
    return page


def test_given_a_keyboard_then_the_stairs_are_walked_with_it_and_not_while_typing(
    desk: Page,
) -> None:
    begin(desk)
    expect(desk.locator('[data-screen="walking"] h1')).to_be_focused()
    for key, stair in (
        ("ArrowRight", "guidance"),
        ("ArrowLeft", "empathy"),
        ("ArrowRight", "guidance"),
        ("ArrowRight", "advice"),
    ):
        desk.wait_for_timeout(ONE_TOUCH)
        desk.keyboard.press(key)
        on_stair(desk, stair)
    desk.get_by_label("Luonnostelkaa seuraava askel yhdessä").focus()
    desk.wait_for_timeout(ONE_TOUCH)
    for key in ("ArrowRight", "ArrowLeft", "Enter", "Space"):
        desk.keyboard.press(key)
    on_stair(desk, "advice")
    desk.locator("#ahead").focus()
    desk.keyboard.press("Enter")
    on_stair(desk, "farewell")
    assert moves(desk)[-2:] == ["advice", "farewell"]


def test_given_two_quick_touches_then_they_are_one(desk: Page) -> None:
    begin(desk)
    desk.wait_for_timeout(ONE_TOUCH)
    desk.locator("#ahead").dblclick()
    desk.wait_for_timeout(300)
    on_stair(desk, "guidance")


def test_given_a_small_screen_then_each_stair_is_met_from_its_top(desk: Page) -> None:
    desk.set_viewport_size({"width": 320, "height": 568})
    begin(desk)
    for stair in STAIRS[1:]:
        forward(desk)
        on_stair(desk, stair)
        assert desk.evaluate("scrollY") == 0


def test_given_the_mark_then_any_stair_is_within_reach(desk: Page) -> None:
    begin(desk)
    desk.locator("#all-stairs").click()
    desk.locator("#stairs-menu").get_by_role("button", name="Hyvästely").click()
    on_stair(desk, "farewell")
    desk.locator("#all-stairs").click()
    desk.locator("#stairs-menu").get_by_role("button", name="Ohjaus").click()
    on_stair(desk, "guidance")


def test_given_a_late_guidance_then_only_words_and_the_forward_area_change(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    page.clock.install()
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    page.goto(URL)
    begin(page)
    page.wait_for_timeout(ONE_TOUCH)
    page.clock.run_for(6 * 60_000)
    page.locator("#ahead").click()
    on_stair(page, "guidance")
    places = ("#ahead", "#slice", "#step-back", "#all-stairs")
    before = [page.locator(place).bounding_box() for place in places]
    page.clock.run_for(14 * 60_000)
    expect(page.get_by_text("Joko tärkein kysymys löytyi?")).to_be_visible()
    expect(page.locator("#line")).to_contain_text("siitä")
    page.clock.run_for(19 * 60_000)
    expect(page.get_by_text("Olisiko nyt hyvä koota yhteen?")).to_be_visible()
    assert [page.locator(place).bounding_box() for place in places] == before
    page.get_by_role("button", name="Suoraan hyvästelyyn").click()
    on_stair(page, "farewell")
    expect(page.get_by_role("alert").and_(page.locator(":visible"))).to_have_count(0)


def test_given_hidden_minutes_then_they_show_at_a_touch_and_it_is_remembered(desk: Page) -> None:
    begin(desk)
    desk.locator("#all-stairs").click()
    desk.get_by_label("Näytä minuutit vasta, kun kosketan").check()
    desk.get_by_role("button", name="Sulje").click()
    expect(desk.locator("#left")).to_be_hidden()
    desk.get_by_role("button", name="Näytä aika").click()
    expect(desk.locator("#left")).to_be_visible()
    desk.reload()
    expect(desk.locator("#left")).to_be_hidden()


def test_given_the_phone_at_rest_then_one_vibration_comes_before_the_farewell(
    page: Page, sign_in: SignIn, adviser: Person
) -> None:
    page.add_init_script(
        """
        window.felt = 0;
        navigator.vibrate = () => { window.felt += 1; return true; };
        const match = window.matchMedia;
        window.matchMedia = query => query.includes("coarse") ? { matches: true } : match(query);
        """
    )
    page.clock.install()
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    page.goto(URL)
    begin(page)
    page.locator("#all-stairs").click()
    page.get_by_role("button", name="Puhelin lepoon pöydälle").click()
    page.clock.run_for(36 * 60_000)
    assert page.evaluate("window.felt") == 0
    page.clock.run_for(3 * 60_000)
    assert page.evaluate("window.felt") == 1
    page.clock.run_for(20 * 60_000)
    assert page.evaluate("window.felt") == 1
    page.keyboard.press("Space")
    on_stair(page, "empathy")


def test_given_a_rehearsal_then_nothing_is_stored_and_nothing_is_sent(desk: Page) -> None:
    worker_is_ready(desk)
    desk.wait_for_load_state("networkidle")
    asked: list[str] = []
    before = {store: on_device(desk, store) for store in ("running", "beats", "queue", "choices")}
    desk.context.on("request", lambda request: asked.append(request.url))
    desk.get_by_role("button", name="Harjoittele").click()
    expect(desk.get_by_text("Harjoitus: mitään ei tallennu eikä lähde.")).to_be_visible()
    desk.get_by_role("button", name="Aloita harjoitus").click()
    for stair in STAIRS[:3]:
        on_stair(desk, stair)
        forward(desk)
    on_stair(desk, "farewell")
    desk.locator("#all-stairs").click()
    desk.get_by_label("Näytä minuutit vasta, kun kosketan").check()
    desk.locator("#stairs-menu").get_by_role("button", name="Päätä tapaaminen").click()
    desk.locator("#end").click()
    desk.get_by_label("Rivi itselle").fill("Harjoittelin.")
    desk.get_by_role("button", name="Tallenna").click()
    expect(desk.get_by_role("heading", name="Mitään ei tallentunut.")).to_be_visible()
    after = {store: on_device(desk, store) for store in ("running", "beats", "queue", "choices")}
    assert after == before
    assert asked == []
    assert desk.evaluate("localStorage.length + sessionStorage.length") == 0
    assert not Walk.objects.exists()
    desk.get_by_role("button", name="Aloita uusi tapaaminen").click()
    expect(desk.locator("#hides-minutes")).not_to_be_checked()


def test_given_minutes_that_cannot_be_then_saying_so_moves_nothing(
    page: Page, adviser: Person, sign_in: SignIn
) -> None:
    sign_in(adviser)
    page.set_viewport_size(PHONE)
    page.goto(URL)
    page.locator("input[name=minutes][value=other]").check()
    after = page.locator("input[name=interpreter]")
    before = after.bounding_box()
    page.locator("#minutes-own").fill("3")
    page.locator("#minutes-own").blur()
    expect(page.locator("#minutes-fault")).to_have_text("Anna luku väliltä 5–480.")
    assert after.bounding_box() == before

"""Whole meetings on the adviser's phone: from Today to the first stair, over all stairs as time
goes, and a rehearsal of which nothing is left.

Hidden minutes, the phone face down and every screen's accessibility: test_companion_screens.py.
"""

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from juuristo.meetings.models import Sealed, VoiceTicket, Walk
from juuristo.people.models import Person
from juuristo.stairs.sayings import LINES, PROMPTS
from juuristo.stairs.staircase import STAIRS

from .axe import violations
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
    worker_is_ready,
)
from .conftest import PHONE, SignIn, sign_in_on
from .paths import Taps, is_focused, tab_to
from .test_giving import sketch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(page: Page, sign_in: SignIn, adviser: Person) -> Page:
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    return page


def wait_minutes(page: Page, minutes: float) -> None:
    page.clock.run_for(round(minutes * 60_000))


def minutes_of(page: Page) -> list[str]:
    return page.locator("#plan output").all_inner_texts()


# ---- start in two taps


def test_given_today_then_two_taps_begin_a_meeting_and_ones_own_plan_waits_next_time_anywhere(
    phone: Page, browser: Browser, live_server: LiveServer, adviser: Person
) -> None:
    phone.goto("/")
    tap = Taps()
    tap(phone.get_by_role("link", name="Aloita tapaaminen"))
    tap(phone.get_by_role("button", name="Aloita tapaaminen"))
    on_stair(phone, "empathy")
    assert tap.count == 2
    phone.wait_for_timeout(ONE_TOUCH)
    phone.locator("#step-back").click()
    phone.get_by_text("60", exact=True).click()
    phone.get_by_text("Puhelimessa").click()
    for _tap in range(3):
        phone.get_by_role("button", name="Enemmän aikaa ohjaukselle").click()
    plan = minutes_of(phone)
    assert plan != ["9 min", "21 min", "21 min", "9 min"]
    phone.get_by_role("button", name="Jatka tapaamista").click()
    end(phone)
    skip(phone)
    queue_empties(phone)
    phone.get_by_role("link", name="Tänään").last.click()
    phone.get_by_role("link", name="Aloita tapaaminen").click()
    expect(phone.get_by_label("60")).to_be_checked()
    assert minutes_of(phone) == plan

    other = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="fi-FI")
    sign_in_on(other, adviser, live_server.url)
    desk = other.new_page()
    desk.goto(URL)
    expect(desk.get_by_label("60")).to_be_checked()
    expect(desk.get_by_label("Puhelimessa")).to_be_checked()
    assert minutes_of(desk) == plan
    other.close()


# ---- be guided without looking


def test_given_a_meeting_that_runs_late_then_the_screen_asks_gently_and_keeps_the_farewell(
    phone: Page,
) -> None:
    phone.clock.install()
    phone.goto(URL)
    begin(phone)
    walking = phone.locator('[data-screen="walking"]')
    expect(walking.locator("button:visible")).to_have_count(3)
    expect(phone.locator("#left")).to_have_text("Aikaa on noin seitsemän minuuttia")
    wait_minutes(phone, 7)
    expect(phone.locator("#left")).to_have_text(
        f"Kysy itseltäsi {LINES['client_meeting']['empathy'][1]}"
    )
    expect(phone.locator("#line")).to_have_text(
        "Aikaa on noin neljäkymmentä minuuttia, siitä seitsemän lopuksi."
    )
    ahead(phone, "guidance")
    ahead(phone, "advice")
    phone.wait_for_timeout(ONE_TOUCH)
    phone.locator("#step-back").click()
    on_stair(phone, "guidance")
    wait_minutes(phone, 32)
    expect(phone.locator("#left")).to_contain_text("Olisiko nyt hyvä koota yhteen?")
    expect(phone.locator("#line")).to_contain_text("Aikaa on noin kuusi minuuttia.")
    assert violations(phone) == []
    phone.locator("#straight").click()
    on_stair(phone, "farewell")
    for reminder in PROMPTS["client_meeting"]["farewell"]:
        expect(phone.get_by_text(reminder)).to_be_visible()
    expect(walking.locator("input:visible, textarea:visible")).to_have_count(0)
    wait_minutes(phone, 10)
    expect(phone.get_by_text("Päättäkää rauhassa.")).to_be_visible()
    assert moves(phone) == ["empathy", "guidance", "advice", "guidance", "farewell"]


def press_ahead(page: Page, key: str, stair: str) -> None:
    page.wait_for_timeout(ONE_TOUCH)
    page.keyboard.press(key)
    on_stair(page, stair)


def test_given_only_a_keyboard_then_a_whole_meeting_is_held_and_reflected(
    phone: Page, adviser: Person
) -> None:
    phone.goto("/")
    keys = phone.keyboard
    tab_to(phone, phone.get_by_role("link", name="Aloita tapaaminen"))
    keys.press("Enter")
    tab_to(phone, phone.get_by_role("button", name="Aloita tapaaminen"))
    keys.press("Enter")
    on_stair(phone, "empathy")
    press_ahead(phone, "ArrowRight", "guidance")
    press_ahead(phone, "ArrowRight", "advice")
    press_ahead(phone, "ArrowLeft", "guidance")
    press_ahead(phone, "ArrowRight", "advice")
    tab_to(phone, phone.get_by_label("Luonnostelkaa seuraava askel yhdessä"))
    keys.type("Soitan kurssille.")
    keys.press("ArrowRight")
    on_stair(phone, "advice")
    tab_to(phone, phone.locator("#ahead"))
    press_ahead(phone, "Enter", "farewell")
    expect(phone.locator("#read-over")).to_contain_text("Soitan kurssille.")
    tab_to(phone, phone.locator("#farewell-acts [data-opens=ending]"))
    keys.press("Enter")
    if not is_focused(phone.locator("#end")):
        tab_to(phone, phone.locator("#end"))
    keys.press("Enter")
    expect(phone.get_by_role("heading", name="Miten meni?")).to_be_focused()
    tab_to(phone, phone.locator("#reflect input[name=empathy]").first)
    keys.press("ArrowRight")
    tab_to(phone, phone.get_by_label("Rivi itselle"))
    keys.type("Hyvin.")
    keys.press("Enter")
    expect(phone.locator("#thanks-words")).to_be_focused()
    queue_empties(phone)
    walk = Walk.objects.select_related("reflection").get(person=adviser)
    assert walk.reflection.note == "Hyvin."
    assert len(walk.moves) == 6


# ---- rehearse, and other kinds of meeting


def put_on_map(page: Page, name: str) -> None:
    page.locator("#draw").click()
    page.get_by_label("Luettelona", exact=True).check()
    page.get_by_label("Mitä kartalle lisätään?").fill(name)
    page.get_by_role("button", name="Lisää kartalle").click()
    page.locator("[data-map-back]").click()


def test_given_a_rehearsal_then_nothing_is_asked_of_the_server_and_nothing_is_stored(
    phone: Page,
) -> None:
    phone.goto("/meetings/")
    phone.get_by_role("link", name="Harjoittele").click()
    worker_is_ready(phone)
    phone.wait_for_load_state("networkidle")
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(f"{request.method} {request.url.split('://', 1)[1].partition('/')[2]}")

    phone.on("request", note)
    expect(phone.get_by_text("Harjoitus: mitään ei tallennu eikä lähde.")).to_be_visible()
    assert violations(phone) == []
    before = kept(phone)
    phone.get_by_role("button", name="Aloita harjoitus").click()
    ahead(phone, "guidance")
    put_on_map(phone, "oma koulu")
    ahead(phone, "advice")
    sketch(phone, "Soitan kurssille.")
    ahead(phone, "farewell")
    phone.locator("#give").click()
    phone.get_by_role("button", name="Tee kortti").click()
    expect(phone.get_by_text("Harjoitus: tämä koodi ei avaa korttia.")).to_be_visible()
    assert violations(phone) == []
    phone.locator("[data-screen=giving] [data-opens=ending]").click()
    phone.locator("#end").click()
    phone.get_by_label("Rivi itselle").fill("Harjoitus tekee mestarin.")
    phone.get_by_role("button", name="Tallenna").click()
    expect(phone.get_by_role("heading", name="Harjoitus on ohi.")).to_be_visible()
    phone.wait_for_timeout(500)
    assert [each for each in asked if not each.startswith("GET c/phrases/fi.json")] == []
    assert kept(phone) == before
    assert not Walk.objects.exists()
    assert not Sealed.objects.exists()
    assert not VoiceTicket.objects.exists()


def kept(page: Page) -> dict[str, object]:
    """All that lies on the device: what the companion stores, and what any page could."""
    stores = {name: on_device(page, name) for name in ("running", "beats", "queue", "choices")}
    others = page.evaluate(
        """async () => ({
          local: {...localStorage}, session: {...sessionStorage},
          bases: (await indexedDB.databases()).map(base => base.name).sort(),
        })"""
    )
    return {**stores, **others}


@pytest.mark.parametrize(
    ("kind", "name"),
    [("team_meeting", "Tiimin kokous"), ("development_discussion", "Kehityskeskustelu")],
)
def test_given_another_kind_then_its_own_plan_and_words_on_every_stair(
    phone: Page, kind: str, name: str
) -> None:
    phone.goto(URL)
    methods = minutes_of(phone)
    phone.get_by_role("button", name=name).click()
    assert minutes_of(phone) != methods
    assert violations(phone) == []
    begin(phone)
    for stair in STAIRS:
        expect(phone.locator("#line")).to_have_text(LINES[kind][stair][0])
        if stair in ("advice", "farewell"):
            for prompt in PROMPTS[kind][stair]:
                expect(phone.get_by_text(prompt)).to_be_visible()
        assert violations(phone) == []
        if stair != "farewell":
            ahead(phone, STAIRS[stair.place + 1])
    expect(phone.locator("#sketch")).to_be_hidden()
    expect(phone.locator("#give")).to_be_hidden()
    end(phone)
    skip(phone)
    queue_empties(phone)
    assert Walk.objects.get().kind == kind

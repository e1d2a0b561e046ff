"""What is done on a page before its picture is taken. Each returns the page to take."""

from playwright.sync_api import Page, expect

from .ground import Ground

STEP = "Menen kielikurssin tutustumispäivään ja täytän hakemuksen siellä ohjaajan kanssa."
ON_MAP = (
    ("kielikurssi", "question"),
    ("sisko auttaa", "strength"),
    ("pelottaa puhua", "feeling"),
    ("bussi ei kulje", "obstacle"),
    ("oma leipomo", "hope"),
)
ONE_TOUCH = 600  # milliseconds: two touches nearer each other are one


def nothing(page: Page, ground: Ground) -> Page:
    return page


def foot(page: Page, ground: Ground) -> Page:
    """The end of the page."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    return page


def table(page: Page, ground: Ground) -> Page:
    """The page from its table on: above it are dates that a browser words in its own language."""
    to_top = "table => scrollTo(0, table.getBoundingClientRect().top - 24)"
    page.locator("table").first.evaluate(to_top)
    return page


# ---- gatherings


def wish(page: Page, ground: Ground) -> Page:
    """Two wishes, and the page as it is opened the next time."""
    for number in ("Ensimmäinen", "Toinen"):
        page.get_by_role("button", name="Toivo tätä").first.click()
        expect(page.get_by_text(f"{number} toiveesi")).to_be_visible()
    page.goto(page.url)
    return page


def board(page: Page, ground: Ground) -> Page:
    expect(page.get_by_text("Katson kelloa.")).to_be_visible()
    return page


def mark(page: Page, ground: Ground) -> Page:
    """The first four are there."""
    for number in range(4):
        page.locator(".attendance-row").nth(number).get_by_label("Paikalla").check()
    expect(page.locator("#status")).to_contain_text("4 / 15")
    page.goto(page.url)
    return page


def proposal(page: Page, ground: Ground) -> Page:
    ground.propose()
    page.reload()
    return page


def participants(page: Page, ground: Ground) -> Page:
    """A meeting tool's list, to be looked through."""
    page.locator("input[type=file]").set_input_files(
        {"name": "osallistujat.csv", "mimeType": "text/csv", "buffer": ground.participants()}
    )
    page.get_by_role("button", name="Katso luettelo läpi").click()
    expect(page.get_by_role("heading", name="Tarkista nämä")).to_be_visible()
    return page


# ---- the companion: each goes on from where the one before left


def begin_page(page: Page, ground: Ground) -> Page:
    expect(page.get_by_role("heading", name="Uusi tapaaminen")).to_be_visible()
    return page


def guidance(page: Page, ground: Ground) -> Page:
    begin_page(page, ground).locator("#start button[type=submit]").click()
    return _ahead(page, "guidance")


def shared_map(page: Page, ground: Ground) -> Page:
    guidance(page, ground).locator("#draw").click()
    page.get_by_label("Luettelona", exact=True).check()
    for words, meaning in ON_MAP:
        adding = page.locator("[data-map-adding]")
        adding.get_by_label("Mitä kartalle lisätään?").fill(words)
        adding.locator("select[name=meaning]").select_option(meaning)
        adding.get_by_role("button", name="Lisää kartalle").click()
    page.get_by_label("Kuvana", exact=True).check()
    expect(page.locator("[data-map-stage]")).to_be_visible()
    return page


def given(page: Page, ground: Ground) -> Page:
    """A card with one step, given: the client may read its code."""
    guidance(page, ground)
    _ahead(page, "advice")
    page.get_by_label("Luonnostelkaa seuraava askel yhdessä").fill(STEP)
    page.get_by_text("Lisää aika ja paikka").click()
    page.get_by_label("Päivä").fill("2026-10-22")
    page.get_by_label("Kello").fill("10:00")
    page.get_by_label("Missä").fill("Mäntykosken kirjasto, kerhohuone")
    _ahead(page, "farewell")
    page.locator("#give").click()
    page.get_by_role("button", name="Olet jo hyvässä vauhdissa.").click()
    page.get_by_role("button", name="Tee kortti").click()
    expect(page.get_by_role("img", name="Askelkortin koodi")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    return page


def clients_card(page: Page, ground: Ground) -> Page:
    """The same card on the client's own phone."""
    link = given(page, ground).locator("[data-link]").input_value()
    card = page.context.new_page()
    card.goto(link)
    expect(card.locator("#card")).to_be_visible()
    return card


def _ahead(page: Page, stair: str) -> Page:
    page.wait_for_timeout(ONE_TOUCH)
    page.locator("#ahead").click()
    expect(page.locator("[data-screen=walking]")).to_have_attribute("data-stair", stair)
    return page


# ---- surveys


def promise(page: Page, ground: Ground) -> Page:
    expect(page.locator(".promise")).to_be_visible()
    return page

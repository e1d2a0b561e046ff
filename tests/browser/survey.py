"""A survey that asks in every way there is, and what a respondent's browser sent of it."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from juuristo.people.models import Person
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.ballots import key_of
from juuristo.surveys.envelopes import open_envelope
from juuristo.surveys.links import invitation_link
from juuristo.surveys.models import Arrival, Wave
from juuristo.surveys.tests.factories import InstrumentFactory
from juuristo.surveys.tests.waves import invite, open_wave


def said(fi: str, sv: str = "", en: str = "") -> dict[str, str]:
    return {"fi": fi, "sv": sv, "en": en}


def option(key: str, fi: str, sv: str = "", en: str = "") -> dict[str, Any]:
    return {"key": key, "text": said(fi, sv, en)}


YES_NO = [option("yes", "Kyllä", "Ja", "Yes"), option("no", "En", "Nej", "No")]
ENDS = {
    "least": 1,
    "most": 10,
    "low": said("helppoa", "lätt", "easy"),
    "high": said("vaikeaa", "svårt", "hard"),
}
USE: dict[str, Any] = {
    "key": "stairs_use",
    "type": "single",
    "required": True,
    "text": said(
        "Kuinka usein käytät neljää porrasta tietoisesti?",
        "Hur ofta använder du de fyra trappstegen medvetet?",
        "How often do you use the four stairs on purpose?",
    ),
    "options": [
        option("daily", "Päivittäin", "Dagligen", "Daily"),
        option("weekly", "Viikoittain", "Varje vecka", "Weekly"),
        option("monthly", "Kuukausittain", "Varje månad", "Monthly"),
        option("not_at_all", "En lainkaan", "Inte alls", "Not at all"),
        option("do_not_remember", "En muista portaita", "Minns inte", "I do not remember them"),
    ],
}
ATTENDED: dict[str, Any] = {
    "key": "attended",
    "type": "multiple",
    "may_decline": True,
    "text": said("Mihin olet osallistunut?", "Vad har du deltagit i?", "What have you attended?"),
    "options": [
        option("staff_workshop", "Henkilöstön työpaja", "Personalens workshop", "Staff workshop"),
        option("study_circle", "Opintopiiri", "Studiecirkel", "Study circle"),
        option("cafe", "Kahvila", "Kafé", "Café"),
    ],
}
DIFFICULTY: dict[str, Any] = {
    "key": "difficulty",
    "type": "scale",
    "text": said(
        "Kuinka vaikeaa ohjaus on?", "Hur svår är handledningen?", "How hard is guidance?"
    ),
    "ends": ENDS,
}
SLIDER: dict[str, Any] = {
    "key": "enough_time",
    "type": "scale",
    "look": "slider",
    "text": said("Riittääkö aika?", "Räcker tiden?", "Is there enough time?"),
    "ends": {"least": 0, "most": 10, "low": said("ei", "nej", "no"), "high": said("kyllä", "ja")},
}
GRID: dict[str, Any] = {
    "key": "stairs",
    "type": "grid",
    "text": said("Kuinka vaikea porras on?", "Hur svårt är trappsteget?", "How hard is the stair?"),
    "ends": ENDS,
    "rows": [
        option("row_empathy", "Empatia", "Empati", "Empathy"),
        option("row_guidance", "Ohjaus", "Handledning", "Guidance"),
        option("row_advice", "Neuvonta", "Rådgivning", "Advice"),
    ],
}
WELLBEING: dict[str, Any] = {
    "key": "wellbeing",
    "type": "single",
    "text": said(
        "Onko työtapa lisännyt hyvinvointiasi?", "Mår du bättre?", "Has it added to your wellbeing?"
    ),
    "options": YES_NO,
}
HOW: dict[str, Any] = {
    "key": "wellbeing_how",
    "type": "open",
    "text": said("Miten?", "Hur?", "How?"),
    "shown_if": {"question": "wellbeing", "operator": "is", "value": "yes"},
}
WHY_NOT: dict[str, Any] = {
    "key": "wellbeing_why_not",
    "type": "open",
    "text": said("Miksi ei?", "Varför inte?", "Why not?"),
    "shown_if": {"question": "wellbeing", "operator": "is", "value": "no"},
}
YEARS: dict[str, Any] = {
    "key": "years",
    "type": "number",
    "least": 0,
    "most": 60,
    "may_decline": True,
    "text": said("Montako vuotta olet ollut työssäsi?", "Hur många år?", "How many years?"),
}
STARTED: dict[str, Any] = {
    "key": "started",
    "type": "date",
    "text": said("Milloin aloitit?", "När började du?", "When did you start?"),
}
ORDER: dict[str, Any] = {
    "key": "order",
    "type": "ranking",
    "text": said("Mikä auttaa eniten?", "Vad hjälper mest?", "What helps most?"),
    "options": ATTENDED["options"],
}
INFO: dict[str, Any] = {
    "key": "background",
    "type": "info",
    "text": said("Lopuksi", "Till slut", "Finally"),
    "hint": said("Vielä pari kysymystä.", "Ännu några frågor.", "A few questions more."),
}
EVERYTHING: dict[str, Any] = {
    "title": said("Portaat työssäsi", "Trappstegen i ditt arbete", "The stairs in your work"),
    "intro": said("Vastaaminen vie viitisen minuuttia.", "Det tar fem minuter.", "Five minutes."),
    "questions": [
        *(USE, ATTENDED, DIFFICULTY, SLIDER, GRID, WELLBEING, HOW, WHY_NOT),
        *(INFO, YEARS, STARTED, ORDER),
    ],
}
SHORT: dict[str, Any] = {
    "title": EVERYTHING["title"],
    "questions": [{**USE, "required": False}, WELLBEING, HOW, WHY_NOT],
}


def wave_asking(content: dict[str, Any], **fields: Any) -> Wave:
    programme = ProgrammeFactory()
    instrument = InstrumentFactory(organisation=programme.organisation, content=content)
    return open_wave(programme=programme, instrument=instrument, **fields)


def link_of(wave: Wave, person: Person | None = None, language: str = "fi") -> str:
    """The link as a path, for any server's address."""
    link = invitation_link(invite(wave, person), language)
    return link[link.index("/s/") :]


def answers_to(wave: Wave) -> list[dict[str, Any]]:
    """What has arrived, in no order that means anything."""
    key = key_of(wave)
    rows = Arrival.objects.filter(wave=wave)
    return [open_envelope(key, wave.pk, bytes(row.envelope)) for row in rows]


def press(page: Page) -> None:
    """The page's one main act."""
    page.locator(".go").click()


def begin(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.locator(".go")).to_be_visible()
    press(page)
    expect(page.locator("[data-question]").first).to_be_visible()


def heading(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(words)


def choose(page: Page, words: str) -> None:
    page.get_by_text(words, exact=True).click()


def question_at(page: Page, key: str) -> Locator:
    """The question that is on the page; waits until it is."""
    question = page.locator(f"[data-question={key}]")
    expect(question).to_be_visible()
    return question


def kept_on(page: Page) -> dict[str, Any]:
    """What the device keeps of the one survey it has seen."""
    found = page.evaluate("Object.entries(localStorage).filter(([name]) => /^survey/.test(name))")
    assert len(found) == 1
    kept: dict[str, Any] = json.loads(found[0][1])
    return kept

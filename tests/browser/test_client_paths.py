"""What the client takes home, whole: the map, the card and the voice, each from the adviser's
meeting to the client's own phone, in Arabic."""

from datetime import date
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from juuristo.meetings import rollup
from juuristo.meetings.actions.voice import take_answer
from juuristo.meetings.models import Contact, Sealed, StepMonth
from juuristo.meetings.phrases import language
from juuristo.meetings.tests.voices import FULL, ticket_of
from juuristo.meetings.voice_months import after, month_of, quarter_of, today_in
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory

from .axe import violations
from .codes import read_code
from .conftest import DESK, PHONE, SignIn
from .test_giving import OWN, STEP, ahead, code, give, given, sketch, to_giving, to_guidance
from .test_map import Paper, drawn
from .test_map_kept import photo
from .waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARABIC = language("ar").texts
OWN_HEADING = "ما ستفعله بعد ذلك"
SERVICE = "Kurssineuvonta"


@pytest.fixture
def phone(page: Page, sign_in: SignIn, adviser: Person) -> Page:
    Contact.objects.create(
        organisation=adviser.organisation, name={"fi": "Aulaneuvonta"}, phone="012 345 6789"
    )
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    return page


def speak_arabic(page: Page) -> None:
    page.get_by_label("Asiakkaan kieli").select_option("ar")
    expect(page.locator("[data-voice-title]")).to_have_attribute("dir", "rtl")


def given_address(page: Page) -> str:
    """Make the card; return what its code on the screen says."""
    give(page)
    expect(given(page)).to_be_visible()
    return read_code(code(page))


def look(page: Page) -> None:
    """Arabic, from right to left, narrow enough, accessible."""
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert violations(page) == []


# ---- the map


def draw_map(page: Page) -> None:
    """By hand, as a list, and a photo of what was drawn on paper."""
    page.locator("#draw").click()
    Paper(page).drag((100, 200), (150, 230), (220, 200))
    expect(drawn(page)).to_have_count(1)
    page.get_by_label("Luettelona", exact=True).check()
    page.get_by_label("Mitä kartalle lisätään?").fill("koti")
    page.get_by_role("button", name="Lisää kartalle").click()
    page.locator("[data-map-list] input[type=file]").set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo(page)}
    )
    expect(page.get_by_text("Kartalla on kuva paperista.")).to_be_visible()
    assert violations(page) == []
    page.locator("[data-map-back]").click()


def add_at_home(page: Page, name: str) -> None:
    page.locator("input[value=list]").check()
    page.get_by_label(ARABIC["map.new"]).fill(name)
    page.get_by_role("button", name=ARABIC["map.add"]).click()
    page.get_by_role("button", name=ARABIC["map.save"]).click()
    expect(page.locator("[data-page-said]")).to_have_text(ARABIC["map.saved"])


def test_given_a_map_drawn_together_then_the_client_opens_and_continues_it_from_the_card(
    phone: Page, client_phone: Page
) -> None:
    to_guidance(phone)
    draw_map(phone)
    ahead(phone, "advice")
    sketch(phone)
    to_giving(phone)
    speak_arabic(phone)
    address = given_address(phone)
    assert sorted(Sealed.objects.values_list("kind", flat=True)) == ["card", "map"]

    client_phone.goto(address)
    client_phone.get_by_role("link", name=ARABIC["card.map"]).click()
    expect(drawn(client_phone)).to_have_count(2)
    expect(client_phone.locator("[data-map-layer=paper] image")).to_have_count(1)
    look(client_phone)
    add_at_home(client_phone, "المدرسة")
    look(client_phone)
    own_link = client_phone.url
    client_phone.goto("about:blank")
    client_phone.goto(own_link)
    expect(drawn(client_phone)).to_have_count(3)
    expect(client_phone.locator("[data-map-layer=paper]")).to_contain_text("المدرسة")


# ---- the card


def prepare_as_coordinator(page: Page) -> None:
    """A service for the cards, and one wording in Arabic said better."""
    page.set_viewport_size(DESK)
    page.goto("/meetings/card/services/new/")
    page.get_by_label("suomi").first.fill(SERVICE)
    page.get_by_label("Linkki").fill("https://example.org/kurssit")
    page.get_by_role("button", name="Tallenna palvelu").click()
    expect(page.get_by_role("link", name=SERVICE)).to_be_visible()
    page.goto("/meetings/card/phrases/ar/")
    page.get_by_role("textbox", name="Seuraava askeleesi", exact=True).fill(OWN_HEADING)
    page.get_by_role("button", name="Tallenna sanat").click()
    expect(page.get_by_role("status")).to_contain_text("Yksi kohta on tallennettu.")
    page.set_viewport_size(PHONE)


def sketch_with_facts(page: Page) -> None:
    sketch(page)
    page.get_by_text("Lisää aika ja paikka").click()
    page.get_by_label("Päivä").fill("2030-12-03")
    page.get_by_label("Kello").fill("10:00")
    page.get_by_label("Missä").fill("Mäntykosken kirjasto")
    page.get_by_text("Lisää palvelu").click()
    page.get_by_role("button", name=SERVICE).click()


def say_it_in_arabic(page: Page) -> None:
    """Write and record the step in the client's own language."""
    speak_arabic(page)
    page.get_by_text("Kirjoittakaa askel myös asiakkaan kielellä").click()
    page.locator("[data-own-steps] textarea").fill(OWN)
    page.get_by_role("button", name="Nauhoita", exact=True).click()
    until(page, "() => document.querySelector('[data-fill]').value > 0.9")
    page.get_by_role("button", name="Lopeta nauhoitus").click()
    expect(page.locator("audio[data-player]")).to_be_visible()


def copy_record(page: Page) -> None:
    page.get_by_role("button", name="Kopioi viralliseen asiakirjaan").click()
    expect(page.get_by_text("Sovitut askeleet ovat leikepöydällä.")).to_be_visible()
    record = page.evaluate("navigator.clipboard.readText()")
    for words in (STEP, "3.12.2030 klo 10", "Mäntykosken kirjasto", SERVICE):
        assert words in record


def take_to_calendar(page: Page, path: Path) -> None:
    with page.expect_download() as waiting:
        page.locator("#calendar").click()
    waiting.value.save_as(path)
    entry = icalendar.Calendar.from_ical(path.read_bytes())
    assert entry.walk("VEVENT")[0]["summary"] == ARABIC["card.calendar_title"]


def test_given_a_card_in_arabic_then_the_client_has_it_all_on_their_own_phone(
    phone: Page,
    client_phone: Page,
    sign_in: SignIn,
    adviser: Person,
    coordinator: Person,
    tmp_path: Path,
) -> None:
    phone.context.grant_permissions(["microphone", "clipboard-read", "clipboard-write"])
    sign_in(coordinator)
    prepare_as_coordinator(phone)
    sign_in(adviser)
    to_guidance(phone)
    ahead(phone, "advice")
    sketch_with_facts(phone)
    to_giving(phone)
    say_it_in_arabic(phone)
    address = given_address(phone)
    copy_record(phone)

    client_phone.goto(address)
    look(client_phone)
    face = client_phone.locator(".stepcard")
    for words in (OWN, STEP, OWN_HEADING, "012 345 6789", "3 ديسمبر"):
        expect(face).to_contain_text(words)
    expect(client_phone.get_by_role("link", name=SERVICE)).to_have_attribute(
        "href", "https://example.org/kurssit"
    )
    until(client_phone, "document.querySelector('#recorded audio').readyState >= 2")
    take_to_calendar(client_phone, tmp_path / "askel.ics")
    client_phone.locator("[data-languages-open]").click()
    client_phone.locator("[data-language-choice=so]").click()
    expect(client_phone.locator("html")).to_have_attribute("lang", "so")
    expect(client_phone.locator(".step")).to_have_text(OWN)
    assert violations(client_phone) == []


# ---- the voice


def tell_of_the_step(page: Page) -> None:
    page.get_by_role("button", name=ARABIC["card.help"]).click()
    expect(page.locator("#ways a[href='tel:0123456789']")).to_be_visible()
    with page.expect_response("**/voice/step/"):
        page.get_by_role("button", name=ARABIC["card.not_yet"]).click()
    expect(page.locator("#answer-said")).to_have_text(ARABIC["card.not_yet_said"])
    look(page)


def answer_from_card(page: Page) -> None:
    """Five statements, and what else one wants to say."""
    page.get_by_role("link", name=ARABIC["card.feeling"]).click()
    for number in range(1, 6):
        expect(page.locator("[data-count]")).to_contain_text(str(number))
        look(page)
        page.get_by_role("radio", name=ARABIC["voice.mark_5"], exact=True).check()
        page.locator("#voice button[type=submit]").click()
    page.locator("textarea").fill("شكراً")
    page.get_by_role("button", name=ARABIC["voice.send"]).click()
    expect(page.locator("h1")).to_have_text(ARABIC["voice.thanks"])
    look(page)


def others_answer(adviser: Person, count: int) -> None:
    """As many clients of the adviser and of four others."""
    organisation = adviser.organisation
    four = [PersonFactory(organisation=organisation, roles=[Role.ADVISER]) for _ in range(4)]
    for number in range(count):
        take_answer(ticket_of([adviser, *four][number % 5]), FULL, "")


def the_quarter_ends(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker sums what came, and months later closes what is over."""
    next_quarter: date = after(quarter_of(month_of(today_in(organisation))), 3)
    assert rollup.roll_up() == 12
    monkeypatch.setattr(rollup, "today_in", lambda _organisation: next_quarter.replace(day=20))
    assert rollup.close_months() == 3
    assert rollup.close_months() == 0


def test_given_a_card_then_the_clients_voice_is_heard_only_in_a_protected_sum(
    phone: Page,
    client_phone: Page,
    sign_in: SignIn,
    adviser: Person,
    coordinator: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to_guidance(phone)
    ahead(phone, "advice")
    sketch(phone)
    to_giving(phone)
    speak_arabic(phone)
    address = given_address(phone)
    client_phone.goto(address)
    tell_of_the_step(client_phone)
    answer_from_card(client_phone)
    client_phone.goto("about:blank")
    client_phone.goto(address)
    expect(client_phone.locator("[data-answer=not_yet]")).to_have_attribute("aria-pressed", "true")
    expect(client_phone.locator("#feeling")).to_be_hidden()

    others_answer(adviser, 11)
    sign_in(coordinator)
    phone.goto("/meetings/voice/")
    expect(phone.get_by_text("Vastauksia ei ole vielä näytettäväksi")).to_be_visible()
    month = month_of(today_in(adviser.organisation))
    the_quarter_ends(adviser.organisation, monkeypatch)
    phone.goto(f"/meetings/voice/?period={month:%Y-%m}")
    expect(phone.get_by_text("12 vastausta").first).to_be_visible()
    assert StepMonth.objects.get().not_yet == 1
    expect(phone.get_by_text("kertoi, ettei vielä")).to_have_count(0)
    expect(phone.get_by_text("شكراً")).to_have_count(0)
    assert violations(phone) == []
    phone.goto("/meetings/voice/?by=language")
    rows = phone.locator(".spreads li")
    expect(rows.filter(has_text="arabia")).to_contain_text("suojattu")
    assert violations(phone) == []

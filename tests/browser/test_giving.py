"""The adviser's side of the card: sketched in advice, read over and given in farewell."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session as SignedIn
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from juuristo.meetings.models import Contact, Sealed, Service, VoiceTicket
from juuristo.people.models import Organisation, Person, User

from .axe import violations
from .codes import read_code
from .conftest import PATIENCE, PHONE, SignIn
from .waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEP = "Menen kielikurssin tutustumispäivään ja täytän hakemuksen siellä ohjaajan kanssa."
OWN = "الذهاب إلى اليوم التعريفي بدورة اللغة."


@pytest.fixture
def card_lists(organisation: Organisation) -> None:
    Service.objects.create(
        organisation=organisation,
        name={"fi": "Kurssineuvonta"},
        sentence={"fi": "Auttaa löytämään kurssin."},
        link="https://example.org/kurssit",
    )
    Contact.objects.create(
        organisation=organisation,
        name={"fi": "Aulaneuvonta"},
        hours={"fi": "arkisin 9–15"},
        phone="012 345 6789",
    )


@pytest.fixture
def phone(page: Page, sign_in: SignIn, adviser: Person, card_lists: None) -> Page:
    """The adviser's phone, signed in; forgives nothing."""
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    return page


@pytest.fixture
def abroad(phone: Page) -> Iterator[Page]:
    """The same phone where the network and the sign-in may fail."""
    page = phone.context.new_page()
    page.set_viewport_size(PHONE)
    page.set_default_timeout(PATIENCE)
    yield page
    page.context.set_offline(False)


def to_guidance(page: Page, *, rehearse: bool = False) -> None:
    page.goto("/meetings/companion/")
    if rehearse:
        page.locator("#rehearse").click()
    page.locator("#start button[type=submit]").click()
    ahead(page, "guidance")


def to_advice(page: Page, *, rehearse: bool = False) -> None:
    to_guidance(page, rehearse=rehearse)
    ahead(page, "advice")


def ahead(page: Page, stair: str) -> None:
    page.wait_for_timeout(600)  # two touches near each other are one
    page.locator("#ahead").click()
    expect(page.locator("[data-screen=walking]")).to_have_attribute("data-stair", stair)


def to_giving(page: Page) -> None:
    ahead(page, "farewell")
    page.locator("#give").click()
    expect(page.locator("#giving")).to_be_visible()


def sketch(page: Page, text: str = STEP) -> None:
    page.get_by_label("Luonnostelkaa seuraava askel yhdessä").fill(text)


def give(page: Page) -> None:
    page.get_by_role("button", name="Tee kortti").click()


def given(page: Page) -> Locator:
    return page.get_by_role("heading", name="Kortti toimii. Anna asiakkaan lukea koodi.")


def sketch_when_and_where(page: Page) -> None:
    page.get_by_text("Lisää aika ja paikka").click()
    page.get_by_label("Päivä").fill("2026-12-03")
    page.get_by_label("Kello").fill("10:00")
    page.get_by_label("Missä").fill("Mäntykosken kirjasto")


def code(page: Page) -> Locator:
    return page.get_by_role("img", name="Askelkortin koodi")


def test_given_a_sketch_in_advice_then_it_is_kept_and_read_over_in_farewell(phone: Page) -> None:
    to_advice(phone)
    sketch(phone)
    sketch_when_and_where(phone)
    phone.get_by_text("Lisää palvelu").click()
    phone.get_by_role("button", name="Kurssineuvonta").click()
    expect(phone.get_by_role("button", name="Kurssineuvonta")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert violations(phone) == []
    ahead(phone, "farewell")
    read_over = phone.locator("#read-over")
    expect(read_over).to_contain_text(STEP)
    expect(read_over).to_contain_text("torstaina 3.12. klo 10")
    expect(read_over.get_by_role("textbox")).to_have_count(0)
    expect(read_over.get_by_role("checkbox")).to_have_count(0)
    assert violations(phone) == []


def test_given_a_reload_in_the_middle_of_a_word_then_what_was_typed_is_there(phone: Page) -> None:
    to_advice(phone)
    phone.get_by_label("Luonnostelkaa seuraava askel yhdessä").press_sequentially("Menen kurs")
    phone.wait_for_timeout(700)
    phone.reload()
    resume = phone.get_by_role("button", name="Jatka")
    if resume.first.is_visible():
        resume.first.click()
    expect(phone.get_by_label("Luonnostelkaa seuraava askel yhdessä")).to_have_value("Menen kurs")


def test_given_a_phone_number_in_the_step_then_a_quiet_word_and_nothing_else(phone: Page) -> None:
    to_advice(phone)
    field = phone.get_by_label("Luonnostelkaa seuraava askel yhdessä")
    field.press_sequentially("Soitan 040 123 4567")
    expect(phone.get_by_text("Tässä näyttää olevan puhelinnumero.")).to_be_visible()
    expect(field).to_be_focused()
    to_giving(phone)
    give(phone)
    expect(given(phone)).to_be_visible()


def test_given_three_steps_then_no_fourth_and_any_can_go(phone: Page) -> None:
    to_advice(phone)
    sketch(phone, "Ensin.")
    add = phone.get_by_role("button", name="Lisää toinen askel")
    add.click()
    expect(phone.get_by_label("Askel 2")).to_be_focused()
    phone.get_by_label("Askel 2").fill("Sitten.")
    add.click()
    phone.get_by_label("Askel 3").fill("Lopuksi.")
    expect(add).to_be_hidden()
    phone.get_by_role("button", name="Poista tämä askel").nth(1).click()
    expect(phone.get_by_label("Askel 2")).to_have_value("Lopuksi.")
    ahead(phone, "farewell")
    expect(phone.locator("#read-over li")).to_have_text(["Ensin.", "Lopuksi."])


def test_given_a_card_then_the_client_reads_the_code_and_sees_the_card(
    phone: Page, client_context: BrowserContext
) -> None:
    to_advice(phone)
    sketch(phone)
    to_giving(phone)
    phone.get_by_label("Asiakkaan kieli").select_option("ar")
    phone.get_by_text("Kirjoittakaa askel myös asiakkaan kielellä").click()
    own = phone.locator("[data-own-steps] textarea")
    expect(own).to_have_attribute("dir", "rtl")
    own.fill(OWN)
    expect(phone.get_by_label("Mistä asiakas tavoittaa teidät")).to_have_value("0")
    phone.get_by_role("button", name="Olet jo hyvässä vauhdissa.").click()
    expect(code(phone)).to_have_count(0)
    give(phone)
    expect(given(phone)).to_be_visible()
    assert violations(phone) == []
    address = read_code(code(phone))
    assert address == phone.get_by_label("Sama linkkinä").first.input_value()
    assert re.search(r"/c/[\w-]{22}/#ar\.[\w-]{43}$", address)
    client = client_context.new_page()
    client.goto(address)
    expect(client.locator(".stepcard .step")).to_have_text(OWN)
    expect(client.locator(".stepcard .other")).to_have_text(STEP)
    expect(client.locator("html")).to_have_attribute("dir", "rtl")
    expect(client.locator(".kind")).to_have_text("أنت على الطريق الصحيح.")
    expect(client.get_by_text("012 345 6789").first).to_be_visible()
    assert VoiceTicket.objects.count() == 2


def test_given_a_map_from_guidance_then_it_goes_along_with_the_card(
    phone: Page, client_context: BrowserContext
) -> None:
    to_guidance(phone)
    phone.locator("#draw").click()
    phone.get_by_label("Luettelona", exact=True).check()
    phone.get_by_label("Mitä kartalle lisätään?").fill("oma koulu")
    phone.get_by_role("button", name="Lisää kartalle").click()
    phone.locator("[data-map-back]").click()
    ahead(phone, "advice")
    sketch(phone)
    to_giving(phone)
    expect(phone.get_by_label("Yhteinen kartta annetaan kortin mukana")).to_be_checked()
    give(phone)
    expect(given(phone)).to_be_visible()
    assert sorted(Sealed.objects.values_list("kind", flat=True)) == ["card", "map"]
    client = client_context.new_page()
    client.goto(read_code(code(phone)))
    client.get_by_role("link", name="Avaa yhteinen kartta").click()
    client.get_by_label("Luettelona", exact=True).check()
    expect(client.locator("[data-map-items]")).to_contain_text("oma koulu")


def test_given_a_change_after_giving_then_the_same_code_shows_the_new_card(
    phone: Page, client_context: BrowserContext
) -> None:
    to_advice(phone)
    sketch(phone)
    to_giving(phone)
    give(phone)
    expect(given(phone)).to_be_visible()
    address = read_code(code(phone))
    phone.get_by_role("button", name="Muuta korttia").click()
    phone.get_by_label("Rohkaiseva rivi").fill("Hyvin se menee.")
    with phone.expect_response(re.compile("/sealed/$")):
        phone.get_by_role("button", name="Päivitä kortti").click()
    expect(phone.get_by_role("button", name="Päivitä kortti")).to_be_hidden()
    expect(phone.get_by_text("Korttia on muutettu")).to_be_hidden()
    assert read_code(code(phone)) == address
    assert Sealed.objects.get().version == 2
    client = client_context.new_page()
    client.goto(address)
    expect(client.get_by_text("Hyvin se menee.")).to_be_visible()


def test_given_a_microphone_then_a_voice_is_recorded_heard_redone_and_deleted(phone: Page) -> None:
    phone.context.grant_permissions(["microphone"])
    to_advice(phone)
    sketch(phone)
    to_giving(phone)
    phone.get_by_role("button", name="Nauhoita", exact=True).click()
    fill = phone.locator("[data-fill]")
    expect(fill).to_be_visible()
    until(phone, "() => document.querySelector('[data-fill]').value > 0.9")
    phone.get_by_role("button", name="Lopeta nauhoitus").click()
    player = phone.locator("audio[data-player]")
    expect(player).to_be_visible()
    seconds = player.evaluate(
        """async player => { await player.play(); await new Promise(done => setTimeout(done, 400));
           return player.currentTime; }"""
    )
    assert seconds > 0
    assert violations(phone) == []
    phone.get_by_role("button", name="Nauhoita uudelleen").click()
    phone.get_by_role("button", name="Lopeta nauhoitus").click()
    phone.get_by_role("button", name="Poista ääniviesti").click()
    expect(phone.get_by_role("button", name="Nauhoita", exact=True)).to_be_focused()
    expect(player).to_be_hidden()


def test_given_no_microphone_then_the_page_says_so_and_the_card_is_given(phone: Page) -> None:
    phone.add_init_script(
        """navigator.mediaDevices.getUserMedia = () =>
           Promise.reject(new DOMException("none", "NotFoundError"));"""
    )
    to_advice(phone)
    sketch(phone)
    to_giving(phone)
    phone.get_by_role("button", name="Nauhoita", exact=True).click()
    expect(phone.get_by_text("Laitteesta ei löydy mikrofonia.")).to_be_visible()
    give(phone)
    expect(given(phone)).to_be_visible()


def test_given_no_network_then_paper_now_and_the_code_when_it_is_back(abroad: Page) -> None:
    to_advice(abroad)
    sketch(abroad)
    to_giving(abroad)
    abroad.context.set_offline(True)
    give(abroad)
    why = abroad.get_by_text("Yhteys puuttuu.")
    expect(why).to_be_visible()
    pressed, words = abroad.locator("[data-give]").bounding_box(), why.bounding_box()
    assert pressed
    assert words
    assert words["y"] > pressed["y"]  # it came by itself and pushed nothing from under the finger
    expect(code(abroad)).to_have_count(0)
    abroad.get_by_role("button", name="Tulosta paperille").click()
    sheet = abroad.locator("body > .paper")
    expect(sheet.locator(".step")).to_have_text(STEP)
    expect(sheet.locator(".link-code")).to_have_count(0)
    abroad.locator("[data-opens=ending]:visible").click()
    expect(abroad.locator("#ending")).to_contain_text("Jos päätät nyt, se häviää.")
    abroad.locator("#ending [data-shuts]").click()
    abroad.context.set_offline(False)
    expect(given(abroad)).to_be_visible()
    assert "/c/" in read_code(code(abroad))
    abroad.get_by_role("button", name="Tulosta paperille").click()
    expect(sheet.locator(".link-code")).to_have_count(1)


def test_given_three_steps_then_the_paper_with_its_code_is_one_sheet(phone: Page) -> None:
    to_advice(phone)
    sketch(phone)
    sketch_when_and_where(phone)
    for number in (2, 3):
        phone.get_by_role("button", name="Lisää toinen askel").click()
        phone.get_by_label(f"Askel {number}").fill("Soitan ja kysyn maksusuunnitelmaa.")
    phone.get_by_text("Lisää palvelu").click()
    phone.get_by_role("button", name="Kurssineuvonta").click()
    to_giving(phone)
    give(phone)
    expect(given(phone)).to_be_visible()
    phone.get_by_role("button", name="Tulosta paperille").click()
    expect(phone.locator("body > .paper .link-code")).to_have_count(1)
    assert len(re.findall(rb"/Type\s*/Page\b", phone.pdf(format="A4"))) == 1


def test_given_a_language_of_an_earlier_meeting_then_paper_speaks_it_without_network(
    abroad: Page,
) -> None:
    to_advice(abroad)
    sketch(abroad)
    until(
        abroad,
        """async () => (await (await caches.open("juuristo-phrases")).keys()).length === 14""",
    )
    to_giving(abroad)
    abroad.context.set_offline(True)
    abroad.get_by_label("Asiakkaan kieli").select_option("ar")
    expect(abroad.locator("[data-voice-title]")).to_have_attribute("dir", "rtl")
    abroad.get_by_role("button", name="Tulosta paperille").click()
    sheet = abroad.locator("body > .paper")
    expect(sheet).to_have_attribute("lang", "ar")
    expect(sheet.locator("h1")).to_have_text("خطوتك التالية")


def test_given_a_card_too_large_then_it_says_what_to_do_and_keeps_all(abroad: Page) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=413, json={"code": "too_large"})

    to_advice(abroad)
    sketch(abroad)
    to_giving(abroad)
    abroad.route("**/c/", refuse)
    give(abroad)
    expect(abroad.get_by_text("Kortti on liian suuri.")).to_be_visible()
    abroad.unroute("**/c/", refuse)
    give(abroad)
    expect(given(abroad)).to_be_visible()


def test_given_the_sign_in_has_run_out_then_it_waits_for_a_new_one(
    abroad: Page, sign_in: SignIn, adviser: Person
) -> None:
    to_advice(abroad)
    sketch(abroad)
    to_giving(abroad)
    SignedIn.objects.all().delete()
    give(abroad)
    expect(abroad.get_by_text("Kirjautumisesi on päättynyt.")).to_be_visible()
    assert not Sealed.objects.exists()
    sign_in(adviser)
    abroad.evaluate("window.dispatchEvent(new Event('online'))")
    expect(given(abroad)).to_be_visible()
    assert Sealed.objects.count() == 1


def test_given_a_reload_before_the_card_got_through_then_it_is_tried_again(abroad: Page) -> None:
    to_advice(abroad)
    sketch(abroad)
    to_giving(abroad)
    abroad.route("**/c/", lambda route: route.abort())
    give(abroad)
    expect(abroad.get_by_text("Yhteys puuttuu.")).to_be_visible()
    abroad.unroute("**/c/")
    abroad.reload()
    resume = abroad.get_by_role("button", name="Jatka")
    if resume.first.is_visible():
        resume.first.click()
    abroad.locator("#give").click()
    expect(given(abroad)).to_be_visible()
    assert Sealed.objects.count() == 1


def test_given_a_rehearsal_then_a_sample_code_and_nothing_leaves(phone: Page) -> None:
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url)

    phone.on("request", note)
    to_advice(phone, rehearse=True)
    sketch(phone)
    to_giving(phone)
    give(phone)
    expect(phone.get_by_text("Harjoitus: tämä koodi ei avaa korttia.")).to_be_visible()
    sample = phone.locator("[data-qr] svg")
    assert read_code(sample) == "Juuristo: harjoitus. Tämä koodi ei avaa korttia."
    phone.get_by_text("Asiakas haluaa vain kertoa").click()
    phone.get_by_role("button", name="Tee koodi").click()
    expect(phone.get_by_text("Harjoitus: tämä koodi ei avaa mitään.")).to_be_visible()
    assert sent == []
    assert not Sealed.objects.exists()
    assert not VoiceTicket.objects.exists()


def test_given_no_card_is_wanted_then_a_code_for_the_voice_alone(
    phone: Page, client_context: BrowserContext
) -> None:
    to_advice(phone)
    to_giving(phone)
    phone.get_by_text("Asiakas haluaa vain kertoa").click()
    phone.get_by_role("button", name="Tee koodi").click()
    address = read_code(phone.get_by_role("img", name="Asiakkaan äänen koodi"))
    assert re.search(r"/voice/#fi\.[\w-]{43}$", address)
    assert VoiceTicket.objects.get().purpose == VoiceTicket.Purpose.VOICE
    client = client_context.new_page()
    client.goto(address)
    expect(client.locator("h1").first).to_be_visible()


def test_given_no_step_then_it_can_be_written_before_giving(phone: Page) -> None:
    to_advice(phone)
    to_giving(phone)
    give(phone)
    expect(phone.get_by_text("Kortilla ei ole vielä askelta.")).to_be_visible()
    phone.get_by_label("Seuraava askel", exact=True).fill(STEP)
    expect(phone.get_by_text("Kortilla ei ole vielä askelta.")).to_be_hidden()
    give(phone)
    expect(given(phone)).to_be_visible()


def test_given_the_record_then_the_agreed_steps_are_on_the_clipboard(phone: Page) -> None:
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    to_advice(phone)
    sketch(phone)
    to_giving(phone)
    phone.get_by_role("button", name="Kopioi viralliseen asiakirjaan").click()
    expect(phone.get_by_text("Sovitut askeleet ovat leikepöydällä.")).to_be_visible()
    assert phone.evaluate("navigator.clipboard.readText()") == f"Sovitut seuraavat askeleet\n{STEP}"


def test_given_no_clipboard_then_the_record_is_shown_as_text(phone: Page) -> None:
    phone.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error());")
    to_advice(phone)
    sketch(phone)
    to_giving(phone)
    phone.get_by_role("button", name="Kopioi viralliseen asiakirjaan").click()
    expect(phone.get_by_label("Kopioi tästä")).to_have_value(f"Sovitut seuraavat askeleet\n{STEP}")


def test_given_the_meeting_ends_then_the_page_holds_nothing_of_the_card(phone: Page) -> None:
    to_advice(phone)
    sketch(phone)
    to_giving(phone)
    give(phone)
    expect(given(phone)).to_be_visible()
    key = read_code(code(phone)).split(".")[-1]
    phone.locator("[data-screen=giving] [data-opens=ending]").click()
    phone.locator("#end").click()
    expect(given(phone)).to_be_hidden()
    held = phone.evaluate(
        """() => document.documentElement.outerHTML +
           [...document.querySelectorAll('input, textarea')].map(field => field.value).join()"""
    )
    assert key not in held
    assert STEP not in held


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_given_the_giving_page_then_axe_finds_nothing(phone: Page, language: str) -> None:
    User.objects.update(language=language)
    to_advice(phone)
    expect(phone.locator("html")).to_have_attribute("lang", language)
    phone.locator("#sketch textarea").first.fill(STEP)
    to_giving(phone)
    phone.locator("[data-language]").select_option("ru")
    phone.locator("[data-own] summary").click()
    phone.locator("[data-voice-alone] summary").click()
    assert violations(phone) == []

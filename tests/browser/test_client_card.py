"""The client's card: opened from its link by whoever holds it, in the client's language."""

import base64
import hashlib
import io
import re
import time
import wave
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from juuristo.meetings.models import Form, PhraseEdit, Sealed, StepMonth, VoiceTicket
from juuristo.people.models import Organisation

from .axe import violations
from .cards import ARABIC, THREE, card, step
from .conftest import DESK, PATIENCE, PHONE
from .sealed_map import sealed_map
from .sealing import base64url, script, seal
from .waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW: ViewportSize = {"width": 320, "height": 640}
SIZE = "e => parseFloat(getComputedStyle(e).fontSize)"
MAP = {"id": base64url(b"m" * 16), "key": base64url(b"k" * 32)}
VOICE, STEP = base64url(b"v" * 32), base64url(b"s" * 32)
ALL: dict[str, Any] = {"map": MAP, "voice": VOICE, "step": STEP}


@pytest.fixture
def lenient(context: BrowserContext) -> Page:
    """A page where a request may fail: that is what is tested."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def sound(seconds: float = 1.0) -> dict[str, Any]:
    file = io.BytesIO()
    with wave.open(file, "wb") as track:
        track.setnchannels(1)
        track.setsampwidth(1)
        track.setframerate(8000)
        track.writeframes(bytes([128]) * int(8000 * seconds))
    data = base64.b64encode(file.getvalue()).decode()
    return {"mime": "audio/wav", "data": data, "seconds": seconds}


def opened(page: Page, content: dict[str, Any], **fields: Any) -> str:
    address = seal(content, language=content["language"], **fields)
    page.goto(address)
    expect(page.locator(".stepcard")).to_be_visible()
    return address


@pytest.mark.parametrize("content", [card("fi", **ALL), card("sv", **ALL), ARABIC | ALL, THREE])
def test_given_a_link_then_the_card_opens_in_its_language_for_everyone(
    page: Page, content: dict[str, Any]
) -> None:
    page.set_viewport_size(PHONE)
    opened(page, content)
    is_arabic = content["language"] == "ar"
    html = page.locator("html")
    expect(html).to_have_attribute("lang", content["language"])
    expect(html).to_have_attribute("dir", "rtl" if is_arabic else "ltr")
    first = content["steps"][0]
    expect(page.locator(".step").first).to_have_text(first["own"] or first["text"])
    expect(page).to_have_title(re.compile(r".+ – Juuristo$"))
    assert violations(page) == []
    for size in (PHONE, NARROW, DESK):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_given_a_card_then_it_tells_what_when_where_and_whom_to_ask(page: Page) -> None:
    address = opened(page, card("fi", **ALL))
    face = page.locator(".stepcard")
    for words in ("Torstaina 3. joulukuuta", "kello 10", "Mäntykosken kirjasto", "Kurssineuvonta"):
        expect(face).to_contain_text(words)
    expect(face.locator("a[href='tel:0123456789']")).to_have_text("012 345 6789")
    expect(face.locator("a[href='mailto:kurssit@example.org']")).to_be_visible()
    expect(page.locator("#card")).to_contain_text("tammikuuta\u00a02099")
    expect(page.locator("#map")).to_have_attribute("href", f"/m/{MAP['id']}/#fi.{MAP['key']}")
    expect(page.locator("#feeling a")).to_have_attribute("href", f"/voice/#fi.{VOICE}")
    assert page.url.endswith(address), "the link stays the client's"


def test_given_words_in_the_clients_language_then_they_stand_first_each_as_its_own(
    page: Page,
) -> None:
    opened(page, ARABIC)
    own, other = page.locator(".step"), page.locator(".stepcard .other")
    expect(own).to_have_attribute("lang", "ar")
    expect(own).to_have_attribute("dir", "rtl")
    expect(other).to_have_attribute("lang", "fi")
    expect(other).to_have_attribute("dir", "ltr")
    assert own.evaluate(SIZE) > other.evaluate(SIZE)
    turned = page.locator(".path").evaluate("e => getComputedStyle(e).transform")
    assert turned == "matrix(-1, 0, 0, 1, 0, 0)"
    expect(page.locator(".stepcard a bdi[dir=ltr]").first).to_have_text("012 345 6789")


def test_given_several_steps_and_services_then_all_are_there_in_their_order(page: Page) -> None:
    opened(page, THREE)
    assert page.locator(".card-steps .step").all_inner_texts() == [
        item["text"] for item in THREE["steps"]
    ]
    services = page.locator(".card-services")
    expect(services.locator("a")).to_have_attribute("href", "https://example.org/ohjaamo")
    expect(services).to_contain_text("Tekemistä arkipäiviin.")


def test_given_another_language_then_the_fixed_words_change_and_the_clients_own_stay(
    page: Page,
) -> None:
    opened(page, ARABIC)
    page.locator("[data-languages-open]").click()
    choices = page.locator("[data-language-choice]")
    expect(choices).to_have_count(14)
    page.locator("[data-language-choice=sv]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator(".step")).to_have_text(ARABIC["steps"][0]["own"])
    expect(page.locator(".step")).to_have_attribute("dir", "rtl")


def test_given_an_organisations_own_wording_then_the_card_says_it_so(
    page: Page, organisation: Organisation
) -> None:
    PhraseEdit.objects.create(
        organisation=organisation, language="fi", key="card.where", text="Tule tänne"
    )
    opened(page, card(organisation=organisation.slug))
    expect(page.locator(".stepcard")).to_contain_text("Tule tänne")


# ---- links that open nothing


def test_given_a_damaged_key_then_one_friendly_page_and_no_request(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = seal(card(), language="ar")
    page.goto(address[:-5])
    expect(page.locator("#trouble h1")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert not [url for url in asked if "/sealed/" in url]
    assert violations(page) == []
    expect(page.locator("#card")).to_be_hidden()


@pytest.mark.parametrize("why", ["wrong key", "expired", "deleted", "a map's", "not a card"])
def test_given_a_link_that_opens_nothing_then_one_friendly_page_in_its_language(
    lenient: Page, why: str
) -> None:
    fields: dict[str, Any] = {}
    if why == "expired":
        fields["expires_on"] = timezone.localdate() - timedelta(days=1)
    if why == "a map's":
        fields["kind"] = "map"
    address = seal({"v": 9} if why == "not a card" else card("sv"), language="sv", **fields)
    if why == "wrong key":
        address = address[:-43] + base64url(b"w" * 32)
    if why == "deleted":
        Sealed.objects.all().delete()
    lenient.goto(address.replace("/m/", "/c/"))
    expect(lenient.locator("#trouble h1")).to_be_visible()
    expect(lenient.locator("html")).to_have_attribute("lang", "sv")
    expect(lenient.locator("#trouble .go")).to_be_hidden()
    expect(lenient.locator("#opening")).to_be_hidden()
    expect(lenient.locator("#card")).to_be_hidden()


def test_given_no_network_then_the_page_says_so_and_tries_again(lenient: Page) -> None:
    lenient.route("**/sealed/", lambda route: route.abort())
    lenient.goto(seal(card(), language="fi"))
    expect(lenient.locator("#trouble h1")).to_have_text("Yhteys puuttuu")
    lenient.unroute("**/sealed/")
    lenient.locator("#again").click()
    expect(lenient.locator(".stepcard")).to_be_visible()
    expect(lenient.locator("#trouble")).to_be_hidden()


# ---- what a client can do with it


def ics_of(page: Page, tmp_path: Path) -> icalendar.Calendar:
    with page.expect_download() as waiting:
        page.locator("#calendar").click()
    path = tmp_path / "entry.ics"
    waiting.value.save_as(path)
    data = path.read_bytes()
    assert b"http" not in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    made = icalendar.Calendar.from_ical(data)
    assert isinstance(made, icalendar.Calendar)
    assert made.errors == []
    return made


def test_given_a_dated_step_then_the_calendar_entry_says_only_the_reminder(
    page: Page, tmp_path: Path
) -> None:
    opened(page, card())
    event = ics_of(page, tmp_path).walk("VEVENT")[0]
    assert event["summary"] == "Muistutus"
    assert event.decoded("dtstart").isoformat() == "2026-12-03T08:00:00+00:00"
    assert "location" not in event
    assert b"kirjasto" not in event.to_ical()
    page.locator("#calendar-tells").check()
    event = ics_of(page, tmp_path).walk("VEVENT")[0]
    assert event["summary"] == card()["steps"][0]["text"]
    assert event["location"] == "Mäntykosken kirjasto, kerhohuone"


def test_given_arabic_then_the_reminder_is_in_arabic_and_long_lines_unfold(
    page: Page, tmp_path: Path
) -> None:
    long = "خطوة، أولى; " * 20
    opened(page, ARABIC | {"calendarTells": True, "steps": [step(own=long.strip())]})
    expect(page.locator("#calendar-tells")).to_be_checked()
    assert ics_of(page, tmp_path).walk("VEVENT")[0]["summary"] == long.strip()
    page.locator("#calendar-tells").uncheck()
    neutral = str(ics_of(page, tmp_path).walk("VEVENT")[0]["summary"])
    assert re.search(r"[\u0600-\u06ff]", neutral)


def test_given_no_dated_step_then_there_is_nothing_for_a_calendar(page: Page) -> None:
    opened(page, card(steps=[step(day="", clock="")]))
    expect(page.locator("#calendar")).to_be_hidden()


def test_given_a_recording_then_it_can_be_heard(page: Page) -> None:
    opened(page, card(recording=sound()))
    audio = page.locator("#recorded audio")
    expect(audio).to_be_visible()
    until(page, "document.querySelector('audio').readyState >= 2")
    assert audio.evaluate("a => Math.round(a.duration)") == 1


SPEAKS = """local => {
  const voice = {lang: "fi-FI", localService: local, name: "x", default: true, voiceURI: "x"};
  const said = globalThis.said = [];
  Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => [voice], cancel() {}, addEventListener() {}, speak: u => said.push(u.text)}});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; }
    addEventListener() {} };
}"""


@pytest.mark.parametrize("is_local", [True, False], ids=["device", "network"])
def test_given_a_voice_then_the_card_is_read_aloud_only_on_the_device(
    page: Page, is_local: bool
) -> None:
    page.add_init_script(f"({SPEAKS})({str(is_local).lower()})")
    opened(page, card())
    button = page.locator("#read")
    if not is_local:
        expect(button).to_be_hidden()
        return
    button.click()
    expect(button).to_have_text("Lopeta lukeminen")
    said = page.evaluate("said")
    assert card()["steps"][0]["text"] in said
    assert "Seuraava askeleesi" in said


def test_given_a_step_done_then_it_stays_on_the_device_and_is_counted_once(
    page: Page, organisation: Organisation
) -> None:
    VoiceTicket.objects.create(
        ticket_hash=hashlib.sha256(STEP.encode()).hexdigest(),
        purpose=VoiceTicket.Purpose.STEP,
        organisation=organisation,
        month=timezone.localdate().replace(day=1),
        language="fi",
        form=Form.FACE_TO_FACE,
    )
    told: list[Any] = []
    page.on("request", lambda r: told.append(r.post_data_json) if "/voice/" in r.url else None)
    address = opened(page, card(**ALL))
    with page.expect_response("**/voice/step/"):
        page.locator("[data-answer=not_yet]").click()
    expect(page.locator("#answer-said")).to_contain_text("Ei hätää")
    page.locator("[data-answer=done]").click()
    expect(page.locator("#answer-said")).to_contain_text("Hienoa")
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("[data-answer=done]")).to_have_attribute("aria-pressed", "true")
    assert told == [{"ticket": STEP, "state": "not_yet"}]
    month = StepMonth.objects.get()
    assert (month.done, month.not_yet) == (0, 1)
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert address.rpartition(".")[2] not in stored
    assert address.split("/")[2] not in stored


def test_given_the_meeting_has_been_told_of_then_the_card_asks_no_more(page: Page) -> None:
    address = opened(page, card(**ALL))
    expect(page.locator("#feeling")).to_be_visible()
    page.evaluate(script())
    page.evaluate("ticket => sealed.rememberAnswered(ticket)", VOICE)
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".stepcard")).to_be_visible()
    expect(page.locator("#feeling")).to_be_hidden()


def test_given_a_wish_for_help_then_the_ways_to_the_unit_are_shown(page: Page) -> None:
    opened(page, card())
    ways = page.locator("#ways")
    expect(ways).to_be_hidden()
    page.locator("#help").click()
    expect(ways.locator("a[href='tel:0123456789']")).to_be_visible()
    expect(ways).to_contain_text("arkisin 9–15")
    assert violations(page) == []


def test_given_large_type_then_it_stays_large_on_this_device(page: Page) -> None:
    page.set_viewport_size(NARROW)
    address = opened(page, card())
    before = page.locator(".step").evaluate(SIZE)
    page.locator("#large").click()
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#large")).to_have_attribute("aria-pressed", "true")
    after = page.locator(".step").evaluate(SIZE)
    assert after > 1.2 * before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("keeps", [False, True])
def test_given_a_map_with_the_card_then_it_goes_too_unless_it_is_to_stay(
    page: Page, *, keeps: bool
) -> None:
    drawn = sealed_map()
    link = {"id": drawn.pk, "key": base64url(drawn.key)}
    opened(page, card(map=link))
    page.locator("#delete").click()
    if keeps:
        page.locator("#delete-map input").uncheck()
    assert violations(page) == []
    page.locator("#delete-yes").click()
    expect(page.locator("#trouble h1")).to_have_text("Kortti on poistettu")
    assert Sealed.objects.filter(pk=drawn.pk).exists() is keeps


def test_given_delete_then_it_asks_once_and_the_card_is_gone_for_good(page: Page) -> None:
    opened(page, card())
    page.locator("[data-answer=done]").click()
    page.locator("#delete").click()
    dialog = page.locator("#delete-ask")
    expect(dialog).to_contain_text("Korttia ei saa takaisin")
    assert violations(page) == []
    page.locator("#delete-no").click()
    assert Sealed.objects.count() == 1
    page.locator("#delete").click()
    page.locator("#delete-yes").click()
    expect(page.locator("#trouble h1")).to_have_text("Kortti on poistettu")
    expect(page.locator("#card")).to_be_hidden()
    assert not Sealed.objects.exists()
    assert page.evaluate("localStorage.length") == 0
    assert "kirjasto" not in page.content()


def test_given_a_deletion_that_does_not_get_through_then_the_card_stays(lenient: Page) -> None:
    opened(lenient, card())
    lenient.route("**/delete/", lambda route: route.abort())
    lenient.locator("#delete").click()
    lenient.locator("#delete-yes").click()
    expect(lenient.locator("#delete-failed")).to_be_visible()
    assert Sealed.objects.count() == 1


# ---- on paper


@pytest.mark.parametrize("content", [card(**ALL), ARABIC | ALL], ids=["fi", "ar"])
@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_given_print_then_the_card_alone_fits_one_sheet_in_ten_seconds(
    page: Page, content: dict[str, Any], paper: str
) -> None:
    opened(page, content)
    started = time.monotonic()
    made = page.pdf(format=paper)
    assert time.monotonic() - started < 10
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1
    page.emulate_media(media="print")
    for seen in (".stepcard", ".kind", "#qr"):
        expect(page.locator(seen)).to_be_visible()
    for unseen in ("header", "#calendar", "#delete", "#feeling", "[data-answer=done]"):
        expect(page.locator(unseen)).to_be_hidden()


READ_QR = """async () => {
  const svg = document.querySelector("#qr svg").cloneNode(true);
  const side = 8 * svg.viewBox.baseVal.width;
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("width", side);
  svg.setAttribute("height", side);
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(svg.outerHTML);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const brush = canvas.getContext("2d");
  brush.fillStyle = "white";
  brush.fillRect(0, 0, side, side);
  brush.drawImage(image, 0, 0);
  return sealed.decodeQR(brush.getImageData(0, 0, side, side));
}"""


def test_given_the_code_on_paper_then_it_opens_the_same_card(page: Page) -> None:
    opened(page, ARABIC)
    page.evaluate(script())
    assert page.evaluate(READ_QR) == page.url

"""Answering a survey in the browser: every kind of question, by tap and by keyboard, in three
languages, on narrow pages; what is kept on the device, and what is sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys.models import Acknowledgement, Arrival, NamedResponse, Wave

from .axe import violations
from .conftest import DESK, PHONE, SignIn
from .survey import (
    EVERYTHING,
    SHORT,
    USE,
    answers_to,
    begin,
    choose,
    heading,
    kept_on,
    link_of,
    press,
    question_at,
    wave_asking,
)
from .waiting import soon

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEYBOARD = ("stairs_use", "enough_time", "order")
ANSWERS = {
    "stairs_use": "weekly",
    "attended": ["staff_workshop", "cafe"],
    "difficulty": 4,
    "enough_time": 6,
    "row_empathy": 3,
    "row_advice": 9,
    "wellbeing": "yes",
    "wellbeing_how": "Rauhallisempi mieli 🌱\nمرحبا",
    "years": 3.5,
    "started": "2020-02-03",
    "order": ["cafe", "staff_workshop", "study_circle"],
}


def look(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what the dock covers is no fault
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


def answer_everything(page: Page, before_each: Callable[[], None] = lambda: None) -> None:
    """From the first question to the end; the questions are found by their keys."""

    def onwards() -> None:
        before_each()
        press(page)

    question_at(page, "stairs_use").locator("label").nth(1).click()
    onwards()
    for number in (0, 2):
        question_at(page, "attended").locator("label").nth(number).click()
    onwards()
    question_at(page, "difficulty").locator("label").nth(3).click()
    onwards()
    question_at(page, "enough_time").locator("input[type=range]").press("ArrowRight")
    onwards()
    for row, point in ((0, 2), (2, 8)):
        question_at(page, "stairs").locator(".grid-row").nth(row).locator("label").nth(
            point
        ).click()
    onwards()
    question_at(page, "wellbeing").locator("label").first.click()
    onwards()
    question_at(page, "wellbeing_how").locator("textarea").fill(str(ANSWERS["wellbeing_how"]))
    onwards()
    question_at(page, "background")
    onwards()
    question_at(page, "years").locator("input[type=text]").fill("3,5")
    onwards()
    for number, part in enumerate(("3", "2", "2020")):
        question_at(page, "started").locator("input").nth(number).fill(part)
    onwards()
    for number in (4, 2):  # the café up, and up again
        question_at(page, "order").locator(".rank-move").nth(number).click()
    onwards()
    expect(page.locator("[data-question]")).to_have_count(0)
    before_each()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_given_a_link_when_all_is_answered_then_it_arrives_as_given_and_each_step_is_accessible(
    page: Page, language: str
) -> None:
    page.set_viewport_size(PHONE)
    wave = wave_asking(EVERYTHING)
    page.goto(link_of(wave, language=language))
    expect(page.locator(".promise")).to_contain_text(wave.signature)
    expect(page.locator("html")).to_have_attribute("lang", language)
    look(page)
    press(page)
    answer_everything(page, lambda: look(page))
    assert not Arrival.objects.exists()
    press(page)
    expect(page.locator("form")).to_have_count(0)
    look(page)
    assert answers_to(wave) == [ANSWERS]
    assert page.context.cookies() == []


def test_given_thanks_then_no_answer_stays_on_the_device_and_the_word_of_it_goes_later_and_alone(
    page: Page,
) -> None:
    wave = wave_asking(SHORT)
    sent: list[tuple[str, str]] = []
    page.on("request", lambda r: sent.append((r.url, r.post_data or "")))
    link = link_of(wave)
    begin(page, link)
    choose(page, "Viikoittain")
    for _ in range(3):
        press(page)
    heading(page, "Kiitos vastauksestasi!")
    token = link.rsplit(".", 1)[1]
    assert [url for url, body in sent if token in body] == [sent[-2][0]]
    assert sent[-2][0].endswith("/s/ballot")
    assert sent[-1][0].endswith("/s/answer")
    assert not any(token in url.split("#")[0] for url, _body in sent)
    assert not Acknowledgement.objects.exists()
    kept = kept_on(page)
    assert kept["isAnswered"] is True
    assert (kept["answers"], kept.get("ballot"), kept.get("exchange")) == ({}, None, None)
    page.goto("about:blank")  # leaving tells it at once
    page.goto(link)
    heading(page, "Tällä linkillä on jo vastattu")
    soon(page, Acknowledgement.objects.filter(wave=wave).exists)


def test_given_a_survey_with_a_name_of_its_own_then_the_first_page_tells_it(page: Page) -> None:
    wave = wave_asking(EVERYTHING, name={"fi": "Palaute: Työpaja, ti 1.12."})
    page.goto(link_of(wave))
    expect(page.locator(".go")).to_be_visible()
    expect(page.locator(".bar .label")).to_have_text("Palaute: Työpaja, ti 1.12.")


def test_given_a_keyboard_then_all_is_answered_without_a_mouse(page: Page) -> None:
    asked = [q for q in EVERYTHING["questions"] if q["key"] in KEYBOARD]
    wave = wave_asking({"title": EVERYTHING["title"], "questions": asked})
    page.goto(link_of(wave))
    expect(page.locator(".go")).to_be_visible()
    page.locator(".go").focus()
    page.keyboard.press("Enter")
    heading(page, USE["text"]["fi"])
    expect(page.locator("h1")).to_be_focused()
    for key in ("Tab", "Space", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    heading(page, "Riittääkö aika?")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("input[type=range]")).to_have_attribute(
        "aria-valuetext", "Ei vielä valittu"
    )
    page.keyboard.press("Space")  # the middle, where it waits
    page.locator(".go").focus()
    page.keyboard.press("Enter")
    heading(page, "Mikä auttaa eniten?")
    for key in ("Tab", "Tab", "Enter"):  # the first one down
        page.keyboard.press(key)
    expect(question_at(page, "order").locator("[role=status]")).to_have_text(
        "Henkilöstön työpaja: sija 2 / 3."
    )
    expect(page.get_by_label("Siirrä alemmas: Henkilöstön työpaja")).to_be_focused()
    page.locator(".go").focus()
    page.keyboard.press("Enter")
    heading(page, "Valmista lähetettäväksi")
    page.locator(".go").focus()
    page.keyboard.press("Enter")
    heading(page, "Kiitos vastauksestasi!")
    order = ["study_circle", "staff_workshop", "cafe"]
    assert answers_to(wave) == [{"stairs_use": "weekly", "enough_time": 5, "order": order}]


def test_given_a_mouse_then_one_drags_into_order(page: Page) -> None:
    wave = wave_asking({"title": EVERYTHING["title"], "questions": EVERYTHING["questions"][-1:]})
    begin(page, link_of(wave))
    grips = page.locator(".rank-grip")
    grips.nth(0).hover()  # once nothing moves any more
    end = grips.nth(2).bounding_box()
    assert end
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + end["height"], steps=6)
    page.mouse.up()
    expect(page.locator(".rank-name").last).to_have_text("Henkilöstön työpaja")
    assert kept_on(page)["answers"] == {"order": ["study_circle", "cafe", "staff_workshop"]}


def test_given_a_reload_in_the_middle_then_nothing_is_lost_and_back_leads_back(page: Page) -> None:
    wave = wave_asking(EVERYTHING)
    begin(page, link_of(wave))
    choose(page, "Viikoittain")
    press(page)
    choose(page, "Kahvila")
    page.reload()
    heading(page, "Mihin olet osallistunut?")
    expect(page.locator("label", has_text="Kahvila").locator("input")).to_be_checked()
    expect(page.locator(".at")).to_have_text("Kysymys 2 / 9")
    page.go_back()
    heading(page, USE["text"]["fi"])
    expect(page.locator("label", has_text="Viikoittain").locator("input")).to_be_checked()
    page.go_back()
    heading(page, "Portaat työssäsi")
    page.go_forward()
    page.go_forward()
    heading(page, "Mihin olet osallistunut?")
    page.get_by_role("button", name="Edellinen").click()
    heading(page, USE["text"]["fi"])
    page.go_back()
    heading(page, "Portaat työssäsi")


def test_given_later_then_the_link_goes_on_from_where_it_was_and_can_be_cleared(page: Page) -> None:
    wave = wave_asking(SHORT)
    link = link_of(wave)
    begin(page, link)
    choose(page, "Viikoittain")
    press(page)
    page.get_by_role("button", name="Jatka myöhemmin").click()
    heading(page, "Vastauksesi ovat tallessa")
    look(page)
    other = page.context.new_page()
    other.goto(link)
    expect(other.locator(".go")).to_have_text("Jatka siitä, mihin jäit")
    press(other)
    heading(other, "Onko työtapa lisännyt hyvinvointiasi?")
    other.get_by_role("button", name="Edellinen").click()
    expect(other.locator("label", has_text="Viikoittain").locator("input")).to_be_checked()
    page.get_by_role("button", name="Tyhjennä vastaukset").click()
    heading(page, "Tyhjennetäänkö vastaukset?")
    look(page)
    page.get_by_role("button", name="Tyhjennä vastaukset").click()
    expect(page.locator(".go")).to_have_text("Aloita")
    assert kept_on(page)["answers"] == {}
    press(page)  # the ballot has stayed
    expect(page.locator("input:checked")).to_have_count(0)


def test_given_a_follow_up_then_it_comes_and_goes_and_only_what_is_asked_is_sent(
    page: Page,
) -> None:
    wave = wave_asking(SHORT)
    begin(page, link_of(wave))
    press(page)
    expect(page.locator(".at")).to_have_text("Kysymys 2 / 2")
    choose(page, "Kyllä")
    press(page)
    expect(page.locator(".at")).to_have_text("Kysymys 3 / 3")
    page.locator("textarea").fill("Tätä ei kysytä")
    page.get_by_role("button", name="Edellinen").click()
    choose(page, "En")
    press(page)
    heading(page, "Miksi ei?")
    page.locator("textarea").fill("  Kiire\t ")
    press(page)
    press(page)
    heading(page, "Kiitos vastauksestasi!")
    assert answers_to(wave) == [{"wellbeing": "no", "wellbeing_why_not": "Kiire"}]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_given_one_page_then_faults_are_listed_and_lead_to_their_questions(
    page: Page, size: dict[str, int]
) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    wave = wave_asking({**EVERYTHING, "paging": "one_page"})
    begin(page, link_of(wave))
    expect(page.locator("[data-question]")).to_have_count(10)
    page.locator("[data-question=wellbeing] label").first.click()
    expect(page.locator("[data-question]")).to_have_count(11)
    page.locator("[data-question=years] input[type=text]").fill("sata")
    press(page)
    box = page.locator(".summary-box")
    expect(box).to_be_focused()
    expect(box.locator("li")).to_have_count(2)
    look(page)
    box.locator("button").first.click()
    expect(page.locator("[data-question=stairs_use] h2")).to_be_focused()
    page.locator("[data-question=stairs_use] label").first.click()
    page.locator("[data-question=years] input[type=text]").fill("7")
    press(page)
    heading(page, "Kiitos vastauksestasi!")
    assert answers_to(wave) == [{"stairs_use": "daily", "wellbeing": "yes", "years": 7}]


def test_given_another_language_then_the_answers_and_the_place_stay(page: Page) -> None:
    wave = wave_asking(SHORT)
    begin(page, link_of(wave))
    choose(page, "Viikoittain")
    page.locator(".languages").get_by_text("Svenska").click()
    heading(page, USE["text"]["sv"])
    expect(page.locator("label", has_text="Varje vecka").locator("input")).to_be_checked()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.reload()
    heading(page, USE["text"]["sv"])


def test_given_what_one_will_not_say_then_it_is_an_answer_of_its_own(page: Page) -> None:
    wave = wave_asking({**EVERYTHING, "paging": "one_page"})
    begin(page, link_of(wave))
    page.locator("[data-question=stairs_use] label").first.click()
    page.locator("[data-question=attended] label").first.click()
    page.locator("[data-question=attended] label").last.click()
    expect(page.locator("[data-question=attended] input:checked")).to_have_count(1)
    page.locator("[data-question=years] input[type=text]").fill("7")
    page.locator("[data-question=years] label").last.click()
    expect(page.locator("[data-question=years] input[type=text]")).to_be_disabled()
    press(page)
    heading(page, "Kiitos vastauksestasi!")
    declined = {"attended": "prefer_not_to_say", "years": "prefer_not_to_say"}
    assert answers_to(wave) == [{"stairs_use": "daily", **declined}]


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256)], ids=["narrow", "400 %"])
def test_given_a_narrow_page_then_nothing_is_cut(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    begin(page, link_of(wave_asking(EVERYTHING)))
    answer_everything(page, lambda: look(page))


def test_given_a_named_survey_then_it_says_so_first_and_is_answered_once(page: Page) -> None:
    wave = wave_asking(SHORT, kind=Wave.Kind.NAMED)
    person = PersonFactory(organisation=wave.programme.organisation)
    link = link_of(wave, person)
    page.goto(link)
    expect(page.locator(".promise p").first).to_contain_text("omalla nimelläsi")
    expect(page.locator(".promise")).to_contain_text(person.full_name)
    look(page)
    begin(page, link)
    choose(page, "Viikoittain")
    for _ in range(3):
        press(page)
    heading(page, "Kiitos vastauksestasi!")
    assert NamedResponse.objects.get().answers == {"stairs_use": "weekly"}
    other = page.context.browser
    assert other
    context = other.new_context(base_url=page.url.split("/s/")[0])
    again = context.new_page()
    again.goto(link)
    heading(again, "Tällä linkillä on jo vastattu")
    context.close()


def test_given_a_confidential_survey_then_it_names_its_only_reader(page: Page) -> None:
    wave = wave_asking(SHORT, kind=Wave.Kind.CONFIDENTIAL)
    reader = PersonFactory(organisation=wave.programme.organisation)
    wave.readers.add(reader)
    link = link_of(wave)
    page.goto(link)
    expect(page.locator(".promise p").first).to_contain_text("luottamuksellinen")
    expect(page.locator(".promise")).to_contain_text(reader.full_name)
    begin(page, link)
    for _ in range(3):
        press(page)
    heading(page, "Kiitos vastauksestasi!")
    assert answers_to(wave) == [{}]


def test_given_an_open_link_then_anyone_answers_without_a_token(page: Page) -> None:
    wave = wave_asking(SHORT, access=Wave.Access.LINK)
    begin(page, f"/q/{wave.slug}/#en")
    page.get_by_text("Weekly", exact=True).click()
    for _ in range(3):
        press(page)
    expect(page.locator("form")).to_have_count(0)
    assert answers_to(wave) == [{"stairs_use": "weekly"}]


def test_given_somebody_signed_in_then_no_request_carries_a_cookie_or_an_address(
    page: Page, adviser: Person, sign_in: SignIn
) -> None:
    sign_in(adviser)
    wave = wave_asking(SHORT)
    sent: list[dict[str, str]] = []
    page.on("request", lambda r: sent.append(r.all_headers()) if r.method == "POST" else None)
    begin(page, link_of(wave, adviser))
    for _ in range(3):
        press(page)
    heading(page, "Kiitos vastauksestasi!")
    assert len(sent) == 2
    assert not any({"cookie", "referer"} & headers.keys() for headers in sent)

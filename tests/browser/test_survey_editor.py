"""A coordinator who has never made a survey: from a ready one to one's own, seen as respondents
see it, and out to Excel and back."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from juuristo.people.models import Person
from juuristo.surveys.drafts import draft_of, find
from juuristo.surveys.models import Instrument

from .axe import violations
from .conftest import DESK, SignIn, sign_in_on
from .paths import both_widths

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST = "/surveys/instruments/"


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def preview(page: Page) -> Locator:
    return page.get_by_role("region", name="Kyselyn esikatselu")


def begin(page: Page, name: str = "Portaat työssäsi") -> Instrument:
    page.goto(LIST)
    page.locator(".survey-offers li").filter(has_text=name).get_by_role("button").click()
    expect(heading(page)).to_have_text(name)
    return Instrument.objects.get()


def preview_in(page: Page, language: str) -> None:
    page.locator(f".survey-preview-ways [value={language}]").check(force=True)


def save(page: Page) -> None:
    page.get_by_role("button", name="Tallenna kysymys").last.click()
    expect(page.get_by_role("status").filter(has_text="Kysymys on tallennettu.")).to_be_visible()


@both_widths
def test_given_a_ready_survey_then_it_is_edited_in_three_languages_and_seen_as_it_is_asked(
    page: Page, size: ViewportSize, sign_in: SignIn, coordinator: Person
) -> None:
    page.set_viewport_size(size)
    sign_in(coordinator)
    instrument = begin(page)
    expect(preview(page)).to_contain_text("Portaat työssäsi")
    assert violations(page) == []
    preview(page).get_by_role("button", name="Aloita").click()
    expect(preview(page)).to_contain_text("Oletko ollut mentorina?")
    assert violations(page) == []

    page.get_by_role("link", name="Oletko ollut mentorina?").click()
    question = page.get_by_role("group", name="Kysymys", exact=True)
    question.get_by_label("suomi").fill("Oletko toiminut mentorina?")
    expect(preview(page)).to_contain_text("Oletko toiminut mentorina?")
    question.get_by_label("svenska").fill("Har du varit mentor hos oss?")
    preview_in(page, "sv")
    expect(preview(page)).to_contain_text("Har du varit mentor hos oss?")
    question.locator("[lang=en]").fill("Have you served as a mentor?")
    preview_in(page, "en")
    expect(preview(page)).to_contain_text("Have you served as a mentor?")
    assert violations(page) == []
    save(page)

    instrument.refresh_from_db()
    stored = find(draft_of(instrument), "been_mentor")
    assert stored
    assert stored.text.model_dump() == {
        "fi": "Oletko toiminut mentorina?",
        "sv": "Har du varit mentor hos oss?",
        "en": "Have you served as a mentor?",
    }


@both_widths
def test_given_a_condition_then_the_preview_asks_only_when_it_holds(
    page: Page, size: ViewportSize, sign_in: SignIn, coordinator: Person
) -> None:
    page.set_viewport_size(size)
    sign_in(coordinator)
    instrument = begin(page)
    page.get_by_role("link", name="Lisää kysymys", exact=True).click()
    page.get_by_role("link", name="Avoin vastaus").click()
    question = page.get_by_role("group", name="Kysymys", exact=True)
    question.get_by_label("suomi").fill("Mitä mentorina oleminen antoi?")
    page.get_by_label("Vain, jos…").check()
    page.get_by_label("Aiempi kysymys").select_option(label="1. Oletko ollut mentorina?")
    page.get_by_label("Mitä siihen vastataan").select_option(label="vastaus on: Kyllä")

    expect(preview(page)).to_contain_text("Oletko ollut mentorina?")
    expect(preview(page)).not_to_contain_text("Mitä mentorina oleminen antoi?")
    preview(page).get_by_label("Kyllä").check(force=True)
    expect(preview(page)).to_contain_text("Mitä mentorina oleminen antoi?")
    assert violations(page) == []
    save(page)
    expect(page.get_by_text("Kysytään vain, jos kysymykseen 1 vastataan")).to_be_visible()
    instrument.refresh_from_db()
    assert draft_of(instrument).questions[-1].shown_if is not None


def chosen_file(page: Page, name: str, content: bytes) -> None:
    file = FilePayload(name=name, mimeType=EXCEL, buffer=content)
    page.get_by_label("Tiedosto", exact=True).set_input_files(file)
    page.get_by_role("button", name="Tuo kysymykset").click()


def with_fault(content: bytes) -> bytes:
    """The same file with a type that no survey knows."""
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"select_multiple ", b"geopoint "))
    return changed.getvalue()


def test_given_an_excel_with_a_fault_then_its_row_is_told_and_the_mended_one_comes_in_the_same(
    page: Page, sign_in: SignIn, coordinator: Person
) -> None:
    sign_in(coordinator)
    instrument = begin(page)
    before = draft_of(instrument)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lataa Exceliin").click()
    content = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename == "rooting-2022.xlsx"

    page.get_by_role("link", name="Tuo Excelistä tämän tilalle").click()
    refused = page.context.new_page()  # beside the one that goes on
    refused.goto(page.url)
    chosen_file(refused, "kysely.xlsx", with_fault(content))
    faults = refused.locator(".survey-file-faults")
    expect(faults).to_contain_text("Tiedostossa on 1 korjattava kohta")
    expect(faults).to_contain_text("Välilehti survey, rivi 4")
    assert violations(refused) == []
    refused.close()
    instrument.refresh_from_db()
    assert draft_of(instrument) == before

    page.get_by_label("Mihin").select_option(label="Korvaa luonnos: Portaat työssäsi")
    chosen_file(page, "kysely.xlsx", content)
    expect(page.get_by_role("status").filter(has_text="Luonnos on korvattu")).to_be_visible()
    instrument.refresh_from_db()
    assert draft_of(instrument) == before


def test_given_a_keyboard_then_a_question_is_moved_removed_and_put_back(
    page: Page, sign_in: SignIn, coordinator: Person
) -> None:
    sign_in(coordinator)
    begin(page, "Miten kerta meni?")
    texts = page.locator(".survey-questions h3 a")
    first = texts.nth(0).inner_text().removeprefix("1.").strip()
    down = page.get_by_role("button", name="Alemmas").nth(0)
    down.press("Enter")
    expect(texts.nth(1)).to_contain_text(first)
    expect(page.locator(":focus")).to_contain_text("Alemmas")
    page.keyboard.press("Enter")
    expect(texts.nth(2)).to_contain_text(first)

    count = texts.count()
    page.get_by_role("button", name="Poista").nth(2).press("Enter")
    expect(texts).to_have_count(count - 1)
    expect(page.get_by_text("Kysymys 3 on poistettu.")).to_be_visible()
    page.get_by_role("button", name="Palauta").press("Enter")
    expect(texts).to_have_count(count)
    expect(texts.nth(2)).to_contain_text(first)


def test_given_options_then_they_are_added_and_moved_without_leaving_the_page(
    page: Page, sign_in: SignIn, coordinator: Person
) -> None:
    sign_in(coordinator)
    instrument = begin(page)
    page.get_by_role("link", name="Oletko ollut mentorina?").click()
    page.get_by_role("button", name="Lisää rivejä").click()
    rows = page.locator(".survey-rows li")
    expect(rows).to_have_count(4)
    rows.nth(2).get_by_label("suomi").fill("En vielä, mutta haluaisin")
    expect(preview(page)).to_contain_text("En vielä, mutta haluaisin")
    page.get_by_role("button", name="Rivi 3 ylemmäs").click()
    expect(rows.nth(1).get_by_label("suomi")).to_have_value("En vielä, mutta haluaisin")
    save(page)
    instrument.refresh_from_db()
    stored = draft_of(instrument).questions[0].model_dump()
    keys = [option["key"] for option in stored["options"]]
    assert keys == ["yes", "en_viela_mutta_haluaisin", "no"]


def test_given_no_script_then_a_question_with_a_condition_is_still_written(
    browser: Browser, base_url: str, coordinator: Person
) -> None:
    context = browser.new_context(
        base_url=base_url, viewport=DESK, locale="fi-FI", java_script_enabled=False
    )
    sign_in_on(context, coordinator, base_url)
    page = context.new_page()
    page.goto(f"{LIST}new/")
    page.get_by_label("suomi").fill("Miten meni?")
    page.get_by_role("button", name="Jatka kysymyksiin").click()
    page.get_by_role("link", name="Yksi vaihtoehto").click()
    page.get_by_label("suomi").first.fill("Oliko hyötyä?")
    rows = page.locator(".survey-rows li")
    for number, answer in enumerate(("Kyllä", "Ei")):
        rows.nth(number).get_by_label("suomi").fill(answer)
    page.get_by_role("button", name="Tallenna ja lisää seuraava").click()
    page.get_by_role("link", name="Avoin vastaus").click()
    page.get_by_label("suomi").first.fill("Mistä oli hyötyä?")
    page.get_by_label("Vain, jos…").check()
    page.get_by_label("Aiempi kysymys").select_option(label="1. Oliko hyötyä?")
    page.get_by_role("button", name="Näytä vastausvaihtoehdot").click()
    page.get_by_label("Mitä siihen vastataan").select_option(label="vastaus on: Kyllä")
    page.get_by_role("button", name="Tallenna kysymys").last.click()
    expect(page.get_by_text("Kysytään vain, jos kysymykseen 1 vastataan ”Kyllä”.")).to_be_visible()
    assert "Esikatselu tarvitsee JavaScriptin." in page.content()
    context.close()

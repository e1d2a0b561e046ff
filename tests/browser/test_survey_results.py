"""Results in a real browser: pictures taken along, printed, read by keyboard."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Download, Page, ViewportSize, expect

from juuristo.people.models import Person
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.models import Wave
from juuristo.surveys.tests.result_ground import (
    EVERYTHING,
    everything_answers,
    sealed_wave,
)

from .axe import violations
from .conftest import DESK, PHONE, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW: ViewportSize = {"width": 320, "height": 640}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def wave(coordinator: Person) -> Wave:
    return sealed_wave(
        EVERYTHING,
        everything_answers(),
        programme=ProgrammeFactory(organisation=coordinator.organisation),
        breakdowns=["office"],
        invited=150,
    )


@pytest.fixture
def results(page: Page, sign_in: SignIn, coordinator: Person, wave: Wave) -> Page:
    sign_in(coordinator)
    page.goto(f"/surveys/{wave.slug}/results/")
    return page


def taken(page: Page, kind: str) -> Download:
    figure = page.locator("figure[data-figure=often]")
    with page.expect_download() as waiting:
        figure.get_by_role("button", name=kind).click()
    return waiting.value


def test_given_a_picture_when_taken_as_svg_then_it_stands_alone(
    results: Page, tmp_path: Path
) -> None:
    download = taken(results, "SVG")
    assert download.suggested_filename == "often.svg"
    file = tmp_path / "often.svg"
    download.save_as(file)
    drawn = ElementTree.parse(file).getroot()  # our own
    words = " ".join(text.text or "" for text in drawn.iter(f"{SVG}text"))
    assert "Yleisin vastaus on ”Usein”" in words
    assert "Vastasi 89 / 150" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert not any("class" in each.attrib or "style" in each.attrib for each in drawn.iter())
    assert all(each.get("fill", "").startswith("rgb") for each in drawn.iter(f"{SVG}circle"))
    style = drawn.find(f"{SVG}style")
    assert style is not None
    assert "data:font/woff2;base64," in (style.text or "")
    title = drawn.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Yleisin vastaus on ”Usein”"


def test_given_a_picture_when_taken_as_png_then_it_is_sharp_and_not_blank(
    results: Page, tmp_path: Path
) -> None:
    download = taken(results, "PNG")
    assert download.suggested_filename == "often.png"
    file = tmp_path / "often.png"
    download.save_as(file)
    data = file.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 3 * (930 + 48)
    assert len(data) > 20_000


def test_given_a_picture_that_cannot_be_made_then_the_page_says_so(results: Page) -> None:
    results.evaluate("() => { HTMLCanvasElement.prototype.toBlob = (take) => take(null) }")
    figure = results.locator("figure[data-figure=often]")
    figure.get_by_role("button", name="PNG").click()
    expect(figure.get_by_role("status")).to_contain_text("ei onnistunut")


def test_given_paper_then_pictures_are_there_and_controls_are_not(results: Page) -> None:
    results.emulate_media(media="print")
    results.set_viewport_size({"width": 680, "height": 960})
    expect(results.locator("figure[data-figure=often] .wide-picture")).to_be_visible()
    expect(results.locator("figure[data-figure=often] .narrow-picture")).to_be_hidden()
    expect(results.get_by_role("button", name="SVG").first).to_be_hidden()
    expect(results.get_by_text("Sama taulukkona").first).to_be_hidden()
    assert results.evaluate("document.documentElement.scrollWidth") <= 680


def test_given_a_keyboard_then_the_table_opens_with_it(results: Page) -> None:
    summary = results.locator("figure[data-figure=often] summary")
    summary.focus()
    results.keyboard.press("Enter")
    table = results.locator("figure[data-figure=often] table")
    expect(table).to_be_visible()
    expect(table.get_by_role("row")).to_have_count(5)
    results.set_viewport_size(NARROW)
    results.reload()
    for each in results.locator(".as-table > summary").all():
        each.click()
    assert violations(results) == []


def test_given_every_page_of_results_then_it_is_accessible_and_fits(
    results: Page, wave: Wave
) -> None:
    faults = []
    for rest in ("", "answers/why/", "by/office/", "compare/"):
        for size in (DESK, PHONE, NARROW):
            results.set_viewport_size(size)
            results.goto(f"/surveys/{wave.slug}/results/{rest}")
            faults += [f"{rest} {size}: {fault}" for fault in violations(results)]
            if results.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{rest} {size}: scrolls sideways")
    assert faults == []

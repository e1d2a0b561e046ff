"""The shared map on the client's page, drawn by mouse, finger and keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .axe import violations
from .conftest import DESK, PHONE
from .paths import is_focused
from .sealed_map import Content, SealedMap, arrow, circle, id_of, sealed_map

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALL = {"width": 320, "height": 640}


def opened(page: Page, made: SealedMap, language: str = "fi") -> Locator:
    page.goto("about:blank")
    page.goto(made.address(language))
    stage = page.locator("[data-map-stage]")
    stage.wait_for()
    expect(page.locator("[data-page-map]")).to_be_visible()
    return stage


class Paper:
    """Points of the map as points of the screen, while the whole first view is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self, x: float, y: float) -> tuple[float, float]:
        found: list[float] = self.page.evaluate(
            """([x, y]) => {
              const drawing = document.querySelector("[data-map-layer=paper]");
              const at = new DOMPoint(x, y).matrixTransform(drawing.getScreenCTM());
              return [at.x, at.y];
            }""",
            [x, y],
        )
        return found[0], found[1]

    def drag(self, *points: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*self.at(*points[0]))
        mouse.down()
        for point in points[1:]:
            mouse.move(*self.at(*point), steps=6)
        mouse.up()


def tool(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Tallenna kartta").click()
    expect(page.locator("[data-page-said]")).to_have_text("Kartta on tallessa.")


def by_text(content: Content) -> dict[str, dict[str, Any]]:
    return {thing["text"]: thing for thing in content["objects"] if thing["text"]}


def kinds(content: Content) -> list[str]:
    return sorted(thing["kind"] for thing in content["objects"])


def drawn(page: Page) -> Locator:
    return page.locator("[data-map-layer=paper] .thing")


def test_given_a_mouse_then_a_map_is_drawn_saved_and_opened_again(page: Page) -> None:
    made = sealed_map()
    page.set_viewport_size(PHONE)
    opened(page, made)
    paper = Paper(page)
    tool(page, "Ympyrä")
    paper.drag((100, 300), (160, 250), (220, 300), (160, 350), (100, 300))
    page.keyboard.type("minä")
    page.locator(".meanings label.person").click()
    tool(page, "Valmis")
    paper.drag((260, 480), (300, 450), (340, 480), (300, 510), (260, 480))
    page.keyboard.type("kielikurssi")
    page.locator(".meanings label.question").click()
    page.keyboard.press("Enter")
    tool(page, "Nuoli")
    paper.drag((160, 300), (230, 400), (300, 480))
    tool(page, "Kynä")
    paper.drag((60, 60), (120, 80), (180, 60))
    tool(page, "Sana")
    page.mouse.click(*paper.at(300, 100))
    page.keyboard.type("koti")
    page.keyboard.press("Enter")
    save(page)

    content = made.content()
    things = by_text(content)
    assert kinds(content) == ["arrow", "circle", "circle", "line", "text"]
    assert things["minä"]["meaning"] == "person"
    assert abs(things["minä"]["x"] - 160) < 4
    assert things["kielikurssi"]["meaning"] == "question"
    joined = next(thing for thing in content["objects"] if thing["kind"] == "arrow")
    assert (joined["from"], joined["to"]) == (things["minä"]["id"], things["kielikurssi"]["id"])
    assert made.row().version == 2

    opened(page, made)
    expect(drawn(page)).to_have_count(5)
    expect(page.locator(".thing.circle.question")).to_contain_text("kielikurssi")


def test_given_a_circle_with_things_in_it_when_dragged_then_all_and_their_arrows_follow(
    page: Page,
) -> None:
    outer = circle("koti", 150, 300, rx=120, ry=100)
    inner = circle("äiti", 150, 320, inside="koti")
    made = sealed_map(
        {"v": 1, "objects": [outer, inner, circle("työ", 320, 80), arrow("äiti", "työ")]}
    )
    opened(page, made)
    paper = Paper(page)
    before = page.locator(".thing.arrow path").get_attribute("d")
    page.locator("[data-map-more] summary").click()
    tool(page, "Siirrä")
    paper.drag((70, 300), (90, 340), (110, 380))
    assert page.locator(".thing.arrow path").get_attribute("d") != before
    save(page)
    things = by_text(made.content())
    assert [things[name]["y"] for name in ("koti", "äiti", "työ")] == pytest.approx(
        [380, 400, 80], abs=2
    )
    assert things["äiti"]["inside"] == id_of("koti")


def test_given_a_form_that_is_open_when_the_paper_is_touched_then_only_the_form_closes(
    page: Page,
) -> None:
    page.set_viewport_size(PHONE)
    opened(page, sealed_map())
    paper = Paper(page)
    tool(page, "Ympyrä")
    paper.drag((100, 500), (160, 450), (220, 500), (160, 550), (100, 500))
    form = page.locator("[data-map-naming]")
    expect(form).to_be_visible()
    page.wait_for_timeout(100)
    page.mouse.click(*paper.at(300, 480))
    expect(form).to_be_hidden()
    expect(drawn(page)).to_have_count(1)
    paper.drag((200, 100), (260, 60), (320, 100), (260, 140), (200, 100))
    expect(drawn(page)).to_have_count(2)
    expect(form).to_be_visible()


class Fingers:
    """Real touches, which only the browser's own protocol can make."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def __call__(self, kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


def test_given_fingers_then_one_draws_and_two_zoom_without_drawing(page: Page) -> None:
    page.set_viewport_size(PHONE)
    made = sealed_map()
    stage = opened(page, made)
    paper, touch = Paper(page), Fingers(page)
    touch("touchStart", paper.at(100, 200))
    for step in range(1, 12):
        touch("touchMove", paper.at(100 + 10 * step, 200 + 5 * step))
    touch("touchEnd")
    expect(drawn(page)).to_have_count(1)
    scale = "svg => svg.getScreenCTM().a"
    before = page.locator("[data-map-layer=paper]").evaluate(scale)
    box = stage.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 9):
        touch("touchMove", (x - 20 - 8 * step, y), (x + 20 + 8 * step, y))
    touch("touchEnd")
    page.wait_for_timeout(100)
    assert page.locator("[data-map-layer=paper]").evaluate(scale) > 2 * before
    expect(drawn(page)).to_have_count(1)


def test_given_acts_when_undone_and_done_again_then_the_picture_follows(page: Page) -> None:
    opened(page, sealed_map())
    paper = Paper(page)
    paper.drag((60, 60), (120, 80), (180, 60))
    paper.drag((60, 160), (120, 180), (180, 160))
    expect(drawn(page)).to_have_count(2)
    tool(page, "Kumoa")
    expect(drawn(page)).to_have_count(1)
    page.locator("[data-map-stage]").focus()
    page.keyboard.press("Control+z")
    expect(drawn(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Kumoa", exact=True)).to_be_disabled()
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+y")
    expect(drawn(page)).to_have_count(2)
    page.locator("[data-map-more] summary").click()
    tool(page, "Pyyhi")
    page.mouse.click(*paper.at(120, 178))
    expect(drawn(page)).to_have_count(1)


def test_given_only_a_keyboard_then_the_picture_can_be_drawn_on(page: Page) -> None:
    made = sealed_map({"v": 1, "objects": [circle("minä", 190, 300)]})
    stage = opened(page, made)
    page.get_by_role("button", name="Ympyrä", exact=True).focus()
    page.keyboard.press("Enter")
    stage.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("velka")
    page.keyboard.press("Enter")
    assert is_focused(stage)
    page.keyboard.press("PageDown")
    said = page.locator("[data-map-said]")
    expect(said).to_have_text("minä, muu asia")
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Nuoli", exact=True).press("Enter")
    stage.focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Nuoli vie: minä – velka")
    save(page)
    things = by_text(made.content())
    assert things["minä"]["x"] == 170
    assert kinds(made.content()) == ["arrow", "circle", "circle"]


def in_sight(page: Page) -> bool:
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.parametrize("language", ["fi", "sv", "ar"])
@pytest.mark.parametrize("size", [PHONE, DESK, SMALL], ids=["phone", "desk", "small"])
def test_given_any_width_and_language_then_all_is_reachable(
    page: Page, size: Any, language: str
) -> None:
    page.set_viewport_size(size)
    stage = opened(page, sealed_map({"v": 1, "objects": [circle("minä", 190, 300)]}), language)
    assert violations(page) == []
    page.locator("[data-map-more] summary").click()
    assert in_sight(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".tool, .maptools > summary")]
          .filter(tool => !tool.hidden)
          .map(tool => tool.getBoundingClientRect())
          .filter(box => box.width < 44 || box.height < 44).length"""
    )
    assert small == 0
    page.locator("[data-map-more] summary").click()
    page.locator("[data-map-tool=circle]").click()
    stage.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-map-naming]")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("input[value=list]").check()
    page.locator(".item").first.click()
    assert violations(page) == []
    assert in_sight(page)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")

"""The map as a list, its photo, and what becomes of it: kept, merged, taken along, deleted."""

import base64

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from juuristo.meetings.models import Sealed

from .conftest import PHONE
from .paths import is_focused, tab_to
from .sealed_map import SealedMap, circle, sealed_map
from .test_map import Paper, by_text, drawn, kinds, opened, save, tool

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIMIT = 5_000_000
SECRET = b"Exif\0\0 60.1699N 24.9384E"


def status(page: Page) -> Locator:
    return page.locator("[data-map-said]")


def add_by_keyboard(page: Page) -> None:
    """Make three things as a list: koti, äiti inside it, and velka."""
    keys = page.keyboard
    tab_to(page, page.locator("input[value=picture]"))
    keys.press("ArrowRight")
    adding = page.locator("[data-map-adding]")
    name, meaning, inside = (
        adding.locator(f"[name={field}]") for field in ("text", "meaning", "inside")
    )
    tab_to(page, name)
    keys.type("koti")
    tab_to(page, meaning)
    meaning.select_option("place")
    keys.press("Tab")
    tab_to(page, page.get_by_role("button", name="Lisää kartalle"))
    keys.press("Enter")
    expect(status(page)).to_have_text("Kartalla on nyt: koti")
    assert is_focused(name)
    keys.type("äiti")
    inside.select_option(label="koti")
    keys.press("Enter")
    inside.select_option("")
    keys.type("velka")
    keys.press("Enter")
    expect(page.locator(".item")).to_have_count(3)
    expect(page.locator(".mapitems ul .item .name")).to_have_text("äiti")


def change_by_keyboard(page: Page, editing: Locator) -> None:
    """Rename velka, make it an obstacle, join it to äiti, move it, put it in koti, part them."""
    keys = page.keyboard
    velka = page.locator(".item", has_text="velka")
    tab_to(page, velka)
    keys.press("Enter")
    expect(velka).to_have_attribute("aria-expanded", "true")
    tab_to(page, editing.locator("[name=text]"))
    keys.press("End")
    keys.type(" pankille")
    editing.locator("[name=meaning]").select_option("obstacle")
    expect(status(page)).to_have_text("velka pankille: este")
    editing.locator("[name=join]").select_option(label="äiti")
    tab_to(page, page.get_by_role("button", name="Vedä nuoli"))
    keys.press("Enter")
    expect(status(page)).to_have_text("Nuoli vie: velka pankille – äiti")
    assert is_focused(page.get_by_role("button", name="Vedä nuoli"))
    tab_to(page, page.get_by_role("button", name="Ylemmäs luettelossa"))
    keys.press("Enter")
    assert page.locator(".mapitems > li > .item .name").all_inner_texts() == [
        "velka pankille",
        "koti",
    ]
    editing.locator("[name=inside]").select_option(label="koti")
    expect(status(page)).to_have_text("velka pankille on nyt tämän sisällä: koti")
    tab_to(page, page.get_by_role("button", name="äiti: poista nuoli"), at_most=60)
    keys.press("Enter")


def test_given_only_a_keyboard_then_the_whole_map_is_made_as_a_list(page: Page) -> None:
    made = sealed_map()
    opened(page, made)
    editing = page.locator("[data-map-editing]")
    add_by_keyboard(page)
    change_by_keyboard(page, editing)
    save(page)
    things = by_text(made.content())
    assert kinds(made.content()) == ["circle"] * 3
    assert things["velka pankille"]["inside"] == things["koti"]["id"]
    assert things["velka pankille"]["meaning"] == "obstacle"

    editing.get_by_role("button", name="Poista", exact=True).press("Enter")
    expect(page.locator(".item")).to_have_count(2)
    assert page.evaluate("document.activeElement.matches('.item')")
    page.locator("input[value=picture]").check()
    expect(drawn(page)).to_have_count(2)


def photo(page: Page) -> bytes:
    """A JPEG of 2,400 × 1,200 pixels with an EXIF part that tells a place."""
    data: str = page.evaluate(
        """() => {
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [2400, 1200];
          const pen = canvas.getContext("2d");
          pen.fillStyle = "peru";
          pen.fillRect(300, 300, 900, 500);
          return canvas.toDataURL("image/jpeg").split(",")[1];
        }"""
    )
    jpeg = base64.b64decode(data)
    exif = b"\xff\xe1" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET
    return jpeg[:2] + exif + jpeg[2:]


def test_given_a_photo_of_the_paper_then_it_is_made_small_and_tells_no_place(page: Page) -> None:
    made = sealed_map()
    opened(page, made)
    file = page.locator("[data-map-picture] input[type=file]")
    file.set_input_files({"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo(page)})
    expect(page.locator("[data-map-layer=paper] image")).to_have_count(1)
    save(page)
    kept = made.content()["photo"]
    assert (kept["mime"], kept["width"], kept["height"]) == ("image/jpeg", 1600, 800)
    data = base64.b64decode(kept["data"])
    assert data.startswith(b"\xff\xd8")
    assert b"Exif" not in data

    file.set_input_files({"name": "p.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"})
    expect(page.locator("[data-map-notice]")).to_contain_text("ei voi avata kuvana")
    page.locator("[data-map-more] summary").click()
    tool(page, "Poista kuva")
    expect(page.locator("[data-map-layer=paper] image")).to_have_count(0)


def test_given_what_is_not_saved_when_the_page_is_opened_again_then_it_is_there(page: Page) -> None:
    made = sealed_map({"v": 1, "objects": [circle("minä", 190, 300)]})
    opened(page, made)
    page.on("dialog", lambda dialog: dialog.accept())
    Paper(page).drag((60, 60), (120, 80), (180, 60))
    page.wait_for_timeout(700)
    page.reload()
    expect(drawn(page)).to_have_count(2)
    expect(page.locator("[data-page-said]")).to_have_text("Tallentamatta")
    assert made.row().version == 1
    stored = page.evaluate(
        """async () => {
          const opening = indexedDB.open("juuristo-maps");
          await new Promise(done => { opening.onsuccess = done; });
          const asked = opening.result.transaction("drafts").objectStore("drafts").getAll();
          await new Promise(done => { asked.onsuccess = done; });
          opening.result.close();
          return asked.result.map(row => new TextDecoder("latin1").decode(row.body)).join();
        }"""
    )
    assert stored
    assert "objects" not in stored
    save(page)
    page.reload()
    expect(drawn(page)).to_have_count(2)
    expect(page.locator("[data-page-said]")).to_be_hidden()


def test_given_another_device_was_first_then_saving_loses_nothing_of_either(
    context: BrowserContext,
) -> None:
    page = context.new_page()  # not the page that forgives nothing: here a 409 is right
    first = {"v": 1, "objects": [circle("minä", 190, 300)]}
    made = sealed_map(first)
    opened(page, made)
    made.replace({"v": 1, "objects": [circle("minä", 190, 300), circle("toive", 60, 60)]})
    Paper(page).drag((60, 460), (120, 480), (180, 460))
    with page.expect_response(lambda response: response.status == 409):
        page.get_by_role("button", name="Tallenna kartta").click()
    expect(page.locator("[data-page-said]")).to_contain_text("muutettu myös toisessa laitteessa")
    assert kinds(made.content()) == ["circle", "circle", "line"]
    assert made.row().version == 3
    expect(drawn(page)).to_have_count(3)


def test_given_a_full_map_then_it_says_so_and_keeps_the_rest(page: Page) -> None:
    kept = {"mime": "image/jpeg", "width": 10, "height": 10, "data": "A" * (LIMIT - 400)}
    made = sealed_map({"v": 1, "objects": [circle("minä", 190, 300)], "photo": kept})
    opened(page, made)
    Paper(page).drag((60, 60), (120, 80), (180, 60), (240, 80), (300, 60), (350, 120))
    notice = page.get_by_role("alert").filter(has_text="Kartta on täynnä")
    expect(notice).to_be_visible()
    expect(drawn(page)).to_have_count(1)
    page.locator("[data-map-more] summary").click()
    tool(page, "Poista kuva")
    expect(notice).to_be_hidden()
    save(page)
    assert "photo" not in made.content()


def test_given_words_that_tell_who_the_client_is_then_the_map_warns(page: Page) -> None:
    stage = opened(page, sealed_map())
    tool(page, "Sana")
    stage.focus()
    page.keyboard.press("Enter")
    warning = page.locator("[data-map-naming] [data-map-warning]")
    page.keyboard.type("soita 040 123 456")
    expect(warning).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("soita äidille")
    expect(warning).to_be_hidden()


def test_given_a_map_when_saved_as_a_picture_then_a_png_is_made_on_the_device(page: Page) -> None:
    opened(page, sealed_map({"v": 1, "objects": [circle("minä", 190, 300, meaning="hope")]}))
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Tallenna kuvana").click()
    assert downloading.value.suggested_filename == "yhteinen-kartta.png"
    data = downloading.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 390 * 3
    assert len(data) > 5000


def test_given_a_picture_that_cannot_be_made_then_the_page_says_so(page: Page) -> None:
    opened(page, sealed_map())
    page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = (take) => take(null) }")
    page.get_by_role("button", name="Tallenna kuvana").click()
    expect(page.locator("[data-page-said]")).to_contain_text("Kuva ei tallentunut.")


def delete(page: Page, answer: str) -> None:
    page.locator("[data-page-delete]").click()
    page.locator("[data-page-deleting]").get_by_role("button", name=answer).click()


def test_given_a_map_then_its_holder_can_delete_it(page: Page) -> None:
    page.set_viewport_size(PHONE)
    made = sealed_map()
    opened(page, made)
    delete(page, "Pidä kartta")
    assert Sealed.objects.filter(pk=made.pk).exists()
    delete(page, "Poista kartta")
    expect(page.get_by_role("heading", name="Kartta on poistettu")).to_be_visible()
    assert not Sealed.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("damage", ["key", "short", "none"])
def test_given_a_wrong_link_then_a_friendly_page_in_its_language(page: Page, damage: str) -> None:
    made = sealed_map()
    wrong = SealedMap(made.pk, b"w" * 32).address("sv")
    address = {"key": wrong, "short": made.address("sv")[:-5], "none": f"/m/{made.pk}/"}[damage]
    page.goto(address)
    trouble = page.locator("[data-page-trouble]")
    expect(trouble).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == ("fi" if damage == "none" else "sv")
    expect(page.locator("[data-page-map]")).to_be_hidden()

"""The flipchart in real browsers on the real server: together, by keyboard, through faults."""

import re
import time
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Board, BoardNote
from juuristo.gatherings.tests.board_ground import a_board
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory

from .axe import violations
from .conftest import DESK
from .living import LivingServer, Opener, living_server
from .paths import tab_to
from .waiting import soon, until
from .wire import wire_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CUTS = 20
FLOOD = 5000


@pytest.fixture
def colleague(organisation: Organisation) -> Person:
    return PersonFactory(
        organisation=organisation, roles=[Role.ADVISER], first_name="Bertta", last_name="Virta"
    )


@pytest.fixture
def board(adviser: Person, colleague: Person, mentor: Person) -> Board:
    return board_for(adviser, colleague, mentor)


def board_for(adviser: Person, colleague: Person, mentor: Person, **values: object) -> Board:
    """The mentor leads; the other two have a place."""
    made = a_board(adviser, mentor, **values)
    sign_up(made.session, colleague, actor=colleague)
    return made


def go(page: Page, board: Board) -> Page:
    page.goto(f"/gatherings/boards/{board.pk}/")
    expect(page.locator(".board.live")).to_be_visible()
    return page


def write(page: Page, text: str, column: str | None = None) -> None:
    if column:
        page.get_by_role("radio", name=column).check(force=True)
    field = page.get_by_label("Kirjoita lappu")
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_value("")


def column(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)


def note(page: Page, text: str) -> Locator:
    return page.locator(".board-note").filter(has_text=text).last


def texts(page: Page) -> list[str]:
    return page.locator(".board-text").all_text_contents()


def act(page: Page, text: str, label: str) -> None:
    note(page, text).get_by_role("button", name="Muuta lappua").click()
    page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()


def test_given_three_at_once_then_each_sees_what_the_others_write_with_their_names(
    server: LivingServer,
    open_for: Opener,
    board: Board,
    adviser: Person,
    colleague: Person,
    mentor: Person,
) -> None:
    people = (adviser, colleague, mentor)
    pages = [go(open_for(person, server.url, DESK), board) for person in people]
    for number in range(3):
        for person, page in zip(people, pages, strict=True):
            write(page, f"{person.first_name} {number}", "Mikä estää")
    for page in pages:
        expect(column(page, "Mikä estää").locator(".board-text")).to_have_count(9)
        expect(note(page, "Bertta 2").locator(".board-about")).to_have_text("Bertta Virta")
        expect(page.locator(".board-note.waiting")).to_have_count(0)
    soon(pages[0], lambda: len({tuple(texts(page)) for page in pages}) == 1)
    note(pages[1], "Bertta 0").get_by_role("button", name="Peukku").click()
    note(pages[2], "Bertta 0").get_by_role("button", name="Peukku").click()
    expect(note(pages[0], "Bertta 0").locator(".board-thumb")).to_have_text("2")
    assert BoardNote.objects.count() == 9


def test_given_two_leaders_move_one_note_at_once_then_all_see_the_same(
    server: LivingServer,
    open_for: Opener,
    board: Board,
    adviser: Person,
    colleague: Person,
    mentor: Person,
) -> None:
    board.session.facilitators.add(colleague)
    pages = [
        go(open_for(person, server.url, DESK), board) for person in (adviser, colleague, mentor)
    ]
    write(pages[0], "Siirtyvä")
    for page in pages:
        expect(note(page, "Siirtyvä")).to_be_visible()
    for page, target in ((pages[1], "Mikä estää"), (pages[2], "Mitä teen")):
        note(page, "Siirtyvä").get_by_role("button", name="Muuta lappua").click()
        page.get_by_role("dialog").get_by_role("button", name=target).click(no_wait_after=True)
    soon(pages[0], lambda: BoardNote.objects.get().column == "c3")
    for page in pages:
        expect(column(page, "Mitä teen").locator(".board-text")).to_have_text(["Siirtyvä"])
        expect(page.locator(".board-text")).to_have_count(1)


def test_given_a_keyboard_alone_then_a_note_is_written_moved_laid_removed_and_put_back(
    server: LivingServer, open_for: Opener, board: Board, adviser: Person
) -> None:
    page = go(open_for(adviser, server.url, DESK), board)
    keys = page.keyboard
    tab_to(page, page.get_by_label("Kirjoita lappu"))
    for text in ("Yksi", "Kaksi", "Kolme"):
        keys.type(text)
        keys.press("Enter")
        expect(note(page, text)).to_be_visible()
    tab_to(page, note(page, "Yksi").get_by_role("button", name="Muuta lappua"))
    keys.press("Alt+Shift+ArrowDown")
    expect(page.locator(".board-text")).to_have_text(["Kaksi", "Yksi", "Kolme"])
    keys.press("Alt+Shift+ArrowRight")
    expect(column(page, "Mikä estää").locator(".board-text")).to_have_text(["Yksi"])
    page.set_viewport_size({"width": 1280, "height": 500})  # where it lands is out of sight
    keys.press("Alt+Shift+ArrowLeft")  # the focus went along
    expect(page.locator(".board-text")).to_have_text(["Kaksi", "Kolme", "Yksi"])
    expect(note(page, "Yksi").locator(".board-text")).to_be_in_viewport()
    keys.press("Enter")
    dialog = page.get_by_role("dialog")
    tab_to(page, dialog.get_by_role("button", name="Laita sen alle"))
    keys.press("Enter")
    expect(page.locator(".board-under .board-text")).to_have_text(["Yksi"])
    expect(note(page, "Yksi").get_by_role("button", name="Muuta lappua")).to_be_focused()
    keys.press("Enter")
    tab_to(page, dialog.get_by_role("button", name="Poista lappu"))
    keys.press("Enter")
    expect(page.locator(".board-text")).to_have_text(["Kaksi", "Kolme"])
    expect(page.get_by_role("button", name="Kumoa")).to_be_focused()
    keys.press("Enter")
    expect(note(page, "Yksi").get_by_role("button", name="Muuta lappua")).to_be_focused()
    soon(page, lambda: BoardNote.objects.filter(removed=False).count() == 3)


def test_given_others_who_write_then_those_who_listen_are_told_together(
    server: LivingServer,
    open_for: Opener,
    board: Board,
    adviser: Person,
    colleague: Person,
) -> None:
    listener = go(open_for(adviser, server.url), board)
    writer = go(open_for(colleague, server.url), board)
    for text in ("Yksi", "Kaksi", "Kolme"):
        write(writer, text)
    said = listener.locator(".board-standing .visually-hidden")
    expect(said).to_have_text(re.compile("3 uutta lappua"))


def test_given_a_drag_then_the_note_goes_where_it_is_dropped(
    server: LivingServer, open_for: Opener, board: Board, adviser: Person
) -> None:
    page = go(open_for(adviser, server.url, DESK), board)
    for text in ("Yksi", "Kaksi"):
        write(page, text)
    drag(page, "Kaksi", page.locator("[data-note]").filter(has_text="Yksi"), 0.1)
    expect(page.locator(".board-text")).to_have_text(["Kaksi", "Yksi"])
    drag(page, "Kaksi", column(page, "Mitä teen").locator("h2"), 0.5)
    expect(column(page, "Mitä teen").locator(".board-text")).to_have_text(["Kaksi"])
    drag(page, "Kaksi", page.locator("[data-note]").filter(has_text="Yksi"), 0.5)
    expect(page.locator(".board-under .board-text")).to_have_text(["Kaksi"])
    soon(page, lambda: BoardNote.objects.filter(group__text="Yksi").exists())


def drag(page: Page, text: str, to: Locator, share: float) -> None:
    grip = page.locator("[data-note]").filter(has_text=text).last.locator(".board-grip").last
    start, end = grip.bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] * share, steps=5)
    page.mouse.up()


def test_given_a_hidden_anonymous_board_then_each_sees_their_own_and_no_name(
    server: LivingServer, open_for: Opener, adviser: Person, colleague: Person, mentor: Person
) -> None:
    board = board_for(adviser, colleague, mentor, is_anonymous=True, hides=True)
    one, other = (go(open_for(person, server.url), board) for person in (adviser, colleague))
    write(one, "Ilonan ajatus")
    write(other, "Bertan ajatus")
    expect(one.locator(".board-text")).to_have_text(["Ilonan ajatus"])
    expect(one.get_by_text("Taululla on 2 lappua.")).to_be_visible()
    expect(one.locator(".board-about:visible")).to_have_count(0)
    one.reload()
    expect(one.locator(".board.live .board-text")).to_have_text(["Ilonan ajatus"])
    assert one.evaluate("localStorage.length") == 0
    kept = one.evaluate("JSON.stringify(sessionStorage)")
    assert str(adviser.pk) not in kept
    assert "Ilonan" not in kept
    another = go(one.context.new_page(), board)  # whoever comes to the browser next
    expect(another.get_by_text("Taululla on 2 lappua.")).to_be_visible()
    expect(another.locator(".board-text")).to_have_count(0)


def test_given_an_anonymous_board_when_reloaded_in_a_break_then_the_note_arrives_once_and_is_mine(
    server: LivingServer, open_for: Opener, adviser: Person, colleague: Person, mentor: Person
) -> None:
    board = board_for(adviser, colleague, mentor, is_anonymous=True)
    with wire_to(server.url) as wire:
        page = go(open_for(adviser, wire.url, strictly=False), board)
        write(page, "Ennen")
        wire.set("cut")
        write(page, "Katkolla")
        expect(page.get_by_text("laput ovat vain tällä sivulla")).to_be_visible()
        wire.set("whole")
        page.on("dialog", lambda dialog: dialog.accept())  # something has not arrived yet
        page.reload()
        expect(page.locator(".board.live")).to_be_visible()
        expect(page.locator(".board-note.waiting")).to_have_count(0)
        expect(page.locator(".board-text")).to_have_text(["Ennen", "Katkolla"])
        act(page, "Katkolla", "Poista lappu")
        act(page, "Ennen", "Poista lappu")
        soon(page, lambda: not BoardNote.objects.filter(removed=False).exists())
        assert BoardNote.objects.count() == 2


def test_given_a_writer_who_signs_out_then_the_tab_forgets_their_anonymous_notes(
    server: LivingServer, open_for: Opener, adviser: Person, colleague: Person, mentor: Person
) -> None:
    board = board_for(adviser, colleague, mentor, is_anonymous=True)
    page = go(open_for(adviser, server.url, DESK), board)
    write(page, "Ilonan ajatus")
    until(page, "sessionStorage.length > 0")
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Kirjaudu ulos").click()
    page.wait_for_url(re.compile("sign-in"))
    until(page, "Object.keys(sessionStorage).every((name) => !name.startsWith('board.'))")


def test_given_a_line_cut_twenty_times_then_every_note_is_there_once(
    server: LivingServer, open_for: Opener, board: Board, adviser: Person, colleague: Person
) -> None:
    with wire_to(server.url) as wire:
        page = go(open_for(adviser, wire.url, strictly=False), board)
        other = go(open_for(colleague, server.url), board)
        expected = set()
        for number in range(CUTS):
            write(page, f"ennen {number}")
            wire.set("cut")
            write(page, f"poikki {number}")
            write(other, f"muut {number}")
            wire.set("whole")
            expected |= {f"ennen {number}", f"poikki {number}", f"muut {number}"}
        for each in (page, other):
            expect(each.locator(".board-note.waiting")).to_have_count(0, timeout=60_000)
            expect(each.locator(".board-text")).to_have_count(3 * CUTS, timeout=60_000)
            assert set(texts(each)) == expected
        assert BoardNote.objects.count() == 3 * CUTS


def test_given_no_line_when_the_page_is_closed_then_what_was_written_goes_with_the_next_visit(
    server: LivingServer, open_for: Opener, board: Board, adviser: Person
) -> None:
    with wire_to(server.url) as wire:
        page = go(open_for(adviser, wire.url, strictly=False), board)
        wire.set("cut")
        write(page, "Ei ehtinyt")
        expect(note(page, "Ei ehtinyt")).to_have_class(re.compile("waiting"))
        expect(page.get_by_text("Yhteys on poikki.")).to_be_visible()
        field, words = (
            page.locator(f".board-{part}").bounding_box() for part in ("writing", "standing")
        )
        assert field
        assert words
        assert words["y"] > field["y"]  # it pushed nothing from under a finger
        context = page.context
        page.close(run_before_unload=False)
        assert not BoardNote.objects.exists()
        wire.set("whole")
        again = go(context.new_page(), board)
        expect(note(again, "Ei ehtinyt")).not_to_have_class(re.compile("waiting"))
        soon(again, lambda: BoardNote.objects.count() == 1)
        until(again, "Object.keys(localStorage).every((name) => !name.includes('.op.'))")


def test_given_blocked_websockets_then_it_is_asked_every_other_second(
    server: LivingServer, open_for: Opener, board: Board, adviser: Person, colleague: Person
) -> None:
    blocked = open_for(adviser, server.url)

    def refuse(line: WebSocketRoute) -> None:
        line.close()

    blocked.route_web_socket(re.compile("/ws/"), refuse)
    page = go(blocked, board)
    other = go(open_for(colleague, server.url), board)
    expect(page.get_by_text("Muiden laput näkyvät nyt parin sekunnin viiveellä.")).to_be_visible()
    write(page, "Kyselijän lappu")
    write(other, "Toisen lappu")
    expect(note(page, "Toisen lappu")).to_be_visible()
    expect(note(other, "Kyselijän lappu")).to_be_visible()


def test_given_a_server_that_dies_in_the_middle_then_all_goes_on_when_it_is_back(
    open_for: Opener, board: Board, adviser: Person, colleague: Person, tmp_path: Path
) -> None:
    with living_server(tmp_path) as server:
        pages = [
            go(open_for(person, server.url, strictly=False), board)
            for person in (adviser, colleague)
        ]
        write(pages[0], "Ennen")
        expect(note(pages[1], "Ennen")).to_be_visible()
        server.kill()
        for number, page in enumerate(pages):
            write(page, f"Kaatumisen aikana {number}")
        expect(pages[0].get_by_text("Yhteys on poikki.")).to_be_visible()
        server.start()
        for page in pages:
            expect(page.locator(".board-text")).to_have_count(3, timeout=30_000)
            expect(page.locator(".board-note.waiting")).to_have_count(0, timeout=30_000)


def test_given_five_thousand_notes_then_the_page_stays_usable(
    server: LivingServer, open_for: Opener, board: Board, adviser: Person, mentor: Person
) -> None:
    BoardNote.objects.bulk_create(
        BoardNote(
            id=uuid4(),
            board=board,
            column=f"c{number % 3 + 1}",
            text=f"Ajatus {number}",
            place=number,
            author=mentor,
        )
        for number in range(FLOOD - 10)
    )
    Board.objects.filter(pk=board.pk).update(version=FLOOD)
    page = open_for(adviser, server.url, DESK)
    began = time.monotonic()
    go(page, board)
    opened = time.monotonic() - began
    expect(page.locator(".board-text")).to_have_count(300)
    began = time.monotonic()
    write(page, "Vielä yksi")
    expect(note(page, "Vielä yksi")).to_be_visible()
    wrote = time.monotonic() - began
    assert (opened, wrote) < (10, 3), (opened, wrote)  # 1 s and 0.1 s on a machine at rest
    page.get_by_role("button", name=re.compile("Näytä aiempia")).first.click()
    expect(page.locator(".board-text")).to_have_count(400)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_given_any_width_then_nothing_is_cut_off_and_axe_is_content(
    server: LivingServer,
    open_for: Opener,
    board: Board,
    adviser: Person,
    width: int,
) -> None:
    page = go(open_for(adviser, server.url, {"width": width, "height": 800}), board)
    write(page, "Pitkäsanainenyhdyssanahirviöjokaeimahdumihinkäänriville jatkuu")
    write(page, "Toinen")
    act(page, "Toinen", "Laita sen alle")
    until(page, "document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert violations(page) == []
    note(page, "Toinen").get_by_role("button", name="Muuta lappua").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    act(page, "Toinen", "Poista lappu")
    assert violations(page) == []


def test_given_a_browser_without_scripts_then_one_reads_and_writes(
    server: LivingServer, browser: Browser, open_for: Opener, board: Board, adviser: Person
) -> None:
    signed_in = open_for(adviser, server.url)
    plain = browser.new_context(base_url=server.url, java_script_enabled=False)
    plain.add_cookies(signed_in.context.cookies())  # type: ignore[arg-type]  # the same cookies
    page = plain.new_page()
    page.goto(f"/gatherings/boards/{board.pk}/")
    page.get_by_label("Kirjoita lappu").fill("Ilman skriptejä")
    page.get_by_label("Mihin sarakkeeseen?").select_option(label="Mitä teen")
    page.get_by_role("button", name="Lisää lappu").click()
    expect(page.get_by_role("region", name="Mitä teen")).to_contain_text("Ilman skriptejä")
    plain.close()

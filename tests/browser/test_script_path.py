"""Writing a script by mouse, by keyboard and without scripts; two facilitators lead at once."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.actions.running import begin, end
from juuristo.gatherings.models import Script, ScriptRun, Session
from juuristo.gatherings.tests.script_ground import TITLES, led_session, scripted, titles
from juuristo.people.models import Organisation, Person

from .axe import violations
from .conftest import PHONE, SignIn, forgiving_nothing, sign_in_on
from .waiting import settled, soon

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    return led_session(organisation, mentor)


@pytest.fixture
def script(session: Session, mentor: Person) -> Script:
    return scripted(session, mentor)


def heading_of(page: Page, place: int) -> str:
    return page.locator(".script-row h3 a").nth(place).inner_text()


def test_given_a_mouse_when_a_row_is_dragged_and_stretched_then_the_rest_is_retimed(
    page: Page, script: Script, mentor: Person, sign_in: SignIn
) -> None:
    sign_in(mentor)
    page.goto(f"/gatherings/scripts/{script.pk}/")
    rows = page.locator(".script-row")
    first, last = rows.nth(0).bounding_box(), rows.nth(2).bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 120, first["y"] + first["height"] - 30)
    page.mouse.down()
    page.mouse.move(last["x"] + 120, last["y"] + last["height"] - 20, steps=5)
    page.mouse.up()
    expect(page.locator("#script-said")).to_contain_text(f"Siirsit kohdan ”{TITLES[0]}”")
    assert titles(script) == [TITLES[1], TITLES[2], TITLES[0]]

    expect(rows.nth(2)).to_contain_text(TITLES[0])
    settled(page)
    edge = page.locator(".script-grip").nth(2).bounding_box()
    assert edge
    page.mouse.move(edge["x"] + 50, edge["y"] + 4)
    page.mouse.down()
    page.mouse.move(edge["x"] + 50, edge["y"] + 4 + 37, steps=5)
    page.mouse.up()
    expect(page.locator("#script-said")).to_contain_text("kestää nyt 25 minuuttia")


def test_given_a_row_held_when_escape_is_pressed_then_it_stays_where_it_was(
    page: Page, script: Script, mentor: Person, sign_in: SignIn
) -> None:
    sign_in(mentor)
    page.goto(f"/gatherings/scripts/{script.pk}/")
    rows = page.locator(".script-row")
    first, last = rows.nth(0).bounding_box(), rows.nth(2).bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 120, first["y"] + first["height"] - 30)
    page.mouse.down()
    page.mouse.move(last["x"] + 120, last["y"] + last["height"] - 20, steps=5)
    expect(page.locator(".is-held")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".is-held, .drops-before, .drops-after")).to_have_count(0)
    page.mouse.up()
    expect(page.locator("#script-said")).to_be_empty()
    assert titles(script) == list(TITLES)


def test_given_a_new_name_when_enter_is_pressed_then_it_stands_at_the_head_and_nothing_is_undone(
    page: Page, script: Script, mentor: Person, sign_in: SignIn
) -> None:
    sign_in(mentor)
    page.goto(f"/gatherings/scripts/{script.pk}/")
    page.get_by_role("button", name=f"Poista: {TITLES[0]}").click()
    expect(page.get_by_role("button", name="Kumoa viimeisin muutos")).to_be_visible()
    page.get_by_text("Nimi ja poistaminen").click()
    page.get_by_label("Käsikirjoituksen nimi").fill("Uusi kulku")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uusi kulku")
    assert titles(script) == list(TITLES[1:])


def test_given_only_the_keyboard_then_rows_move_and_the_focus_stays_on_them(
    page: Page, script: Script, mentor: Person, sign_in: SignIn
) -> None:
    sign_in(mentor)
    page.goto(f"/gatherings/scripts/{script.pk}/")
    down = page.get_by_role("button", name=f"Myöhemmäksi: {TITLES[0]}")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#script-said")).to_contain_text("Siirsit kohdan")
    expect(down).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Aikaisemmaksi: {TITLES[0]}")).to_be_focused()
    settled(page)
    page.get_by_role("button", name=f"Poista: {TITLES[0]}").press("Enter")
    undo = page.get_by_role("button", name="Kumoa viimeisin muutos")
    expect(undo).to_be_focused()
    settled(page)
    undo.press("Enter")
    expect(page.get_by_role("button", name=f"Poista: {TITLES[0]}")).to_be_visible()
    assert titles(script) == [TITLES[1], TITLES[2], TITLES[0]]
    assert violations(page) == []


def test_given_no_scripts_then_a_script_is_begun_and_changed_all_the_same(
    browser: Browser, live_server: LiveServer, session: Session, mentor: Person
) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=PHONE, locale="fi-FI"
    )
    sign_in_on(context, mentor, live_server.url)
    with forgiving_nothing(context.new_page()) as page:
        page.goto(f"/gatherings/sessions/{session.pk}/script/")
        page.get_by_role("button", name="Aloita tästä: 60 min").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tunti neljällä portaalla")
        page.get_by_role("button", name="Myöhemmäksi: Tulo ja kuulumiset").click()
        assert heading_of(page, 1) == "Tulo ja kuulumiset"
        page.get_by_role("link", name="Lisää kohta").click()
        page.get_by_label("Mitä tehdään").fill("Laulu")
        page.get_by_label("Hyvästely").check()
        page.get_by_role("button", name="Tallenna kohta").click()
        assert heading_of(page, 6) == "Laulu"
    context.close()


def open_on_a_phone(browser: Browser, url: str, person: Person, path: str) -> Page:
    context = browser.new_context(base_url=url, viewport=PHONE, locale="fi-FI")
    sign_in_on(context, person, url)
    page = context.new_page()
    page.goto(path)
    return page


@pytest.mark.usefixtures("script")
def test_given_two_facilitators_and_the_group_when_one_moves_then_all_follow(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    session: Session,
    mentor: Person,
    coordinator: Person,
    adviser: Person,
    sign_in: SignIn,
) -> None:
    sign_up(session, adviser, actor=adviser)
    sign_in(mentor)
    run = f"/gatherings/sessions/{session.pk}/run/"
    page.goto(run)
    second = open_on_a_phone(browser, live_server.url, coordinator, run)
    group = open_on_a_phone(browser, live_server.url, adviser, run.replace("/run/", "/screen/"))

    page.get_by_role("button", name="Aloita kerta").click()
    expect(page.locator("#run .finding")).to_have_text(TITLES[0])
    expect(second.locator("#run .finding")).to_have_text(TITLES[0])
    expect(group.get_by_role("heading", level=1)).to_have_text(TITLES[0])
    assert violations(page) == []
    assert violations(group) == []

    second.get_by_role("button", name=f"Siirry: {TITLES[1]}").click()
    expect(page.locator("#run .finding")).to_have_text(TITLES[1])
    expect(group.get_by_role("heading", level=1)).to_have_text(TITLES[1])
    more = page.get_by_role("button", name="Lisää 5 min")
    more.focus()
    more.press("Enter")
    soon(page, lambda: ScriptRun.objects.get().plan[1]["minutes"] == 65)
    expect(second.locator(".run-left")).to_have_text("65 minuuttia jäljellä")
    expect(more).to_be_focused()

    page.get_by_role("button", name="Päätä kerta nyt").click()
    expect(group.get_by_role("heading", level=1)).to_have_text("Kiitos, että olit mukana.")
    for other in (second, group):
        other.context.close()


@pytest.mark.usefixtures("script")
def test_given_an_ended_session_then_beginning_again_asks_first(
    page: Page, session: Session, mentor: Person, sign_in: SignIn
) -> None:
    end(begin(session, actor=mentor), version=1, actor=mentor)
    sign_in(mentor)
    page.goto(f"/gatherings/sessions/{session.pk}/run/")
    page.get_by_role("button", name="Aloita alusta").click()
    asked = page.get_by_role("dialog", name="Aloitetaanko kerta alusta?")
    asked.get_by_role("button", name="Pidä kerta päätettynä").click()
    assert ScriptRun.objects.get().ended_at
    page.get_by_role("button", name="Aloita alusta").click()
    asked.get_by_role("button", name="Aloita alusta").click()
    expect(page.locator("#run .finding")).to_have_text(TITLES[0])
    assert ScriptRun.objects.get().ended_at is None


@pytest.mark.usefixtures("script")
@pytest.mark.parametrize(("where", "control"), [("run", "#run-next"), ("screen", "#screen h1")])
def test_given_a_line_that_breaks_then_its_words_push_nothing(
    page: Page, session: Session, mentor: Person, sign_in: SignIn, where: str, control: str
) -> None:
    begin(session, actor=mentor)
    sign_in(mentor)
    page.set_viewport_size(PHONE)
    page.route("**/?seen=*", lambda _route: None)  # nothing comes back
    page.goto(f"/gatherings/sessions/{session.pk}/{where}/")
    before = page.locator(control).bounding_box()
    lost = page.locator("#run-lost")
    page.evaluate("document.getElementById('run-lost').hidden = false")
    expect(lost).to_be_in_viewport()
    assert page.locator(control).bounding_box() == before

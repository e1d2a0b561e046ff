"""A mentor takes the attendance of fifteen people on one page, by tap and by keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Locator, Page, Route, ViewportSize, expect

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

from .axe import violations
from .conftest import SignIn
from .paths import Taps, both_widths, is_focused, sign_in_by_form
from .waiting import soon, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEATS = 15
MOST_ACTS = 17
GONE = ("Osallistuja 03", "Osallistuja 11")


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    """Fifteen people have a place, and it began a minute ago."""
    session = SessionFactory(series__programme__organisation=organisation, capacity=SEATS)
    session.facilitators.add(mentor)
    for number in range(1, SEATS + 1):
        person = PersonFactory(
            organisation=organisation, first_name="Osallistuja", last_name=f"{number:02}"
        )
        sign_up(session, person, actor=person)
    SignUp.objects.update(created_at=timezone.now() - timedelta(days=3))
    session.refresh_from_db()
    session.starts_at = timezone.now() - timedelta(minutes=1)
    session.ends_at = timezone.now() + timedelta(hours=2)
    session.save(update_fields=["starts_at", "ends_at"])
    return session


def marks(session: Session) -> dict[str, str]:
    signups = session.signups.select_related("person")
    return {signup.person.full_name: signup.state for signup in signups}


def all_but_two() -> dict[str, str]:
    names = [f"Osallistuja {number:02}" for number in range(1, SEATS + 1)]
    states = SignUp.State
    return {name: str(states.ABSENT if name in GONE else states.ATTENDED) for name in names}


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def says(page: Page, words: str) -> None:
    expect(page.locator("#status")).to_contain_text(words)


@both_widths
def test_given_a_mentor_then_the_led_sessions_lead_to_attendance_with_few_taps(
    page: Page, size: ViewportSize, session: Session, mentor: Person
) -> None:
    page.set_viewport_size(size)
    sign_in_by_form(page, mentor)
    expect(page.get_by_role("heading", name="Vedät seuraavaksi")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Katso tilaisuudet").click()
    page.get_by_role("link", name="Vetämäni kerrat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vetämäni kerrat")
    expect(page.get_by_role("main")).to_contain_text(f"{SEATS} / {SEATS} paikkaa varattu")
    page.get_by_role("link", name="Merkitse läsnäolot").click()

    tap = Taps()
    tap(page.get_by_role("button", name="Kaikki ovat paikalla"))
    says(page, f"{SEATS} / {SEATS} paikalla")
    for name in GONE:
        tap(row(page, name).get_by_label("Poissa"))
    says(page, f"{SEATS - 2} / {SEATS} paikalla, 2 poissa")
    says(page, "tallessa")

    assert tap.count <= MOST_ACTS
    assert marks(session) == all_but_two()
    assert violations(page) == []
    page.reload()
    expect(row(page, GONE[0]).get_by_label("Poissa")).to_be_checked()


@both_widths
def test_given_a_mark_for_each_then_one_tap_a_person_is_enough(
    page: Page, size: ViewportSize, session: Session, mentor: Person, sign_in: SignIn
) -> None:
    page.set_viewport_size(size)
    sign_in(mentor)
    page.goto(f"/gatherings/sessions/{session.pk}/attendance/")

    tap = Taps()
    for name in sorted(marks(session)):
        tap(row(page, name).get_by_label("Poissa" if name in GONE else "Paikalla"))
    says(page, f"{SEATS - 2} / {SEATS} paikalla, 2 poissa")

    assert tap.count <= MOST_ACTS
    assert marks(session) == all_but_two()


def test_given_an_answer_that_is_overtaken_then_the_count_does_not_go_back(
    page: Page, session: Session, mentor: Person, sign_in: SignIn
) -> None:
    """Taps run side by side; the first one's answer comes last and is old news by then."""
    sign_in(mentor)
    page.goto(f"/gatherings/sessions/{session.pk}/attendance/")
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/attendance/", hold_the_first)
    first, second = sorted(marks(session))[:2]
    row(page, first).get_by_label("Paikalla").check()
    soon(page, lambda: bool(held))
    row(page, second).get_by_label("Paikalla").check()
    says(page, f"2 / {SEATS} paikalla")

    page.evaluate("addEventListener('htmx:afterOnLoad', () => { window.overtaken = true })")
    route, answer = held[0]
    route.fulfill(response=answer)
    until(page, "window.overtaken")
    says(page, f"2 / {SEATS} paikalla")


def test_given_only_the_keyboard_then_the_presses_stay_few(
    page: Page, session: Session, mentor: Person, sign_in: SignIn
) -> None:
    """From the act for all, Tab goes to one name after another; an arrow marks."""
    sign_in(mentor)
    page.goto(f"/gatherings/sessions/{session.pk}/attendance/")
    page.get_by_role("button", name="Kaikki ovat paikalla").focus()

    presses = 1
    page.keyboard.press("Enter")
    says(page, f"{SEATS} / {SEATS} paikalla")
    for name in GONE:
        there = row(page, name).get_by_label("Paikalla")
        while not is_focused(there):
            assert presses < MOST_ACTS, "the focus does not come to the names by Tab"
            presses += 1
            page.keyboard.press("Tab")
        presses += 1
        page.keyboard.press("ArrowRight")
        expect(row(page, name).get_by_label("Poissa")).to_be_focused()
    says(page, f"{SEATS - 2} / {SEATS} paikalla, 2 poissa")

    assert presses <= MOST_ACTS
    assert marks(session) == all_but_two()

"""A code on the mentor's screen, typed on somebody's phone: the screen counts them in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.actions.feeds import make_feed
from juuristo.gatherings.feeds import address_of
from juuristo.gatherings.models import CalendarFeed, Session
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person

from .axe import violations
from .conftest import PHONE, SignIn, sign_in_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(organisation: Organisation, mentor: Person, adviser: Person) -> Session:
    made: Session = SessionFactory(
        series__programme__organisation=organisation,
        starts_at=timezone.now() + timedelta(minutes=5),
    )
    made.facilitators.add(mentor)
    sign_up(made, adviser, actor=adviser)
    return made


def test_given_a_code_on_the_screen_when_it_is_typed_then_the_screen_counts_it(
    page: Page,
    client_phone: Page,
    session: Session,
    mentor: Person,
    adviser: Person,
    sign_in: SignIn,
    base_url: str,
) -> None:
    sign_in(mentor)
    page.goto(f"/gatherings/sessions/{session.pk}/attendance/")
    page.get_by_role("link", name="Näytä läsnäolokoodi").click()
    page.get_by_role("button", name="Avaa koodi").click()
    shown = page.get_by_text(re.compile(r"^\d{3} \d{3}$"))
    code = shown.inner_text()
    expect(page.locator("#code")).to_contain_text("0 / 1 paikalla")
    assert violations(page) == []

    sign_in_on(client_phone.context, adviser, base_url)
    client_phone.goto(f"{base_url}/here/")
    client_phone.get_by_label("Koodi ruudulta").fill(code)
    client_phone.get_by_role("button", name="Olen täällä").click()
    expect(client_phone.get_by_role("main")).to_contain_text("Merkitsimme sinut paikalle.")
    expect(page.locator("#code")).to_contain_text("1 / 1 paikalla")


def test_given_a_calendar_address_then_a_button_copies_it(
    page: Page, adviser: Person, sign_in: SignIn
) -> None:
    make_feed(adviser, CalendarFeed.Scope.OWN, actor=adviser)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(adviser)
    page.goto("/gatherings/mine/calendar/")
    page.get_by_role("button", name="Kopioi osoite").click()
    expect(page.get_by_role("button", name="Kopioitu")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == address_of(CalendarFeed.objects.get())


def test_given_a_participant_list_then_the_doubtful_one_is_chosen_by_hand(
    page: Page, session: Session, mentor: Person, adviser: Person, sign_in: SignIn
) -> None:
    page.set_viewport_size(PHONE)
    sign_in(mentor)
    page.goto(f"/gatherings/sessions/{session.pk}/participants/")
    rows = f"Name\tDuration\n{adviser.full_name} (Guest)\t1h 50m\niPhone\t2h\n"
    file: FilePayload = {
        "name": "lista.csv",
        "mimeType": "text/csv",
        "buffer": rows.encode("utf-16"),
    }
    page.get_by_label("Osallistujaluettelo").set_input_files(file)
    page.get_by_role("button", name="Katso luettelo läpi").click()
    assert violations(page) == []
    doubtful = page.get_by_label(adviser.full_name)
    expect(doubtful).to_have_value("")
    doubtful.select_option(label=f"Ehkä {adviser.full_name}")
    page.get_by_role("button", name="Merkitse läsnäolot").click()
    expect(page.get_by_role("main")).to_contain_text("Merkitsimme yhden ihmisen paikalle.")
    expect(page.locator("#status")).to_contain_text("1 / 1 paikalla")

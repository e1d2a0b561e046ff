"""An adviser finds a session, signs up, changes, waits and cancels, by tap and by keyboard."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, ViewportSize, expect

from juuristo.gatherings.actions import cancel, sign_up
from juuristo.gatherings.models import Series, Session, SignUp
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.sending import send_due
from juuristo.mail.tests.post_office import PostOffice, open_post_office
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

from .axe import violations
from .conftest import SignIn
from .paths import PASSWORD, Taps, both_widths, sign_in_by_form, tab_to, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACES = ("Kotka", "Hamina", "Kouvola")


@pytest.fixture
def colleague(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation)


@pytest.fixture
def series(organisation: Organisation, colleague: Person) -> Series:
    """Three sessions of which one takes one: Kotka is full, Hamina and Kouvola have room."""
    series = SeriesFactory(programme__organisation=organisation)
    day = timezone.localdate() + timedelta(days=7)
    for number, place in enumerate(PLACES):
        nine = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Europe/Helsinki"))
        SessionFactory(
            series=series,
            starts_at=nine + timedelta(days=number),
            place=place,
            capacity=1 if place == "Kotka" else 3,
        )
    sign_up(session_in("Kotka"), colleague, actor=colleague)
    return series


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


def session_in(place: str) -> Session:
    return Session.objects.get(place=place)


def item(page: Page, place: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=f"klo 9–\u206011, {place}")


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def states_of(person: Person) -> dict[str, str]:
    return dict(SignUp.objects.filter(person=person).values_list("session__place", "state"))


@both_widths
def test_given_an_adviser_then_two_taps_lead_to_the_sessions_and_every_act_works(
    page: Page, size: ViewportSize, series: Series, adviser: Person, colleague: Person
) -> None:
    page.set_viewport_size(size)
    sign_in_by_form(page, adviser)
    tap = Taps()
    tap(page.get_by_role("main").get_by_role("link", name="Katso tilaisuudet"))
    tap(page.get_by_role("link", name="Perehdytystyöpajat"))
    for place in PLACES:
        expect(item(page, place)).to_be_visible()
    assert tap.count == 2
    expect(item(page, "Hamina")).to_contain_text("Kolme paikkaa vapaana")

    item(page, "Hamina").get_by_role("button", name="Ilmoittaudu").click()
    told(page, "Sinulla on paikka. Lähetimme vahvistuksen sähköpostiisi.")
    expect(item(page, "Hamina")).to_contain_text("Sinulla on paikka")

    item(page, "Kouvola").get_by_role("button", name="Vaihda tähän").click()
    told(page, "Paikkasi on vaihdettu.")
    expect(item(page, "Hamina")).to_contain_text("Kolme paikkaa vapaana")
    expect(item(page, "Kouvola")).to_contain_text("Sinulla on paikka")

    item(page, "Kotka").get_by_role("button", name="Mene jonoon").click()
    told(page, "Olet nyt jonossa.")
    expect(item(page, "Kotka")).to_contain_text("Olet jonon ensimmäinen")
    assert violations(page) == []

    page.get_by_role("main").get_by_role("link", name="Tilaisuudet").click()
    page.get_by_role("link", name="Omat tilaisuudet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Omat tilaisuudet")
    expect(item(page, "Kotka")).to_contain_text("Olet jonon ensimmäinen")
    item(page, "Kouvola").get_by_role("link", name="Peru paikka").click()
    page.get_by_role("button", name="Peru paikka").click()
    told(page, "Paikkasi on peruttu.")
    expect(item(page, "Kouvola")).to_have_count(0)
    assert states_of(adviser) == {"Hamina": "cancelled", "Kouvola": "cancelled", "Kotka": "waiting"}

    cancel(SignUp.objects.get(person=colleague), actor=colleague)
    page.reload()
    expect(item(page, "Kotka")).to_contain_text("Sinulla on paikka")


def test_given_a_sign_up_then_the_confirmation_comes_by_e_mail(
    page: Page, sign_in: SignIn, series: Series, adviser: Person, post_office: PostOffice
) -> None:
    send_due()  # what the seed wrote to the colleague
    post_office.delivered.clear()
    sign_in(adviser)
    page.goto(f"/gatherings/{series.pk}/")
    item(page, "Hamina").get_by_role("button", name="Ilmoittaudu").click()
    told(page, "Lähetimme vahvistuksen sähköpostiisi.")

    send_due()

    (message,) = post_office.delivered
    assert message["To"] == adviser.email
    assert "Perehdytystyöpajat" in message["Subject"]
    plain = message.get_body(("plain",))
    assert plain is not None
    words = plain.get_content()
    assert "Hamina" in words
    assert "klo\u00a09–11" in words
    assert "text/calendar" in {part.get_content_type() for part in message.walk()}


def test_given_only_the_keyboard_then_one_signs_in_and_up_changes_and_cancels(
    page: Page, series: Series, adviser: Person, colleague: Person
) -> None:
    with_password(adviser)
    page.goto("/sign-in/")
    tab_to(page, page.get_by_label("Sähköposti"))
    page.keyboard.type(adviser.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    look = page.get_by_role("main").get_by_role("link", name="Katso tilaisuudet")
    expect(look).to_be_visible()
    tab_to(page, look)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tilaisuudet")
    tab_to(page, page.get_by_role("link", name="Perehdytystyöpajat"))
    page.keyboard.press("Enter")

    act(page, "Hamina", "Ilmoittaudu", key="Space")
    expect(item(page, "Hamina")).to_contain_text("Sinulla on paikka")
    assert states_of(adviser) == {"Hamina": "booked"}

    act(page, "Kouvola", "Vaihda tähän", key="Enter")
    expect(item(page, "Kouvola")).to_contain_text("Sinulla on paikka")
    expect(item(page, "Hamina")).not_to_contain_text("Sinulla on paikka")

    act(page, "Kouvola", "Peru paikka", key="Space")
    expect(item(page, "Kouvola")).to_contain_text("Kolme paikkaa vapaana")
    assert states_of(adviser) == {"Hamina": "cancelled", "Kouvola": "cancelled"}

    page.goto(f"/gatherings/{series.pk}/")
    act(page, "Kotka", "Mene jonoon", key="Enter")
    expect(item(page, "Kotka")).to_contain_text("Olet jonon ensimmäinen")
    act(page, "Kotka", "Poistu jonosta", key="Space")
    assert states_of(adviser)["Kotka"] == "cancelled"


def act(page: Page, place: str, word: str, *, key: str) -> None:
    """Reach the button of a session by Tab, press it; the focus is then on that session."""
    tab_to(page, item(page, place).get_by_role("button", name=word))
    page.keyboard.press(key)
    expect(item(page, place)).to_be_focused()


def test_given_others_waiting_when_cancelling_by_keyboard_then_it_asks_and_the_focus_comes_back(
    page: Page, sign_in: SignIn, series: Series, adviser: Person, colleague: Person
) -> None:
    sign_up(session_in("Kotka"), adviser, actor=adviser)
    sign_in(colleague)
    page.goto(f"/gatherings/{series.pk}/")
    tab_to(page, item(page, "Kotka").get_by_role("link", name="Peru paikka"))
    page.keyboard.press("Enter")
    asked = page.get_by_role("dialog", name="Perutko paikkasi?")
    expect(asked).to_be_visible()
    tab_to(page, asked.get_by_role("button", name="Pidä paikka"), at_most=3)
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    assert states_of(colleague) == {"Kotka": "booked"}

    page.keyboard.press("Enter")
    button = asked.get_by_role("button", name="Peru paikka")
    if not button.evaluate("element => element === document.activeElement"):
        tab_to(page, button, at_most=3)
    page.keyboard.press("Enter")

    expect(item(page, "Kotka")).to_be_focused()
    assert states_of(colleague) == {"Kotka": "cancelled"}
    assert states_of(adviser) == {"Kotka": "booked"}

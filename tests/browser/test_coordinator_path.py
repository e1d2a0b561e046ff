"""A coordinator brings the staff in, plans a series, sees who is missing and reminds just them."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page, ViewportSize, expect

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Series, Session
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.jobs.worker import Worker
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Office, Organisation, Person, Role, Team
from juuristo.people.tests.factories import OfficeFactory, PersonFactory, TeamFactory
from juuristo.people.tests.roster_files import AINO, EERO, HEADER, xlsx_of
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory, TimelineEntryFactory

from .axe import violations
from .conftest import SignIn
from .paths import both_widths, sign_in_by_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICES = ("Kotka", "Hamina")


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    programme = ProgrammeFactory(
        organisation=organisation, slug="oma", name={"fi": "Kohtaava asiakastyö"}
    )
    for month, what in enumerate(("Yhteinen aloitus", "Mentorihaku"), start=3):
        TimelineEntryFactory(programme=programme, what={"fi": what}, start=date(2020, month, 2))
    return programme


@pytest.fixture
def places(organisation: Organisation) -> dict[str, Office | Team]:
    offices = {name: OfficeFactory(organisation=organisation, name=name) for name in OFFICES}
    return {**offices, "Palvelut": TeamFactory(organisation=organisation, name="Palvelut")}


@pytest.fixture
def advisers(organisation: Organisation, places: dict[str, Office | Team]) -> list[Person]:
    """Aatu and Bea of Kotka, Cecilia and Daavid of Hamina."""
    return [
        PersonFactory(
            organisation=organisation,
            first_name=name,
            last_name="Esimerkki",
            office=places[OFFICES[number // 2]],
            team=places["Palvelut"],
        )
        for number, name in enumerate(("Aatu", "Bea", "Cecilia", "Daavid"))
    ]


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def to_room(page: Page, room: str) -> None:
    """Go to a room, through the menu where it is narrow."""
    menu = page.locator("details.menu summary")
    link = page.get_by_role("navigation", name="Huoneet").get_by_role("link", name=room)
    if not link.first.is_visible():
        menu.click()
    link.locator("visible=true").click()


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def part(page: Page, name: str) -> Locator:
    title = page.get_by_role("heading", name=name, exact=True, level=2)
    return page.locator("section").filter(has=title)


def bring(page: Page, *rows: Iterable[object]) -> None:
    """Upload a staff list; the page follows the worker and shows what came of it."""
    page.goto("/people/import/")
    file = FilePayload(name="henkilosto.xlsx", mimeType=EXCEL, buffer=xlsx_of(HEADER, *rows))
    page.get_by_role("main").locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Tarkista luettelo").click()
    expect(heading(page)).to_have_text("Tuodaan henkilöstöluetteloa")
    Worker().run_once()


@both_widths
def test_given_the_form_then_the_coordinator_comes_to_the_programme_as_picture_and_list(
    page: Page, size: ViewportSize, programme: Programme, coordinator: Person
) -> None:
    page.set_viewport_size(size)
    sign_in_by_form(page, coordinator)
    to_room(page, "Ohjelma")
    page.get_by_role("main").get_by_role("link", name="Kohtaava asiakastyö").click()
    expect(heading(page)).to_have_text("Kohtaava asiakastyö")
    picture = page.get_by_role("region", name="Aikajana kuvana")
    for what in ("Yhteinen aloitus", "Mentorihaku"):
        expect(picture.get_by_role("link", name=what)).to_be_attached()
        expect(part(page, "Kaikki merkinnät").get_by_role("link", name=what)).to_be_visible()
    assert violations(page) == []


@both_widths
def test_given_a_staff_list_then_its_preview_tells_and_only_the_approval_stores(
    page: Page,
    size: ViewportSize,
    sign_in: SignIn,
    coordinator: Person,
    places: dict[str, Office | Team],
) -> None:
    ours = {
        "organisation": coordinator.organisation,
        "office": places["Kotka"],
        "team": places["Palvelut"],
        "user": None,
    }
    PersonFactory(email=AINO[0], first_name="Aino", last_name="Niemi", **ours)
    same = PersonFactory(email="sama@example.org", first_name="Saga", last_name="Sama", **ours)
    gone = PersonFactory(email="poissa@example.org", first_name="Pia", last_name="Poissa", **ours)
    kept = [
        [who.email, who.first_name, who.last_name, str(who.office), str(who.team), "", "1.1.2015"]
        for who in (coordinator, same)
    ]
    page.set_viewport_size(size)
    sign_in(coordinator)
    bring(page, AINO, EERO, *kept)
    expect(heading(page)).to_have_text("Tarkista, mitä luettelo muuttaa")
    counts = [text.split() for text in page.locator(".stat").all_inner_texts()]
    assert [count[0] for count in counts] == ["1", "1", "2", "1"]
    expect(part(page, "Uudet")).to_contain_text("Eero Eskola")
    expect(part(page, "Muuttuvat")).to_contain_text("Niemi")
    expect(part(page, "Muuttuvat")).to_contain_text("Aalto")
    expect(part(page, "Puuttuvat luettelosta")).to_contain_text("Pia Poissa")
    assert not Person.objects.filter(email=EERO[0]).exists()
    page.get_by_role("button", name="Tuo yksi uusi").click()
    expect(heading(page)).to_have_text("Tuodaan henkilöstöluetteloa")
    Worker().run_once()

    expect(heading(page)).to_have_text("Luettelo on tuotu")
    assert Person.objects.get(email=AINO[0]).last_name == "Aalto"
    assert Person.objects.filter(email=EERO[0]).exists()
    gone.refresh_from_db()
    assert gone.left_date is None


def test_given_a_faulty_staff_list_then_row_and_cell_are_told_and_nothing_is_stored(
    page: Page, sign_in: SignIn, coordinator: Person, places: dict[str, Office | Team]
) -> None:
    sign_in(coordinator)

    bring(page, AINO, [*EERO[:3], "Oslo", *EERO[4:6], "32.1.2020"])

    expect(heading(page)).to_have_text("Luettelossa on korjattavaa")
    expect(page.get_by_role("rowheader", name="Rivi 3, sarake D (toimipaikka)")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Rivi 3, sarake G (aloituspäivä)")).to_be_visible()
    assert not Person.objects.filter(email=AINO[0]).exists()


@both_widths
def test_given_a_pattern_then_twenty_sessions_are_planned_edited_and_published(
    page: Page, size: ViewportSize, sign_in: SignIn, programme: Programme, coordinator: Person
) -> None:
    page.set_viewport_size(size)
    sign_in(coordinator)
    page.goto("/gatherings/plan/")
    page.get_by_role("main").get_by_role("link", name="Suunnittele sarja").click()
    name = page.get_by_role("group", name="Nimi")
    name.get_by_label("suomi").fill("Perehdytystyöpajat")
    page.get_by_label("asiantuntija").check()
    expect(page.locator("#audience")).to_contain_text("0 ihmistä")
    page.get_by_label("Kyllä: seuraamme").check()
    page.get_by_role("button", name="Tallenna luonnos").click()
    told(page, "Sarja on luonnoksena tallessa.")
    first = timezone.localdate() + timedelta(days=7)
    page.get_by_label("tiistaisin").fill("9, 13.30")
    page.get_by_label("torstaisin").fill("9")
    page.get_by_label("Ensimmäinen päivä").fill(first.isoformat())
    page.get_by_label("Viimeinen päivä").fill((first + timedelta(days=150)).isoformat())
    page.get_by_label("Kertoja yhteensä").fill("20")
    page.get_by_label("Paikka", exact=False).first.fill("Kotka")
    page.get_by_role("button", name="Näytä kerrat").click()
    expect(page.locator("#preview tbody tr")).to_have_count(20)
    assert not Session.objects.exists()
    page.get_by_role("button", name="Lisää 20 kertaa").click()
    expect(page.locator(".desk-sessions tbody tr")).to_have_count(20)
    page.locator(".desk-sessions tbody a").first.click()
    page.get_by_role("link", name="Muokkaa kertaa").click()
    page.get_by_label("Paikkoja").fill("8")
    page.get_by_role("button", name="Tallenna muutokset").click()
    told(page, "Muutokset ovat tallessa.")
    assert Session.objects.filter(capacity=8).count() == 1

    series = Series.objects.get()
    assert series.published_at is None
    page.goto(f"/gatherings/plan/{series.pk}/")
    page.get_by_role("button", name="Julkaise sarja").click()
    told(page, "Sarja on julkaistu.")
    series.refresh_from_db()
    assert series.published_at is not None


@pytest.fixture
def series(programme: Programme, advisers: list[Person]) -> Series:
    """A full session for which one waits, and one with room; two advisers have nothing."""
    series = SeriesFactory(programme=programme, expected=True, audience_roles=[Role.ADVISER])
    full = SessionFactory(series=series, capacity=1)
    roomy = timezone.now() + timedelta(days=9)
    SessionFactory(series=series, starts_at=roomy, capacity=15)
    for person in advisers[:2]:
        sign_up(full, person, actor=person)
    return series


def reminded() -> list[str]:
    mails = OutgoingMail.objects.filter(kind="gatherings/remind")
    people = Person.objects.filter(email__in=mails.values("to"))
    assert people.count() == mails.count()
    return sorted(people.values_list("first_name", flat=True))


def open_from_today(page: Page) -> None:
    page.goto("/")
    missing = page.locator(".knot").filter(has_text="Ilman paikkaa")
    missing.get_by_role("link", name="Perehdytystyöpajat").click()


@both_widths
def test_given_a_series_under_way_then_who_is_missing_is_seen_and_only_they_are_reminded(
    page: Page,
    size: ViewportSize,
    sign_in: SignIn,
    coordinator: Person,
    organisation: Organisation,
    series: Series,
) -> None:
    elsewhere = OfficeFactory(organisation=organisation, name="Kouvola")
    PersonFactory(organisation=organisation, first_name="Eevi", office=elsewhere, team=None)
    page.set_viewport_size(size)
    sign_in(coordinator)
    open_from_today(page)

    rows = page.locator(".desk-sessions tbody tr")
    expect(rows.first).to_contain_text("täynnä")
    expect(rows.first).to_contain_text("1 jonossa")
    expect(rows.last).to_contain_text("ei vielä ilmoittautuneita")
    without = page.get_by_role("region", name="Ilman paikkaa")
    expect(without).to_contain_text("Hamina 2")
    assert violations(page) == []

    without.get_by_role("link", name="Katso nimet").click()
    expect(heading(page)).to_contain_text("Ilman paikkaa 4 /")
    expect(page.get_by_text("Muita on 3, ja he ovat tässä.")).to_be_visible()
    expect(part(page, "Hamina").get_by_role("group", name="Palvelut")).to_contain_text("Cecilia")
    expect(page.get_by_text("Bea Esimerkki")).to_have_count(0)  # she waits
    page.get_by_label("Toimipaikka").select_option("Hamina")
    expect(page.get_by_text("Näkyvissä 2 nimeä.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Daavid").uncheck()
    page.get_by_role("button", name="Muistuta valittuja").click()
    told(page, "Muistutus lähti 1 ihmiselle.")
    assert reminded() == ["Cecilia"]

    page.goto(f"/gatherings/plan/{series.pk}/")
    page.get_by_role("link", name="Muistuta 2 ihmistä").click()
    page.get_by_role("dialog").get_by_role("button", name="Lähetä muistutus").click()
    told(page, "Muistutus lähti 2 ihmiselle.")
    assert reminded() == ["Cecilia", "Daavid", "Eevi"]

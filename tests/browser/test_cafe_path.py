"""A café from the first key to the next act, by three people at once on the real server."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from juuristo.gatherings.models import BoardNote, Commitment, Session, SignUp
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.tests.factories import ProgrammeFactory

from .codes import read_code
from .conftest import DESK
from .living import LivingServer, Opener
from .test_board import note, write
from .waiting import soon

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def publish(page: Page) -> Session:
    """The café's page as it opens is nearly right: the place alone is written."""
    page.goto("/gatherings/plan/cafe/")
    page.get_by_label("Paikka").fill("Kahvihuone")
    press(page, "Julkaise kahvila")
    expect(page.get_by_text("Kahvila on julkaistu")).to_be_visible()
    return Session.objects.get()


def begin_now(session: Session) -> None:
    """The week goes by, and the café is on."""
    session.starts_at = timezone.now() - timedelta(minutes=1)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()


def sign_up_on(phones: list[Page], session: Session) -> None:
    for phone in phones:
        phone.goto(f"/gatherings/{session.series_id}/")
        press(phone, "Ilmoittaudu")
        expect(phone.get_by_text("Sinulla on paikka").first).to_be_visible()


def prepare(desk: Page, session: Session) -> str:
    """The script is there already; a flipchart whose notes are hidden: its desk's address."""
    desk.goto(f"/gatherings/sessions/{session.pk}/script/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Tunti neljällä portaalla")
    desk.goto(f"/gatherings/sessions/{session.pk}/boards/")
    desk.get_by_label("Taulun nimi").fill("Mikä jäi mieleen")
    desk.get_by_label("Sarakkeet").fill("Kokeilen\nKysyn vielä")
    desk.get_by_label("Pidä laput piilossa").check()
    press(desk, "Tee fläppitaulu")
    desk.wait_for_url("**/desk/")
    return desk.url


def lead(desk: Page, phone: Page, session: Session) -> None:
    desk.goto(f"/gatherings/sessions/{session.pk}/run/")
    press(desk, "Aloita kerta")
    expect(desk.get_by_role("heading", name="Nyt", exact=True)).to_be_visible()
    phone.goto(f"/gatherings/sessions/{session.pk}/")
    phone.get_by_role("link", name="Katso, mitä nyt tehdään").click()
    expect(phone.get_by_role("link", name="Palaa kerran tietoihin")).to_be_visible()
    expect(phone.get_by_role("navigation")).to_have_count(0)
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        desk.locator(".finding").inner_text()
    )


def write_notes(desk: Page, phones: list[Page], desk_address: str) -> None:
    board_address = desk_address.replace("/desk/", "/")
    for phone, text in zip(
        phones, ("Odotan kolme sekuntia", "Kysyn yhden kysymyksen"), strict=True
    ):
        phone.goto(board_address)
        write(phone, text, "Kokeilen")
        expect(phone.locator(".board-text")).to_have_text([text])  # each their own yet
    desk.goto(desk_address)
    press(desk, "Näytä laput kaikille")
    for phone in phones:
        expect(phone.locator(".board-text")).to_have_count(2)
    note(phones[0], "Kysyn yhden").get_by_role("button", name="Peukku").click()
    expect(note(phones[1], "Kysyn yhden").locator(".board-thumb")).to_have_text("1")
    soon(desk, lambda: BoardNote.objects.filter(removed=False).count() == 2)


def part_with_acts(desk: Page, phones: list[Page], session: Session) -> None:
    desk.goto(f"/gatherings/sessions/{session.pk}/run/")
    desk.get_by_role("button", name="Siirry tähän").last.click()  # to the farewell
    desk.get_by_role("link", name="Osallistujien näyttö").click()
    code = read_code(desk.get_by_role("img", name="QR-koodi, jolla pääset kirjoittamaan tekosi"))
    assert code.endswith(f"/gatherings/sessions/{session.pk}/act/")
    for phone in phones:
        phone.goto(f"/gatherings/sessions/{session.pk}/screen/")
        phone.get_by_role("link", name="Kirjoita oma seuraava tekosi").click()
        phone.get_by_label("Tämän teen seuraavaksi").fill(
            "Odotan kolme sekuntia ennen kuin vastaan."
        )
        press(phone, "Kirjaa teko")
        expect(phone.get_by_text("Tekosi on kirjattu.")).to_be_visible()


def mark_by_code(desk: Page, phones: list[Page], session: Session) -> None:
    desk.goto(f"/gatherings/sessions/{session.pk}/code/")
    press(desk, "Avaa koodi")
    expect(desk.locator(".code-digits")).to_be_visible()
    code = desk.locator(".code-digits").inner_text()
    for phone in phones:
        phone.goto("/here/")
        phone.get_by_label("Koodi ruudulta").fill(code)
        press(phone, "Olen täällä")
        expect(phone.get_by_text("Merkitsimme sinut paikalle.")).to_be_visible()


def test_given_three_people_then_a_cafe_is_set_up_led_written_and_attended(
    server: LivingServer,
    open_for: Opener,
    organisation: Organisation,
    coordinator: Person,
    adviser: Person,
) -> None:
    ProgrammeFactory(organisation=organisation)
    colleague = PersonFactory(organisation=organisation, roles=[Role.ADVISER], first_name="Bertta")
    desk = open_for(coordinator, server.url, DESK)
    phones = [open_for(person, server.url) for person in (adviser, colleague)]
    session = publish(desk)

    sign_up_on(phones, session)
    desk_address = prepare(desk, session)
    begin_now(session)
    lead(desk, phones[0], session)
    write_notes(desk, phones, desk_address)
    part_with_acts(desk, phones, session)
    mark_by_code(desk, phones, session)

    assert set(Commitment.objects.values_list("person", flat=True)) == {adviser.pk, colleague.pk}
    attended = SignUp.objects.filter(session=session, state=SignUp.State.ATTENDED)
    assert set(attended.values_list("person", flat=True)) == {adviser.pk, colleague.pk}

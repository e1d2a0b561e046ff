"""One's own practice, whole: a meeting reflected on, seen, exported and deleted by its owner, and
opened by nobody else whatever their role (trust T1)."""

import json
from zipfile import ZipFile

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from conftest import ClientOf
from juuristo.meetings.models import Reflection, Walk
from juuristo.meetings.tests.walk_factories import reflected, walk_of
from juuristo.people.models import Person

from .axe import violations
from .companion import URL, ahead, begin, end, queue_empties
from .conftest import PHONE, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = "Annoin hiljaisuuden olla."
LONG = (("empathy", 7), ("guidance", 15), ("advice", 9), ("guidance", 4), ("advice", 9))


@pytest.fixture
def phone(page: Page, sign_in: SignIn, adviser: Person) -> Page:
    page.set_viewport_size(PHONE)
    sign_in(adviser)
    return page


@pytest.fixture
def others(
    mentor: Person,
    coordinator: Person,
    sponsor: Person,
    supervisor: Person,
    admin: Person,
    client_of: ClientOf,
) -> list[Client]:
    return [client_of(each) for each in (mentor, coordinator, sponsor, supervisor, admin)]


def meet_and_reflect(page: Page) -> None:
    page.goto(URL)
    begin(page)
    ahead(page, "guidance")
    ahead(page, "advice")
    end(page)
    page.locator("#reflect label").filter(has=page.locator("[name=advice][value='8']")).click()
    page.get_by_label("Rivi itselle").fill(LINE)
    page.get_by_role("button", name="Tallenna").click()
    expect(page.get_by_role("heading", name="Kiitos. Tapaaminen on tallessa.")).to_be_visible()
    queue_empties(page)


def take_along(page: Page) -> None:
    """Download everything, as a file for a program and as a table."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lataa tiedostona (JSON)").click()
    walks = json.loads(waiting.value.path().read_bytes())["walks"]
    assert len(walks) == 6
    assert (walks[0]["note"], walks[0]["difficulty"]) == (LINE, {"advice": 8})
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lataa taulukkona (xlsx)").click()
    with ZipFile(waiting.value.path()) as book:
        assert any(LINE in book.read(name).decode() for name in book.namelist())


def nobody_else_opens(walk: Walk, others: list[Client]) -> None:
    for other in others:
        for path in ("", "delete/"):
            assert other.get(f"/meetings/mine/{walk.pk}/{path}").status_code == 404
        assert other.post(f"/meetings/mine/{walk.pk}/delete/").status_code == 404
        for path in ("", "all/", "export/"):
            assert LINE not in other.get(f"/meetings/mine/{path}").content.decode()
        assert LINE not in other.get("/api/v1/my/practice").content.decode()
    assert Reflection.objects.filter(walk=walk, note=LINE).exists()


def delete(page: Page, what: str) -> None:
    page.goto("/meetings/mine/delete/")
    page.get_by_label(what).check()
    assert violations(page) == []
    page.get_by_role("button", name="Poista pysyvästi").click()


def test_given_a_meeting_reflected_on_then_its_owner_alone_sees_takes_and_deletes_it(
    phone: Page, adviser: Person, others: list[Client]
) -> None:
    for days in range(2, 7):
        reflected(walk_of(adviser, *LONG, days_ago=days), empathy=2)
    meet_and_reflect(phone)
    walk = Walk.objects.get(reflection__note=LINE)

    phone.goto("/meetings/")
    phone.get_by_role("link", name="Oma työote").click()
    expect(phone.get_by_text("Vain sinä näet tämän.")).to_be_visible()
    assert phone.locator(".practice-finding").count() >= 3
    assert violations(phone) == []
    take_along(phone)
    phone.get_by_role("link", name="Kaikki tapaamiseni").click()
    expect(phone.get_by_text(LINE)).to_be_visible()
    assert violations(phone) == []
    nobody_else_opens(walk, others)

    delete(phone, "Kirjoittamani rivit")
    expect(phone.get_by_role("status")).to_contain_text("Yksi rivi on poistettu.")
    assert Walk.objects.count() == 6
    assert not Reflection.objects.exclude(note="").exists()
    delete(phone, "Kaikki tapaamiseni ja reflektioni")
    expect(phone.get_by_role("status")).to_contain_text("6 tapaamista on poistettu.")
    assert not Walk.objects.exists()
    assert not Reflection.objects.exists()
    expect(phone.get_by_role("link", name="Kaikki tapaamiseni")).to_have_count(0)
    assert violations(phone) == []

"""A passkey is added, signs in alone, and is the second factor after a password."""

import pytest
from playwright.sync_api import Page

from juuristo.people.models import Person

PASSWORD = "neljä sanaa peräkkäin"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_password(page: Page, person: Person) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Sähköposti").fill(person.email)
    page.get_by_label("Salasana", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Kirjaudu", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Kirjaudu ulos").click()
    page.wait_for_url("**/sign-in/")


def test_given_a_device_when_a_passkey_is_added_then_it_signs_in_with_and_without_a_password(
    page: Page, adviser: Person, base_url: str
) -> None:
    assert adviser.user is not None
    adviser.user.set_password(PASSWORD)
    adviser.user.save()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    with_password(page, adviser)
    page.wait_for_url(f"{base_url}/")
    page.goto("/me/passkeys/add/")
    page.get_by_label("Salasana", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Vahvista").click()
    page.wait_for_url("**/me/passkeys/add/")
    page.get_by_label("Nimi").fill("Työpuhelin")
    page.get_by_role("button", name="Lisää pääsyavain").click()
    page.wait_for_url("**/me/recovery-codes/")
    page.goto("/me/passkeys/")
    assert page.get_by_text("Työpuhelin", exact=True).is_visible()

    sign_out(page)
    page.get_by_role("button", name="Kirjaudu pääsyavaimella").click()
    page.wait_for_url(f"{base_url}/")
    page.goto("/me/")
    assert page.get_by_text(adviser.email).is_visible()

    sign_out(page)
    with_password(page, adviser)
    page.wait_for_url("**/sign-in/second-factor/")
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    page.wait_for_url(f"{base_url}/")
    page.goto("/me/")
    assert page.get_by_text(adviser.email).is_visible()

"""Signing in and out, forgotten passwords, second factor: as a visitor meets them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from juuristo.audit.models import AuditEvent
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Person, Role
from juuristo.people.tests.factories import OrganisationFactory, PersonFactory

PASSWORD = "neljä sanaa peräkkäin"

pytestmark = pytest.mark.django_db


def with_password(person: Person, password: str = PASSWORD) -> Person:
    assert person.user is not None
    person.user.set_password(password)
    person.user.save()
    return person


def sign_in(client: Client, person: Person, password: str = PASSWORD, **more: str) -> Any:
    data = {"login": person.email, "password": password, **more}
    return client.post(reverse("account_login"), data)


def code_for(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_given_the_right_password_when_signing_in_then_today_opens_and_the_trail_knows(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    response = sign_in(client, adviser)
    assert response.status_code == 302
    assert response["Location"] == reverse("today")
    row = AuditEvent.objects.get(verb="user.signed_in")
    assert (row.actor_id, row.organisation_id) == (adviser.pk, adviser.organisation_id)


def test_given_a_swedish_reader_when_signing_in_then_the_language_comes_along(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    assert adviser.user is not None
    adviser.user.language = "sv"
    adviser.user.save()
    response = sign_in(client, adviser)
    assert response.cookies["language"].value == "sv"


def test_given_a_next_page_when_signing_in_then_only_our_own_is_opened(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    assert sign_in(client, adviser, next="/me/")["Location"] == "/me/"
    client.logout()
    assert sign_in(client, adviser, next="https://evil.example/")["Location"] == reverse("today")


def test_given_a_wrong_password_and_an_unknown_address_then_the_answers_are_the_same(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    wrong = sign_in(client, adviser, "aivan muu salasana")
    unknown = client.post(
        reverse("account_login"), {"login": "kuka@example.org", "password": "aivan muu salasana"}
    )
    for response in (wrong, unknown):
        assert "eivät täsmää" in response.content.decode()

    def bare(response: Any) -> str:
        text = response.content.decode().replace(adviser.email, "").replace("kuka@example.org", "")
        return re.sub(r'value="\w{64}"', "", text)

    assert bare(wrong) == bare(unknown)
    assert not AuditEvent.objects.exists()


def test_given_five_wrong_passwords_when_trying_on_then_the_account_waits(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    for _ in range(5):
        sign_in(client, adviser, "väärä salasana taas")
    response = sign_in(client, adviser)
    assert response.status_code == 200
    assert "Odota viisi minuuttia" in response.content.decode()


def test_given_no_open_sign_up_then_its_route_does_not_exist(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code in {302, 404}
    assert client.get("/signup/").status_code == 404


def test_given_a_signed_in_user_when_signing_out_then_only_a_post_does_it(
    client_of: Callable[[Person], Client], adviser: Person
) -> None:
    client = client_of(adviser)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_given_a_forgotten_password_when_following_the_link_then_a_new_one_opens(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    client.post(reverse("account_reset_password"), {"email": adviser.email.upper()})
    mail = OutgoingMail.objects.get(kind="people/password_forgotten")
    assert mail.organisation_id is None, "no coordinator sees who forgot"
    link = re.search(r"http\S+(/password/new/\S+)", mail.text)
    assert link
    form = client.get(link[1], follow=True)
    url = form.redirect_chain[-1][0]
    done = client.post(url, {"password1": "uusi hyvä salasana", "password2": "uusi hyvä salasana"})
    assert done.status_code == 302
    assert sign_in(client, adviser, "uusi hyvä salasana").status_code == 302
    again = Client().get(link[1], follow=True)
    assert "Linkki ei enää toimi" in again.content.decode()
    assert OutgoingMail.objects.filter(kind="people/sign_in_changed").count() == 1


def test_given_an_unknown_address_when_asking_for_a_link_then_the_page_says_the_same(
    client: Client, adviser: Person
) -> None:
    pages = []
    for address in (adviser.email, "kuka@example.org"):
        response = client.post(reverse("account_reset_password"), {"email": address}, follow=True)
        pages.append(response.redirect_chain)
    assert pages[0] == pages[1]
    assert OutgoingMail.objects.count() == 1


def test_given_the_password_mail_then_it_reads_as_written_in_finnish(
    client: Client, adviser: Person
) -> None:
    client.post(reverse("account_reset_password"), {"email": adviser.email})
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Valitse uusi salasana Juuristoon"
    assert "joku, toivottavasti sinä, pyysi uutta salasanaa" in mail.text
    assert "salasanasi pysyy ennallaan" in mail.html


def test_given_two_different_passwords_when_changing_then_the_old_one_stays(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    sign_in(client, adviser)
    data = {"oldpassword": PASSWORD, "password1": "uusi hyvä salasana", "password2": "toinen sana"}
    response = client.post(reverse("account_change_password"), data)
    assert "eivät ole samat" in response.content.decode()
    response = client.post(
        reverse("account_change_password"), {**data, "password2": "uusi hyvä salasana"}
    )
    assert response["Location"] == reverse("profile")
    assert AuditEvent.objects.filter(verb="user.password_changed").exists()


def activate_app(client: Client) -> str:
    """Confirm with the password, set up the app, return its secret."""
    url = reverse("mfa_activate_totp")
    assert client.get(url)["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": url})
    page = client.get(url).content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', page)
    assert secret
    assert "data:image/svg+xml" in page
    response = client.post(url, {"code": code_for(secret[1])})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    return secret[1]


def test_given_an_app_when_signing_in_then_its_code_is_asked_and_enough(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    sign_in(client, adviser)
    secret = activate_app(client)
    assert Authenticator.objects.filter(type="totp").get().data["secret"] != secret, "encrypted"
    visitor = Client()
    assert sign_in(visitor, adviser)["Location"] == reverse("mfa_authenticate")
    assert visitor.get(reverse("profile")).status_code == 302
    wrong = visitor.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Koodi ei kelvannut" in wrong.content.decode()
    # The same code opens only once: the one used in setting up is spent.
    cache.clear()
    right = visitor.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert right.status_code == 302
    assert visitor.get(reverse("profile")).status_code == 200


def test_given_recovery_codes_when_one_is_used_then_it_opens_once(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    sign_in(client, adviser)
    activate_app(client)
    listed = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    code = re.findall(r"^\d+$", listed, re.MULTILINE)[0]
    visitor = Client()
    sign_in(visitor, adviser)
    assert visitor.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    again = Client()
    sign_in(again, adviser)
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_given_an_app_when_it_is_taken_off_then_the_owner_is_told(
    client: Client, adviser: Person
) -> None:
    with_password(adviser)
    sign_in(client, adviser)
    activate_app(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    told = OutgoingMail.objects.filter(kind="people/sign_in_changed").values_list("text", flat=True)
    assert any("Poistit tunnistussovelluksen käytöstä." in text for text in told)
    assert AuditEvent.objects.filter(verb="user.app_deactivated").exists()


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_list_webauthn", "mfa_index"])
def test_given_a_fresh_confirmation_then_the_pages_of_the_second_factor_open(
    name: str, client: Client, adviser: Person
) -> None:
    with_password(adviser)
    sign_in(client, adviser)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SPONSOR, Role.ADMIN])
def test_given_the_setting_when_a_role_needs_it_then_a_second_factor_comes_first(
    role: Role, organisation: Any, client_of: Callable[[Person], Client], settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = client_of(PersonFactory(organisation=organisation, roles=[role]))
    response = client.get(reverse("profile"))
    assert response["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("healthz")).status_code in {200, 503}


def test_given_the_setting_then_an_adviser_goes_on_without(
    adviser: Person, client_of: Callable[[Person], Client], settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    assert client_of(adviser).get(reverse("profile")).status_code == 200


@pytest.mark.parametrize(
    ("bound", "url", "opens"),
    [
        (True, "http://127.0.0.1:8000", True),
        (True, "https://juuristo.example", False),
        (False, "http://127.0.0.1:8000", False),
    ],
)
def test_given_a_person_of_the_example_then_they_sign_in_only_on_loopback(
    bound: bool, url: str, opens: bool, client: Client, settings: Any
) -> None:
    settings.TESTING = settings.DEBUG = False
    settings.BOUND_TO_LOOPBACK, settings.PUBLIC_URL = bound, url
    person = with_password(PersonFactory(organisation=OrganisationFactory(is_example=True)))
    response = sign_in(client, person)
    if opens:
        assert response.status_code == 302
    else:
        assert "eivät täsmää" in response.content.decode()
        assert person.user is not None
        client.force_login(person.user, "juuristo.people.backend.SignInBackend")
        assert client.get(reverse("profile")).status_code == 403, "an old session opens nothing"

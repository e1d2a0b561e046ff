"""Ciphertext in and out: ``/c/``, ``/c/<id>/sealed/``, ``/c/<id>/delete/``."""

import logging
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.jobs.rounds import ROUNDS
from juuristo.meetings.models import Sealed
from juuristo.meetings.sealing import expires_after
from juuristo.meetings.tests.factories import TOKEN, SealedFactory, base64url, proof_of
from juuristo.people.models import Person

NEW_ID = base64url(b"i" * 16)
BODY = b"n" * 12 + b"sealed in the browser, not readable"
OTHER_TOKEN = base64url(b"o" * 32)


def upload(client: Client, body: bytes = BODY, changed: dict[str, str] | None = None) -> Any:
    headers = {
        "X-Sealed-Id": NEW_ID,
        "X-Sealed-Kind": "card",
        "X-Sealed-Version": "1",
        "X-Sealed-Proof": proof_of(TOKEN),
        **{f"X-Sealed-{name.title()}": value for name, value in (changed or {}).items()},
    }
    return client.post("/c/", body, content_type="application/octet-stream", headers=headers)


def replace(pk: str, body: bytes = BODY, *, version: str = "2", token: str = TOKEN) -> Any:
    return Client().post(
        f"/c/{pk}/sealed/",
        body,
        content_type="application/octet-stream",
        headers={"X-Sealed-Version": version, "X-Sealed-Token": token},
    )


def delete(pk: str, token: str = TOKEN) -> Any:
    return Client().post(f"/c/{pk}/delete/", headers={"X-Sealed-Token": token})


def fetch(pk: str) -> Any:
    return Client().get(f"/c/{pk}/sealed/")


# ---- upload


@time_machine.travel("2026-11-22 12:00+02:00")
def test_given_a_sealed_card_then_it_is_stored_until_a_monday_and_opens_to_anyone_with_its_id(
    adviser: Person, client_of: ClientOf
) -> None:
    response = upload(client_of(adviser))
    assert (response.status_code, response.json()) == (201, {"expires": "2027-02-22"})
    seen = fetch(NEW_ID)
    assert seen.content == BODY
    assert seen["X-Sealed-Kind"] == "card"
    assert seen["X-Sealed-Version"] == "1"
    assert seen["X-Sealed-Expires"] == "2027-02-22"


def test_given_the_same_upload_twice_then_it_is_stored_once(
    adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    assert [upload(client).status_code for _ in range(2)] == [201, 200]
    assert Sealed.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"proof": proof_of(OTHER_TOKEN)}, {"kind": "map"}],
    ids=["another's", "another kind"],
)
def test_given_a_taken_id_then_nothing_of_it_changes(
    adviser: Person, client_of: ClientOf, other: dict[str, str]
) -> None:
    client = client_of(adviser)
    upload(client)
    assert upload(client, changed=other).status_code == 409
    assert upload(client, BODY + b"!").status_code == 409
    assert fetch(NEW_ID).content == BODY


@pytest.mark.parametrize(
    "changed",
    [
        {"id": ""},
        {"id": NEW_ID[:-1]},
        {"id": NEW_ID[:-1] + "x"},  # bits beyond the 128
        {"id": "å" * 22},
        {"kind": "photo"},
        {"kind": ""},
        {"version": "0"},
        {"version": "2"},
        {"version": "١"},
        {"proof": "ABC"},
        {"proof": "g" * 64},
    ],
    ids=str,
)
def test_given_a_malformed_header_then_nothing_is_stored(
    adviser: Person, client_of: ClientOf, changed: dict[str, str]
) -> None:
    assert upload(client_of(adviser), changed=changed).status_code == 400
    assert not Sealed.objects.exists()


def test_given_too_little_or_too_much_then_nothing_is_stored(
    adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    assert upload(client, b"").status_code == 400
    assert upload(client, b"x" * 27).status_code == 400
    assert upload(client, b"x" * 5_000_001).status_code == 413
    assert not Sealed.objects.exists()
    assert upload(client, b"x" * 5_000_000).status_code == 201


def test_given_nobody_signed_in_then_nothing_is_stored(client: Client, db: None) -> None:
    assert upload(client)["Location"].startswith("/sign-in/")
    assert not Sealed.objects.exists()


def test_given_an_upload_from_another_site_then_it_is_refused(adviser: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    assert adviser.user is not None
    client.force_login(adviser.user)
    assert upload(client).status_code == 403
    assert not Sealed.objects.exists()


def test_given_a_card_given_changed_and_deleted_then_no_trace_tells_whose_it_was(
    adviser: Person, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    upload(client_of(adviser))
    names = {field.name for field in Sealed._meta.get_fields()}
    assert names == {"id", "kind", "version", "nonce", "ciphertext", "proof", "expires_on"}
    fetch(NEW_ID)
    replace(NEW_ID)
    delete(NEW_ID)
    logged = " ".join(str(vars(r)) for r in caplog.records if r.name == "juuristo.shell.middleware")
    assert logged
    assert all(word not in logged for word in (NEW_ID, TOKEN, adviser.email, str(adviser.pk)))
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert not [verb for verb in verbs if "sign" not in verb]


# ---- the holder of the link


def test_given_the_token_then_the_next_version_takes_the_place(db: None) -> None:
    sealed = SealedFactory(expires_on=timezone.localdate() + timedelta(days=1))
    response = replace(sealed.pk, b"m" * 50)
    assert response.status_code == 200
    assert response.json() == {"expires": expires_after(timezone.localdate()).isoformat()}
    seen = fetch(sealed.pk)
    assert (seen.content, seen["X-Sealed-Version"]) == (b"m" * 50, "2")


def test_given_that_another_device_was_first_then_the_second_is_told_and_nothing_changes(
    db: None,
) -> None:
    sealed = SealedFactory()
    assert replace(sealed.pk, b"a" * 50).status_code == 200
    assert replace(sealed.pk, b"b" * 50).status_code == 409
    assert replace(sealed.pk, b"b" * 50, version="4").status_code == 409
    assert fetch(sealed.pk).content == b"a" * 50


@pytest.mark.parametrize("token", ["", "x", OTHER_TOKEN, proof_of(TOKEN), TOKEN + "A", "å"])
def test_given_no_token_or_another_then_nothing_is_replaced_or_deleted(
    db: None, token: str
) -> None:
    sealed = SealedFactory()
    assert replace(sealed.pk, token=token).status_code == 404
    assert delete(sealed.pk, token).status_code == 404
    assert fetch(sealed.pk)["X-Sealed-Version"] == "1"


def test_given_a_proof_of_nothing_then_no_token_fits_it(db: None) -> None:
    sealed = SealedFactory(proof="0" * 64)
    assert delete(sealed.pk, "not a token").status_code == 404


@pytest.mark.parametrize(
    ("body", "version", "status"),
    [(b"x", "2", 400), (BODY, "", 400), (BODY, "-2", 400), (b"x" * 5_000_001, "2", 413)],
)
def test_given_a_malformed_replacement_then_nothing_changes(
    db: None, body: bytes, version: str, status: int
) -> None:
    sealed = SealedFactory()
    assert replace(sealed.pk, body, version=version).status_code == status
    assert fetch(sealed.pk)["X-Sealed-Version"] == "1"


def test_given_the_token_then_the_card_is_deleted_for_good(db: None) -> None:
    sealed, other = SealedFactory(), SealedFactory()
    assert delete(sealed.pk).status_code == 204
    assert fetch(sealed.pk).status_code == 404
    assert delete(sealed.pk).status_code == 404
    assert list(Sealed.objects.all()) == [other]


@pytest.mark.parametrize("pk", [NEW_ID, "x", "å", NEW_ID + "A", "phrases"])
def test_given_an_id_that_leads_nowhere_then_every_door_answers_alike(db: None, pk: str) -> None:
    answers = [fetch(pk), replace(pk), delete(pk)]
    assert {(a.status_code, a.content) for a in answers} == {(404, b'{"code": "not_found"}')}


# ---- nameless


@pytest.mark.parametrize("path", ["/c/{pk}/", "/c/{pk}/sealed/"])
def test_given_someone_signed_in_then_the_answer_is_the_strangers(
    adviser: Person, client_of: ClientOf, path: str
) -> None:
    path = path.format(pk=SealedFactory().pk)
    signed_in = client_of(adviser)
    signed_in.cookies["language"] = "sv"
    theirs = signed_in.get(path)
    strangers = Client().get(path)
    assert theirs.content == strangers.content
    for response in (theirs, strangers):
        assert not response.cookies
        assert "Vary" not in response
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"


def test_given_any_id_then_the_page_is_the_same_and_names_none(db: None) -> None:
    pages = [Client().get(f"/c/{pk}/") for pk in (SealedFactory().pk, NEW_ID, "x")]
    assert {page.status_code for page in pages} == {200}
    assert len({page.content for page in pages}) == 1


# ---- guessing


def test_given_many_misses_then_that_address_waits_and_others_do_not(db: None) -> None:
    sealed = SealedFactory()
    missed = [fetch(NEW_ID).status_code for _ in range(31)]
    assert missed == [404] * 30 + [429]
    assert fetch(sealed.pk).status_code == 429
    assert delete(sealed.pk).status_code == 429
    assert fetch(NEW_ID)["Retry-After"] == "60"
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get(f"/c/{sealed.pk}/sealed/")
    assert elsewhere.status_code == 200


def test_given_wrong_tokens_then_they_count_as_misses(db: None) -> None:
    sealed = SealedFactory()
    tried = [delete(sealed.pk, OTHER_TOKEN).status_code for _ in range(31)]
    assert tried[-1] == 429
    assert Sealed.objects.exists()


def test_given_many_who_open_their_cards_behind_one_address_then_all_get_theirs(db: None) -> None:
    sealed = SealedFactory()
    assert {fetch(sealed.pk).status_code for _ in range(60)} == {200}


# ---- expiry


@pytest.mark.parametrize(
    ("day", "expires"),
    [
        (date(2026, 11, 22), date(2027, 2, 22)),
        (date(2026, 11, 24), date(2027, 2, 22)),  # 90 days on is a Monday
        (date(2026, 11, 25), date(2027, 3, 1)),
    ],
)
def test_given_a_day_then_it_expires_on_the_monday_90_days_on(day: date, expires: date) -> None:
    assert expires_after(day) == expires
    assert expires.weekday() == 0


def test_given_its_day_has_come_then_a_card_is_gone_even_before_the_round(db: None) -> None:
    sealed = SealedFactory(expires_on=timezone.localdate())
    assert fetch(sealed.pk).status_code == 404
    assert replace(sealed.pk).status_code == 404


def test_given_the_daily_round_then_only_what_has_expired_is_deleted(db: None) -> None:
    today = timezone.localdate()
    SealedFactory(expires_on=today)
    kept = SealedFactory(expires_on=today + timedelta(days=1))
    assert ROUNDS["meetings.expired"].work() == 1
    assert list(Sealed.objects.all()) == [kept]
    assert ROUNDS["meetings.expired"].work() == 0

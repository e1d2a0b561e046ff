"""An attack that must fail (trust T2): whoever holds every request the server ever got, everything
it logged and its whole database finds neither a word of a card or a map, nor a key."""

import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Page, Request, expect

from juuristo.meetings.models import Sealed
from juuristo.people.models import Person
from juuristo.shell.middleware import LogMiddleware

from .cards import ARABIC
from .conftest import SignIn
from .sealing import base64url, script

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RECORDING = os.urandom(20_000)
TICKET = base64url(os.urandom(32))
HOPE = {"id": "a", "kind": "text", "meaning": "hope", "text": "Haaveena leipomo", "x": 9, "y": 9}
MAP = {"v": 1, "objects": [HOPE]}
CHANGED_MAP = {"v": 1, "objects": [{**HOPE, "text": "Sisko auttaa alkuun"}]}
CARD = {
    **ARABIC,
    "recording": {
        "mime": "audio/wav",
        "data": base64.b64encode(RECORDING).decode(),
        "seconds": 20,
    },
    "voice": TICKET,
}
WORDS = [
    "kielikurssin",
    "الخطة",
    "التعريفي",
    "Mäntykosken",
    "Kurssineuvonta",
    "012 345 6789",
    "leipomo",
    "Sisko auttaa",
]

GIVE = """async ([card, map, changed, csrf]) => {
  const links = {map: sealed.newLink(), card: sealed.newLink()};
  const outcomes = [await sealed.upload(links.map, "map", map, csrf)];
  outcomes.push(await sealed.upload(links.card, "card", {...card, map: links.map}, csrf));
  outcomes.push(await sealed.replace(links.map, "map", 2, changed));
  outcomes.push(await sealed.replace(links.card, "card", 2, {...card, map: links.map}));
  return {
    links, outcomes: outcomes.map(o => o.outcome),
    address: sealed.addressOf("card", links.card, "ar"),
    map: sealed.addressOf("map", links.map, "ar"),
  };
}"""


@pytest.fixture(autouse=True)
def _fresh_pages(db: None) -> None:
    """Clear the file of what tests before wrote and deleted, perhaps in the same words."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Everything that reaches the server, as it is before any of our code."""
    log: list[bytes] = []
    original: Callable[[LogMiddleware, HttpRequest], HttpResponse] = LogMiddleware.__call__

    def record(middleware: LogMiddleware, request: HttpRequest) -> HttpResponse:
        meta = {k: v for k, v in request.META.items() if isinstance(v, str)}
        log.append(repr(meta).encode() + b"\n" + request.body)
        return original(middleware, request)

    monkeypatch.setattr(LogMiddleware, "__call__", record)
    return log


def dump() -> bytes:
    """Every row of every table as text and bytes, and the database's own files where it has any."""
    parts: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for value in (value for row in cursor.fetchall() for value in row):
                is_raw = isinstance(value, bytes | memoryview)
                parts.append(bytes(value) if is_raw else str(value).encode())
    name = Path(str(connection.settings_dict["NAME"]))
    parts += [file.read_bytes() for file in name.parent.glob(f"{name.name}*")]
    assert len(parts) > len(apps.get_models())
    return b"\n".join(parts)


def forms_of(secret: bytes) -> list[bytes]:
    """Return the bytes in every dress they could travel in."""
    return [
        secret,
        base64url(secret).encode(),
        base64.b64encode(secret),
        secret.hex().encode(),
        secret.hex().upper().encode(),
        repr(secret)[2:-1].encode(),
    ]


def secrets_of(given: dict[str, Any]) -> list[bytes]:
    words = [
        form
        for word in WORDS
        for form in (word.encode(), word.encode("utf-16-le"), ascii(word)[1:-1].encode())
    ]
    keys = [base64.urlsafe_b64decode(given["links"][kind]["key"] + "=") for kind in ("card", "map")]
    pieces = [RECORDING[n : n + 32] for n in (0, 9_999, len(RECORDING) - 33)]
    sound = base64.b64encode(RECORDING)
    return [
        *words,
        *(form for secret in (*keys, *pieces) for form in forms_of(secret)),
        *(sound[n : n + 60] for n in (0, 10_000, len(sound) - 60)),
        TICKET.encode(),
    ]


def test_given_a_card_and_a_map_given_opened_and_changed_then_the_server_knows_nothing_of_them(
    page: Page,
    sign_in: SignIn,
    adviser: Person,
    received: list[bytes],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    sign_in(adviser)
    page.goto("/meetings/")
    csrf = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.evaluate(script())
    given = page.evaluate(GIVE, [CARD, MAP, CHANGED_MAP, csrf])
    assert given["outcomes"] == ["stored"] * 4

    open_card_and_use_it(page, given)
    look_at_map(page, given)
    # What the page made itself (blob:, data:) leaves the device as little as the fragment does.
    left = [request for request in asked if not request.url.startswith(("blob:", "data:"))]
    everything = b"\n".join([*received, *map(sent_by, left)])
    database = dump()
    logged = (caplog.text + "".join(capfd.readouterr())).encode()

    # What the server may know is found, so the search itself works.
    ids = [given["links"][kind]["id"].encode() for kind in ("card", "map")]
    assert all(id_ in everything and id_ in database for id_ in ids)
    assert len(received) > 8
    assert {urlsplit(request.url).netloc for request in left} == {urlsplit(page.url).netloc}
    for secret in secrets_of(given):
        assert secret not in everything
        assert secret not in database
        assert secret not in logged
    assert not [id_ for id_ in ids if id_ in logged]


def open_card_and_use_it(page: Page, given: dict[str, Any]) -> None:
    """Do what a client does; the recording is no real sound, which harms nobody."""
    page.goto(given["address"])
    expect(page.locator(".step").first).to_contain_text("التعريفي")
    page.locator("[data-languages-open]").click()
    page.locator("[data-language-choice=sv]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.locator("#large").click()
    page.locator("#help").click()
    page.locator("[data-answer=done]").click()
    with page.expect_download():
        page.locator("#calendar").click()
    page.emulate_media(media="print")
    page.emulate_media(media="screen")


def look_at_map(page: Page, given: dict[str, Any]) -> None:
    page.goto(given["map"])
    expect(page.locator("[data-page-map]")).to_contain_text("Sisko auttaa alkuun")


def sent_by(request: Request) -> bytes:
    """What the browser says it sent; an address without its fragment, which stays."""
    address = request.url.partition("#")[0]
    headers = repr(request.all_headers())
    return f"{request.method} {address} {headers}".encode() + (request.post_data_buffer or b"")


def test_given_the_client_deletes_the_card_then_only_a_token_is_shown_for_it(
    page: Page, sign_in: SignIn, adviser: Person, received: list[bytes]
) -> None:
    sign_in(adviser)
    page.goto("/meetings/")
    csrf = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.evaluate(script())
    given = page.evaluate(GIVE, [CARD, MAP, CHANGED_MAP, csrf])
    page.goto(given["address"])
    page.locator("#delete").click()
    page.locator("#delete-yes").click()
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator("#trouble")).to_be_visible()
    assert not Sealed.objects.exists()  # the map goes with the card unless the client unticks it
    deleting = [entry for entry in received if b"/delete/" in entry]
    assert deleting
    for entry in deleting:
        assert b"HTTP_COOKIE" not in entry
        assert given["links"]["card"]["key"].encode() not in entry

"""A real Chromium over a real server; a test fails on any 404, console error or script error."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
)
from pytest_django.live_server_helper import LiveServer

from juuristo.people.models import Person

from .living import LivingServer, Opener, living_server
from .wire import Wire, wire_to

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # a microphone and a camera that hum and blink, for pages that are allowed to use them
    *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
]
PATIENCE = 30_000  # milliseconds, also on a busy machine
SignIn = Callable[[Person], None]
# What htmx says when a newer request takes the place of one on its way (``hx-sync="…:replace"``).
REPLACED = ("htmx:afterRequest", "htmx:sendAbort")
CAME_BACK = "the server responded with a status of 422"  # told of every response by itself too
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the distribution's Chromium: Playwright's own would have to be downloaded.

    Best the one without a window, which takes a third less of the processor.
    """
    names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    program = next(filter(None, map(shutil.which, names)), None)
    assert program, "Chromium is missing: install chromium"
    return {"executable_path": program, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, Any]:
    """Pages open relative addresses: ``page.goto("/")``."""
    return {
        "base_url": base_url,
        "viewport": DESK,
        "locale": "fi-FI",
        "timezone_id": "Europe/Helsinki",
    }


@contextmanager
def forgiving_nothing(page: Page) -> Iterator[Page]:
    """Fail at the end when the page met a 404, a console error or a script error.

    A form that comes back with its faults (422) is none.
    """
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        is_told = message.text.startswith(REPLACED) or CAME_BACK in message.text
        if message.type == "error" and not is_told:
            faults.append(f"console: {message.text}")

    def on_response(response: Response) -> None:
        came_back = response.status == 422 and response.request.is_navigation_request()
        if response.status >= 400 and not came_back:
            faults.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("response", on_response)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.set_default_timeout(PATIENCE)
    yield page
    assert not faults, faults


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that forgives nothing."""
    with forgiving_nothing(page):
        yield page


@pytest.fixture
def client_context(browser: Browser) -> Iterator[BrowserContext]:
    """The client's own phone, which has never been here."""
    context = browser.new_context(viewport=PHONE, locale="fi-FI", timezone_id="Europe/Helsinki")
    yield context
    context.close()


@pytest.fixture
def client_phone(client_context: BrowserContext) -> Iterator[Page]:
    """A page on the client's own phone; forgives nothing either."""
    with forgiving_nothing(client_context.new_page()) as page:
        yield page


def sign_in_on(context: BrowserContext, person: Person, url: str) -> None:
    """Give a browser the cookie of a person who is signed in."""
    client = Client()
    assert person.user is not None
    client.force_login(person.user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> SignIn:
    """Sign a person in without the form: ``sign_in(adviser); page.goto("/")``."""

    def give_cookie(person: Person) -> None:
        sign_in_on(page.context, person, live_server.url)

    return give_cookie


@pytest.fixture
def wire(live_server: LiveServer) -> Iterator[Wire]:
    with wire_to(live_server.url) as between:
        yield between


@pytest.fixture
def wired_phone(
    context: BrowserContext, sign_in: SignIn, adviser: Person, wire: Wire
) -> Iterator[Page]:
    """The adviser's phone at the end of a wire; forgives the network's faults, not a script's."""
    sign_in(adviser)
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(wire.url + "/meetings/companion/")
    yield page
    assert not faults


@pytest.fixture(scope="module")
def server(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LivingServer]:
    """The real server with websockets, on the test's database."""
    with living_server(tmp_path_factory.mktemp("living")) as living:
        yield living


@pytest.fixture
def open_for(browser: Browser) -> Iterator[Opener]:
    """A browser for each person: ``open_for(adviser, server.url)``. With ``strictly=False`` it
    forgives the network's faults, never a script's."""
    with ExitStack() as stack:

        def opened(
            person: Person, url: str, viewport: ViewportSize = PHONE, *, strictly: bool = True
        ) -> Page:
            context = browser.new_context(
                base_url=url, viewport=viewport, locale="fi-FI", timezone_id="Europe/Helsinki"
            )
            stack.callback(context.close)
            sign_in_on(context, person, url)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            if strictly:
                return stack.enter_context(forgiving_nothing(page))
            faults: list[str] = []
            page.on("pageerror", lambda error: faults.append(str(error)))
            stack.callback(hold_no_faults, faults)
            return page

        yield opened


def hold_no_faults(faults: list[str]) -> None:
    assert not faults, faults

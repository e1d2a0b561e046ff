"""Every page is accessible, fits a phone, is light and has its heading and its name."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, ViewportSize

from juuristo.people.models import Person, User
from tests.routes import every_route

from .axe import violations
from .conftest import DESK, PHONE
from .every_page import NOT_PAGES, PREPARED, Visit, World, every_visit, session_key, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW: ViewportSize = {"width": 320, "height": 640}
HTML_AT_MOST = 60_000
SCRIPT_AT_MOST = 40_000
TITLE = re.compile(r"\S.* – Juuristo")


@cache
def gzipped(path: str) -> int:
    """Return how much of the network a file of ours takes."""
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    assert isinstance(found, str), path
    return len(gzip.compress(Path(found).read_bytes()))


class Reading:
    """Opens pages as anybody, each reader signing in once."""

    def __init__(self, page: Page, world: World, language: str, base_url: str) -> None:
        self.page = page
        self.world = world
        self.base_url = base_url
        self.language = {"name": "language", "value": language, "url": base_url}
        self.keys: dict[tuple[Person, bool], str] = {}

    def open(self, visit: Visit) -> Iterator[str]:
        """Yield what is wrong with the page."""
        self.become(visit)
        response = self.page.goto(visit.path)
        assert response is not None
        landed = urlsplit(self.page.url).path
        if landed != urlsplit(visit.path).path and "/password/new/" not in landed:
            yield f"leads to {landed}"
            return
        if response.status != 200:
            yield f"answers {response.status}"
            return
        if (size := len(response.body())) > HTML_AT_MOST:
            yield f"{size} bytes of HTML"
        yield from self.look()

    def become(self, visit: Visit) -> None:
        cookies = [self.language]
        if visit.reader is not None:
            key = (visit.reader, visit.path == "/sign-in/second-factor/")
            if key not in self.keys:
                self.keys[key] = session_key(self.world, visit.reader, half=key[1])
            value, name = self.keys[key], settings.SESSION_COOKIE_NAME
            cookies.append({"name": name, "value": value, "url": self.base_url})
        self.page.context.clear_cookies()
        self.page.context.add_cookies(cookies)  # type: ignore[arg-type]

    def look(self) -> Iterator[str]:
        page = self.page
        yield from violations(page)
        found = page.evaluate(
            """() => ({
              lang: document.documentElement.lang,
              title: document.title,
              headings: document.querySelectorAll("h1").length,
              scripts: [...document.scripts].map(s => s.src).filter(Boolean),
            })"""
        )
        if found["lang"] != self.language["value"]:
            yield f"speaks {found['lang']}"
        if not TITLE.fullmatch(found["title"]):
            yield f"is called {found['title']!r}"
        if found["headings"] != 1:
            yield f"has {found['headings']} h1"
        if sum(gzipped(urlsplit(src).path) for src in found["scripts"]) > SCRIPT_AT_MOST:
            yield f"too much script: {found['scripts']}"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield "scrolls sideways"


@pytest.mark.timeout(1800)  # some 250 pages, one after the other
@pytest.mark.parametrize(
    ("language", "size"),
    [("fi", PHONE), ("sv", PHONE), ("fi", DESK)],
    ids=["fi-phone", "sv-phone", "fi-desk"],
)
def test_given_every_page_then_it_is_as_it_should(
    page: Page, base_url: str, language: str, size: ViewportSize
) -> None:
    everything = world()
    visits = every_visit(everything)
    if (language, size) != ("fi", PHONE):  # each page once is enough: as the one who sees most
        visits = list({visit.path: visit for visit in visits}.values())
    User.objects.update(language=language)
    reading = Reading(page, everything, language, base_url)
    faults = []
    for visit in visits:
        page.set_viewport_size(size)
        found = list(reading.open(visit))
        if size == PHONE:
            page.set_viewport_size(NARROW)
            if page.evaluate("document.documentElement.scrollWidth > 320"):
                found.append("scrolls sideways at 320 px")
        who = visit.reader.role_words if visit.reader else "visitor"
        faults += [f"{visit.path} ({who}): {fault}" for fault in found]
    assert not faults, "\n" + "\n".join(faults)


def test_given_the_pages_left_out_or_prepared_then_each_is_a_route_still() -> None:
    paths = {route.path for route in every_route() if route.method == "GET"}
    assert set(NOT_PAGES) | set(PREPARED) <= paths


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_given_what_is_not_or_is_not_for_me_then_its_page_is_as_good(
    browser: Browser, base_url: str, language: str
) -> None:
    everything = world()
    adviser = everything.cast["adviser"]
    User.objects.update(language=language)
    context = browser.new_context(base_url=base_url, locale=language)  # a link reads no cookie
    forgiving = context.new_page()  # here a 403 or 404 is no fault
    reading = Reading(forgiving, everything, language, base_url)
    faults = []
    for path, reader in [
        ("/audit/", adviser),
        ("/nowhere/", adviser),
        ("/invitation/x/", None),
        ("/programme/approve/not-a-token/", None),
    ]:
        reading.become(Visit(path, reader))
        forgiving.goto(path)
        for size in (PHONE, NARROW, DESK):
            forgiving.set_viewport_size(size)
            faults += [f"{path}: {fault}" for fault in reading.look()]
    context.close()
    assert not faults, "\n" + "\n".join(faults)

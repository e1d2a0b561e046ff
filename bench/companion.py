"""How soon the companion answers without a network, on a processor four times slower.

    python -m bench.companion [--times 10] [--slower 4]

Prints the size of each page's script gzipped (the companion's should stay at 60 kB or less). Then
opens the companion again and again from its service worker's cache, each time in a freshly started
Chromium of a phone's width, and tells how long it takes from opening the address until the start
button has been pressed and the first stair is on the screen: once with the network cut, and once
with a network that takes everything and answers nothing, which the worker waits 0.7 s for. Only the
page is slowed down: Chromium does not let a service worker be. Usable should be under 1 s.
"""

import argparse
import gzip
import logging
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bench.ground import ground
from bench.map_drawing import FLAGS, server

BUILT = Path(__file__).parents[1] / "juuristo/shell/static/juuristo/built"
PAGE = "/meetings/companion/"
# Presses the start button as soon as it is on the screen; tells when the first stair is.
PRESS = """() => {
  const seen = name => document.querySelector(`[data-screen=${name}]`)?.hidden === false;
  let pressed;
  const look = now => {
    if (!pressed && seen("start")) {
      pressed = performance.now();
      document.querySelector("#start [type=submit]").click();
    }
    if (seen("walking")) window.answered([pressed, performance.now()]);
    else requestAnimationFrame(look);
  };
  window.answer = new Promise(done => { window.answered = done; });
  requestAnimationFrame(look);
}"""


@dataclass(frozen=True)
class Opened:
    """Milliseconds until the button was there and had answered; the main thread's processor."""

    there: float
    answered: float
    work: float


def tell_sizes() -> None:
    for path in sorted(BUILT.glob("*.js")):
        data = path.read_bytes()
        zipped = len(gzip.compress(data, 9, mtime=0)) / 1000
        sys.stdout.write(f"  {path.name:14} {zipped:5.1f} kB gzipped of {len(data) / 1000:5.1f}\n")


def sign_in() -> dict[str, str]:
    """Store an adviser; return the cookie of one who is signed in."""
    from django.conf import settings
    from django.test import Client

    from juuristo.people.models import HeldRole, Organisation, Person, User

    organisation = Organisation.objects.create(slug="bench", name={"fi": "Mittaus"})
    user = User.objects.create_user("bench@example.org")
    person = Person.objects.create(
        organisation=organisation, user=user, email=user.email, first_name="M", last_name="M"
    )
    HeldRole.objects.create(person=person, role="adviser")
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


@contextmanager
def phone(tools: Any, folder: str) -> Iterator[Any]:
    """A page of a Chromium that has just started, with what it kept in ``folder`` before."""
    context = tools.chromium.launch_persistent_context(
        folder,
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        viewport={"width": 390, "height": 844},
    )
    yield context.new_page()
    context.close()


def keep_page(tools: Any, folder: str, address: str, cookie: dict[str, str]) -> None:
    with phone(tools, folder) as page:
        page.context.add_cookies([{**cookie, "url": address, "expires": 4_000_000_000}])
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()


def open_once(tools: Any, folder: str, address: str, slower: float) -> Opened:
    with phone(tools, folder) as page:
        page.wait_for_timeout(1500)  # Chromium's own start is not the page's
        figures = page.context.new_cdp_session(page)
        figures.send("Performance.enable", {"timeDomain": "threadTicks"})
        figures.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.add_init_script(f"({PRESS})()")
        page.goto(address, wait_until="commit")
        there, answered = cast("list[float]", page.evaluate("window.answer"))
        metrics = figures.send("Performance.getMetrics")["metrics"]
        work = {metric["name"]: metric["value"] for metric in metrics}["TaskDuration"]
        page.wait_for_timeout(600)  # two touches near each other are one
        page.locator("#step-back").click()
        page.locator("#call-off").click()
        page.locator("#discard").click()
        page.locator("#plan").wait_for()
    return Opened(there, answered, 1000 * work)


def measure(origin: str, cookie: dict[str, str], times: int, slower: float) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.wire import wire_to

    with (
        sync_playwright() as tools,
        wire_to(origin) as wire,
        tempfile.TemporaryDirectory(prefix="juuristo-phone-") as folder,
    ):
        address = wire.url + PAGE
        keep_page(tools, folder, address, cookie)
        wire.set("cut")
        tell("network cut", [open_once(tools, folder, address, slower) for _ in range(times)])
        wire.set("dead")
        tell("network silent", [open_once(tools, folder, address, slower) for _ in range(times)])


def tell(name: str, opened: list[Opened]) -> None:
    there, answered, work = (
        statistics.median(getattr(each, field) for each in opened)
        for field in ("there", "answered", "work")
    )
    slowest = max(each.answered for each in opened)
    sys.stdout.write(
        f"  {name:14} the button is there in {there:5.0f} ms, has answered in {answered:5.0f} ms "
        f"(slowest {slowest:5.0f}); the main thread's own work {work:5.0f} ms\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--slower", type=float, default=4)
    options, _others = parser.parse_known_args()
    tell_sizes()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        import django
        from django.core.management import call_command

        django.setup()
        logging.disable(logging.INFO)
        call_command("setup")
        cookie = sign_in()
        with server(environment) as origin:
            measure(origin, cookie, options.times, options.slower)


if __name__ == "__main__":
    main()

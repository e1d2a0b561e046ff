"""What the tests of the companion share: its ways, and what lies on the device."""

from typing import Any

from playwright.sync_api import Page, expect

from .waiting import until

URL = "/meetings/companion/"
STAIRS = ("empathy", "guidance", "advice", "farewell")
# Two touches nearer each other than this (ms) are one.
ONE_TOUCH = 550
READ = """async store => {
  const opening = indexedDB.open("juuristo-companion");
  const base = await new Promise((done, fail) => {
    opening.onsuccess = () => done(opening.result);
    opening.onerror = fail;
    opening.onupgradeneeded = () => opening.transaction.abort();
  }).catch(() => undefined);
  if (!base) return [];
  const rows = await new Promise(done => {
    const all = base.transaction(store).objectStore(store).getAll();
    all.onsuccess = () => done(all.result);
  });
  base.close();
  return rows;
}"""


def on_device(page: Page, store: str) -> list[dict[str, Any]]:
    """Return what IndexedDB holds in ``running``, ``beats``, ``queue`` or ``choices``."""
    rows: list[dict[str, Any]] = page.evaluate(READ, store)
    return rows


def begin(page: Page) -> None:
    page.get_by_role("button", name="Aloita tapaaminen").click()
    on_stair(page, "empathy")


def on_stair(page: Page, stair: str) -> None:
    expect(page.locator('[data-screen="walking"]')).to_be_visible()
    expect(page.locator('[data-screen="walking"]')).to_have_attribute("data-stair", stair)


def ahead(page: Page, stair: str) -> None:
    page.wait_for_timeout(ONE_TOUCH)
    page.locator("#ahead").click()
    on_stair(page, stair)


def end(page: Page) -> None:
    page.locator("#all-stairs").click()
    page.locator("#stairs-menu").get_by_role("button", name="Päätä tapaaminen").click()
    page.locator("#end").click()
    expect(page.get_by_role("heading", name="Miten meni?")).to_be_visible()


def skip(page: Page) -> None:
    page.get_by_role("button", name="Ohita").click()
    expect(page.get_by_role("heading", name="Kiitos. Tapaaminen on tallessa.")).to_be_visible()


def queue_empties(page: Page) -> None:
    """Wait until every walk of this device has been sent."""
    for _look in range(100):
        if not on_device(page, "queue"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the walk was not sent")


def worker_is_ready(page: Page) -> None:
    """Wait until the page would open without the network too."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "navigator.serviceWorker.controller !== null")


def moves(page: Page) -> list[str]:
    return [move["stair"] for move in on_device(page, "running")[0]["moves"]]

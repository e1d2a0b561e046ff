"""Waiting for what only a script can see, under the product's own CSP.

Playwright's ``wait_for_function`` evaluates its words again inside the page, which a policy without
``unsafe-eval`` refuses from the second look on.
"""

import time
from collections.abc import Callable

from playwright.sync_api import Page

SECONDS = 30
PAUSE = 50  # milliseconds


def until(page: Page, expression: str) -> None:
    """Wait until ``expression`` is true in the page; fail after ``SECONDS``."""
    ends = time.monotonic() + SECONDS
    while not page.evaluate(expression):
        assert time.monotonic() < ends, f"never true: {expression}"
        page.wait_for_timeout(PAUSE)


def soon(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait until the server has done what no page tells of; fail after ``SECONDS``."""
    ends = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < ends, f"never true: {is_so}"
        page.wait_for_timeout(PAUSE)


def settled(page: Page) -> None:
    """Wait until htmx has put its answer in place and listens to it again."""
    until(page, "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")

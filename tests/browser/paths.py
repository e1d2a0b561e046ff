"""What the tests of whole paths share: both widths, signing in by hand, walking by keyboard."""

import pytest
from playwright.sync_api import Locator, Page

from juuristo.people.models import Person

from .conftest import DESK, PHONE

PASSWORD = "neljä sanaa peräkkäin"
both_widths = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def with_password(person: Person) -> Person:
    """Give ``person`` the password that ``sign_in_by_form`` types."""
    assert person.user is not None
    person.user.set_password(PASSWORD)
    person.user.save()
    return person


def sign_in_by_form(page: Page, person: Person) -> None:
    with_password(person)
    page.goto("/sign-in/")
    page.get_by_label("Sähköposti").fill(person.email)
    page.get_by_label("Salasana", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Kirjaudu", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def is_focused(thing: Locator) -> bool:
    return bool(thing.evaluate("element => element === document.activeElement"))


def tab_to(page: Page, thing: Locator, at_most: int = 40) -> int:
    """Press Tab until ``thing`` has the focus, and see that it shows; return the presses."""
    for presses in range(1, at_most + 1):
        page.keyboard.press("Tab")
        if is_focused(thing):
            assert thing.evaluate("element => element.matches(':focus-visible')")
            return presses
    raise AssertionError(f"not reached with {at_most} presses of Tab: {thing}")


class Taps:
    """Counts the taps (or clicks) a path takes."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, thing: Locator) -> None:
        self.count += 1
        thing.click()

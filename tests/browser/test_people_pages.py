"""The people pages and one's own are accessible at both widths, and fit a narrow screen."""

import pytest
from playwright.sync_api import Page, ViewportSize

from juuristo.people.models import Person

from .axe import violations
from .conftest import DESK, PHONE, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_given_an_admin_then_every_people_page_is_accessible_and_fits(
    page: Page, size: ViewportSize, sign_in: SignIn, admin: Person, adviser: Person
) -> None:
    page.set_viewport_size(size)
    sign_in(admin)
    person = f"/people/{adviser.pk}/"
    pages = ["/people/", "/people/new/", "/people/invite/", "/people/places/", person]
    own = ["/me/", "/me/password/", "/me/second-factor/", "/me/passkeys/", "/organisation/"]
    for path in [*pages, f"{person}end/", *own, "/sign-out/"]:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path

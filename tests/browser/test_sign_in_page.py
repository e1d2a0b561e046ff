import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from .axe import violations
from .conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_given_a_visitor_when_they_come_then_the_sign_in_page_is_accessible(
    page: Page, language: str, size: ViewportSize, base_url: str
) -> None:
    page.set_viewport_size(size)
    page.context.add_cookies([{"name": "language", "value": language, "url": base_url}])
    page.goto("/")
    expect(page).to_have_url(f"{base_url}{reverse('account_login')}?next=/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert violations(page) == []

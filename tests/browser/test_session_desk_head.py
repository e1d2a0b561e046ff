"""The head of a session's desk: its heading beside its two main acts."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from juuristo.gatherings.models import SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Person

from .conftest import DESK, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HELD = datetime(2026, 11, 19, 11, tzinfo=UTC)


def test_given_a_held_session_then_its_heading_stands_on_one_line(
    page: Page, coordinator: Person, adviser: Person, sign_in: SignIn
) -> None:
    session = SessionFactory(
        series__programme__organisation=coordinator.organisation,
        starts_at=HELD,
        ends_at=HELD + timedelta(hours=2),
    )
    SignUp.objects.create(session=session, person=adviser, state=SignUp.State.ATTENDED)
    sign_in(coordinator)
    page.set_viewport_size(DESK)
    page.goto(f"/gatherings/plan/sessions/{session.pk}/")
    expect(page.get_by_role("link", name="Merkitse läsnäolot")).to_be_visible()
    heading, acts = page.locator("h1"), page.locator(".head .actions")
    lines = (
        "(one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)"
    )
    assert round(heading.evaluate(lines)) == 1
    assert acts.get_by_role("link").count() == 2

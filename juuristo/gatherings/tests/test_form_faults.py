"""A form sent with faults comes back as it was written, with the status 422, on every desk page."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientOf
from juuristo.gatherings.models import OrientationItem, OrientationPlan, Session
from juuristo.people.models import Person

from .factories import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(coordinator: Person) -> Session:
    made: Session = SessionFactory(series__programme__organisation=coordinator.organisation)
    return made


@pytest.mark.parametrize("name", ["series_new", "cafe_new", "circles_new", "orientation_plan_new"])
def test_given_a_new_plan_with_nothing_in_it_when_sent_then_it_is_422(
    client_of: ClientOf, coordinator: Person, session: Session, name: str
) -> None:
    page = client_of(coordinator).post(reverse(name), {"place": "Sali"})
    assert page.status_code == 422
    assert page.context["form"].errors


@pytest.mark.parametrize(
    "name",
    [
        "series_edit",
        "series_sessions_new",
        "series_ask_approval",
        "series_ask_opening",
        "letter_new",
    ],
)
def test_given_a_page_of_a_series_with_faults_when_sent_then_it_is_422(
    client_of: ClientOf, coordinator: Person, session: Session, name: str
) -> None:
    url = reverse(name, args=[session.series_id])
    assert client_of(coordinator).post(url, {"save": "1"}).status_code == 422


@pytest.mark.parametrize("name", ["session_edit", "session_boards"])
def test_given_a_page_of_a_session_with_faults_when_sent_then_it_is_422(
    client_of: ClientOf, coordinator: Person, session: Session, name: str
) -> None:
    url = reverse(name, args=[session.pk])
    assert client_of(coordinator).post(url, {"place": "Sali"}).status_code == 422


def test_given_a_page_of_orientation_with_faults_when_sent_then_it_is_422(
    client_of: ClientOf, coordinator: Person, session: Session
) -> None:
    plan = OrientationPlan.objects.create(
        programme=session.series.programme, name={"fi": "Ohjelma"}, begins_from=date(2026, 1, 1)
    )
    item = OrientationItem.objects.create(plan=plan, order=1, title={"fi": "Avaimet"})
    pages = [
        ("orientation_plan_edit", plan.pk),
        ("orientation_item_new", plan.pk),
        ("orientation_item_edit", item.pk),
    ]
    client = client_of(coordinator)
    for name, pk in pages:
        assert client.post(reverse(name, args=[pk]), {"way": "remote"}).status_code == 422


def test_given_a_preview_or_a_count_asked_of_a_half_filled_form_then_it_is_no_fault(
    client_of: ClientOf, coordinator: Person, session: Session
) -> None:
    client = client_of(coordinator)
    preview = reverse("series_sessions_new", args=[session.series_id])
    assert (
        client.post(preview, {"place": "Sali"}, headers={"HX-Request": "true"}).status_code == 200
    )
    assert client.post(reverse("series_new"), {"count": "1"}).status_code == 200

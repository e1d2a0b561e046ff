"""Planning a series whose places go by wishes: its form, its sessions' fewest people, its desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.gatherings.actions import planning
from juuristo.gatherings.actions.capacity import set_capacity
from juuristo.gatherings.actions.sessions import delete_session
from juuristo.gatherings.forms.series import SeriesForm, initial_of
from juuristo.gatherings.models import Allocation, Series, Session, SignUpWay
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.wishing import sessions_of, wish, wishing_series
from juuristo.people.models import Organisation, Person


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return wishing_series(organisation)


@pytest.fixture
def session(series: Series) -> Session:
    return sessions_of(series, 10, minimum=5)[0]


def form_of(series: Series, **changed: object) -> SeriesForm:
    values = {
        "kind": "workshop",
        "name_fi": "Työpajat",
        "attends": "one",
        "sign_up_way": "wishes",
        "expected": "no",
        "capacity": "15",
        "signup_closes_at_0": "2030-01-07",
        "signup_closes_at_1": "12.00",
        **changed,
    }
    return SeriesForm(values, programme=series.programme)


def test_given_wishes_when_the_form_is_filled_then_it_is_sound(series: Series) -> None:
    form = form_of(series)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sign_up_way"] == SignUpWay.WISHES


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"signup_closes_at_0": "", "signup_closes_at_1": ""}, "signup_closes_at"),
        ({"attends": "any"}, "sign_up_way"),
    ],
)
def test_given_wishes_without_an_end_or_of_many_places_then_the_form_says_what_to_do(
    series: Series, changed: dict[str, object], field: str
) -> None:
    assert list(form_of(series, **changed).errors) == [field]


def test_given_wishes_were_told_when_the_way_changes_then_it_is_refused(
    series: Series, session: Session, adviser: Person, coordinator: Person
) -> None:
    wish(adviser, session)
    values = {**initial_of(series), "sign_up_way": SignUpWay.FIRST_COME, "expected": False}
    with pytest.raises(Refused) as refusal:
        planning.edit_series(series, values, actor=coordinator)
    assert refusal.value.code == "has_signups"
    with pytest.raises(Refused):
        planning.unpublish(series, actor=coordinator)
    with pytest.raises(Refused):
        delete_session(session, actor=coordinator)


def test_given_fewer_seats_than_the_fewest_people_then_the_fewest_come_down_along(
    session: Session, coordinator: Person
) -> None:
    set_capacity(session, 3, actor=coordinator)
    session.refresh_from_db()
    assert (session.capacity, session.minimum) == (3, 3)


def test_given_a_sessions_form_when_the_fewest_do_not_fit_then_it_says_so(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    client, url = client_of(coordinator), reverse("session_edit", args=[session.pk])
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    sent = {"day": day, "begins": "9", "ends": "11", "capacity": "4", "minimum": "6"}
    assert "suurempi kuin paikkojen määrä" in client.post(url, sent).text
    assert client.post(url, {**sent, "minimum": "4"}).status_code == 302
    session.refresh_from_db()
    assert (session.capacity, session.minimum) == (4, 4)


def test_given_a_series_by_wishes_when_it_is_copied_then_the_copy_can_be_given_an_end(
    series: Series, coordinator: Person
) -> None:
    """A copy has no window; wishes always have one, so the copy begins as first come."""
    copy = planning.duplicate(series, actor=coordinator)
    assert (copy.sign_up_way, copy.signup_closes_at) == (SignUpWay.FIRST_COME, None)


def test_given_wishes_are_gathered_then_the_desk_says_how_many_have_told(
    series: Series, session: Session, adviser: Person, coordinator: Person, client_of: ClientOf
) -> None:
    wish(adviser, session)
    text = client_of(coordinator).get(reverse("series_desk", args=[series.pk])).text
    assert "1 / 2 on kertonut toiveensa" in text
    assert "Katso toiveet" in text
    assert "Joku on jo kertonut toiveensa" in text
    assert "Mukana toimipaikoittain" not in text


def test_given_a_proposal_then_the_desk_says_that_it_waits(
    series: Series, session: Session, adviser: Person, coordinator: Person, client_of: ClientOf
) -> None:
    wish(adviser, session)
    Series.objects.filter(pk=series.pk).update(signup_closes_at=timezone.now())
    client, url = client_of(coordinator), reverse("series_desk", args=[series.pk])
    assert "Toiveet ovat koossa." in client.get(url).text
    Allocation.objects.create(series=series, state=Allocation.State.READY)
    text = client.get(url).text
    assert "Ehdotus paikoista on valmis." in text
    assert "Katso ehdotus" in text
    assert "Mikään ei odota sinua" not in text

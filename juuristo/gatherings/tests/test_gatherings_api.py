"""Series, sessions and sign-ups for scripts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from juuristo.gatherings import actions
from juuristo.gatherings.models import Attends, Series, Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of

Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Ask:
    """``ask(adviser, "post", "/sessions/…/signups")``."""

    def send(person: Person, method: str, path: str) -> Any:
        token = f"t-{person.pk}"
        ApiToken.objects.get_or_create(person=person, token_hash=hash_of(token))
        headers = {"Authorization": f"Bearer {token}"}
        return getattr(Client(), method)(f"/api/v1{path}", headers=headers)

    return send


@pytest.fixture
def session(organisation: Organisation) -> Session:
    return SessionFactory(series__programme__organisation=organisation, capacity=1)


def test_given_a_seat_when_people_post_then_201_and_202_and_409(
    session: Session, adviser: Person, mentor: Person, ask: Ask
) -> None:
    path = f"/sessions/{session.pk}/signups"
    first, again = ask(adviser, "post", path), ask(adviser, "post", path)
    assert (first.status_code, first.json()["state"]) == (201, "booked")
    assert (again.status_code, again.json()["code"]) == (409, "already_signed_up")
    second = ask(mentor, "post", path)
    assert (second.status_code, second.json()["place_in_queue"]) == (202, 1)
    (row,) = ask(adviser, "get", f"/sessions?series={session.series_id}").json()["items"]
    assert (row["capacity"], row["booked"], row["waiting"], row["free"]) == (1, 1, 1, 0)
    assert row["series"] == str(session.series_id)


@pytest.mark.parametrize(
    ("series", "row", "status", "code"),
    [
        ({"signup_closes_at": timedelta(hours=-1)}, {}, 409, "closed"),
        ({}, {"starts_at": timedelta(hours=-1)}, 409, "past"),
        ({}, {"cancelled_at": timedelta(0)}, 409, "cancelled"),
        ({"audience_roles": ["mentor"]}, {}, 403, "not_for_you"),
    ],
)
def test_given_it_cannot_be_had_when_i_post_then_a_code_says_why(
    session: Session,
    adviser: Person,
    ask: Ask,
    series: dict[str, Any],
    row: dict[str, timedelta],
    status: int,
    code: str,
) -> None:
    now = timezone.now()
    for name, value in series.items():
        new = now + value if isinstance(value, timedelta) else value
        Series.objects.update(**{name: new})
    for name, value in row.items():
        Session.objects.update(**{name: now + value})
    answer = ask(adviser, "post", f"/sessions/{session.pk}/signups")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if not row:
        return
    assert ask(adviser, "get", "/sessions?bookable=true").json()["count"] == 0
    assert ask(adviser, "get", "/sessions").json()["count"] == 1


def test_given_a_place_in_a_series_of_one_when_i_post_to_another_then_one_per_series(
    session: Session, adviser: Person, ask: Ask
) -> None:
    other = SessionFactory(series=session.series)
    ask(adviser, "post", f"/sessions/{session.pk}/signups")
    answer = ask(adviser, "post", f"/sessions/{other.pk}/signups")
    assert (answer.status_code, answer.json()["code"]) == (409, "one_per_series")


def test_given_a_whole_series_when_i_post_to_one_then_i_have_them_all(
    session: Session, adviser: Person, ask: Ask
) -> None:
    Series.objects.update(attends=Attends.ALL)
    SessionFactory(series=session.series)
    answer = ask(adviser, "post", f"/sessions/{session.pk}/signups")
    assert (answer.status_code, answer.json()["session"]) == (201, str(session.pk))
    assert SignUp.objects.filter(person=adviser, state="booked").count() == 2


def test_given_a_stranger_or_nobody_when_they_ask_then_404_and_401(
    session: Session, stranger: Person, ask: Ask
) -> None:
    path = f"/sessions/{session.pk}/signups"
    assert ask(stranger, "post", path).status_code == 404
    assert ask(stranger, "get", "/sessions").json() == {"items": [], "count": 0}
    assert ask(stranger, "get", "/series").json() == {"items": [], "count": 0}
    assert Client().post(f"/api/v1{path}").status_code == 401
    assert not SignUp.objects.exists()


def test_given_my_sign_up_when_i_delete_it_then_it_is_cancelled_and_others_cannot(
    session: Session, adviser: Person, mentor: Person, ask: Ask
) -> None:
    signup = actions.sign_up(session, adviser, actor=adviser)
    path = f"/signups/{signup.pk}"
    assert ask(mentor, "delete", path).status_code == 404
    assert ask(adviser, "delete", path).status_code == 204
    assert ask(adviser, "delete", path).status_code == 204
    (mine,) = ask(adviser, "get", "/signups").json()["items"]
    assert mine["state"] == "cancelled"
    assert ask(mentor, "get", "/signups").json()["count"] == 0


def test_given_a_series_when_coverage_is_asked_then_only_those_who_plan_it_get_it(
    session: Session, adviser: Person, coordinator: Person, stranger: Person, ask: Ask
) -> None:
    actions.sign_up(session, adviser, actor=adviser)
    path = f"/series/{session.series_id}/coverage"
    answer = ask(coordinator, "get", path).json()
    assert (answer["booked"]["reached"], answer["booked"]["total"]) == (1, 2)
    assert answer["missing"] == [str(coordinator.pk)]
    assert ask(adviser, "get", path).status_code == 403
    assert ask(stranger, "get", path).status_code == 404

"""Wishing: one's own order, changed freely until the window closes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions
from juuristo.gatherings.actions import leaving, wishes
from juuristo.gatherings.actions.sessions import cancel_session
from juuristo.gatherings.coverage import coverage_of
from juuristo.gatherings.models import Series, Session, Wish
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.standings import standings_ahead, wishes_stored_of
from juuristo.gatherings.tests.wishing import close, sessions_of, wish, wishing_series
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return wishing_series(organisation)


@pytest.fixture
def sessions(series: Series) -> list[Session]:
    return sessions_of(series, *[15] * 5)


def wished(person: Person, series: Series) -> list[object]:
    return list(wishes.wished_sessions(series, person))


def test_given_wishes_when_i_add_raise_and_drop_then_the_order_is_mine_without_gaps(
    adviser: Person, series: Series, sessions: list[Session]
) -> None:
    first, second, third = sessions[:3]
    for session in (first, second, third, third):
        wishes.add_wish(session, adviser, actor=adviser)
    wishes.raise_wish(third, adviser, actor=adviser)
    wishes.raise_wish(first, adviser, actor=adviser)
    assert wished(adviser, series) == [first.pk, third.pk, second.pk]
    wishes.drop_wish(first, adviser, actor=adviser)
    assert wished(adviser, series) == [third.pk, second.pk]
    assert list(Wish.objects.order_by("rank").values_list("rank", flat=True)) == [1, 2]
    assert not OutgoingMail.objects.exists()
    assert AuditEvent.objects.filter(verb="wishes.given", actor_id=adviser.pk).count() == 5


def test_given_wishes_when_they_change_then_my_turn_in_the_order_of_arrival_is_kept(
    adviser: Person, series: Series, sessions: list[Session]
) -> None:
    wish(adviser, sessions[0])
    at = Wish.objects.get().wished_at
    wish(adviser, sessions[1], sessions[0])
    assert set(Wish.objects.values_list("wished_at", flat=True)) == {at}


@pytest.mark.parametrize(
    ("choose", "code"),
    [
        (lambda rows: rows, "too_many_wishes"),
        (lambda rows: [rows[0], rows[0]], "wish_twice"),
    ],
)
def test_given_a_wrong_list_when_it_is_sent_then_it_is_refused_and_nothing_changes(
    adviser: Person, series: Series, sessions: list[Session], choose: Any, code: str
) -> None:
    wish(adviser, sessions[0])
    with pytest.raises(Refused) as refusal:
        wish(adviser, *choose(sessions))
    assert refusal.value.code == code
    assert wished(adviser, series) == [sessions[0].pk]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"signup_closes_at": timedelta(minutes=-1)}, "closed"),
        ({"signup_opens_at": timedelta(days=1)}, "closed"),
        ({"audience_roles": ["mentor"]}, "not_for_you"),
        ({"places_given_at": timedelta(0)}, "places_given"),
    ],
)
def test_given_a_series_one_cannot_wish_in_when_i_wish_then_i_am_told_why(
    adviser: Person,
    series: Series,
    sessions: list[Session],
    fields: dict[str, object],
    code: str,
) -> None:
    now = timezone.now()
    for name, value in fields.items():
        setattr(series, name, now + value if isinstance(value, timedelta) else value)
    series.save()
    with pytest.raises(Refused) as refusal:
        wish(adviser, sessions[0])
    assert refusal.value.code == code
    assert not Wish.objects.exists()


def test_given_another_series_or_a_session_gone_when_i_wish_for_it_then_it_is_refused(
    adviser: Person, series: Series, sessions: list[Session], organisation: Organisation
) -> None:
    other = sessions_of(wishing_series(organisation), 5)[0]
    sessions[0].cancelled_at = timezone.now()
    sessions[0].save()
    sessions[1].starts_at = timezone.now() - timedelta(minutes=1)
    sessions[1].save()
    for session, code in ((other, "cancelled"), (sessions[0], "cancelled"), (sessions[1], "past")):
        with pytest.raises(Refused) as refusal:
            wishes.set_wishes(series, adviser, [session.pk], actor=adviser)
        assert refusal.value.code == code


def test_given_wishes_decide_when_i_sign_up_then_i_am_told_to_wish(
    adviser: Person, sessions: list[Session]
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.sign_up(sessions[0], adviser, actor=adviser)
    assert refusal.value.code == "wishes"
    assert not Session.objects.bookable().exists()


def test_given_wishes_decide_when_i_sign_up_by_the_api_then_it_is_409_wishes(
    adviser: Person, sessions: list[Session]
) -> None:
    ApiToken.objects.create(person=adviser, name="x", token_hash=hash_of("secret"))
    url = f"/api/v1/sessions/{sessions[0].pk}/signups"
    answer = Client().post(url, headers={"Authorization": "Bearer secret"})
    assert (answer.status_code, answer.json()["code"]) == (409, "wishes")


def test_given_wishes_decide_when_the_coordinator_gives_a_place_then_i_need_no_wishes(
    adviser: Person, coordinator: Person, series: Series, sessions: list[Session]
) -> None:
    actions.sign_up(sessions[0], adviser, actor=coordinator)
    with pytest.raises(Refused) as refusal:
        wish(adviser, sessions[1])
    assert refusal.value.code == "one_per_series"


def test_given_a_wished_session_when_it_is_called_off_then_later_wishes_move_up_and_i_am_told(
    adviser: Person, coordinator: Person, series: Series, sessions: list[Session]
) -> None:
    wish(adviser, sessions[0], sessions[1])
    assert cancel_session(sessions[0], actor=coordinator) == 1
    assert wished(adviser, series) == [sessions[1].pk]
    assert Wish.objects.get().rank == 1
    assert OutgoingMail.objects.get().kind == "gatherings/wish_cancelled"


def test_given_wishes_when_i_leave_then_they_are_gone(
    adviser: Person, sessions: list[Session]
) -> None:
    wish(adviser, sessions[0])
    leaving.give_seats_back(adviser)
    assert not Wish.objects.exists()


def test_given_wishes_then_the_coverage_counts_me_as_waiting_and_today_no_longer_asks(
    adviser: Person, series: Series, sessions: list[Session]
) -> None:
    series.expected = True
    series.save()
    assert standings_ahead(adviser)[0].asks
    wish(adviser, sessions[0])
    standing = standings_ahead(adviser)[0]
    assert not standing.asks
    assert [session.pk for session in standing.my_wishes] == [sessions[0].pk]
    assert [one.person_id for one in coverage_of(series).waiting] == [adviser.pk]


def test_given_wishes_then_they_are_in_what_is_stored_of_me(
    adviser: Person, sessions: list[Session]
) -> None:
    wish(adviser, sessions[1], sessions[0])
    assert [row["rank"] for row in wishes_stored_of(adviser)] == [1, 2]


def test_given_the_page_when_i_wish_without_script_then_i_see_my_order(
    adviser: Person, series: Series, sessions: list[Session], client_of: ClientOf
) -> None:
    client = client_of(adviser)
    page = reverse("series_signup", args=[series.pk])
    assert "Toivo tätä" in client.get(page).text
    for session in sessions[:2]:
        url = reverse("session_wish", args=[session.pk])
        assert client.post(url, {"act": "add"}, follow=True).status_code == 200
    text = client.get(page).text
    assert text.index("Toiveesi järjestyksessä") < text.index("Nosta ylemmäs")
    assert "Ensimmäinen toiveesi" in text
    assert "Ilmoittaudu<" not in text


def test_given_htmx_when_i_wish_for_a_fifth_then_the_part_says_why_not(
    adviser: Person, series: Series, sessions: list[Session], client_of: ClientOf
) -> None:
    wish(adviser, *sessions[:4])
    client = client_of(adviser)
    url = reverse("session_wish", args=[sessions[4].pk])
    answer = client.post(url, {"act": "add", "back": "series"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "enintään neljä" in answer.text
    assert "Toivo tätä" not in answer.text


def test_given_the_window_is_closed_then_the_page_keeps_my_wishes_and_offers_nothing(
    adviser: Person, series: Series, sessions: list[Session], client_of: ClientOf
) -> None:
    wish(adviser, sessions[0])
    close(series)
    text = client_of(adviser).get(reverse("series_signup", args=[series.pk])).text
    assert "Paikat jaetaan pian" in text
    assert "Poista toive" not in text
    page = client_of(adviser).get(reverse("gatherings")).text
    assert "Toiveesi ovat tallessa" in page


def test_given_wishes_then_my_sessions_show_them_in_order_until_i_have_a_place(
    adviser: Person,
    coordinator: Person,
    series: Series,
    sessions: list[Session],
    client_of: ClientOf,
) -> None:
    wish(adviser, sessions[1], sessions[0])
    client, page = client_of(adviser), reverse("my_sessions")
    answer = client.get(page)
    (standing,) = answer.context["wishing"]
    assert [one.pk for one in standing.my_wishes] == [sessions[1].pk, sessions[0].pk]
    text = answer.text
    assert "Voit vielä muuttaa toiveitasi" in text
    assert reverse("series_signup", args=[series.pk]) in text
    close(series)
    assert "Muuta toiveitasi" not in client.get(page).text
    actions.sign_up(sessions[0], adviser, actor=coordinator)
    assert "Toiveesi" not in client.get(page).text


@pytest.mark.parametrize("count", [1, 5])
def test_given_more_sessions_then_the_page_asks_the_database_no_more(
    adviser: Person,
    series: Series,
    client_of: ClientOf,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    rows = sessions_of(series, *[15] * count)
    wish(adviser, *rows[:4])
    client = client_of(adviser)
    url = reverse("series_signup", args=[series.pk])
    client.get(url)
    with django_assert_num_queries(10):
        client.get(url)

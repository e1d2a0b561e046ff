"""Calendar feeds: who may read them, what they hold, and that they name nobody."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
import vobject  # type: ignore[import-untyped]  # it has none
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, feeds
from juuristo.gatherings.actions.feeds import make_feed, renew_feed, revoke_feed
from juuristo.gatherings.actions.sessions import cancel_session, edit_session
from juuristo.gatherings.models import CalendarFeed, Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.stored import stored_of
from juuristo.people.tests.factories import PersonFactory
from juuristo.shell.logs import JsonFormatter

PAGE = "/gatherings/mine/calendar/"


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    made: Session = SessionFactory(
        series__programme__organisation=organisation,
        remote_link="https://example.org/kokous",
        capacity=2,
    )
    made.facilitators.add(mentor)
    return made


def path_of(person: Person, scope: str = "own") -> str:
    feed = make_feed(person, scope, actor=person)
    return reverse("calendar_feed", args=[feeds.secret_of(feed)])


def uids(text: str) -> list[str]:
    ours = [str(event["uid"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    calendar: Any = vobject.readOne(text)
    assert [event.uid.value for event in calendar.contents.get("vevent", [])] == ours
    return ours


def sequences(text: str) -> list[int]:
    return [int(str(event["sequence"])) for event in Calendar.from_ical(text).walk("VEVENT")]


def test_given_my_places_then_my_feed_holds_them_under_the_uid_of_the_invitation(
    session: Session, adviser: Person, mentor: Person
) -> None:
    signup = actions.sign_up(session, adviser, actor=adviser)
    text = Client().get(path_of(adviser)).text
    assert uids(text) == [f"{signup.pk}@juuristo"]
    assert "https://example.org/kokous" in text.replace("\r\n ", "")
    assert uids(Client().get(path_of(mentor)).text) == [
        f"led.{session.pk}.{mentor.pk}@juuristo",
    ]


def test_given_waits_cancellations_and_others_places_then_none_is_in_my_feed(
    session: Session, adviser: Person, coordinator: Person, organisation: Organisation
) -> None:
    path = path_of(adviser)
    others = [PersonFactory(organisation=organisation) for _number in range(2)]
    for other in others:
        actions.sign_up(session, other, actor=other)
    mine = actions.sign_up(session, adviser, actor=adviser)
    assert uids(Client().get(path).text) == []
    for other in others:
        actions.cancel(SignUp.objects.get(person=other), actor=other)
    assert uids(Client().get(path).text) == [f"{mine.pk}@juuristo"]
    cancel_session(session, actor=coordinator)
    assert uids(Client().get(path).text) == []


def test_given_the_organisations_feed_then_it_holds_what_is_published_and_nobodys_name_or_link(
    session: Session, adviser: Person, coordinator: Person, mentor: Person, stranger: Person
) -> None:
    SessionFactory(series__programme=session.series.programme, series__published_at=None)
    SessionFactory(series__programme__organisation=stranger.organisation)
    SessionFactory(series=session.series, cancelled_at=timezone.now())
    actions.sign_up(session, adviser, actor=adviser)
    text = Client().get(path_of(coordinator, "organisation")).text.replace("\r\n ", "")
    assert uids(text) == [f"session.{session.pk}@juuristo"]
    for person in (adviser, coordinator, mentor):
        assert person.last_name not in text
        assert person.email not in text
    assert "example.org/kokous" not in text
    assert "ATTENDEE" not in text


def test_given_a_session_moved_then_its_number_grows_in_the_organisations_feed_too(
    session: Session, coordinator: Person
) -> None:
    path = path_of(coordinator, "organisation")
    same = {name: getattr(session, name) for name in ("starts_at", "ends_at", "place", "capacity")}
    values = {**same, "remote_link": session.remote_link, "facilitators": []}
    assert sequences(Client().get(path).text) == [0]

    edit_session(session, {**values, "capacity": 5}, actor=coordinator)
    cache.clear()  # an organisation's feed is kept for a while
    assert sequences(Client().get(path).text) == [0]

    edit_session(session, {**values, "place": "Kahvio"}, actor=coordinator)
    cache.clear()
    assert sequences(Client().get(path).text) == [1]


def test_given_a_renewed_revoked_or_wrong_secret_then_it_is_not_there(adviser: Person) -> None:
    first = path_of(adviser)
    renew_feed(adviser, "own", actor=adviser)
    second = path_of(adviser)
    assert [Client().get(path).status_code for path in (first, second)] == [404, 200]
    revoke_feed(adviser, "own", actor=adviser)
    third = path_of(adviser)
    assert [Client().get(path).status_code for path in (second, third)] == [404, 200]
    assert len({first, second, third}) == 3
    for wrong in ("x", "ä" * 64, "A" * 64, third.split("/")[2][:63] + "!"):
        assert Client().get(f"/calendar/{wrong}.ics").status_code == 404


def test_given_another_feeds_seal_then_it_opens_nothing(adviser: Person, mentor: Person) -> None:
    mine, theirs = (feeds.secret_of(make_feed(one, "own", actor=one)) for one in (adviser, mentor))
    assert feeds.feed_of(theirs[:20] + mine[20:]) is None


def test_given_one_who_has_left_then_their_feeds_are_not_there(adviser: Person) -> None:
    path = path_of(adviser)
    Person.objects.filter(pk=adviser.pk).update(left_date=timezone.localdate())
    assert Client().get(path).status_code == 404


def test_given_nothing_new_when_read_again_then_it_says_so(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    actions.sign_up(session, adviser, actor=adviser)
    path = path_of(adviser)
    first = client_of(adviser).get(path)
    assert first["Cache-Control"].startswith("private")
    assert "Set-Cookie" not in first.headers
    assert not first.cookies
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() + timedelta(days=2))
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_given_reads_and_misses_then_the_secret_is_in_no_log(
    adviser: Person, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    path = path_of(adviser)
    with caplog.at_level(logging.DEBUG):
        Client().get(path)
        renew_feed(adviser, "own", actor=adviser)
        Client().get(path)
    secret = path.split("/")[2].removesuffix(".ics")
    written = "".join(JsonFormatter().format(record) for record in caplog.records)
    assert '"route": "calendar_feed"' in written
    assert secret not in written
    assert secret not in capsys.readouterr().err
    held = [str(row) for row in CalendarFeed.objects.values()] + [
        str(row) for row in AuditEvent.objects.values()
    ]
    assert all(secret not in row for row in held)


def test_given_one_who_guesses_or_hammers_then_they_are_slowed_and_others_are_not(
    adviser: Person,
) -> None:
    path = path_of(adviser)
    with time_machine.travel(timezone.now(), tick=False):  # within one minute, however slow
        guesses = [Client().get(f"/calendar/{'A' * 64}.ics").status_code for _number in range(31)]
        reads = [Client().get(path).status_code for _number in range(21)]
    assert guesses == [404] * 30 + [429]
    assert reads == [200] * 20 + [429]


def test_given_the_page_then_one_makes_renews_and_revokes_ones_own(
    adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    assert "/calendar/" not in client.get(PAGE).text.split("<main")[1].replace(PAGE, "")
    client.post(PAGE, {"scope": "own", "act": "make"})
    client.post(PAGE, {"scope": "own", "act": "make"})
    feed = CalendarFeed.objects.get()
    first = feeds.address_of(feed)
    assert f'value="{first}"' in client.get(PAGE).text
    client.post(PAGE, {"scope": "own", "act": "renew"})
    assert first not in client.get(PAGE).text
    client.post(PAGE, {"scope": "own", "act": "revoke"})
    client.post(PAGE, {"scope": "kaikki", "act": "make"})
    assert CalendarFeed.objects.get().revoked_at
    verbs = AuditEvent.objects.filter(verb__startswith="feed.").order_by("at", "id")
    assert [event.verb for event in verbs] == ["feed.made", "feed.renewed", "feed.revoked"]


@pytest.mark.parametrize("count", [2, 12])
def test_given_any_number_of_sessions_then_a_feed_asks_the_same(
    count: int, adviser: Person, organisation: Organisation, django_assert_num_queries: Any
) -> None:
    paths = [path_of(adviser), path_of(adviser, "organisation")]
    for _number in range(count):
        one = SessionFactory(series__programme__organisation=organisation)
        actions.sign_up(one, adviser, actor=adviser)
        SessionFactory(series=one.series).facilitators.add(adviser)
    with django_assert_num_queries(4):
        assert len(uids(Client().get(paths[0]).text)) == 2 * count
    with django_assert_num_queries(2):
        assert len(uids(Client().get(paths[1]).text)) == 2 * count
    with django_assert_num_queries(1):  # the organisation's is kept for a while
        Client().get(paths[1])


def test_given_more_sessions_than_a_calendar_takes_then_the_nearest_are_told(
    adviser: Person, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_EVENTS", 2)
    now = timezone.now()
    near = [
        SessionFactory(
            series__programme__organisation=organisation,
            starts_at=now + timedelta(days=day),
            ends_at=now + timedelta(days=day, hours=2),
        )
        for day in (3, 1, 2)
    ]
    told = uids(Client().get(path_of(adviser, "organisation")).text)
    assert sorted(told) == sorted(f"session.{one.pk}@juuristo" for one in near[1:])


def test_given_a_feed_and_a_led_session_then_one_may_read_that_they_are_stored(
    session: Session, mentor: Person
) -> None:
    feed = make_feed(mentor, "own", actor=mentor)
    stored = stored_of(mentor)
    assert [row["scope"] for row in stored["calendar_feeds"]] == ["own"]
    assert [row["starts_at"] for row in stored["facilitates"]] == [session.starts_at]
    assert feeds.secret_of(feed) not in str(stored)

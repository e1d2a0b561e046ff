"""Each person's own sign-up link: that series, that person, nothing else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings.models import Series, Session, SignUp, Wish
from juuristo.gatherings.own_links import own_link
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.shell import links


@pytest.fixture
def series(organisation: Organisation) -> Series:
    made: Series = SeriesFactory(programme__organisation=organisation)
    return made


@pytest.fixture
def session(series: Series) -> Session:
    made: Session = SessionFactory(series=series, capacity=1)
    return made


def path_of(series: Series, person: Person) -> str:
    return "/" + own_link(series, person).split("/", 3)[3]


def test_given_my_link_when_i_sign_up_then_the_place_is_mine_and_no_cookie_is_set(
    session: Session, adviser: Person
) -> None:
    path = path_of(session.series, adviser)
    page = Client().get(path)
    assert "Hei Ilona" in page.text
    done = Client().post(f"{path}sessions/{session.pk}/sign-up/")
    assert done.status_code == 200
    assert "Sinulla on paikka" in done.text
    assert not done.cookies
    signup = SignUp.objects.get()
    assert (signup.person, signup.state) == (adviser, SignUp.State.BOOKED)
    assert AuditEvent.objects.get(verb="signup.booked").actor_id == adviser.pk
    assert OutgoingMail.objects.get(kind="gatherings/booked").to == adviser.email


def test_given_my_link_when_i_change_and_give_up_then_it_works_without_signing_in(
    session: Session, adviser: Person
) -> None:
    other = SessionFactory(series=session.series)
    path = path_of(session.series, adviser)
    Client().post(f"{path}sessions/{session.pk}/sign-up/")
    changed = Client().post(f"{path}sessions/{other.pk}/change/", headers={"HX-Request": "true"})
    assert "Paikkasi on vaihdettu" in changed.text
    assert SignUp.objects.get(state="booked").session == other
    assert Client().get(f"{path}sessions/{other.pk}/calendar.ics").status_code == 200
    assert "Perutko paikkasi?" in Client().get(f"{path}sessions/{other.pk}/cancel/").text
    gone = Client().post(f"{path}sessions/{other.pk}/cancel/")
    assert "Paikkasi on peruttu" in gone.text
    assert not SignUp.objects.filter(state="booked").exists()


def test_given_a_series_for_all_sessions_when_signed_up_by_link_then_to_all(
    series: Series, adviser: Person
) -> None:
    series.attends = "all"
    series.save()
    SessionFactory.create_batch(2, series=series)
    path = path_of(series, adviser)
    assert Client().post(f"{path}sign-up/").status_code == 200
    assert SignUp.objects.filter(person=adviser, state="booked").count() == 2
    assert Client().post(f"{path}cancel/").status_code == 200
    assert SignUp.objects.filter(person=adviser, state="booked").count() == 0


def test_given_places_by_wishes_when_my_link_is_opened_then_i_wish_there(
    series: Series, adviser: Person
) -> None:
    series.sign_up_way = "wishes"
    series.signup_closes_at = timezone.now() + timedelta(days=3)
    series.save()
    first, second = SessionFactory.create_batch(2, series=series)
    path = path_of(series, adviser)
    for session in (first, second):
        done = Client().post(f"{path}sessions/{session.pk}/wish/", {"act": "add"})
        assert done.status_code == 200
    Client().post(f"{path}sessions/{second.pk}/wish/", {"act": "raise"})
    wished = Wish.objects.filter(person=adviser).order_by("rank")
    assert [wish.session for wish in wished] == [second, first]
    refused = Client().post(f"{path}sessions/{first.pk}/sign-up/")
    assert refused.status_code == 409
    assert not SignUp.objects.exists()


def test_given_a_full_session_when_signed_up_by_link_then_the_same_rules_hold(
    session: Session, adviser: Person, mentor: Person
) -> None:
    for person in (mentor, adviser):
        Client().post(f"{path_of(session.series, person)}sessions/{session.pk}/sign-up/")
    assert SignUp.objects.get(person=adviser).state == SignUp.State.WAITING
    again = Client().post(f"{path_of(session.series, adviser)}sessions/{session.pk}/sign-up/")
    assert again.status_code == 409
    assert "jonossa" in again.text


def test_given_my_page_then_every_address_in_it_is_beneath_my_link_or_open_to_all(
    session: Session, adviser: Person
) -> None:
    """Whoever has been forwarded the letter gets to nothing else of mine."""
    path = path_of(session.series, adviser)
    Client().post(f"{path}sessions/{session.pk}/sign-up/")
    text = Client().get(path).text
    assert adviser.last_name not in text
    assert adviser.email not in text
    inner = text.split("<main", 1)[1].split("</main>")[0]
    found = re.findall(r'(?:href|action|hx-post)="([^"#]+)"', inner)
    assert len(found) >= 2
    assert [address for address in found if not address.startswith((path, "?"))] == []


def test_given_somebody_else_signed_in_when_they_open_my_link_then_it_is_still_mine_alone(
    session: Session, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    client = client_of(mentor)
    page = client.get(path_of(session.series, adviser))
    assert "Hei Ilona" in page.text
    assert mentor.last_name not in page.text
    client.post(f"{path_of(session.series, adviser)}sessions/{session.pk}/sign-up/")
    assert SignUp.objects.get().person == adviser
    assert mentor.last_name in client.get("/").text  # still signed in elsewhere


def test_given_my_link_when_used_for_another_series_then_it_does_not_exist(
    session: Session, adviser: Person, organisation: Organisation
) -> None:
    other = SessionFactory(series__programme__organisation=organisation)
    path = path_of(session.series, adviser)
    for act in ("sign-up", "change", "cancel"):
        assert Client().post(f"{path}sessions/{other.pk}/{act}/").status_code == 404
    assert not SignUp.objects.exists()


def test_given_the_window_closes_then_the_link_dies(session: Session, adviser: Person) -> None:
    path = path_of(session.series, adviser)
    session.series.signup_closes_at = timezone.now() + timedelta(days=2)
    session.series.save()
    assert Client().get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert Client().get(path).status_code == 410
        dead = Client().post(f"{path}sessions/{session.pk}/sign-up/")
    assert dead.status_code == 410
    assert not SignUp.objects.exists()


def test_given_all_sessions_have_begun_then_the_link_dies(
    session: Session, adviser: Person
) -> None:
    path = path_of(session.series, adviser)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert Client().get(path).status_code == 410


def test_given_one_who_left_or_a_series_hidden_then_the_link_is_unknown(
    session: Session, adviser: Person
) -> None:
    path = path_of(session.series, adviser)
    session.series.published_at = None
    session.series.save()
    assert Client().get(path).status_code == 404
    session.series.published_at = timezone.now()
    session.series.save()
    adviser.left_date = timezone.localdate()
    adviser.save()
    assert Client().get(path).status_code == 404


def test_given_a_link_made_for_something_else_then_it_opens_nothing_here(
    session: Session, adviser: Person
) -> None:
    token = links.sign("approve", str(adviser.pk), str(session.series_id))
    assert Client().get(reverse("own_series_signup", args=[token])).status_code == 404


def test_given_a_reader_of_swedish_then_the_link_speaks_swedish(
    session: Session, organisation: Organisation
) -> None:
    reader = PersonFactory(organisation=organisation)
    assert reader.user is not None
    reader.user.language = "sv"
    reader.user.save()
    page = Client().get(path_of(session.series, reader))
    assert '<html lang="sv">' in page.text


def test_given_too_many_posts_from_one_address_then_they_are_counted_like_openings(
    session: Session, adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juuristo.people.by_link.OPENED_IN_A_MINUTE", 2)
    path = f"{path_of(session.series, adviser)}sessions/{session.pk}/"
    with time_machine.travel(timezone.now(), tick=False):
        answers = [
            Client().post(f"{path}{act}/").status_code for act in ("sign-up", "cancel", "sign-up")
        ]
    assert answers == [200, 200, 429]
    assert SignUp.objects.get().state == SignUp.State.CANCELLED


def test_given_guesses_by_post_then_they_are_counted_as_guesses(
    session: Session, adviser: Person
) -> None:
    answers = [
        Client().post(f"/gatherings/own/arvaus/sessions/{session.pk}/sign-up/").status_code
        for _ in range(21)
    ]
    assert answers == [404] * 20 + [429]


def test_given_a_whole_office_opening_links_that_have_died_then_nobody_is_taken_for_a_guesser(
    session: Session, adviser: Person
) -> None:
    dead = path_of(session.series, adviser)
    Series.objects.filter(pk=session.series_id).update(published_at=None)
    assert {Client().get(dead).status_code for _ in range(25)} == {404}

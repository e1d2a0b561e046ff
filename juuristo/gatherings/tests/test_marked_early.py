"""Attendance opens half an hour before a session, when places may still change."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.gatherings import actions, seats
from juuristo.gatherings.actions import attendance
from juuristo.gatherings.actions.sessions import cancel_session
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person

State = SignUp.State


@pytest.fixture
def soon(organisation: Organisation) -> Session:
    """Begins in ten minutes: one can both cancel and be marked."""
    return SessionFactory(
        series__programme__organisation=organisation,
        starts_at=timezone.now() + timedelta(minutes=10),
        capacity=3,
    )


@pytest.fixture
def marked(soon: Session, adviser: Person, mentor: Person) -> SignUp:
    """The adviser is marked there, the mentor has a place still unmarked."""
    actions.sign_up(soon, mentor, actor=mentor)
    signup = actions.sign_up(soon, adviser, actor=adviser)
    return attendance.mark(signup, State.ATTENDED, actor=mentor)


def test_given_one_already_marked_when_they_cancel_then_it_is_refused(
    marked: SignUp, adviser: Person, coordinator: Person
) -> None:
    for actor in (adviser, coordinator):
        with pytest.raises(Refused) as refused:
            actions.cancel(marked, actor=actor)
        assert refused.value.code == "past"
    assert seats.faults([marked.session]) == []


def test_given_one_already_marked_when_the_button_is_pressed_then_the_page_tells(
    marked: SignUp, adviser: Person, client_of: ClientOf
) -> None:
    url = reverse("session_give_up", args=[marked.session_id])
    assert client_of(adviser).post(url).status_code == 302
    marked.refresh_from_db()
    assert marked.state == State.ATTENDED


def test_given_one_already_marked_then_their_list_offers_no_giving_up(
    marked: SignUp, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    url = reverse("session_give_up", args=[marked.session_id])
    assert url not in client_of(adviser).get(reverse("my_sessions")).text
    assert url in client_of(mentor).get(reverse("my_sessions")).text


def test_given_one_marked_away_then_nothing_final_is_said_before_the_end(
    marked: SignUp, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    attendance.mark(marked, State.ABSENT, actor=mentor)
    for url in (reverse("my_sessions"), reverse("session", args=[marked.session_id])):
        page = client_of(adviser).get(url).text
        assert "Sinulla on paikka" in page
        assert "Et ollut mukana" not in page
    now = timezone.now()
    Session.objects.update(starts_at=now - timedelta(hours=1), ends_at=now)
    assert "Et ollut mukana" in client_of(adviser).get(reverse("my_sessions")).text


def test_given_nobody_marked_when_the_session_has_ended_then_one_had_a_place(
    soon: Session, adviser: Person, client_of: ClientOf
) -> None:
    actions.sign_up(soon, adviser, actor=adviser)
    url = reverse("session", args=[soon.pk])
    assert "Sinulla on paikka" in client_of(adviser).get(url).text
    now = timezone.now()
    Session.objects.update(starts_at=now - timedelta(hours=1), ends_at=now)
    assert "Sinulla oli paikka" in client_of(adviser).get(url).text


def test_given_a_session_with_marks_when_called_off_then_nobody_keeps_a_seat(
    marked: SignUp, coordinator: Person
) -> None:
    assert cancel_session(marked.session, actor=coordinator) == 2
    marked.refresh_from_db()
    assert marked.state == State.CANCELLED
    assert seats.faults([marked.session]) == []


def test_given_a_deleted_session_when_asked_again_then_it_is_refused_not_broken(
    soon: Session, coordinator: Person, adviser: Person
) -> None:
    """What a second click, or one who signs up in the same moment, meets."""
    late = Session.objects.select_related("series__programme__organisation").get(pk=soon.pk)
    Session.objects.filter(pk=soon.pk).delete()
    with pytest.raises(Refused), transaction.atomic():
        seats.hold(late)
    with pytest.raises(Refused):
        actions.sign_up(late, adviser, actor=adviser)

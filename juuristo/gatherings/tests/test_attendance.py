"""Taking attendance: marks, taking them back, and those who came without signing up."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import seats
from juuristo.gatherings.actions import attendance, cancel, sign_up
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    """Full: Aatu, Bea and Cecilia have the seats, Daavid waits. It began a minute ago."""
    session = SessionFactory(series__programme__organisation=organisation, capacity=3)
    session.facilitators.add(mentor)
    for name in ("Aatu", "Bea", "Cecilia", "Daavid"):
        person = PersonFactory(organisation=organisation, first_name=name, last_name="Esimerkki")
        sign_up(session, person, actor=person)
    long_ago = timezone.now() - timedelta(days=3)
    SignUp.objects.update(created_at=long_ago)
    session.starts_at = timezone.now() - timedelta(minutes=1)
    session.ends_at = timezone.now() + timedelta(hours=2)
    session.save(update_fields=["starts_at", "ends_at"])
    session.refresh_from_db()
    return session


def of(name: str) -> SignUp:
    return SignUp.objects.get(person__first_name=name)


def page_of(session: Session) -> str:
    return reverse("attendance", args=[session.pk])


@pytest.mark.parametrize("role", ["adviser", "sponsor", "supervisor", "admin"])
def test_given_one_who_neither_leads_nor_runs_then_it_is_refused(
    role: str, session: Session, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role))
    assert client.get(page_of(session)).status_code == 403
    assert client.post(page_of(session), {"rest": "1"}).status_code == 403
    url = reverse("attendance_walk_in", args=[session.pk])
    assert client.post(url, {"person": "x"}).status_code == 403
    assert client.get(reverse("facilitating")).status_code == 200


def test_given_another_mentor_or_a_stranger_then_they_may_not(
    session: Session, organisation: Organisation, stranger: Person, client_of: ClientOf
) -> None:
    other = PersonFactory(organisation=organisation, roles=["mentor"])
    assert client_of(other).get(page_of(session)).status_code == 403
    assert client_of(stranger).get(page_of(session)).status_code == 404


def test_given_the_page_then_it_shows_names_and_no_addresses(
    session: Session, mentor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    page = client_of(mentor).get(page_of(session)).text
    assert "Aatu Esimerkki" in page
    assert "Daavid Esimerkki" not in page  # only waits
    assert of("Aatu").person.email not in page
    assert reverse("facilitating") in page
    desk = client_of(coordinator).get(page_of(session)).text
    assert reverse("session_desk", args=[session.pk]) in desk
    assert reverse("facilitating") not in desk


def test_given_the_plain_form_then_all_are_marked_and_exceptions_mended(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    client = client_of(mentor)
    client.post(page_of(session), {"rest": "1"})
    assert [of(name).state for name in ("Aatu", "Bea", "Cecilia")] == ["attended"] * 3
    client.post(page_of(session), {f"mark-{of('Bea').pk}": "absent"})
    assert of("Bea").state == "absent"
    client.post(page_of(session), {f"mark-{of('Bea').pk}": "booked"})
    assert of("Bea").state == "booked"
    session.refresh_from_db()
    assert session.taken == 3
    assert seats.faults([session]) == []


def test_given_one_tap_then_only_the_status_comes_back_and_twice_is_once(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    client, mark = client_of(mentor), {f"mark-{of('Aatu').pk}": "attended"}
    for _turn in range(2):
        answer = client.post(page_of(session), mark, headers={"HX-Request": "true"})
    assert "<b>1 / 3</b> paikalla" in answer.text
    assert "tallessa" in answer.text
    assert "<html" not in answer.text
    assert "hx-swap-oob" in answer.text
    assert AuditEvent.objects.filter(verb="signup.attended").count() == 1


def test_given_one_tap_for_all_then_the_list_comes_back_with_its_status_inside(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    answer = client_of(mentor).post(page_of(session), {"rest": "1"}, headers={"HX-Request": "true"})
    assert "<b>3 / 3</b> paikalla" in answer.text
    assert "hx-swap-oob" not in answer.text  # htmx would lift the status out of the list


def test_given_half_an_hour_or_more_to_the_start_then_it_is_too_early(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    session.starts_at = timezone.now() + timedelta(minutes=40)
    session.save(update_fields=["starts_at"])
    with pytest.raises(Refused, match="puoli tuntia"):
        attendance.mark(of("Aatu"), "attended", actor=mentor)
    page = client_of(mentor).get(page_of(session)).text
    assert "Aatu Esimerkki" in page
    assert 'type="radio"' not in page
    client_of(mentor).post(page_of(session), {"rest": "1"})
    assert of("Aatu").state == "booked"


def test_given_a_full_session_when_one_walks_in_then_a_seat_is_added_and_the_trail_knows(
    session: Session, organisation: Organisation, mentor: Person, client_of: ClientOf
) -> None:
    person = PersonFactory(organisation=organisation, first_name="Eeli", last_name="Uusi")
    client, url = client_of(mentor), reverse("attendance_walk_in", args=[session.pk])
    assert "Eeli Uusi" in client.get(page_of(session), {"name": "uusi ee"}).text
    for _turn in range(2):
        client.post(url, {"person": str(person.pk)})
    session.refresh_from_db()
    assert (session.taken, session.capacity, session.waiting) == (4, 4, 1)
    assert of("Eeli").state == "attended"
    assert AuditEvent.objects.filter(verb="session.capacity_raised").count() == 1
    assert AuditEvent.objects.filter(verb="signup.walked_in").count() == 1
    client.post(url, {"remove": str(of("Eeli").pk)})
    session.refresh_from_db()
    assert (session.taken, of("Eeli").state) == (3, "cancelled")


def test_given_one_from_the_queue_when_they_come_then_they_leave_the_queue(
    session: Session, mentor: Person
) -> None:
    attendance.add_walk_in(session, of("Daavid").person, actor=mentor)
    session.refresh_from_db()
    assert (session.taken, session.capacity, session.waiting) == (4, 4, 0)
    assert of("Daavid").state == "attended"
    assert seats.faults([session]) == []


def test_given_a_place_ahead_elsewhere_when_one_walks_in_then_it_is_given_up(
    session: Session, organisation: Organisation, mentor: Person
) -> None:
    later = SessionFactory(series=session.series)
    person = PersonFactory(organisation=organisation)
    sign_up(later, person, actor=person)
    attendance.add_walk_in(session, person, actor=mentor)
    later.refresh_from_db()
    assert later.taken == 0
    states = person.signups.order_by("state").values_list("state", flat=True)
    assert list(states) == ["attended", "cancelled"]


def test_given_one_absent_who_booked_again_when_marked_there_then_both_facts_stand(
    session: Session, mentor: Person
) -> None:
    attendance.mark(of("Aatu"), "absent", actor=mentor)
    later = SessionFactory(series=session.series)
    second = sign_up(later, of("Aatu").person, actor=mentor)
    first = SignUp.objects.get(session=session, person=second.person)
    with pytest.raises(Refused, match="toiselta kerralta"):
        attendance.mark(first, "booked", actor=mentor)
    attendance.mark(first, "attended", actor=mentor)
    second.refresh_from_db()
    assert second.state == "cancelled"
    assert seats.faults([session, later]) == []


def test_given_one_who_had_signed_up_then_they_are_not_taken_off_the_list(
    session: Session, mentor: Person
) -> None:
    with pytest.raises(Refused, match="poissa"):
        attendance.remove_walk_in(of("Aatu"), actor=mentor)


def test_given_one_who_signed_up_just_before_the_start_then_they_did_not_walk_in(
    organisation: Organisation, mentor: Person, client_of: ClientOf
) -> None:
    soon = timezone.now() + timedelta(minutes=20)
    session = SessionFactory(series__programme__organisation=organisation, starts_at=soon)
    session.facilitators.add(mentor)
    person = PersonFactory(organisation=organisation, first_name="Fanni")
    attendance.mark(sign_up(session, person, actor=person), "absent", actor=mentor)
    client, url = client_of(mentor), reverse("attendance_walk_in", args=[session.pk])
    assert "Ilmoittautumatta tulleet" not in client.get(page_of(session)).text
    told = client.post(url, {"remove": str(of("Fanni").pk)}, follow=True).text
    assert "oli ilmoittautunut" in told
    assert of("Fanni").state == "absent"


def test_given_a_walk_in_taken_back_when_they_sign_up_then_it_is_their_own(
    organisation: Organisation, mentor: Person
) -> None:
    soon = timezone.now() + timedelta(minutes=20)
    session = SessionFactory(series__programme__organisation=organisation, starts_at=soon)
    person = PersonFactory(organisation=organisation, first_name="Fanni")
    signup = attendance.add_walk_in(session, person, actor=mentor)
    assert of("Fanni").walked_in
    attendance.remove_walk_in(signup, actor=mentor)
    sign_up(session, person, actor=person)
    with pytest.raises(Refused, match="oli ilmoittautunut"):
        attendance.remove_walk_in(of("Fanni"), actor=mentor)


def test_given_a_held_session_then_my_sessions_say_what_is_unmarked(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    session.ends_at = timezone.now() - timedelta(seconds=1)
    session.save(update_fields=["ends_at"])
    assert "3 ihmisen läsnäolo on merkitsemättä" in (
        client_of(mentor).get(reverse("facilitating")).text
    )
    assert "Merkitse, ketkä olivat paikalla" in client_of(mentor).get("/").text


@pytest.mark.parametrize("people", [2, 15])
def test_given_any_number_of_people_then_the_page_asks_the_same(
    people: int,
    organisation: Organisation,
    mentor: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    session = SessionFactory(series__programme__organisation=organisation)
    session.facilitators.add(mentor)
    for person in PersonFactory.create_batch(people, organisation=organisation):
        sign_up(session, person, actor=person)
    Session.objects.update(starts_at=timezone.now())
    client = client_of(mentor)
    client.get(page_of(session))
    with django_assert_max_num_queries(9):
        assert client.get(page_of(session)).text.count("<fieldset") == people


def test_given_a_nul_in_the_name_looked_for_then_the_page_still_answers(
    coordinator: Person, client_of: ClientOf
) -> None:
    session = SessionFactory(series__programme__organisation=coordinator.organisation)
    page = client_of(coordinator).get(reverse("attendance", args=[session.pk]), {"name": "a\0"})
    assert page.status_code == 200


def test_given_one_who_cancels_after_the_list_was_opened_then_the_mark_is_refused_in_words(
    organisation: Organisation, adviser: Person, mentor: Person
) -> None:
    session = SessionFactory(
        series__programme__organisation=organisation,
        starts_at=timezone.now() + timedelta(minutes=20),
    )
    signup = sign_up(session, adviser, actor=adviser)
    seen_in_the_list = SignUp.objects.select_related("session__series", "person").get()
    cancel(signup, actor=adviser)
    with pytest.raises(Refused) as refused:
        attendance.mark(seen_in_the_list, SignUp.State.ATTENDED, actor=mentor)
    assert refused.value.code == "gave_place_up"
    assert adviser.full_name in refused.value.message

"""The example's gatherings are led, approved, invited to and followed to the end."""

from datetime import date

import pytest
from django.utils import timezone

from example import loader
from juuristo.gatherings import acts
from juuristo.gatherings.models import (
    ActsMonth,
    Allocation,
    Commitment,
    FacilitatorEvent,
    Letter,
    OrientationRecord,
    Script,
    Series,
    Session,
    SignUpWay,
)
from juuristo.gatherings.scripts import total
from juuristo.people.models import Organisation, Person
from juuristo.programme.models import Approval, Programme, TimelineEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return loader.load()


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    return organisation.programmes.get(slug="kohtaava-2020-2022")


def test_given_the_case_then_every_series_has_a_script_as_long_as_its_sessions(
    organisation: Organisation,
) -> None:
    for series in Series.objects.filter(programme__organisation=organisation):
        script = Script.objects.get(series=series, session=None)
        held = series.sessions.order_by("starts_at")[0]
        assert (
            total(list(script.blocks.all())) * 60 == (held.ends_at - held.starts_at).total_seconds()
        )


def test_given_the_case_then_the_outline_was_approved_and_the_letter_sent_on_their_days(
    programme: Programme,
) -> None:
    approved = Approval.objects.filter(programme=programme, state=Approval.State.APPROVED)
    entry = TimelineEntry.objects.get(programme=programme, kind="approval")
    assert entry.start == date(2020, 10, 7)
    assert approved.get(entry=entry).answered_at.date() == entry.start  # type: ignore[union-attr]
    letter = Letter.objects.get(series__programme=programme)
    assert letter.entry_id is not None
    act = TimelineEntry.objects.get(pk=letter.entry_id)
    assert letter.sent_at is not None
    assert letter.sent_at.date() == act.start == date(2020, 10, 22)
    assert letter.state == Letter.State.SENT
    assert {"fi", "sv", "en"} == set(letter.body)


def test_given_the_case_then_its_acts_add_up_to_what_is_told_of_them(programme: Programme) -> None:
    told = ActsMonth.objects.filter(programme=programme).newest().get()
    rows = Commitment.objects.filter(session__series__programme=programme)
    assert told.written == rows.count() == 68
    for state in acts.ANSWERS:
        assert getattr(told, state.value) == rows.filter(state=state).count()
    assert told.done == 41


def test_given_the_case_then_a_finished_orientation_has_every_item_done_and_no_other(
    programme: Programme,
) -> None:
    records = OrientationRecord.objects.filter(plan__programme=programme)
    items = programme.orientation_plans.get().items.count()
    finished = [record for record in records if record.completed_at]
    assert finished
    assert len(finished) < len(records)
    for record in records:
        assert (record.done.count() == items) == (record.completed_at is not None)


def test_given_today_then_something_waits_for_management_and_for_the_adviser(
    organisation: Organisation,
) -> None:
    adviser = Person.objects.get(email="adviser@example.org")
    assert acts.next_act(adviser).is_asked
    assert Approval.objects.filter(state=Approval.State.WAITING).count() == 1
    assert Letter.objects.filter(state=Letter.State.ASKED).count() == 1
    wished = Series.objects.get(sign_up_way=SignUpWay.WISHES, capacity=8)
    assert wished.wishes.values("person").distinct().count() == 26
    assert wished.signup_closes_at is not None
    assert wished.signup_closes_at > timezone.now()


def test_given_today_then_a_proposal_of_places_waits_for_the_coordinator(
    organisation: Organisation,
) -> None:
    row = Allocation.objects.select_related("series").get()
    assert row.state == Allocation.State.READY
    assert row.proposal["status"] == "optimal"
    assert row.series.wishes.values("person").distinct().count() == 13
    assert row.series.sessions.filter(taken__gt=0).count() == 0
    assert set(row.proposal["assignment"]) == {
        str(one) for one in row.series.wishes.values_list("person", flat=True)
    }


def test_given_a_session_that_is_led_then_each_leader_has_it_in_their_calendar(
    organisation: Organisation,
) -> None:
    led = set(Session.facilitators.through.objects.values_list("session", "person"))
    assert led == set(FacilitatorEvent.objects.values_list("session", "person"))

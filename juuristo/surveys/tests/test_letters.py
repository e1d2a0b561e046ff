"""Invitations and reminders: each once, whatever happens to the worker or the mail server."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from juuristo.jobs.rounds import ROUNDS
from juuristo.mail.models import OutgoingMail
from juuristo.mail.sending import send_due
from juuristo.mail.tests.post_office import PostOffice, open_post_office
from juuristo.people import occasions
from juuristo.people.models import Organisation
from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys import emails, inviting
from juuristo.surveys.links import invitation_link
from juuristo.surveys.models import Reminder, Wave
from juuristo.surveys.tests.waves import invite, open_wave

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 10, tzinfo=UTC)  # a Tuesday, 12 in Helsinki
State = OutgoingMail.State
Clock = Callable[[float], None]


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield lambda days: traveller.move_to(NOON + timedelta(days=days))


def running(organisation: Organisation, invited: int, **fields: Any) -> Wave:
    wave = open_wave(
        programme__organisation=organisation,
        opens_at=timezone.now() - timedelta(hours=1),
        closes_at=timezone.now() + timedelta(days=14),
        **fields,
    )
    for _ in range(invited):
        invite(wave)
    Wave.objects.filter(pk=wave.pk).update(invited=invited)
    return wave


def remind_on(wave: Wave, *days: int) -> None:
    for number, day in enumerate(days, start=1):
        due_on = (NOON + timedelta(days=day)).date()
        Reminder.objects.create(wave=wave, number=number, due_on=due_on)


def sent(kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=f"surveys/{kind}").order_by("pk"))


def test_given_an_open_wave_when_the_round_comes_again_and_again_then_each_is_invited_once(
    organisation: Organisation, clock: Clock
) -> None:
    wave = running(organisation, 3)
    assert inviting.write_letters() == "3/0"
    assert inviting.write_letters() == "0/0"
    links = {invitation_link(one) for one in wave.invitations.select_related("person")}
    assert {
        next(link for link in links if link in mail.text) for mail in sent("invitation")
    } == links
    wave.refresh_from_db()
    assert wave.invited_at == NOON


def test_given_rows_gone_from_the_outbox_when_the_round_comes_then_nobody_is_invited_again(
    organisation: Organisation, clock: Clock
) -> None:
    running(organisation, 3)
    inviting.write_letters()
    OutgoingMail.objects.all().delete()
    inviting.write_letters()
    assert sent("invitation") == []


def test_given_a_worker_that_dies_halfway_when_it_comes_back_then_the_rest_is_invited(
    organisation: Organisation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    running(organisation, 5)
    monkeypatch.setattr(inviting, "BATCH", 2)
    write = emails.invitation
    written: list[Any] = []

    def dies_at_the_fourth(invitation: Any) -> Any:
        if len(written) == 3:
            raise IntegrityError
        written.append(invitation)
        return write(invitation)

    monkeypatch.setattr(emails, "invitation", dies_at_the_fourth)
    with pytest.raises(IntegrityError):
        inviting.invite_due()
    assert len(sent("invitation")) == 2  # the batch it died in was undone
    monkeypatch.setattr(emails, "invitation", write)
    assert inviting.invite_due() == 3
    assert len({mail.to for mail in sent("invitation")}) == 5


def test_given_a_later_opening_when_the_round_comes_then_invitations_wait_for_it(
    organisation: Organisation, clock: Clock
) -> None:
    wave = running(organisation, 2)
    Wave.objects.filter(pk=wave.pk).update(opens_at=NOON + timedelta(days=2))
    assert inviting.write_letters() == "0/0"
    clock(3)
    assert inviting.write_letters() == "2/0"


def test_given_a_mail_server_that_is_down_when_it_is_back_then_each_invitation_leaves_once(
    organisation: Organisation, clock: Clock
) -> None:
    wave = running(organisation, 3)
    with open_post_office() as office:
        office.answers = {one.person.email: ["450 later"] for one in wave.invitations.all()}
        inviting.write_letters()
        send_due()
        inviting.write_letters()
        wave.refresh_from_db()
        assert (office.delivered, wave.delivered) == ([], 0)
        clock(0.5)
        send_due()
        send_due()
        inviting.write_letters()
        assert sorted(office.delivered_to()) == sorted(one.to for one in sent("invitation"))
    wave.refresh_from_db()
    assert wave.delivered == 3
    assert all(mail.text == "" for mail in sent("invitation"))


def test_given_reminders_when_their_days_come_then_only_those_not_known_of_get_them(
    organisation: Organisation, clock: Clock
) -> None:
    wave = running(organisation, 3)
    remind_on(wave, 3, 6)
    inviting.write_letters()
    clock(2)
    assert inviting.write_letters() == "0/0"
    clock(3)
    assert inviting.write_letters() == "0/3"
    assert inviting.write_letters() == "0/0"
    answered = wave.invitations.first()
    assert answered
    wave.invitations.filter(pk=answered.pk).update(has_answered=True)
    clock(6)
    assert inviting.write_letters() == "0/2"
    second = wave.reminders.get(number=2)
    assert (second.recipients, second.sent_at) == (2, NOON + timedelta(days=6))
    assert len(sent("reminder")) == 5


def test_given_the_night_when_a_reminder_is_due_then_it_waits_for_the_morning(
    organisation: Organisation, clock: Clock
) -> None:
    wave = running(organisation, 1)
    remind_on(wave, 3)
    inviting.write_letters()
    clock(3 - 5 / 24)  # 7 in Helsinki
    assert inviting.write_letters() == "0/0"
    clock(3 - 3.9 / 24)
    assert inviting.write_letters() == "0/1"


def test_given_a_server_that_was_away_when_two_reminders_are_overdue_then_one_is_sent(
    organisation: Organisation, clock: Clock
) -> None:
    wave = running(organisation, 2)
    remind_on(wave, 2, 4)
    inviting.write_letters()
    clock(5)
    assert inviting.write_letters() == "0/2"
    assert inviting.write_letters() == "0/0"
    counts = list(wave.reminders.order_by("number").values_list("recipients", flat=True))
    assert counts == [0, 2]


def test_given_one_who_left_when_letters_leave_then_none_is_theirs(
    organisation: Organisation, clock: Clock
) -> None:
    wave = running(organisation, 1)
    leaver = PersonFactory(organisation=organisation)
    invite(wave, leaver)
    remind_on(wave, 3)
    inviting.write_letters()
    assert OutgoingMail.objects.filter(to=leaver.email).count() == 1
    leaver.left_date = timezone.localdate()
    leaver.save()
    occasions.person_left(leaver)
    occasions.person_left(leaver)
    assert not OutgoingMail.objects.filter(to=leaver.email).exists()
    clock(3)
    assert inviting.write_letters() == "0/1"
    assert not OutgoingMail.objects.filter(to=leaver.email).exists()


def test_given_a_wave_that_closes_when_letters_still_wait_then_they_are_taken_back(
    organisation: Organisation, clock: Clock
) -> None:
    wave, other = running(organisation, 2), running(organisation, 1)
    remind_on(wave, 1)
    inviting.write_letters()
    clock(1)
    inviting.write_letters()
    OutgoingMail.objects.filter(kind="surveys/reminder").update(state=State.FAILED)
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.CLOSED)
    inviting.write_letters()
    left = OutgoingMail.objects.get()
    assert left.once_key is not None
    assert emails.wave_id_in(left.once_key) == str(other.pk)


@pytest.fixture
def office() -> Any:
    with open_post_office() as office:
        yield office


def test_given_reminders_that_have_left_then_no_row_tells_who_was_reminded(
    organisation: Organisation, clock: Clock, office: PostOffice
) -> None:
    wave = running(organisation, 2)
    remind_on(wave, 1)
    inviting.write_letters()
    clock(1)
    inviting.write_letters()
    send_due()
    assert len(office.delivered) == 4
    assert [mail.to for mail in sent("reminder")] == ["", ""]


def test_given_more_people_when_they_are_invited_then_questions_grow_by_letters_alone(
    organisation: Organisation,
    clock: Clock,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    running(organisation, 4)
    with django_assert_max_num_queries(9 + 2 * 4):
        inviting.invite_due()
    running(organisation, 12)
    with django_assert_max_num_queries(9 + 2 * 12):
        inviting.invite_due()


def test_given_the_worker_then_it_writes_letters_often() -> None:
    assert ROUNDS["surveys.letters"].seconds <= 60

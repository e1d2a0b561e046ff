"""Sending the outbox to a real SMTP server."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from juuristo.mail import sending
from juuristo.mail.faults import Fault
from juuristo.mail.models import OutgoingMail
from juuristo.mail.sending import claim, forget_failed, pause_after, send_due
from juuristo.mail.tests.factories import FailedMailFactory, OutgoingMailFactory
from juuristo.mail.tests.post_office import PostOffice, open_post_office

State = OutgoingMail.State


@pytest.fixture
def office(db: None) -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


def fresh(mail: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=mail.pk)


def minutes_until_next(mail: OutgoingMail) -> float:
    return (fresh(mail).next_attempt_at - timezone.now()).total_seconds() / 60


def test_given_due_mail_when_sent_then_it_arrives_and_its_body_is_dropped(
    office: PostOffice,
) -> None:
    mail = OutgoingMailFactory(to="aino@example.org", calendar="BEGIN:VCALENDAR\r\n")
    assert send_due() == "1/1"
    assert office.delivered_to() == ["aino@example.org"]
    mail = fresh(mail)
    assert (mail.state, mail.attempts, mail.last_error) == (State.SENT, 1, "")
    assert (mail.text, mail.html, mail.calendar) == ("", "", "")
    assert mail.sent_at is not None


def test_given_nothing_due_when_sent_then_nobody_is_called(office: PostOffice) -> None:
    OutgoingMailFactory(next_attempt_at=timezone.now() + timedelta(minutes=1))
    OutgoingMailFactory(state=State.SENT)
    FailedMailFactory()
    assert send_due() == "0/0"
    assert office.delivered == []


def test_given_a_busy_server_when_asked_later_then_the_mail_goes_through(
    office: PostOffice,
) -> None:
    mail = OutgoingMailFactory(to="aino@example.org")
    office.answers["aino@example.org"] = ["450 try later"]
    assert send_due() == "0/1"
    assert (fresh(mail).state, fresh(mail).last_error) == (State.QUEUED, "later|450 try later")
    assert 0.8 < minutes_until_next(mail) < 1.2
    assert send_due() == "0/0"
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert send_due() == "1/1"
    assert fresh(mail).state == State.SENT


@pytest.mark.parametrize("where", ["address", "content"])
def test_given_a_5xx_answer_when_sent_then_it_fails_at_once(office: PostOffice, where: str) -> None:
    mail = OutgoingMailFactory(to="nobody@example.org")
    if where == "address":
        office.answers["nobody@example.org"] = ["550 5.1.1 no such user"]
    else:
        office.after_data = ["554 looks like spam"]
    send_due()
    assert fresh(mail).state == State.FAILED
    assert fresh(mail).text  # kept, so that it can be tried again
    assert fresh(mail).fault_in_words


def test_given_bad_mail_among_good_when_sent_then_the_good_arrive(office: PostOffice) -> None:
    OutgoingMailFactory(to="first@example.org")
    faulty = [
        OutgoingMailFactory(to="not an address"),
        OutgoingMailFactory(to="two@example.org\nBcc: all@example.org"),
        OutgoingMailFactory(to="nobody@example.org"),
        OutgoingMailFactory(to="header@example.org", subject="Hei\nBcc: all@example.org"),
    ]
    later = OutgoingMailFactory(to="later@example.org")
    OutgoingMailFactory(to="last@example.org")
    office.answers = {"nobody@example.org": ["550 no"], "later@example.org": ["421 closing"]}
    assert send_due() == "2/7"
    assert office.delivered_to() == ["first@example.org", "last@example.org"]
    assert {fresh(mail).state for mail in faulty} == {State.FAILED}
    assert fresh(later).state == State.QUEUED


def test_given_no_server_when_sent_then_each_mail_waits_longer_each_time(db: None) -> None:
    mail = OutgoingMailFactory()
    waits = []
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for _ in range(sending.TRIES):
            clock.move_to(fresh(mail).next_attempt_at)
            send_due()
            waits.append(round(minutes_until_next(mail)))
        assert fresh(mail).state == State.FAILED
    assert fresh(mail).last_error.startswith("no_server|")
    assert waits[0] == 1
    assert 4 <= waits[1] <= 6
    assert 20 <= waits[2] <= 30
    assert waits == sorted(waits[:4]) + waits[4:]


@pytest.fixture(autouse=True)
def _nobody_listens(settings: object) -> None:
    """Unless a post office is open, mail goes to a port where nobody answers."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]


def test_given_a_server_that_is_down_when_many_wait_then_it_is_called_once(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    OutgoingMailFactory.create_batch(sending.BATCH + 5)
    calls = []

    def open_in_vain(backend: object) -> None:
        calls.append(backend)
        raise ConnectionRefusedError("nobody answers")

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", open_in_vain)
    send_due()
    assert len(calls) == 1
    assert OutgoingMail.objects.due().count() == 5


def test_given_many_mails_when_sent_then_they_share_one_connection(office: PostOffice) -> None:
    OutgoingMailFactory.create_batch(sending.BATCH)
    assert send_due() == f"{sending.BATCH}/{sending.BATCH}"
    assert len(office.delivered) == sending.BATCH
    assert office.connections == 1


def test_given_a_worker_that_died_while_sending_when_its_lease_ends_then_the_mail_leaves(
    office: PostOffice,
) -> None:
    mail = OutgoingMailFactory()
    now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    OutgoingMail.objects.update(next_attempt_at=now)
    with time_machine.travel(now) as clock:
        assert [each.pk for each in claim()] == [mail.pk]  # and the worker is killed here
        assert send_due() == "0/0"
        clock.shift(sending.LEASE + timedelta(seconds=1))
        assert send_due() == "1/1"
    assert fresh(mail).attempts == 2


def test_given_the_lease_ran_out_when_the_slow_worker_fails_then_the_other_is_not_disturbed(
    db: None,
) -> None:
    mail = OutgoingMailFactory()
    (slow,) = claim()
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    (other,) = claim()
    sending.mark_failed(slow, Fault("later"))
    assert fresh(mail).next_attempt_at == other.next_attempt_at
    assert fresh(mail).last_error == ""


@pytest.mark.django_db(transaction=True)
def test_given_two_workers_at_once_when_both_send_then_each_mail_leaves_once() -> None:
    mails = OutgoingMailFactory.create_batch(60)
    errors: list[Exception] = []

    def work() -> None:
        try:
            start.wait()
            while send_due() != "0/0":
                pass
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    start = threading.Barrier(2)
    with open_post_office() as office:
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert errors == []
    assert office.delivered_to() == sorted(mail.to for mail in mails)


def test_given_many_attempts_when_the_pause_is_asked_then_it_never_leaves_the_table() -> None:
    assert pause_after(1) < pause_after(2) < pause_after(3) < pause_after(4)
    assert pause_after(50) <= timedelta(minutes=360 * 1.1)


def test_given_mail_that_failed_long_ago_when_forgotten_then_only_its_body_goes(
    db: None,
) -> None:
    old = FailedMailFactory(created_at=timezone.now() - timedelta(days=31))
    new = FailedMailFactory()
    assert forget_failed() == 1
    assert fresh(old).text == ""
    assert not fresh(old).can_be_tried_again()
    assert fresh(new).can_be_tried_again()

"""What is to happen once, asked for by two workers or many people at the same moment."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, letters
from juuristo.gatherings.actions import board_notes, openings
from juuristo.gatherings.actions import letters as letter_actions
from juuristo.gatherings.actions.session_reminders import remind_due
from juuristo.gatherings.actions.sessions import cancel_session
from juuristo.gatherings.boards import Reader
from juuristo.gatherings.models import Board, BoardNote, BoardOp, Letter, Opening, Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import TimelineEntry
from tests.racing import AT_ONCE, at_once

from .board_ground import a_board, raw

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(organisation: Organisation) -> Session:
    made = SessionFactory(
        series__programme__organisation=organisation, starts_at=timezone.now() + timedelta(hours=20)
    )
    return Session.objects.select_related("series__programme__organisation").get(pk=made.pk)


@pytest.fixture
def signed(session: Session, sponsor: Person, coordinator: Person) -> Letter:
    values = {"subject": {"fi": "Tule"}, "body": {"fi": "Tule mukaan."}, "signer": sponsor}
    letter = letter_actions.write_letter(session.series, values, actor=coordinator)
    letter_actions.ask_signature(letter, actor=coordinator)
    assert letter.asked_at
    letter_actions.sign_letter(letter, asked_at=letter.asked_at, actor=sponsor)
    return letter


def test_given_a_signed_letter_when_workers_send_it_at_once_then_each_gets_one(
    signed: Letter, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "BATCH", 3)  # so that the rounds meet many times
    PersonFactory.create_batch(10, organisation=organisation)
    readers = Person.objects.filter(organisation=organisation).count()
    told = at_once([letters.send_due] * 4)
    assert sum(int(str(one)) for one in told) == readers
    assert OutgoingMail.objects.filter(kind="gatherings/letter").count() == readers
    signed.refresh_from_db()
    assert (signed.state, signed.sent_to) == (Letter.State.SENT, readers)
    assert TimelineEntry.objects.count() == 1
    assert AuditEvent.objects.filter(verb="letter.sent").count() == 1


def test_given_a_letter_when_signed_and_returned_at_once_then_one_answer_holds(
    session: Session, sponsor: Person, coordinator: Person
) -> None:
    values = {"subject": {"fi": "Tule"}, "body": {"fi": "Tule mukaan."}, "signer": sponsor}
    letter = letter_actions.write_letter(session.series, values, actor=coordinator)
    letter_actions.ask_signature(letter, actor=coordinator)
    asked_at = letter.asked_at
    assert asked_at

    def sign() -> str:
        letter_actions.sign_letter(
            Letter.objects.get(pk=letter.pk), asked_at=asked_at, actor=sponsor
        )
        return "answered"

    def give_back() -> str:
        letter_actions.return_letter(
            Letter.objects.get(pk=letter.pk), "Lyhyemmin.", asked_at=asked_at, actor=sponsor
        )
        return "answered"

    told = at_once([sign, give_back] * 3)
    assert sorted(map(str, told)) == ["answered"] + ["letter_changed"] * 5
    assert AuditEvent.objects.filter(verb__in=["letter.signed", "letter.returned"]).count() == 1


def test_given_a_session_tomorrow_when_workers_remind_at_once_then_each_is_reminded_once(
    session: Session, mentor: Person, organisation: Organisation
) -> None:
    session.facilitators.add(mentor)
    for person in PersonFactory.create_batch(5, organisation=organisation):
        actions.sign_up(session, person, actor=person)
    SignUp.objects.update(changed_at=timezone.now() - timedelta(days=2))
    told = at_once([remind_due] * 4)
    assert sum(int(str(one)) for one in told) == 6
    assert OutgoingMail.objects.filter(kind="gatherings/soon").count() == 6


def test_given_many_writers_when_they_write_at_once_then_the_order_has_no_gap_and_nothing_is_lost(
    adviser: Person, organisation: Organisation
) -> None:
    """Each writes notes, sends one of them twice, and gives thumbs to the same note."""
    cache.clear()
    board = a_board(adviser)
    shared = uuid4()
    board_notes.write(board, raw("add", shared, column="c1", text="Aika"), by=Reader(adviser))
    people = PersonFactory.create_batch(AT_ONCE, organisation=organisation)

    def writing(person: Person) -> Callable[[], list[int]]:
        sent = [raw("add", uuid4(), column="c2", text=f"Lappu {number}") for number in range(5)]
        thumbs = [raw("thumb", shared), raw("thumb", shared)]

        def act() -> list[int]:
            mine = Board.objects.get(pk=board.pk)
            by = Reader(person)
            return [board_notes.write(mine, one, by=by) for one in [*sent, sent[0], *thumbs]]

        return act

    told = at_once([writing(person) for person in people])

    assert all(isinstance(one, list) and one[5] == one[0] for one in told)
    versions = list(BoardOp.objects.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, 1 + 7 * AT_ONCE + 1))
    assert Board.objects.get(pk=board.pk).version == versions[-1]
    assert BoardNote.objects.count() == 1 + 5 * AT_ONCE
    assert BoardNote.objects.get(pk=shared).thumbs == AT_ONCE


def test_given_one_note_when_the_same_is_sent_on_two_lines_at_once_then_it_is_done_once(
    adviser: Person,
) -> None:
    cache.clear()
    board = a_board(adviser)
    sent = raw("add", uuid4(), column="c1", text="Aika")
    told = at_once([lambda: board_notes.write(board, sent, by=Reader(adviser))] * 6)
    assert told == [1] * 6
    assert BoardOp.objects.count() == BoardNote.objects.count() == 1


def test_given_a_wish_when_agreed_while_the_session_is_called_off_then_nobody_is_left_to_come(
    session: Session, sponsor: Person, coordinator: Person
) -> None:
    wish = openings.ask_opening(session, sponsor=sponsor, wish="", actor=coordinator)

    def agree() -> str:
        openings.agree_to_open(Opening.objects.get(pk=wish.pk), actor=sponsor)
        return "agreed"

    def call_off() -> str:
        cancel_session(Session.objects.get(pk=session.pk), actor=coordinator)
        return "called off"

    told = at_once([agree, call_off, agree])
    assert told.count("called off") == 1
    assert told.count("agreed") <= 1
    wish.refresh_from_db()
    assert wish.state == Opening.State.WITHDRAWN
    assert not TimelineEntry.objects.exists()

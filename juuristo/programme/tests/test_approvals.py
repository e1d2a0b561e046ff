"""Asking the sponsor, their answers, and the trace each answer leaves."""

from collections.abc import Callable

import pytest

from juuristo.audit.models import AuditEvent
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme import actions
from juuristo.programme.models import Approval, EntryKind, Lane, Programme, TimelineEntry
from juuristo.programme.refusals import Refused
from juuristo.programme.tests.factories import ProgrammeFactory

SUBJECT = "7d7f5a3e-0000-4000-8000-000000000001"


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


def ask(programme: Programme, sponsor: Person, actor: Person, **fields: object) -> Approval:
    values = {"title": "Työpajat", "outline": "20 työpajaa, kaksi tuntia.", **fields}
    return actions.ask_approval(programme, sponsor=sponsor, actor=actor, **values)  # type: ignore[arg-type]  # a test's own fields


def test_given_an_outline_when_asked_then_the_sponsor_gets_it_with_a_link(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    approval = ask(programme, sponsor, mentor)
    mail = OutgoingMail.objects.get()
    assert mail.to == sponsor.email
    assert "20 työpajaa" in mail.text
    assert "/programme/approve/" in mail.text
    assert approval.state == Approval.State.WAITING
    assert AuditEvent.objects.filter(verb="approval.asked", object_id=approval.pk).exists()


def test_given_one_waits_when_asked_again_about_the_same_then_refused(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    ask(programme, sponsor, mentor, subject_id=SUBJECT)
    with pytest.raises(Refused) as refused:
        ask(programme, sponsor, mentor, subject_id=SUBJECT)
    assert refused.value.code == "already_waiting"
    assert Approval.objects.count() == OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SUPERVISOR, Role.ADMIN])
def test_given_somebody_else_than_a_sponsor_when_asked_of_them_then_refused(
    role: str, programme: Programme, organisation: Organisation, mentor: Person
) -> None:
    other = PersonFactory(organisation=organisation, roles=[role])
    with pytest.raises(Refused) as refused:
        ask(programme, other, mentor)
    assert refused.value.code == "not_a_sponsor"


def test_given_a_sponsor_of_another_programme_when_asked_then_refused(
    programme: Programme, organisation: Organisation, mentor: Person
) -> None:
    elsewhere = ProgrammeFactory(organisation=organisation)
    other = PersonFactory(organisation=organisation, roles=[])
    other.roles.create(role=Role.SPONSOR, programme_id=elsewhere.pk)
    with pytest.raises(Refused):
        ask(programme, other, mentor)
    assert ask(elsewhere, other, mentor).asked_of == other


def test_given_it_waits_when_approved_then_timeline_trail_and_mail_tell_of_it(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    approval = ask(programme, sponsor, mentor)
    actions.approve(approval, "Hyvää työtä.", actor=sponsor)
    entry = TimelineEntry.objects.get()
    assert (entry.kind, entry.lane) == (EntryKind.APPROVAL, Lane.MANAGEMENT)
    assert entry.start is not None
    assert "Työpajat" in entry.what["fi"]
    assert set(entry.what) == {"fi", "sv", "en"}
    assert entry.responsible == sponsor
    answer = OutgoingMail.objects.get(kind="programme/approval_answered")
    assert answer.to == mentor.email
    assert "Hyvää työtä." in answer.text
    assert AuditEvent.objects.filter(verb="approval.approved", actor_id=sponsor.pk).count() == 1


def test_given_no_words_when_returned_then_refused_and_it_still_waits(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    approval = ask(programme, sponsor, mentor)
    with pytest.raises(Refused) as refused:
        actions.return_with_words(approval, "  ", actor=sponsor)
    assert refused.value.code == "words_needed"
    approval.refresh_from_db()
    assert approval.state == Approval.State.WAITING


def test_given_a_return_when_asked_again_and_approved_then_one_entry_tells_the_latest(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    first = ask(programme, sponsor, mentor, subject_id=SUBJECT)
    actions.return_with_words(first, "Lisää aikaa keskusteluun.", actor=sponsor)
    assert "palautti" in TimelineEntry.objects.get().what["fi"]
    second = ask(programme, sponsor, mentor, subject_id=SUBJECT)
    actions.approve(second, actor=sponsor)
    assert "hyväksyi" in TimelineEntry.objects.get().what["fi"]
    first.refresh_from_db()
    assert first.state == Approval.State.RETURNED
    assert first.words == "Lisää aikaa keskusteluun."


@pytest.mark.parametrize("again", ["approve", "return", "withdraw"])
def test_given_an_answer_when_answered_again_then_refused_and_nothing_changes(
    again: str, programme: Programme, sponsor: Person, mentor: Person
) -> None:
    approval = ask(programme, sponsor, mentor)
    actions.approve(Approval.objects.get(pk=approval.pk), actor=sponsor)
    acts: dict[str, Callable[[], None]] = {
        "approve": lambda: actions.approve(approval, actor=sponsor),
        "return": lambda: actions.return_with_words(approval, "Ei.", actor=sponsor),
        "withdraw": lambda: actions.withdraw_approval(approval, actor=mentor),
    }
    with pytest.raises(Refused) as refused:
        acts[again]()
    assert refused.value.code == "already_answered"
    approval.refresh_from_db()
    assert approval.state == Approval.State.APPROVED
    assert OutgoingMail.objects.filter(kind="programme/approval_answered").count() == 1


def test_given_it_is_withdrawn_then_no_entry_and_no_answer_and_it_can_be_asked_anew(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    actions.withdraw_approval(ask(programme, sponsor, mentor, subject_id=SUBJECT), actor=mentor)
    assert not TimelineEntry.objects.exists()
    assert not OutgoingMail.objects.filter(kind="programme/approval_answered").exists()
    assert ask(programme, sponsor, mentor, subject_id=SUBJECT).state == Approval.State.WAITING

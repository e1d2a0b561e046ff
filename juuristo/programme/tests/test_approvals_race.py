"""Two answers, or two requests, at the same moment."""

from uuid import UUID

import pytest

from juuristo.audit.models import AuditEvent
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Person
from juuristo.programme import actions
from juuristo.programme.models import Approval, Programme, TimelineEntry
from juuristo.programme.tests.factories import ProgrammeFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = UUID("7d7f5a3e-0000-4000-8000-000000000002")


@pytest.fixture
def programme(sponsor: Person) -> Programme:
    made: Programme = ProgrammeFactory(organisation=sponsor.organisation)
    return made


def ask(programme: Programme, sponsor: Person, actor: Person) -> Approval:
    return actions.ask_approval(
        programme, title="Työpajat", outline="x", sponsor=sponsor, subject_id=SUBJECT, actor=actor
    )


def test_given_a_request_when_answered_and_withdrawn_at_once_then_one_answer_holds(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    pk = ask(programme, sponsor, mentor).pk

    def approve() -> str:
        actions.approve(Approval.objects.get(pk=pk), actor=sponsor)
        return "approved"

    def send_back() -> str:
        actions.return_with_words(Approval.objects.get(pk=pk), "Lyhyemmin.", actor=sponsor)
        return "returned"

    def withdraw() -> str:
        actions.withdraw_approval(Approval.objects.get(pk=pk), actor=mentor)
        return "withdrawn"

    told = at_once([approve, send_back, withdraw, approve, send_back, withdraw])

    approval = Approval.objects.get()
    assert sorted(map(str, told)) == sorted(["already_answered"] * 5 + [approval.state])
    is_answer = approval.state != Approval.State.WITHDRAWN
    assert TimelineEntry.objects.count() == is_answer
    assert OutgoingMail.objects.exclude(to=sponsor.email).count() == is_answer
    assert AuditEvent.objects.filter(object_id=pk).exclude(verb="approval.asked").count() == 1


def test_given_one_outline_when_asked_about_at_once_then_one_request_waits(
    programme: Programme, sponsor: Person, mentor: Person
) -> None:
    told = at_once([lambda: ask(programme, sponsor, mentor).state] * 6)
    assert sorted(map(str, told)) == ["already_waiting"] * 5 + ["waiting"]
    assert Approval.objects.count() == OutgoingMail.objects.count() == 1

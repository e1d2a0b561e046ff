"""Every e-mail around management's support as it is read, in three languages.

``UPDATE_SNAPSHOTS=1 pytest …/test_sponsor_emails.py`` writes the snapshots anew.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from juuristo.gatherings import sponsor_emails
from juuristo.gatherings.models import Letter, Opening, Session
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.mail.tests import snapshots
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme import emails as programme_emails
from juuristo.programme.models import Approval

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEXTS = {
    "fi": ("Tule mukaan", "Hyvä työkaveri,\n\ntulen itsekin."),
    "sv": ("Kom med", "Kära kollega,\n\njag kommer också."),
    "en": ("Come along", "Dear colleague,\n\nI will be there too."),
}


@dataclass
class Ground:
    """A series whose sponsor and planner are one reader, so that each mail has its address."""

    ada: Person
    session: Session
    other: Session
    letter: Letter

    def opening(self, **fields: object) -> Opening:
        return Opening(
            session=self.session,
            asked_by=self.ada,
            asked_of=PersonFactory(
                organisation=self.ada.organisation, first_name="Outi", last_name="Johtava"
            ),
            wish="Kertoisitko omin sanoin, miksi tämä on tärkeää?",
            **fields,
        )

    def approval(self, **fields: object) -> Approval:
        return Approval(
            programme=self.session.series.programme,
            title="Työpajat",
            outline="20 työpajaa & kaksi tuntia.",
            asked_by=self.ada,
            asked_of=self.ada,
            **fields,
        )


def opening_to(ground: Ground) -> None:
    opening = ground.opening()
    opening.asked_by, opening.asked_of = opening.asked_of, opening.asked_by
    sponsor_emails.opening_asked(opening)


def answered(ground: Ground, state: str, words: str = "") -> None:
    approval = ground.approval(state=state, words=words)
    approval.asked_of = ground.opening().asked_of
    programme_emails.approval_answered(approval)


def letter_answered(ground: Ground, state: str, words: str = "") -> None:
    ground.letter.state, ground.letter.words = state, words
    sponsor_emails.letter_answered(ground.letter)


MAILS: dict[str, Callable[[Ground], None]] = {
    "approval_asked": lambda ground: programme_emails.approval_asked(ground.approval()),
    "approval_approved": lambda ground: answered(ground, "approved"),
    "approval_returned": lambda ground: answered(ground, "returned", "Lisää taukoja."),
    "signature_asked": lambda ground: sponsor_emails.signature_asked(ground.letter),
    "letter_signed": lambda ground: letter_answered(ground, "signed"),
    "letter_returned": lambda ground: letter_answered(ground, "draft", "Lyhyemmin."),
    "letter": lambda ground: sponsor_emails.letter(
        ground.letter, ground.ada, url="https://example.org/own/LINK/", once_key="letter"
    ),
    "opening_asked": opening_to,
    "opening_answered": lambda ground: sponsor_emails.opening_answered(
        ground.opening(state="agreed")
    ),
    "opening_declined": lambda ground: sponsor_emails.opening_answered(
        ground.opening(state="declined", suggested=ground.other, words="Olen matkalla.")
    ),
    "opening_moved": lambda ground: sponsor_emails.opening_moved(
        Opening(session=ground.session, asked_of=ground.ada), ground.other
    ),
    "opening_called_off": lambda ground: sponsor_emails.opening_called_off(
        Opening(session=ground.session, asked_of=ground.ada)
    ),
    "opening_agreed": lambda ground: sponsor_emails.opening_agreed(
        Opening(session=ground.session, asked_of=ground.ada)
    ),
}


@pytest.fixture
def ground(organisation: Organisation) -> Ground:
    series = SeriesFactory(
        programme__organisation=organisation, programme__slug="meidan", published_at=NOW
    )
    first, second = (
        SessionFactory(
            series=series,
            starts_at=datetime(2026, 12, day, 11, tzinfo=UTC),
            ends_at=datetime(2026, 12, day, 11, tzinfo=UTC) + timedelta(hours=2),
            place="Harjun sali",
        )
        for day in (1, 8)
    )
    ada = PersonFactory(
        organisation=organisation,
        first_name="Ada",
        last_name="Esimerkki",
        title="johtaja",
        roles=[Role.SPONSOR],
    )
    letter = Letter(
        series=series,
        subject={code: subject for code, (subject, _body) in TEXTS.items()},
        body={code: body for code, (_subject, body) in TEXTS.items()},
        signer=ada,
        made_by=ada,
        asked_at=NOW,
    )
    return Ground(ada, first, second, letter)


def as_read(person: Person) -> str:
    mail = OutgoingMail.objects.get(to=person.email)
    text = re.sub(r"/(approve|sign|answer)/[^/\s]+/", r"/\1/TOKEN/", mail.text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    return f"{mail.subject}\n\n{text}\n"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_given_what_happened_when_the_mail_is_queued_then_it_reads_as_agreed(
    name: str, language: str, ground: Ground
) -> None:
    assert ground.ada.user is not None
    ground.ada.user.language = language
    with time_machine.travel(NOW, tick=False):
        MAILS[name](ground)
    read = as_read(ground.ada)
    snapshots.check(read, __file__, f"{name}.{language}")
    assert "&amp;" not in read


def test_given_markup_in_an_outline_or_letter_when_the_html_is_made_then_it_is_escaped(
    ground: Ground,
) -> None:
    approval = ground.approval()
    approval.outline = "<script>x</script>"
    programme_emails.approval_asked(approval)
    html = OutgoingMail.objects.get().html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html

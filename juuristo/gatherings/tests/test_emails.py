"""Every e-mail of gatherings as it is read, in three languages.

``UPDATE_SNAPSHOTS=1 pytest …/test_emails.py`` writes the snapshots anew; read the difference.
"""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from juuristo.gatherings import emails, words
from juuristo.gatherings.models import (
    Commitment,
    FacilitatorEvent,
    Session,
    SignUp,
    SignUpWay,
)
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.mail.tests import snapshots
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
Send = Callable[[SignUp, SignUp], None]


def _moved(mine: SignUp, other: SignUp) -> None:
    was = other.session
    emails.session_moved(mine, starts_at=was.starts_at, ends_at=was.ends_at, where=was.where)


def _led(mine: SignUp) -> FacilitatorEvent:
    return FacilitatorEvent(session=mine.session, person=mine.person)


def _remind_wishes(mine: SignUp) -> None:
    """A reminder to tell one's wishes, until the last of November."""
    series = mine.session.series
    series.sign_up_way = SignUpWay.WISHES
    series.signup_closes_at = datetime(2026, 11, 30, 10, tzinfo=UTC)
    emails.remind(series, mine.person, room=[])


ACT = "Kysyn asiakkaalta ensin, mikä painaa eniten."


def _act(mine: SignUp) -> Commitment:
    return Commitment(session=mine.session, person=mine.person, text=ACT)


MAILS: dict[str, Send] = {
    "act_asked": lambda mine, other: emails.act_asked(_act(mine), weeks=2),
    "act_asked_again": lambda mine, other: emails.act_asked(_act(mine), weeks=6),
    "booked": lambda mine, other: emails.booked(mine),
    "booked_all": lambda mine, other: emails.booked_all([mine, other]),
    "booked_all_waiting": lambda mine, other: emails.booked_all([other]),
    "waiting": lambda mine, other: emails.waiting(other),
    "promoted": lambda mine, other: emails.promoted(mine, given_up=None),
    "promoted_instead": lambda mine, other: emails.promoted(mine, given_up=other),
    "changed": lambda mine, other: emails.changed(mine, given_up=other),
    "cancelled": lambda mine, other: emails.cancelled(mine),
    "session_cancelled": lambda mine, other: emails.session_cancelled(mine, had_seat=True),
    "session_cancelled_waiting": lambda mine, other: emails.session_cancelled(
        other, had_seat=False
    ),
    "session_moved": _moved,
    "remind": lambda mine, other: emails.remind(
        mine.session.series, mine.person, room=[mine.session, other.session]
    ),
    "remind_wishes": lambda mine, other: _remind_wishes(mine),
    "allocated": lambda mine, other: emails.allocated(mine, rank=2, once_key="a"),
    "allocated_unwished": lambda mine, other: emails.allocated(mine, rank=0, once_key="a"),
    "unallocated": lambda mine, other: emails.unallocated(
        mine.session.series, mine.person, room=[other.session], once_key="a"
    ),
    "unallocated_full": lambda mine, other: emails.unallocated(
        mine.session.series, mine.person, room=[], once_key="a"
    ),
    "wish_cancelled": lambda mine, other: emails.wish_cancelled(mine.session, mine.person, left=1),
    "wish_moved": lambda mine, other: emails.wish_moved(
        mine.session, mine.person, before=other.session
    ),
    "cafe": lambda mine, other: emails.cafe(mine.session, mine.person, once_key="a"),
    "declined": lambda mine, other: emails.declined(mine),
    "place_stays": lambda mine, other: emails.place_stays(mine, why="outdated"),
    "place_stays_past": lambda mine, other: emails.place_stays(mine, why="past"),
    "lead_stays": lambda mine, other: emails.lead_stays(_led(mine)),
    "soon": lambda mine, other: emails.soon(mine.session, mine.person, leads=False, once_key="a"),
    "soon_led": lambda mine, other: emails.soon(
        mine.session, mine.person, leads=True, once_key="a"
    ),
    "facilitator": lambda mine, other: emails.facilitator(_led(mine)),
    "facilitator_moved": lambda mine, other: emails.facilitator_moved(_led(mine), other.session),
    "facilitator_released": lambda mine, other: emails.facilitator_released(
        _led(mine), is_held=True
    ),
    "facilitator_not_held": lambda mine, other: emails.facilitator_released(
        _led(mine), is_held=False
    ),
}


@pytest.fixture
def signups(organisation: Organisation) -> tuple[SignUp, SignUp]:
    """A place on 1 December and a wait for 8 December."""
    series = SeriesFactory(programme__organisation=organisation, published_at=NOW)
    ada = PersonFactory(organisation=organisation, first_name="Ada", last_name="Esimerkki")

    def session(day: int, **fields: object) -> Session:
        starts_at = datetime(2026, 12, day, 11, tzinfo=UTC)
        ends_at = starts_at + timedelta(hours=2)
        pk = uuid.UUID(int=day)
        return SessionFactory(pk=pk, series=series, starts_at=starts_at, ends_at=ends_at, **fields)

    remote = session(1, remote_link="https://example.org/kokous")
    on_site = session(8, place="Mäntykoski & Harju", capacity=1)
    return (
        SignUp.objects.create(session=remote, person=ada, state="booked"),
        SignUp.objects.create(session=on_site, person=ada, state="waiting", ticket=1),
    )


def as_read(person: Person) -> str:
    mails = OutgoingMail.objects.filter(to=person.email).order_by("kind")
    parts = [
        f"{mail.subject}\n[{mail.calendar_method or 'no calendar'}]\n\n{mail.text}\n"
        for mail in mails
    ]
    return "\n----\n".join(parts)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_given_what_happened_when_the_mail_is_queued_then_it_reads_as_agreed(
    name: str, language: str, signups: tuple[SignUp, SignUp]
) -> None:
    mine, other = signups
    assert mine.person.user is not None
    mine.person.user.language = language
    other.person = mine.person
    with time_machine.travel(NOW, tick=False):
        MAILS[name](mine, other)
    read = as_read(mine.person).replace(str(mine.session.series_id), "SERIES")
    read = re.sub(r"(?<=/tell/)\S+(?=/)|(?<=/own/)\S+(?=/)", "TOKEN", read)
    snapshots.check(read, __file__, f"{name}.{language}")
    assert "&amp;" not in read


def test_given_a_mail_nobody_else_should_know_of_then_no_part_of_it_tells_what_was_written(
    signups: tuple[SignUp, SignUp],
) -> None:
    assert {"gatherings/act_asked"} == words.DISCREET
    mine = signups[0]
    emails.act_asked(_act(mine), weeks=2)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Miten sujui?"
    for part in (mail.text, mail.html):
        assert ACT not in part
        assert "työpaja" not in part.lower()
        assert "teko" not in part.lower()


def test_given_a_name_with_markup_when_the_html_is_made_then_it_is_escaped(
    signups: tuple[SignUp, SignUp],
) -> None:
    signups[0].session.series.name = {"fi": "<b>Työpaja</b>"}
    emails.booked(signups[0])
    html = OutgoingMail.objects.get().html
    assert "&lt;b&gt;Työpaja" in html
    assert "<b>Työpaja" not in html


def test_given_a_place_when_it_is_told_and_cancelled_then_the_calendar_knows_the_same_event(
    signups: tuple[SignUp, SignUp],
) -> None:
    mine = signups[0]
    emails.booked(mine)
    mine.calendar_sequence += 1
    emails.cancelled(mine)
    request, cancel = (
        OutgoingMail.objects.get(calendar_method=method).calendar.replace("\r\n ", "")
        for method in ("REQUEST", "CANCEL")
    )
    for text in (request, cancel):
        assert f"UID:{mine.pk}@juuristo" in text
        assert f"mailto:{mine.person.email}" in text
        assert "DTSTART:20261201T110000Z" in text
    assert "METHOD:REQUEST" in request
    assert "SEQUENCE:0" in request
    assert "METHOD:CANCEL" in cancel
    assert "SEQUENCE:1" in cancel
    assert "STATUS:CANCELLED" in cancel

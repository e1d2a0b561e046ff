"""A meeting tool's participant list: read in its languages, matched without guessing, forgotten."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, seats
from juuristo.gatherings.actions.participants import tidy_participants
from juuristo.gatherings.models import ParticipantList, Session, SignUp
from juuristo.gatherings.participants import (
    Known,
    Participant,
    UnreadableListError,
    match,
    read_list,
    seconds_of,
)
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

TEAMS = """\
1. Summary
Meeting title\tPerehdytystyöpaja
Attended participants\t5
Start time\t11/20/26, 9:00:00 AM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Aatu Esimerkki\t9:00\t11:00\t1h 58m 30s\taatu@example.org\taatu@example.org\tPresenter
Bea Esimerkki (Guest)\t9:05\t10:00\t55m\t\t\tAttendee
Bea Esimerkki (Guest)\t10:05\t11:00\t55m\t\t\tAttendee
Cecilia Esimerkki\t9:00\t9:01\t59s\t\t\tAttendee
iPhone\t9:00\t11:00\t2h\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Aatu Esimerkki\t9:00\t11:00\t1h 58m 30s\taatu@example.org\tPresenter
"""
FINNISH = """\
1. Yhteenveto
Kokouksen otsikko,Työpaja

2. Osallistujat
Nimi,Ensimmäinen liittyminen,Kesto kokouksessa,Sähköposti,Osallistujan tunnus (UPN),Rooli
Bea Esimerkki (Vieras),9.00,1 t 5 min,,,Osallistuja
"""
OLD = """\
Meeting Summary
Total Number of Participants\t1

Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Aatu Esimerkki\t9\t11\t2h\tAATU@example.org\tPresenter
"""
OTHERS = "Name (Original Name);User Email;Duration (Minutes);Guest\nAatu E;aatu@example.org;62;No\n"
NAMES = 'First name,Last name,Email,Duration\n"Bea","Esimerkki","",01:02:03\n'


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (TEAMS.encode("utf-16"), Participant("Aatu Esimerkki", "aatu@example.org", 7110)),
        (TEAMS.encode("utf-8-sig"), Participant("Aatu Esimerkki", "aatu@example.org", 7110)),
        (TEAMS.encode("utf-16-le"), Participant("Aatu Esimerkki", "aatu@example.org", 7110)),
        (FINNISH.encode(), Participant("Bea Esimerkki", "", 3900, is_guest=True)),
        (OLD.encode("utf-16"), Participant("Aatu Esimerkki", "aatu@example.org", 7200)),
        (OTHERS.encode(), Participant("Aatu E", "aatu@example.org", 3720)),
        (NAMES.encode(), Participant("Bea Esimerkki", "", 3723)),
    ],
)
def test_given_a_tools_list_then_its_people_are_read(data: bytes, first: Participant) -> None:
    assert read_list(data)[0] == first


def test_given_one_who_joined_twice_then_they_are_one_and_the_next_table_is_left_out() -> None:
    people = read_list(TEAMS.encode("utf-16"))
    assert [(one.name, one.minutes) for one in people] == [
        ("Aatu Esimerkki", 118),
        ("Bea Esimerkki", 110),
        ("Cecilia Esimerkki", 1),
        ("iPhone", 120),
    ]


@pytest.mark.parametrize(
    "times",
    [
        ("11/20/26, 11:55:00 AM", "11/20/26, 12:25:30 PM", "11/20/26, 12:30:00 PM"),
        ("20.11.2026 klo 11.55.00", "20.11.2026 klo 12.25.30", "20.11.2026 klo 12.30.00"),
        ("2026-11-20T11:55:00+02:00", "2026-11-20T12:25:30+02:00", "2026-11-20T12:30:00+02:00"),
        ("11/20/26, 11:55:00 PM", "11/21/26, 12:25:30 AM", "11/21/26, 12:30:00 AM"),
    ],
)
def test_given_only_who_joined_and_left_when_then_their_stays_are_reckoned(
    times: tuple[str, str, str],
) -> None:
    joined, left, again = times
    rows = ["Full Name, User Action, Timestamp", f"Aatu Esimerkki,Joined before,{joined}"]
    rows += [f"Bea Esimerkki,Joined,{joined}", f"Aatu Esimerkki,Left,{left}"]
    rows += [f"Aatu Esimerkki,Joined,{left}", f"Aatu Esimerkki,Left,{again}"]
    assert read_list("\n".join(rows).encode()) == [
        Participant("Aatu Esimerkki", "", 2100),
        Participant("Bea Esimerkki"),
    ]


def test_given_names_alone_then_they_are_enough() -> None:
    assert read_list(b"Nimi\nAatu\n") == [Participant("Aatu")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_people"),
        (b"Kuka\nAatu\n", "no_people"),
        (b"PK\x03\x04\x00\xff\xfe", "unreadable"),
        (b"Name,Email\n" + b"A,a@example.org\n" * 901, "too_large"),
        (b"x" * (2 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_given_something_else_then_it_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableListError) as fault:
        read_list(data)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *(("1h 2m 3s", 3723), ("2 tim 5 min", 7500), ("1 t 5 min", 3900), ("45", 2700)),
        *(
            ("noin", None),
            ("9" * 5000, None),
            ("9" * 5000 + " min", None),
            ("9" * 5000 + ":00", None),
        ),
    ],
)
def test_given_a_duration_then_it_is_read(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds


def known(name: str, email: str = "") -> Known:
    return Known(uuid4(), name, email or f"{uuid4()}@example.org")


def test_given_an_address_a_name_and_doubt_then_only_what_is_certain_is_sure() -> None:
    aatu, bea = known("Aatu Esimerkki", "aatu@example.org"), known("Bea Esimerkki")
    twins = [known("Cecilia Esimerkki"), known("Cecilia Esimerkki")]
    found = match(
        [
            Participant("Joku muu", "aatu@example.org"),
            Participant("bea  ESIMERKKI"),
            Participant("Bea Esimerkki", is_guest=True),
            Participant("Esimerkki, Bea"),
            Participant("Cecilia Esimerkki"),
            Participant("Bea E"),
        ],
        [aatu, bea, *twins],
    )
    assert [(one.candidates, one.sure) for one in found] == [
        ([aatu], True),
        ([bea], True),
        ([bea], False),
        ([bea], False),
        (twins, False),
        ([], False),
    ]


def test_given_an_address_without_a_name_then_it_has_a_name_to_show_and_no_address_is_kept() -> (
    None
):
    rows = [one.as_row() for one in match([Participant("", "aatu@example.org")], [])]
    assert [row["name"] for row in rows] == ["aatu"]
    assert "@" not in str(rows)


def test_given_two_rows_of_one_person_then_only_one_is_sure() -> None:
    aatu = known("Aatu Esimerkki", "aatu@example.org")
    rows = [Participant("Aatu Esimerkki"), Participant("A", "aatu@example.org")]
    assert [one.sure for one in match(rows, [aatu])] == [False, True]


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    """Aatu, Bea, Cecilia and Daavid have places; Eeli has none; the mentor leads."""
    made = SessionFactory(
        series__programme__organisation=organisation, starts_at=timezone.now(), capacity=4
    )
    Session.objects.filter(pk=made.pk).update(starts_at=timezone.now() + timedelta(minutes=5))
    made.refresh_from_db()
    made.facilitators.add(mentor)
    for name in ("Aatu", "Bea", "Cecilia", "Daavid", "Eeli"):
        person = PersonFactory(
            organisation=organisation,
            first_name=name,
            last_name="Esimerkki",
            email=f"{name.lower()}@example.org",
        )
        if name != "Eeli":
            actions.sign_up(made, person, actor=person)
    return Session.objects.get(pk=made.pk)


def bring(client: Any, session: Session, text: str) -> Any:
    file = SimpleUploadedFile("lista.csv", text.encode("utf-16"))
    url = reverse("participants_new", args=[session.pk])
    return client.post(url, {"file": file}, follow=True)


def states() -> dict[str, str]:
    return dict(SignUp.objects.order_by("pk").values_list("person__first_name", "state"))


def test_given_a_list_then_it_is_reviewed_applied_and_forgotten(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    client = client_of(mentor)
    page = bring(client, session, TEAMS + "\n")
    kept = ParticipantList.objects.get()
    context = page.context
    assert [line["name"] for line in context["sure"]] == ["Aatu Esimerkki", "Cecilia Esimerkki"]
    assert [line["is_short"] for line in context["sure"]] == [False, True]
    assert [line["name"] for line in context["unsure"]] == ["Bea Esimerkki", "iPhone"]
    assert [one.first_name for one in context["missing"]] == ["Bea", "Daavid"]
    assert "aatu@example.org" not in page.text
    assert set(states().values()) == {"booked"}
    bea = Person.objects.get(first_name="Bea")
    aatu = kept.rows[0]["person"]
    url = reverse("participants_review", args=[session.pk, kept.pk])
    post = {"row-0": aatu, "row-1": str(bea.pk), "row-3": "", "row-9": "x", "absent": "1"}
    answer = client.post(url, post, follow=True)
    assert "Merkitsimme 2 ihmistä paikalle." in answer.text
    assert states() == {
        "Aatu": "attended",
        "Bea": "attended",
        "Cecilia": "absent",
        "Daavid": "absent",
    }
    assert not ParticipantList.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="participants.").order_by("at", "id")
    assert [event.verb for event in verbs] == ["participants.read", "participants.applied"]


@pytest.mark.parametrize("verb", ["get", "post"])
def test_given_a_list_dealt_with_then_coming_back_to_it_says_so_and_marks_nobody(
    session: Session, mentor: Person, client_of: ClientOf, verb: str
) -> None:
    client = client_of(mentor)
    bring(client, session, TEAMS)
    url = reverse("participants_review", args=[session.pk, ParticipantList.objects.get().pk])
    client.post(url, {"drop": "1"})
    page = getattr(client, verb)(url, follow=True)
    assert page.redirect_chain == [(reverse("attendance", args=[session.pk]), 302)]
    assert "Luetteloa ei enää ole." in page.text
    assert set(states().values()) == {"booked"}


def test_given_one_without_a_place_then_they_walk_in_and_an_outsider_cannot_be_marked(
    session: Session, mentor: Person, stranger: Person, client_of: ClientOf
) -> None:
    client = client_of(mentor)
    bring(client, session, "Name\tEmail\nE\teeli@example.org\nVieras\tx@example.com\n")
    kept = ParticipantList.objects.get()
    eeli = Person.objects.get(first_name="Eeli")
    assert [row["sure"] for row in kept.rows] == [True, False]
    url = reverse("participants_review", args=[session.pk, kept.pk])
    assert "ilmoittautumatta" in client.get(url).text
    client.post(url, {"row-0": str(eeli.pk), "row-1": str(stranger.pk)})
    assert states()["Eeli"] == "attended"
    assert not SignUp.objects.filter(person=stranger).exists()
    session.refresh_from_db()
    assert (session.taken, session.capacity) == (5, 5)
    assert seats.faults([session]) == []


def test_given_a_facilitator_on_the_list_then_they_are_named_and_not_marked(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    page = bring(client_of(mentor), session, f"Name\tEmail\nX\t{mentor.email}\n")
    assert [line["found"] for line in page.context["leading"]] == [[mentor]]
    assert page.context["sure"] == []


def test_given_a_list_nobody_wants_then_it_goes_at_once_or_in_a_day(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    client = client_of(mentor)
    bring(client, session, TEAMS)
    url = reverse("participants_review", args=[session.pk, ParticipantList.objects.get().pk])
    client.post(url, {"drop": "1"})
    assert not ParticipantList.objects.exists()
    bring(client, session, TEAMS)
    assert tidy_participants() == 0
    ParticipantList.objects.update(read_at=timezone.now() - timedelta(days=1, minutes=1))
    assert tidy_participants() == 1
    assert set(states().values()) == {"booked"}


def test_given_a_bad_file_or_none_or_too_early_then_it_says_what_to_do(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    client, url = client_of(mentor), reverse("participants_new", args=[session.pk])
    assert "Tiedostosta ei löytynyt osallistujia." in bring(client, session, "a,b\n").text
    assert "Valitse tiedosto." in client.post(url).text
    later = timezone.now() + timedelta(hours=2)
    Session.objects.update(starts_at=later, ends_at=later + timedelta(hours=2))
    assert "puoli tuntia" in bring(client, session, TEAMS).text
    assert not ParticipantList.objects.exists()


def test_given_others_then_they_neither_bring_nor_see_a_list(
    session: Session, mentor: Person, adviser: Person, stranger: Person, client_of: ClientOf
) -> None:
    bring(client_of(mentor), session, TEAMS)
    kept: UUID = ParticipantList.objects.get().pk
    for person, status in ((adviser, 403), (stranger, 404)):
        client = client_of(person)
        assert (
            client.get(reverse("participants_review", args=[session.pk, kept])).status_code
            == status
        )
        assert client.get(reverse("participants_new", args=[session.pk])).status_code == status


def test_given_fifty_megabytes_then_they_are_refused_in_words_and_nothing_is_kept(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    file = SimpleUploadedFile("lista.csv", b"Name,Email\n" + b"A,a@example.org\n" * 3_300_000)
    page = client_of(mentor).post(reverse("participants_new", args=[session.pk]), {"file": file})
    assert page.status_code == 422
    assert "yli kaksi megatavua" in page.text
    assert not ParticipantList.objects.exists()


@pytest.mark.parametrize(
    "name", ["=cmd|'/c calc'!A0", "\u202eatuA", "<script>alert(1)</script>", "x" * 50_000, "\ud7ff"]
)
def test_given_a_hostile_name_then_it_is_shown_as_text_and_nobody_is_guessed(
    session: Session, mentor: Person, client_of: ClientOf, name: str
) -> None:
    page = bring(client_of(mentor), session, f"Name\tDuration\n{name}\t{'9' * 5000}\n").text
    assert "Luettelosta ei ole vielä merkitty mitään." in page
    assert "<script>alert" not in page
    (row,) = ParticipantList.objects.get().rows
    assert (row["person"], row["minutes"], row["candidates"]) == (None, None, [])


def test_given_as_many_rows_as_a_list_may_have_then_the_review_can_be_sent(
    session: Session, mentor: Person, client_of: ClientOf
) -> None:
    client = client_of(mentor)
    bring(client, session, "Name\tEmail\n" + "".join(f"V{n}\t\n" for n in range(900)))
    kept = ParticipantList.objects.get()
    sent = {f"row-{number}": "" for number in range(len(kept.rows))}
    page = client.post(
        reverse("participants_review", args=[session.pk, kept.pk]), sent, follow=True
    )
    assert page.status_code == 200
    assert not ParticipantList.objects.exists()

"""What the example claims to be the case's must equal what was published."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from example import case, loader
from juuristo.gatherings.models import Session, SignUp
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person, Role, User
from juuristo.programme.models import Programme, TimelineEntry

# The facts as published, copied here by hand so that a slip in case.json shows.
PUBLISHED_TIMELINE = (
    "2020-02 planning|2020-03 mentor_call|2020-03 2022-03 other_change|2020-04-21 invitation|"
    "2020-05-07 mentor_training|2020-05-27 mentor_training|2020-06-10 mentor_training|"
    "2020-09-09 mentor_training|2020-09-16 mentor_training|2020-09 planning|2020-10-07 approval|"
    "2020-10-22 support_act|2020-10-20 2020-11-26 workshop 20|2020-11-03 survey|"
    "2020-12-18 review|2021-01-04 mentor_training|2021-02-11 2021-02-23 planning|"
    "2021-02-15 planning|2021-03 2021-06 other_change|2021-03-29 2022-04-21 orientation 7|"
    "2021-04-21 survey 15|2021-09-07 2021-10-04 study_circle 3|"
    "2021-09-14 2021-10-05 study_circle 3|2021-09-21 2021-10-07 study_circle 3|"
    "2022-02-21 survey 254 104|2022-03 support_act|2022-03-16 reminder|2022-03-16 proposal|"
    "2022-03-23 planning|2022-04-06 cafe|2022-04-06 reminder|2022-05 other_change|"
    "2022-05-24 cafe|2023-04 survey 9 3|2025-01-01 other_change"
)


@pytest.fixture
def example(db: None) -> Organisation:
    return loader.load()


def staff(organisation: Organisation) -> "list[Person]":
    people = Person.objects.filter(organisation=organisation, roles__role=Role.ADVISER)
    return list(people.select_related("office", "team"))


def test_given_the_case_file_when_read_then_dates_and_counts_are_the_published_ones() -> None:
    rows = [
        " ".join(
            str(row[key])
            for key in ("date", "end", "kind", "sessions", "invited", "answers")
            if key in row
        )
        for row in case.read()["timeline"]
    ]
    assert "|".join(rows) == PUBLISHED_TIMELINE


def test_given_the_example_when_loaded_then_its_people_are_the_published_numbers(
    example: Organisation,
) -> None:
    people = staff(example)
    today = [p for p in people if not p.has_left()]
    sizes = case.read()["organisation"]
    assert len(today) == 254
    assert Counter(p.office.name for p in today if p.office) == sizes["offices"]
    assert Counter(p.team.name for p in today if p.team) == sizes["teams"]
    assert len(sizes["offices"]) == 5
    assert len(sizes["teams"]) == 9
    assert Person.objects.filter(organisation=example, roles__role=Role.MENTOR).count() == 10
    asked = Person.objects.filter(
        organisation=example, roles__role=Role.ADVISER, start_date__lt=date(2022, 1, 1)
    ).in_service(date(2022, 2, 21))
    assert asked.count() == 254


def test_given_the_example_when_loaded_then_the_gatherings_are_those_of_the_case(
    example: Organisation,
) -> None:
    past = Session.objects.filter(series__programme__slug="kohtaava-2020-2022")
    held = past.values("series__kind").annotate(
        sessions=Count("id", distinct=True),
        came=Count("signups", filter=Q(signups__state=SignUp.State.ATTENDED)),
    )
    found = {row["series__kind"]: (row["sessions"], row["came"]) for row in held}
    assert {kind: sessions for kind, (sessions, _came) in found.items()} == {
        "workshop": 20, "study_circle": 9, "orientation": 7, "cafe": 2,
    }  # fmt: skip
    assert found["workshop"][1] > 250
    workshops = past.filter(series__kind="workshop")
    for session in workshops:
        assert session.capacity == 15
        assert 2 <= session.facilitators.count() <= 3
        assert (session.ends_at - session.starts_at).total_seconds() == 120 * 60
    days = sorted(timezone.localdate(s.starts_at) for s in workshops)
    assert (days[0], days[-1]) == (date(2020, 10, 20), date(2020, 11, 26))
    assert len(days) == 20
    assert TimelineEntry.objects.filter(programme__slug="kohtaava-2020-2022").count() == 35


def test_given_the_example_when_loaded_then_counters_are_true_and_no_mail_waits(
    example: Organisation,
) -> None:
    waiting = Q(signups__state=SignUp.State.WAITING)
    counted = Session.objects.annotate(
        in_line=Count("signups", filter=waiting), seated=Count("signups", filter=~waiting)
    )
    assert not counted.exclude(taken=F("seated"), waiting=F("in_line")).exists()
    assert not OutgoingMail.objects.exists()


def test_given_the_example_when_loaded_today_then_there_is_something_to_sign_up_to(
    example: Organisation,
) -> None:
    bookable = Session.objects.bookable()
    for kind in ("study_circle", "cafe", "workshop"):
        sessions = bookable.filter(series__kind=kind)
        assert any(s.free for s in sessions), kind
        assert any(s.waiting for s in sessions), kind


def test_given_two_loads_when_compared_then_the_same_people_come_out(
    example: Organisation,
) -> None:
    def print_of(organisation: Organisation) -> list[tuple[object, ...]]:
        return sorted(
            (p.email, p.full_name, p.title, p.start_date, p.left_date, str(p.office), str(p.team))
            for p in staff(organisation)
        )

    first = print_of(example)
    User.objects.all().delete()
    Programme.objects.all().delete()
    Person.objects.all().delete()
    example.delete()
    assert print_of(loader.load()) == first


def test_given_the_example_when_loaded_again_then_nothing_is_doubled(
    example: Organisation,
) -> None:
    with pytest.raises(loader.AlreadyLoadedError):
        loader.load()
    assert Organisation.objects.count() == 1

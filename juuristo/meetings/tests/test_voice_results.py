"""What may be shown of the client voice, on the page and by REST: the same, and never more."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.figures.disclosure import State
from juuristo.meetings.models import StepMonth, VoiceComment, VoiceMonth
from juuristo.meetings.voice_results import comments, months, quarters, steps
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tests.factories import OfficeFactory
from juuristo.people.tokens import hash_of
from juuristo.programme.tests.factories import ProgrammeFactory

from .voices import closed_month, marks_of

pytestmark = pytest.mark.django_db
JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (7, 8, 9))
QUARTER = (JULY, AUGUST, SEPTEMBER)


def states(organisation: Organisation) -> list[State]:
    return [line.state for line in months(organisation.pk)]


def parts(organisation: Organisation, month: date, **sizes: int) -> None:
    """Groups of one month; a value like ``kotka_4`` has four advisers."""
    for value, answers in sizes.items():
        advisers = int(value.rpartition("_")[2]) if "_" in value else 8
        closed_month(organisation, month, answers, advisers, "office", value)


def a_quarter(organisation: Organisation, *totals: int, **sizes: int) -> None:
    """A closed quarter whose first month has the groups."""
    for month, answers in zip(QUARTER, totals, strict=True):
        closed_month(organisation, month, answers)
    parts(organisation, JULY, **sizes)


def shown(organisation: Organisation, by: str = "office") -> dict[str, State]:
    (quarter,) = quarters(organisation.pk, by)
    return {line.key: line.state for line in quarter.lines}


def test_given_months_then_each_stands_on_its_ratings_and_advisers(
    organisation: Organisation,
) -> None:
    for number, (answers, advisers) in enumerate([(10, 5), (9, 50), (90, 4), (0, 9)], 1):
        closed_month(organisation, date(2026, number, 1), answers, advisers)
    closed_month(organisation, date(2026, 5, 1), 90, is_closed=False)
    shown_, hidden, missing = State.SHOWN, State.PROTECTED, State.MISSING
    assert states(organisation) == [shown_, hidden, hidden, missing]
    first, second, *_ = months(organisation.pk)
    assert first.answers == 10
    assert (second.answers, second.spreads) == (None, [])


def test_given_a_statement_that_few_rated_then_the_month_is_protected_whole(
    organisation: Organisation,
) -> None:
    marks = marks_of(40) | {"believe": [1, 1, 1, 1, 5]}
    closed_month(organisation, JULY, 40, marks=marks)
    assert states(organisation) == [State.PROTECTED]


def test_given_offices_then_the_small_one_is_hidden_with_another(
    organisation: Organisation,
) -> None:
    a_quarter(organisation, 100, 0, 0, a=40, b=30, c=22, d=8)
    assert shown(organisation) == {
        "a": State.SHOWN, "b": State.SHOWN, "c": State.PROTECTED, "d": State.PROTECTED,
    }  # fmt: skip


def test_given_an_office_with_four_advisers_then_it_is_hidden_however_many_answered(
    organisation: Organisation,
) -> None:
    a_quarter(organisation, 150, 0, 0, a=40, b=30, c_4=80)
    assert shown(organisation)["c_4"] is State.PROTECTED
    assert list(shown(organisation).values()).count(State.PROTECTED) == 2


def test_given_two_offices_and_one_small_then_nothing_of_them_is_shown(
    organisation: Organisation,
) -> None:
    a_quarter(organisation, 40, 0, 0, a=36, b=4)
    (quarter,) = quarters(organisation.pk, "office")
    assert quarter.is_withheld
    assert quarter.total.state is State.SHOWN
    assert {line.state for line in quarter.lines} == {State.PROTECTED}


def test_given_a_month_that_is_not_closed_then_its_quarter_is_not_there(
    organisation: Organisation,
) -> None:
    closed_month(organisation, JULY, 50)
    closed_month(organisation, AUGUST, 50)
    parts(organisation, JULY, a=25, b=25)
    assert quarters(organisation.pk, "office") == []
    closed_month(organisation, SEPTEMBER, 50, is_closed=False)
    assert quarters(organisation.pk, "office") == []


def test_given_one_protected_month_then_its_quarter_leaves_it_out(
    organisation: Organisation,
) -> None:
    """Else the quarter minus its shown months would be that month."""
    a_quarter(organisation, 40, 30, 6, a=20, b=20)
    parts(organisation, SEPTEMBER, a=6)
    (quarter,) = quarters(organisation.pk, "office")
    assert quarter.total.answers == 70
    assert [line.answers for line in quarter.lines] == [20, 20]


def test_given_two_protected_months_that_cover_each_other_then_both_count(
    organisation: Organisation,
) -> None:
    a_quarter(organisation, 40, 7, 6, a=20, b=20)
    (quarter,) = quarters(organisation.pk, "office")
    assert quarter.total.answers == 53


def test_given_a_quarter_when_months_are_taken_from_it_then_no_protected_month_is_known(
    organisation: Organisation,
) -> None:
    for totals in [(40, 30, 6), (40, 7, 6), (9, 9, 9), (3, 3, 3), (40, 2, 2)]:
        VoiceMonth.objects.all().delete()
        a_quarter(organisation, *totals)
        lines = months(organisation.pk)
        (quarter,) = quarters(organisation.pk, "office")
        told = sum(line.answers or 0 for line in lines)
        if quarter.total.answers is not None:
            left = quarter.total.answers - told
            assert left == 0 or left >= 10


def test_given_the_largest_month_then_its_advisers_are_the_quarters(
    organisation: Organisation,
) -> None:
    """The same four people in three months are four people."""
    for month in QUARTER:
        closed_month(organisation, month, 60, 12)
        closed_month(organisation, month, 20, 4, "office", "a")
        closed_month(organisation, month, 20, 8, "office", "b")
        closed_month(organisation, month, 20, 8, "office", "c")
    assert shown(organisation)["a"] is State.PROTECTED


def test_given_comments_then_ten_are_needed_in_a_shown_month(organisation: Organisation) -> None:
    closed_month(organisation, JULY, 40)
    closed_month(organisation, AUGUST, 4)
    for month, count in ((JULY, 9), (AUGUST, 30)):
        for _ in range(count):
            VoiceComment.objects.create(organisation=organisation, month=month, text="شكراً")
    july, august = months(organisation.pk)
    assert comments(organisation.pk, july).state is State.PROTECTED
    assert comments(organisation.pk, august).state is State.PROTECTED
    VoiceComment.objects.create(organisation=organisation, month=JULY, text="Hyvä")
    assert len(comments(organisation.pk, july).some) == 10


def test_given_very_many_comments_then_they_come_some_at_a_time(
    organisation: Organisation,
) -> None:
    closed_month(organisation, JULY, 100)
    for number in range(70):
        VoiceComment.objects.create(organisation=organisation, month=JULY, text=f"Sana {number}")
    (july,) = months(organisation.pk)
    seen: list[str] = []
    beyond = None
    for size in (30, 30, 10):
        some = comments(organisation.pk, july, beyond)
        assert len(some.some) == size
        seen += [each.text for each in some.some]
        beyond = some.more_after
    assert beyond is None
    assert len(set(seen)) == 70


def test_given_steps_then_they_are_protected_alike(organisation: Organisation) -> None:
    for month, done, advisers in ((JULY, 12, 5), (AUGUST, 12, 4), (SEPTEMBER, 9, 9)):
        StepMonth.objects.create(
            organisation=organisation, month=month, done=done, advisers=advisers, is_closed=True
        )
    StepMonth.objects.create(
        organisation=organisation, month=date(2026, 10, 1), done=99, advisers=99
    )
    told = steps(organisation.pk)
    assert [each.state for each in told.values()] == [
        State.SHOWN, State.PROTECTED, State.PROTECTED,
    ]  # fmt: skip
    assert told[AUGUST].done == 0


# ---- the page


@pytest.fixture
def year(organisation: Organisation) -> Organisation:
    kotka, hamina = (
        str(OfficeFactory(organisation=organisation, name=name).pk) for name in ("Kotka", "Hamina")
    )
    imatra = str(OfficeFactory(organisation=organisation, name="Imatra").pk)
    for month in QUARTER:
        closed_month(organisation, month, 7 if month == AUGUST else 64)
    closed_month(organisation, JULY, 40, 8, "office", kotka)
    closed_month(organisation, JULY, 20, 8, "office", imatra)
    closed_month(organisation, JULY, 4, 1, "office", hamina)
    closed_month(organisation, JULY, 54, 8, "language", "fi")
    closed_month(organisation, JULY, 10, 8, "language", "so")
    for _ in range(10):
        VoiceComment.objects.create(organisation=organisation, month=SEPTEMBER, text="تشکر")
    return organisation


def page(client_of: ClientOf, person: Person, query: str = "") -> str:
    response = client_of(person).get(f"/meetings/voice/{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_given_a_shown_month_then_the_page_says_k_of_n_and_words_in_their_language(
    year: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    html = page(client_of, coordinator)
    assert "64 vastausta" in html
    assert "32 / 64 (50 %)" in html
    assert '<p dir="auto">تشکر</p>' in html
    assert "Sama taulukkona" in html
    assert "suojattu" in html  # August among the months


def test_given_a_protected_month_then_no_count_of_it_is_on_the_page(
    year: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    html = page(client_of, coordinator, "?period=2026-08")
    assert "Tämän kuun vastaukset on suojattu" in html
    assert "7 vastausta" not in html
    assert "/ 7 " not in html


def test_given_offices_then_the_hidden_have_a_name_and_no_figure(
    year: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    html = page(client_of, coordinator, "?by=office&period=2026-q3&statement=heard")
    rows = dict(re.findall(r'spread-name">(\w+)</span>.*?spread-said">([^<]+)<', html))
    assert rows["Hamina"] == rows["Imatra"] == "suojattu"
    assert rows["Kotka"] == "20 / 40 (50 %)"
    assert "2 ryhmää on suojattu." in html


@pytest.mark.parametrize("query", ["?by=team", "?period=2031-01", "?by=office&period=2026-08",
                                   "?by=form&statement=kindness"])  # fmt: skip
def test_given_what_is_not_there_then_404(
    query: str, year: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    assert client_of(coordinator).get(f"/meetings/voice/{query}").status_code == 404


def test_given_nothing_yet_then_the_page_says_what_to_do(
    coordinator: Person, client_of: ClientOf
) -> None:
    for by in ("month", "office", "language", "form"):
        assert "Anna asiakkaalle askelkortti" in page(client_of, coordinator, f"?by={by}")


def test_given_another_organisation_then_its_voice_is_not_heard(
    year: Organisation, stranger: Person, client_of: ClientOf
) -> None:
    html = page(client_of, stranger)
    assert "64 vastausta" not in html
    assert "32 / 64" not in html


@pytest.mark.parametrize("by", ["month", "office", "language", "form"])
def test_given_five_years_then_the_page_asks_as_few_questions_as_of_one_quarter(
    by: str,
    organisation: Organisation,
    coordinator: Person,
    client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:
    client = client_of(coordinator)
    wanted = {"month": 8, "office": 6, "language": 5, "form": 5}[by]
    for years in ([2026], [2021, 2022, 2023, 2024, 2025]):
        for year_ in years:
            for number in range(1, 13):
                month = date(year_, number, 1)
                closed_month(organisation, month, 64)
                office = OfficeFactory(organisation=organisation)
                closed_month(organisation, month, 64, 8, "office", str(office.pk))
                StepMonth.objects.create(
                    organisation=organisation, month=month, done=9, not_yet=9, is_closed=True
                )
        VoiceComment.objects.bulk_create(
            VoiceComment(organisation=organisation, month=date(2026, 12, 1), text="")
            for _ in range(12)
        )
        with django_assert_num_queries(wanted):
            client.get(f"/meetings/voice/?by={by}")


# ---- by script


def ask(person: Person, query: str = "") -> Any:
    ApiToken.objects.get_or_create(person=person, name="x", token_hash=hash_of(str(person.pk)))
    return Client().get(
        f"/api/v1/client-voice{query}", headers={"Authorization": f"Bearer {person.pk}"}
    )


def test_given_months_then_the_interface_tells_the_same(
    year: Organisation, coordinator: Person
) -> None:
    answer = ask(coordinator).json()
    assert answer["count"] == 3
    july, august, _ = answer["items"]
    assert (july["key"], july["starts"], july["ends"]) == ("2026-07", "2026-07-01", "2026-07-31")
    assert (july["state"], july["answers"]) == ("shown", 64)
    heard = july["statements"][0]
    assert heard["counts"] == [16, 0, 16, 0, 32]
    assert heard["percent"] == [25.0, 0.0, 25.0, 0.0, 50.0]
    assert (august["state"], august["answers"], august["statements"]) == ("protected", None, [])


def test_given_offices_then_the_interface_protects_them_alike(
    year: Organisation, coordinator: Person
) -> None:
    items = ask(coordinator, "?by=office").json()["items"]
    assert {item["name"]: (item["state"], item["answers"]) for item in items} == {
        "Kotka": ("shown", 40),
        "Imatra": ("protected", None),
        "Hamina": ("protected", None),
    }
    assert {(item["starts"], item["ends"]) for item in items} == {("2026-07-01", "2026-09-30")}


def test_given_a_programme_then_only_months_and_whole_quarters_of_its_time_are_told(
    year: Organisation, coordinator: Person
) -> None:
    ProgrammeFactory(organisation=year, slug="kesa", starts_on=date(2026, 7, 20),
                     ends_on=date(2026, 8, 3))  # fmt: skip
    ProgrammeFactory(organisation=year, slug="koko", starts_on=date(2020, 1, 1), ends_on=None)
    keys = [item["key"] for item in ask(coordinator, "?programme=kesa").json()["items"]]
    assert keys == ["2026-07", "2026-08"]
    assert ask(coordinator, "?programme=kesa&by=language").json()["items"] == []
    whole = ask(coordinator, "?programme=koko&by=language").json()["items"]
    assert [item["key"] for item in whole] == ["fi", "so"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("?programme=muu", 404), ("?by=team", 422), ("?limit=0", 422), ("?programme=%00", 422)],
)
def test_given_anything_else_then_it_is_refused(
    query: str, status: int, year: Organisation, coordinator: Person
) -> None:
    assert ask(coordinator, query).status_code == status


def test_given_pages_of_the_list_then_they_are_parts_of_it(
    year: Organisation, coordinator: Person
) -> None:
    answer = ask(coordinator, "?limit=1&offset=2").json()
    assert [item["key"] for item in answer["items"]] == ["2026-09"]
    assert answer["count"] == 3

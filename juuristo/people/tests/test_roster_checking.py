"""The rules of comparing a list with the people there are; no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from juuristo.people.roster.checking import Difference, check, ending_day
from juuristo.people.roster.facts import Facts, Known, World
from juuristo.people.roster.reading import Row, Sheet, read
from juuristo.people.tests.roster_files import AINO, EERO, HEADER, csv_of

ROLES = {"adviser": "adviser", "asiantuntija": "adviser", "mentor": "mentor", "admin": "admin"}
TODAY = date(2026, 11, 22)
AINOS = Facts(
    "aino@example.org",
    "Aino",
    "Aalto",
    "Kotka",
    "Palvelut",
    "Asiantuntija",
    date(2020, 9, 24),
    None,
    frozenset({"adviser"}),
)


def world(*people: Facts, **more: Any) -> World:
    known = [Known(at, facts) for at, facts in enumerate(people)]
    standard: dict[str, Any] = {
        "people": known,
        "offices": ["Kotka", "Hamina"],
        "teams": ["Palvelut"],
        "today": TODAY,
        "role_names": ROLES,
        "givable": frozenset({"adviser", "mentor", "admin"}),
    }
    return World(**standard | more)


def listed(*rows: list[str], header: list[str] | None = None) -> Sheet:
    return read(csv_of(header or HEADER, *rows))


def codes(difference: Difference) -> list[tuple[int | None, str | None, str]]:
    return [(fault.row, fault.column, fault.code) for fault in difference.faults]


def changed_row(**cells: str) -> list[str]:
    names = ["email", "first_name", "last_name", "office", "team", "title"]
    names += ["start_date", "left_date", "roles"]
    row = dict(zip(names, [*AINO, "", ""], strict=True)) | cells
    return [row[name] for name in names]


def test_given_a_list_when_checked_then_new_changed_unchanged_and_gone_are_told_apart() -> None:
    eero = replace(AINOS, email="Eero@Example.org", first_name="Eero", last_name="Virta")
    gone = replace(AINOS, email="gone@example.org")
    outcome = check(listed(AINO, EERO, changed_row(email="new@x.fi")), world(AINOS, eero, gone))
    assert [arrival.facts.email for arrival in outcome.new] == ["new@x.fi"]
    assert [change.fields for change in outcome.changed] == [
        ("last_name", "office", "title", "start_date")
    ]
    assert outcome.unchanged == 1
    assert [known.facts.email for known in outcome.gone] == ["gone@example.org"]
    assert outcome.faults == []


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"email": ""}, "email", "missing_value"),
        ({"first_name": ""}, "first_name", "missing_value"),
        ({"last_name": "  "}, "last_name", "missing_value"),
        ({"email": "aino"}, "email", "bad_email"),
        ({"email": "a@b"}, "email", "bad_email"),
        ({"email": "a b@example.org"}, "email", "bad_email"),
        ({"email": "x" * 250 + "@example.org"}, "email", "bad_email"),
        ({"email": "=cmd@example.org"}, "email", "bad_email"),
        ({"office": "Oslo"}, "office", "unknown_office"),
        ({"team": "Kala"}, "team", "unknown_team"),
        ({"roles": "adviser;kuningas"}, "roles", "unknown_role"),
        ({"start_date": "torstaina"}, "start_date", "bad_date"),
        ({"start_date": "31.2.2020"}, "start_date", "bad_date"),
        ({"start_date": "2020/01/01"}, "start_date", "bad_date"),
        ({"left_date": "44105"}, "left_date", "bad_date"),
        ({"start_date": "1.1.0020"}, "start_date", "bad_date"),
        ({"left_date": "1.1.2020"}, "left_date", "left_before_start"),
        ({"first_name": "=1+1"}, "first_name", "unreadable_file"),
        ({"title": "@SUM(A1)"}, "title", "unreadable_file"),
        ({"first_name": "Ai\x00no"}, "first_name", "unreadable_file"),
        ({"last_name": "A" * 81}, "last_name", "too_large"),
        ({"title": "A" * 121}, "title", "too_large"),
    ],
)
def test_given_a_doubtful_cell_when_checked_then_its_place_and_code_are_told(
    cells: dict[str, str], column: str, code: str
) -> None:
    outcome = check(listed(EERO, changed_row(**cells)), world())
    assert codes(outcome) == [(3, column, code)]
    assert outcome.faults[0].message
    assert len(outcome.new) == 1


def test_given_an_address_twice_when_checked_then_the_second_names_the_row_of_the_first() -> None:
    outcome = check(listed(AINO, EERO, changed_row(email="AINO@example.ORG")), world())
    assert codes(outcome) == [(4, "email", "duplicate_email")]
    assert "2" in outcome.faults[0].message


def test_given_formulas_in_a_workbook_when_checked_then_each_is_a_fault() -> None:
    row = Row(2, {"email": "a@b.fi", "first_name": "2", "last_name": "B"}, frozenset({"email"}))
    outcome = check(Sheet({}, [], [row]), world())
    assert codes(outcome) == [(2, "email", "bad_email")]


def test_given_unknown_places_and_leave_to_add_them_then_each_is_added_once() -> None:
    rows = [
        changed_row(email="a@x.fi", office="Oslo", team="Kala"),
        changed_row(email="b@x.fi", office="OSLO", team="kala"),
        changed_row(email="c@x.fi", office="kotka"),
    ]
    outcome = check(listed(*rows), world(create_places=True))
    assert (outcome.new_offices, outcome.new_teams) == (["Oslo"], ["Kala"])
    assert [arrival.facts.office for arrival in outcome.new] == ["Oslo", "Oslo", "Kotka"]


def test_given_absent_columns_when_checked_then_what_they_told_stays() -> None:
    sheet = listed(["aino@example.org", "Aino", "Koski"], header=HEADER[:3])
    outcome = check(sheet, world(AINOS))
    assert outcome.changed[0].facts == replace(AINOS, last_name="Koski")


def test_given_an_end_before_a_start_known_from_before_then_it_is_a_fault() -> None:
    header = ["email", "first_name", "last_name", "left_date"]
    sheet = listed(["aino@example.org", "Aino", "Aalto", "1.1.2019"], header=header)
    assert codes(check(sheet, world(AINOS))) == [(2, "left_date", "left_before_start")]


def test_given_a_returning_person_when_checked_then_the_end_is_cleared() -> None:
    outcome = check(listed(AINO), world(replace(AINOS, left_date=date(2021, 1, 1))))
    assert outcome.changed[0].fields == ("left_date",)
    assert outcome.changed[0].facts.left_date is None


@pytest.mark.parametrize(
    ("held", "cell", "wanted"),
    [
        ({"adviser"}, "adviser;mentor", {"adviser", "mentor"}),
        ({"adviser", "mentor"}, "asiantuntija", {"adviser"}),
        ({"adviser", "mentor"}, "", {"adviser", "mentor"}),
        (set(), "", {"adviser"}),
    ],
)
def test_given_a_roles_cell_when_checked_then_roles_match_it(
    held: set[str], cell: str, wanted: set[str]
) -> None:
    outcome = check(listed(changed_row(roles=cell)), world(replace(AINOS, roles=frozenset(held))))
    after = outcome.changed[0].facts.roles if outcome.changed else frozenset(held)
    assert after == wanted


def test_given_a_coordinators_import_then_higher_roles_are_neither_given_nor_taken() -> None:
    coordinators = world(
        replace(AINOS, roles=frozenset({"adviser", "admin"})),
        givable=frozenset({"adviser", "mentor"}),
    )
    rows = [changed_row(roles="mentor"), changed_row(email="b@x.fi", roles="admin")]
    outcome = check(listed(*rows), coordinators)
    assert codes(outcome) == [(3, "roles", "role_not_allowed")]
    assert outcome.changed[0].facts.roles == {"mentor", "admin"}


def test_given_people_not_in_the_list_then_only_those_still_in_service_are_gone() -> None:
    people = [
        replace(AINOS, email="left@x.fi", left_date=TODAY),
        replace(AINOS, email="leaving@x.fi", left_date=date(2027, 1, 1)),
        replace(AINOS, email="coming@x.fi", start_date=date(2027, 1, 1)),
        replace(AINOS, email="importer@x.fi"),
    ]
    outcome = check(listed(EERO), world(*people, keep=frozenset({3})))
    assert {known.facts.email for known in outcome.gone} == {"leaving@x.fi", "coming@x.fi"}


WORDS = some.text("abcdefÄäöé -", min_size=1, max_size=12).filter(
    lambda text: text.strip(" -") == text
)
DATES = some.none() | some.dates(date(2000, 1, 1), date(2020, 1, 1))
FACTS = some.builds(
    Facts,
    email=some.from_regex(r"[a-zA-Z]{1,4}@example\.org", fullmatch=True),
    first_name=WORDS,
    last_name=WORDS,
    office=some.sampled_from(["", "Kotka", "Oslo", "Åbo"]),
    team=some.sampled_from(["", "Palvelut", "Kala"]),
    title=some.just("") | WORDS,
    start_date=DATES,
    left_date=some.none() | some.dates(date(2020, 1, 2), date(2030, 1, 1)),
    roles=some.frozensets(some.sampled_from(["adviser", "mentor", "admin"])),
)
PEOPLE = some.lists(FACTS, max_size=8, unique_by=lambda facts: facts.email.lower())


def sheet_of(people: list[Facts]) -> Sheet:
    rows = [
        [
            *(one.email, one.first_name, one.last_name, one.office, one.team, one.title),
            *(day.isoformat() if day else "" for day in (one.start_date, one.left_date)),
            ";".join(sorted(one.roles)),
        ]
        for one in people
    ]
    return listed(*rows)


def applied(outcome: Difference, before: World, *, end_missing: bool) -> World:
    """The world after applying, by the plainest reading of the difference."""
    after = {known.key: known.facts for known in before.people}
    after |= {change.known.key: change.facts for change in outcome.changed}
    after |= {f"new {arrival.row}": arrival.facts for arrival in outcome.new}
    for known in outcome.gone if end_missing else []:
        after[known.key] = replace(known.facts, left_date=ending_day(known.facts, before.today))
    return replace(
        before,
        people=[Known(key, facts) for key, facts in after.items()],
        offices=[*before.offices, *outcome.new_offices],
        teams=[*before.teams, *outcome.new_teams],
    )


@given(known=PEOPLE, people=PEOPLE.filter(bool), end_missing=some.booleans())
def test_applying_and_checking_again_finds_nothing_to_change(
    known: list[Facts], people: list[Facts], end_missing: bool
) -> None:
    before = world(*known, create_places=True)
    first = check(sheet_of(people), before)
    assert first.faults == []
    again = check(sheet_of(people), applied(first, before, end_missing=end_missing))
    assert (again.new, again.changed, again.new_offices, again.new_teams) == ([], [], [], [])
    assert again.unchanged == len(people)
    assert not (end_missing and again.gone)


@given(known=PEOPLE, people=PEOPLE, data=some.data())
def test_order_of_rows_and_case_of_addresses_do_not_matter(
    known: list[Facts], people: list[Facts], data: some.DataObject
) -> None:
    here = world(*known, create_places=True)
    mixed = [
        replace(one, email=one.email.swapcase()) for one in data.draw(some.permutations(people))
    ]
    one, other = check(sheet_of(people), here), check(sheet_of(mixed), here)
    assert one.digest(with_gone=True) == other.digest(with_gone=True)
    assert one.unchanged == other.unchanged

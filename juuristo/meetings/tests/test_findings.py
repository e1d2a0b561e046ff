"""What one's own meetings tell: plain numbers, nothing of few meetings, nothing judged."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.meetings import findings
from juuristo.meetings import practice_words as words
from juuristo.meetings.findings import Meeting
from juuristo.meetings.pictures import pictures_of
from juuristo.stairs.staircase import STAIRS, Stair
from juuristo.stairs.walk import Walk

from .walk_factories import PLAN

AS_PLANNED = tuple(PLAN.items())
E, G, A, F = Stair


def meeting(*stays: tuple[str, float], day: date = date(2026, 11, 2), **difficulty: int) -> Meeting:
    moves, gone = [], 0.0
    for stair, minutes in stays:
        moves.append((stair, gone))
        gone += minutes
    begun = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Meeting(begun, gone, PLAN, Walk.of(moves), difficulty)


def titles(meetings: list[Meeting]) -> list[str]:
    return [picture.title for picture in pictures_of(meetings)[0]]


def test_given_four_meetings_then_it_is_said_how_many_would_tell_more() -> None:
    pictures, missing = pictures_of([meeting(*AS_PLANNED)] * 4)
    assert [picture.key for picture in pictures] == ["slices"]
    assert missing == [
        "Viidestä tapaamisesta voi jo kertoa, miten aikasi jakautuu. Nyt niitä on neljä.",
        "Kuukausia voi verrata, kun kahdessa on kummassakin vähintään kolme tapaamista.",
        "Vaikeudesta voi kertoa, kun olet arvioinut viisi tapaamista.",
    ]


@pytest.mark.parametrize(
    ("stays", "title", "saying"),
    [
        (AS_PLANNED, "Aikasi kulkee suunnitelmasi mukaan", "lähellä sitä, mitä suunnittelit"),
        (
            ((E, 8), (G, 17), (A, 16), (F, 4)),
            "Neuvonta venyy, ja hyvästely lyhenee",
            "Varaat hyvästelyyn kahdeksan minuuttia, mutta siihen jää neljä.",
        ),
        (
            ((E, 8), (G, 27), (A, 12), (F, 8)),
            "Ohjaus vie enemmän kuin varaat",
            "Varaat ohjaukseen 17 minuuttia, ja se vie 27.",
        ),
        (
            ((E, 0.3), (G, 17), (A, 12), (F, 8)),
            "Empatia jää suunnittelemaasi lyhyemmäksi",
            "siihen jää alle yksi.",
        ),
        (
            ((E, 2), (G, 17), (A, 12), (F, 6)),
            "Empatia jää suunnittelemaasi lyhyemmäksi",
            "Varaat hyvästelyyn",  # the farewell is spoken for first
        ),
    ],
)
def test_given_five_meetings_then_the_title_states_what_stands_out(
    stays: tuple[tuple[str, float], ...], title: str, saying: str
) -> None:
    pictures, _missing = pictures_of([meeting(*stays)] * 5)
    assert pictures[0].title == title
    assert saying in pictures[0].saying


def test_given_every_stair_longer_or_shorter_then_each_has_its_sentence() -> None:
    for stair in STAIRS:
        for minutes in (PLAN[stair] * 2, PLAN[stair] / 2):
            stays = [(one, minutes if one == stair else PLAN[one]) for one in STAIRS]
            picture = pictures_of([meeting(*stays)] * 5)[0][0]
            assert "%" not in picture.saying
            assert picture.saying != words.time_saying.__doc__


def test_given_step_backs_then_they_are_a_skill() -> None:
    back = meeting((E, 5), (G, 9), (A, 4), (G, 5), (A, 6), (F, 3))
    plain = meeting(*AS_PLANNED)
    far = meeting((E, 5), (A, 9), (F, 4), (E, 3))
    assert back.step_backs == [(A, G)]
    assert "Kahdesti palasit kysymään lisää" in titles([plain, back, plain, back])
    assert words.slices_saying([back]).startswith("Siirryit neuvonnasta takaisin ohjaukseen")
    for meetings in ([back], [far], [plain]):
        assert words.slices_saying(meetings).endswith("Se on taitoa, ei virhe.")


def test_given_more_than_six_meetings_then_the_latest_six_are_slices_in_order_of_time() -> None:
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range(9)]
    picture = pictures_of([meeting(*AS_PLANNED, day=day) for day in days])[0][1]
    assert [one.started_at.date() for one in picture.rows] == days[-6:]
    assert picture.note.startswith("Kuusi viime tapaamista.")
    assert picture.rows[0].stays == [
        ("Empatia", 8),
        ("Ohjaus", 17),
        ("Neuvonta", 12),
        ("Hyvästely", 8),
    ]


def test_given_skipped_guidance_then_it_is_told_without_blame() -> None:
    skipped = meeting((E, 8), (G, 0.5), (A, 30), (F, 8))
    assert skipped.skipped_guidance
    assert "Ohjaus jäi joskus väliin" in titles([skipped] + [meeting(*AS_PLANNED)] * 5)
    assert "Ohjaus on jäänyt väliin" in titles([skipped] * 5)
    assert "Ohjaus oli mukana joka tapaamisessa" in titles([meeting(*AS_PLANNED)] * 5)


def test_given_months_then_only_those_with_enough_meetings_are_compared() -> None:
    short = ((E, 10), (G, 20), (A, 18), (F, 2))
    october = [meeting(*short, day=date(2026, 10, n)) for n in (1, 2, 3)]
    november = [meeting(*AS_PLANNED, day=date(2026, 11, n)) for n in (1, 2, 3)]
    lonely = [meeting(*short, day=date(2026, 9, 30))]
    months = findings.months_of(lonely + october + november)
    assert [one.month for one in months] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert sum(months[0].shares.values()) == pytest.approx(1)
    assert findings.farewell_change(months) == 1
    assert "Hyvästely saa aikaa enemmän kuin ennen" in titles(october + november)
    assert findings.farewell_change(list(reversed(months))) == -1
    assert findings.farewell_change(months[:1] * 2) == 0


def test_given_meetings_of_a_year_then_means_are_of_the_latest_three_months() -> None:
    days = [date(2026, 11, 2), date(2026, 9, 1), date(2026, 8, 31), date(2025, 11, 5)]
    meetings = [meeting(*AS_PLANNED, day=day) for day in days]
    assert findings.recent(meetings) == meetings[:2]
    assert findings.recent([]) == []
    assert findings.months_before(date(2026, 1, 1), 2) == date(2025, 11, 1)


def test_given_difficulties_then_one_stair_is_hardest_only_when_it_stands_out() -> None:
    apart = [meeting(*AS_PLANNED, empathy=2, guidance=4, advice=7, farewell=4)] * 5
    alike = [meeting(*AS_PLANNED, empathy=4, guidance=4, advice=4, farewell=4)] * 5
    few = [meeting(*AS_PLANNED, advice=9)] * 4
    assert "Neuvonta tuntuu sinusta vaikeimmalta" in titles(apart)
    assert "Portaat tuntuvat sinusta suunnilleen yhtä vaikeilta" in titles(alike)
    assert findings.difficulty_of(few) == []


def test_given_a_meeting_that_took_no_time_then_it_breaks_no_picture() -> None:
    pictures, _missing = pictures_of([meeting((E, 0), day=date(2026, 11, 3))] * 6)
    assert pictures[1].rows[0].discs == []


stays = st.lists(
    st.tuples(st.sampled_from(STAIRS), st.floats(0, 60, allow_subnormal=False)),
    min_size=1,
    max_size=12,
)


@given(st.lists(stays, min_size=1, max_size=20))
def test_given_any_meetings_then_all_can_be_told(walked: list[list[tuple[Stair, float]]]) -> None:
    meetings = [meeting(*one, advice=3) for one in walked]
    pictures, missing = pictures_of(meetings)
    assert len(pictures) + len(missing) >= 3
    for picture in pictures:
        assert picture.title[0].isupper()
        assert picture.rows
    for one in meetings:
        backs = sum(b.place < a.place for (a, _), (b, _) in pairwise([(s, m) for s, m in _of(one)]))
        assert len(one.step_backs) == backs


def _of(one: Meeting) -> list[tuple[Stair, float]]:
    return [(move.stair, move.at) for move in one.walk.moves]

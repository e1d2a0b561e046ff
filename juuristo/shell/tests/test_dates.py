"""Days, times and numbers by the rules of each language."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from juuristo.shell import dates

LANGUAGES = ["fi", "sv", "en"]
TUESDAY = date(2026, 10, 27)
language = st.sampled_from(LANGUAGES)
any_day = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("show", "fi", "sv", "en"),
    [
        (dates.day, "ti 27.10.", "ti 27.10", "Tue 27 Oct"),
        (
            dates.day_long,
            "tiistaina 27. lokakuuta",
            "tisdagen den 27 oktober",
            "Tuesday 27 October",
        ),
        (dates.day_named, "tiistai 27. lokakuuta", "tisdag 27 oktober", "Tuesday 27 October"),
        (dates.day_year, "27.10.2026", "27.10.2026", "27 Oct 2026"),
        (dates.weekday_short, "ti", "ti", "Tue"),
        (dates.month_short, "loka", "okt.", "Oct"),
    ],
)
def test_given_a_day_then_each_language_writes_it_its_own_way(
    show: object, fi: str, sv: str, en: str
) -> None:
    assert callable(show)
    assert [show(TUESDAY, code) for code in LANGUAGES] == [fi, sv, en]


@pytest.mark.parametrize(
    ("start", "end", "fi", "sv", "en"),
    [
        (time(9), time(11), "klo\u00a09–11", "kl.\u00a09–11", "9:00–11:00"),
        (time(9, 30), time(11), "klo\u00a09.30–11", "kl.\u00a09.30–11", "9:30–11:00"),
        (time(13), None, "klo\u00a013", "kl.\u00a013", "13:00"),
        (time(9, 5), time(10, 45), "klo\u00a09.05–10.45", "kl.\u00a09.05–10.45", "9:05–10:45"),
    ],
)
def test_given_times_then_the_clock_is_read_in_each_language(
    start: time, end: time | None, fi: str, sv: str, en: str
) -> None:
    assert [dates.clock(start, end, code) for code in LANGUAGES] == [fi, sv, en]


@pytest.mark.parametrize(
    ("start", "end", "fi", "sv", "en"),
    [
        (
            date(2020, 10, 20),
            date(2020, 11, 26),
            "20.10.–26.11.2020",
            "20.10–26.11.2020",
            "20 Oct – 26 Nov 2020",
        ),
        (
            date(2020, 10, 20),
            date(2020, 10, 26),
            "20.–26.10.2020",
            "20–26.10.2020",
            "20–26 Oct 2020",
        ),
        (
            date(2020, 12, 20),
            date(2021, 1, 5),
            "20.12.2020–5.1.2021",
            "20.12.2020–5.1.2021",
            "20 Dec 2020 – 5 Jan 2021",
        ),
        (date(2020, 10, 20), date(2020, 10, 20), "20.10.2020", "20.10.2020", "20 Oct 2020"),
        (date(2020, 10, 20), None, "20.10.2020–", "20.10.2020–", "20 Oct 2020–"),
    ],
)
def test_given_a_period_then_what_its_ends_share_is_said_once(
    start: date, end: date | None, fi: str, sv: str, en: str
) -> None:
    assert [dates.span(start, end, code) for code in LANGUAGES] == [fi, sv, en]


def test_given_the_organisations_zone_then_times_and_days_are_shown_in_it() -> None:
    late = datetime(2026, 10, 26, 22, 30, tzinfo=UTC)

    with timezone.override(ZoneInfo("Europe/Helsinki")):
        assert dates.day(late, "fi") == "ti 27.10."
        assert dates.clock(late, language="fi") == "klo\u00a00.30"
    with timezone.override(ZoneInfo("UTC")):
        assert dates.day(late, "fi") == "ma 26.10."
        assert dates.clock(late, language="fi") == "klo\u00a022.30"


def test_given_no_language_then_the_active_one_is_spoken_and_finnish_without_any() -> None:
    with translation.override("sv"):
        assert dates.in_words(3) == "tre"
    with translation.override(None):
        assert dates.in_words(3) == "kolme"
    assert dates.in_words(3, "de") == "kolme"


@pytest.mark.parametrize(
    ("part", "whole", "fi", "en"),
    [
        (46, 58, "46 / 58 (79\xa0%)", "46 / 58 (79%)"),
        (0, 58, "0 / 58 (0\xa0%)", "0 / 58 (0%)"),
        (1, 1000, "1 / 1\xa0000 (alle 1\xa0%)", "1 / 1,000 (under 1%)"),
        (999, 1000, "999 / 1\xa0000 (yli 99\xa0%)", "999 / 1,000 (over 99%)"),
        (58, 58, "58 / 58 (100\xa0%)", "58 / 58 (100%)"),
        (0, 0, "0 / 0", "0 / 0"),
    ],
)
def test_given_a_share_then_it_stands_with_its_whole(
    part: int, whole: int, fi: str, en: str
) -> None:
    assert dates.share_text(part, whole, "fi") == fi
    assert dates.share_text(part, whole, "en") == en


@given(any_day, language)
def test_given_any_day_then_its_number_and_year_can_be_read_back(day: date, code: str) -> None:
    assert str(day.day) in dates.day(day, code)
    assert dates.day_year(day, code).endswith(str(day.year))
    assert dates.day_long(day, code) == dates.day_long(day, code).strip()


@given(any_day)
def test_given_any_day_then_finnish_inflects_weekday_and_month(day: date) -> None:
    weekday, number, month = dates.day_long(day, "fi").split()

    assert weekday.endswith("na")
    assert number == f"{day.day}."
    assert month.endswith("kuuta")


@given(any_day, st.integers(0, 3000), language)
def test_given_any_period_then_its_end_is_always_whole(day: date, days: int, code: str) -> None:
    end = day + timedelta(days=days)

    text = dates.span(day, end, code)

    assert text.endswith(dates.day_year(end, code))
    assert text.count("–") == (days > 0)


@given(st.integers(0, 10**9), language)
def test_given_any_number_then_its_figures_are_kept(value: int, code: str) -> None:
    figures = "".join(c for c in dates.number(value, code) if c.isdigit())

    assert figures == str(value)
    assert dates.in_words(value, code).isdigit() is (value == 0 or 12 < value < 1000)


@given(st.integers(1, 10_000), st.data(), language)
def test_given_any_share_then_the_ends_are_never_claimed_falsely(
    whole: int, data: st.DataObject, code: str
) -> None:
    part = data.draw(st.integers(0, whole))

    text = dates.percent(part, whole, code).replace("\xa0", "")

    assert (text == "0%") is (part == 0)
    assert (text == "100%") is (part == whole)

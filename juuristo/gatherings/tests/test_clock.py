from datetime import date, time

import pytest

from juuristo.gatherings.forms.clock import read_clocks, read_day


@pytest.mark.parametrize("text", ["9 ja 13.30", "kl. 9 och 13:30", "9 and 13.30", "9, 13.30"])
def test_given_clock_times_in_any_language_when_read_then_they_are_the_same(text: str) -> None:
    assert read_clocks(text) == [time(9), time(13, 30)]


@pytest.mark.parametrize("text", ["21.12.", "21.12", "21.12.2026", "2026-12-21"])
def test_given_a_day_as_people_write_it_when_read_then_it_is_that_day(text: str) -> None:
    assert read_day(text, 2026) == date(2026, 12, 21)


@pytest.mark.parametrize("text", ["21.122026", "31.2.2026", "huomenna", ""])
def test_given_no_day_when_read_then_it_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the text itself is the message)
        read_day(text, 2026)

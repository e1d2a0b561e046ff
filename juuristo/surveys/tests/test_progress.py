"""Counts by week and by letter, and the picture of them."""

import itertools
from datetime import date

from juuristo.surveys.progress import Progress, Sending, Week, sendings_of, weeks_of
from juuristo.surveys.progress_chart import chart_of

DAYS = (
    (date(2026, 11, 30), 10),  # a Monday
    (date(2026, 12, 4), 25),
    (date(2026, 12, 16), 40),
)
LETTERS = [(0, date(2026, 11, 30), 100), (1, date(2026, 12, 4), 90), (2, date(2026, 12, 14), 75)]


def progress(**fields: object) -> Progress:
    values: dict[str, object] = {
        "invited": 100,
        "delivered": 100,
        "answered": 40,
        "days": DAYS,
        "weeks": tuple(weeks_of(DAYS)),
        "sendings": tuple(sendings_of(LETTERS, DAYS)),
    }
    return Progress(**(values | fields))  # type: ignore[arg-type]  # the test's own values


def test_given_days_then_each_week_has_its_new_ones_and_a_silent_week_has_none() -> None:
    assert weeks_of(DAYS) == [
        Week(date(2026, 11, 30), 25, 25),
        Week(date(2026, 12, 7), 0, 25),
        Week(date(2026, 12, 14), 15, 40),
    ]
    assert weeks_of([]) == []


def test_given_letters_then_each_has_what_came_before_the_next_and_all_add_up() -> None:
    found = sendings_of(LETTERS, DAYS)
    assert found == [
        Sending(0, date(2026, 11, 30), 100, 10),
        Sending(1, date(2026, 12, 4), 90, 15),
        Sending(2, date(2026, 12, 14), 75, 15),
    ]
    assert sum(one.new for one in found) == DAYS[-1][1]


def test_given_letters_and_no_answers_then_nothing_came_of_them() -> None:
    assert [one.new for one in sendings_of(LETTERS, [])] == [0, 0, 0]


def test_given_progress_then_its_line_rises_in_steps_inside_the_picture() -> None:
    chart = chart_of(progress())
    assert chart
    points = [tuple(map(float, point.split(","))) for point in chart.line.split()]
    assert points[0] == (8.0, float(chart.baseline))
    assert all(
        one[0] <= next_[0] and one[1] >= next_[1] for one, next_ in itertools.pairwise(points)
    )
    assert all(0 <= x <= 640 and 0 <= y <= 220 for x, y in points)
    assert [mark.number for mark in chart.marks] == [0, 1, 2]
    assert (chart.first, chart.last) == (date(2026, 11, 30), date(2026, 12, 16))


def test_given_nothing_to_draw_then_there_is_no_picture() -> None:
    assert chart_of(progress(days=(), weeks=(), sendings=(), answered=0)) is None
    assert chart_of(progress(invited=None)) is None
    assert chart_of(progress(days=DAYS[:1], sendings=())) is None

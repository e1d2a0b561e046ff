"""The picture's geometry, for any entries over any time: nothing touches, nothing is outside."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juuristo.programme.drawing import Band, Drawing, Gap, Item, Link, Point, Window, draw
from juuristo.programme.drawing.axis import label_ends
from juuristo.programme.drawing.lettering import shortened, text_width

MONTHS = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä"]
MONTHS += ["heinä", "elo", "syys", "loka", "marras", "joulu"]
LANES = [("gatherings", "Tilaisuudet"), ("management", "Johto"), ("changes", "Muut muutokset")]
START = date(2020, 2, 1)
LINK = Link("/x/", "x")
Box = tuple[float, float, float, float]

labels = st.text("abcdefghijklmnopqrstuvwxyzåäöMWÅ ,:–", min_size=1, max_size=90)


@st.composite
def an_item(draw_: st.DrawFn, days: int) -> Item:
    offset = draw_(st.integers(-30, days))
    first = START + timedelta(offset)
    length = draw_(st.integers(0, days))
    lane = draw_(st.sampled_from([key for key, _name in LANES]))
    label = draw_(labels)
    shape = draw_(st.sampled_from(["dot", "bar", "series", "plan"]))
    if shape == "dot":
        return Item(lane, label, first, first, dots=(Point(first, LINK),))
    if shape == "series":
        pauses = draw_(st.lists(st.integers(0, 120), min_size=3, max_size=6))
        dots = tuple(Point(first + timedelta(sum(pauses[:n])), LINK) for n in range(len(pauses)))
        return Item(lane, label, first, dots[-1].day, dots=dots)
    plan = (first - timedelta(100), first - timedelta(60)) if shape == "plan" else None
    ticks = (Point(first + timedelta(length), LINK),)
    return Item(lane, label, first, first + timedelta(length), link=LINK, ticks=ticks, plan=plan)


@st.composite
def a_timeline(draw_: st.DrawFn) -> tuple[list[Item], Window, list[Gap]]:
    days = draw_(st.integers(80, 365 * 12))
    items = draw_(st.lists(an_item(days), min_size=1, max_size=40))
    gaps = []
    if draw_(st.booleans()):
        last = START + timedelta(days // 2)
        gaps = [Gap("management", START, last, "yli vuosi ilman merkittyä johdon tekoa")]
    return items, Window(START, START + timedelta(days - 1)), gaps


def labels_of(band: Band) -> list[Box]:
    found = (mark.label for mark in band.marks if mark.label)
    return [(one.x, one.x + one.width, one.y - 14, one.y + 4) for one in found]


def shapes_of(band: Band) -> list[Box]:
    boxes: list[Box] = []
    for mark in band.marks:
        if mark.shape == "dot":
            boxes.append((mark.x - 5.5, mark.x + 5.5, mark.y - 5.5, mark.y + 5.5))
        elif mark.shape == "bar":
            boxes.append((mark.x, mark.x + mark.width, mark.y, mark.y + 12))
    heights = {"plan": 12}
    lines = [(one.x, one.end, one.y, one.y + heights.get(one.kind, 1)) for one in band.outlines]
    return boxes + lines


def touch(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def assert_sound(drawing: Drawing) -> None:
    for band in drawing.bands:
        words, shapes = labels_of(band), shapes_of(band)
        assert not [pair for pair in combinations(words, 2) if touch(*pair)]
        assert not [(w, s) for w in words for s in shapes if touch(w, s)]
        for left, right, top, bottom in words + shapes:
            assert drawing.left <= left <= right <= drawing.width
            assert band.y <= top <= bottom <= band.y + band.height
    ends = [band.y + band.height for band in drawing.bands]
    assert ends == sorted(ends)
    assert ends[-1] == drawing.axis_y < drawing.height


@settings(max_examples=60, deadline=None)
@given(a_timeline())
def test_given_any_timeline_then_nothing_overlaps_and_all_is_inside(
    timeline: tuple[list[Item], Window, list[Gap]],
) -> None:
    items, window, gaps = timeline
    drawing = draw(LANES, items, window, months=MONTHS, gaps=gaps, spine=["management"])
    assert_sound(drawing)
    again = draw(LANES, items[::-1], window, months=MONTHS, gaps=gaps)
    assert len(drawing.bands) == len(again.bands)
    assert draw(LANES, items, window, months=MONTHS, gaps=gaps) == draw(
        LANES, items, window, months=MONTHS, gaps=gaps
    )


@pytest.mark.parametrize("count", [1, 35, 300])
def test_given_few_or_many_entries_then_each_is_drawn_once(count: int) -> None:
    days = [START + timedelta(1800 * n // count) for n in range(count)]
    items = [
        Item(LANES[n % 3][0], f"merkintä numero {n}", day, day, dots=(Point(day, LINK),))
        for n, day in enumerate(days)
    ]
    drawing = draw(LANES, items, Window(START, date(2025, 1, 31)), months=MONTHS)
    assert_sound(drawing)
    assert sum(mark.shape == "dot" for band in drawing.bands for mark in band.marks) == count


@settings(max_examples=120, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(80, 365 * 40))
def test_given_any_length_then_the_axis_is_labelled_and_its_labels_stand_apart(
    first: date, days: int
) -> None:
    window = Window(first, first + timedelta(days - 1))
    drawing = draw(LANES, [], window, months=MONTHS)
    ends = sorted(label_ends(tick) for tick in drawing.ticks if tick.label)
    assert len(ends) >= 2
    assert all(one[1] <= other[0] for one, other in pairwise(ends))
    assert all(drawing.left - 8 <= a and b <= drawing.width for a, b in ends)


@pytest.mark.parametrize(
    ("last", "there", "not_there"),
    [
        (date(2020, 4, 30), {"maalis", "10."}, {"2021"}),
        (date(2021, 1, 31), {"maalis", "huhti", "2021"}, {"10."}),
        (date(2022, 12, 31), {"huhti", "heinä", "2022"}, {"maalis"}),
        (date(2025, 12, 31), {"heinä", "2025"}, {"huhti"}),
        (date(2040, 12, 31), {"2022", "2038"}, {"heinä", "2023"}),
    ],
)
def test_given_a_longer_time_then_the_ticks_grow_sparser(
    last: date, there: set[str], not_there: set[str]
) -> None:
    drawing = draw(LANES, [], Window(START, last), months=MONTHS)
    shown = {tick.label for tick in drawing.ticks}
    assert there <= shown
    assert not not_there & shown


def test_given_something_outside_then_its_arrow_is_at_the_edge() -> None:
    drawing = draw(
        LANES,
        [],
        Window(START, date(2022, 12, 31)),
        months=MONTHS,
        before=[("management", "← 4/2019 päätös", LINK)],
        after=[("management", "4/2023 kysely →", LINK)],
    )
    before, after = (mark.label for mark in drawing.bands[1].marks)
    assert before
    assert after
    assert before.x == drawing.left
    assert after.x + after.width == drawing.width


def test_given_today_inside_or_outside_then_its_line_is_there_or_not() -> None:
    window = Window(START, date(2022, 12, 31))
    inside = draw(LANES, [], window, months=MONTHS, today=date(2021, 1, 1)).today
    assert inside
    assert 440 < inside < 490
    assert draw(LANES, [], window, months=MONTHS, today=date(2026, 1, 1)).today is None


def test_given_a_long_label_then_it_is_cut_at_a_word() -> None:
    text = "Johdon, esihenkilöiden ja mentorien yhteinen pitkä kokous"
    cut = shortened(text, 200)
    assert text_width(cut) <= 200
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])
    assert shortened(text, 2000) == text

"""Whatever is drawn stays within its picture, and no two names lie on each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from juuristo.stairs.staircase import STAIRS
from juuristo.surveys import charts
from juuristo.surveys.charts.letters import width_of, wrapped
from juuristo.surveys.charts.picture import Picture, Shape

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöABCÅÄÖ0123456789 -,.%–"
NAMES = st.text(LETTERS, min_size=1, max_size=90)
PERCENTS = st.floats(0, 100)
SIDES = st.sampled_from([charts.DESK, charts.PHONE])


def span_of(shape: Shape) -> tuple[float, float]:
    """From where to where a shape reaches, by what it says of itself."""
    x = float(shape.x or 0)
    if shape.kind == "text":
        size = 15 if "s" in shape.css.split() else 16
        wide = width_of(shape.words, size, is_bold="b" in shape.css.split())
        before = {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
        return x - before, x - before + wide
    if shape.kind == "circle":
        return x - float(shape.r), x + float(shape.r)
    return x, x + float(shape.width or 0)


def stays_within(picture: Picture) -> bool:
    spans = [span_of(shape) for shape in picture.shapes if shape.kind != "path"]
    return all(start >= -12 and end <= picture.width + 12 for start, end in spans)


@st.composite
def shares(draw: st.DrawFn) -> list[charts.Row]:
    rows = []
    for _each in range(draw(st.integers(1, 15))):
        low, share, high = sorted([draw(PERCENTS), draw(PERCENTS), draw(PERCENTS)])
        said = f"{draw(st.integers(0, 99_999))} / 100 000 (32 %), väli 26–39 %"
        rows.append(charts.Row(draw(NAMES), said, share, (low, high)))
    return rows


@given(shares(), SIDES, st.booleans())
def test_given_any_shares_then_all_of_the_picture_has_room(
    rows: list[charts.Row], width: float, are_bars: bool
) -> None:
    assert stays_within(charts.rows(rows, width, are_bars=are_bars))


@given(st.lists(st.tuples(NAMES, st.integers(0, 100)), min_size=1, max_size=7))
def test_given_a_stacked_bar_then_names_are_over_their_pieces_and_apart(
    drawn: list[tuple[str, int]],
) -> None:
    whole = sum(count for _name, count in drawn) or 1
    pieces = [charts.Piece(name, count / whole, "50 %") for name, count in drawn]
    picture = charts.stacked(pieces)
    if picture is None:
        return
    names = [span_of(each) for each in picture.shapes if each.kind == "text" and each.css == "s"]
    bars = [span_of(each) for each in picture.shapes if each.kind == "rect"]
    assert len(names) == len(bars) == sum(1 for piece in pieces if piece.share)
    assert all(one[1] <= other[0] + 0.2 for one, other in pairwise(names))
    assert all(
        name[0] < bar[1] + 0.2 and name[1] > bar[0] - 0.2
        for name, bar in zip(names, bars, strict=True)
    )
    assert stays_within(picture)


@given(
    st.lists(st.tuples(NAMES, PERCENTS, PERCENTS, PERCENTS), min_size=1, max_size=30),
    SIDES,
    NAMES,
    st.booleans(),
)
def test_given_any_means_then_all_of_the_picture_has_room(
    drawn: list[tuple[str, float, float, float]], width: float, end: str, has_stairs: bool
) -> None:
    rows = []
    for number, (name, *figures) in enumerate(drawn):
        low, mean, high = sorted(figures)
        stair = STAIRS[number % 4] if has_stairs else None
        rows.append(charts.Mean(name, "4,1", mean, (low, high), stair))
    assert stays_within(charts.means(rows, (0, 100, end, end), width))


@given(st.lists(st.tuples(NAMES, PERCENTS, PERCENTS), min_size=1, max_size=30), SIDES)
def test_given_any_changes_then_all_of_the_picture_has_room(
    drawn: list[tuple[str, float, float]], width: float
) -> None:
    shifts = [charts.Shift(name, "32 % → 41 %", before, now) for name, before, now in drawn]
    assert stays_within(charts.changes(shifts, charts.percents(shifts), width))


@given(PERCENTS, PERCENTS, PERCENTS)
def test_given_any_share_then_its_bar_and_bracket_have_room(
    one: float, other: float, third: float
) -> None:
    low, share, high = sorted([one, other, third])
    assert stays_within(charts.share(share, (low, high), "väli 26–39 %"))


@given(NAMES, st.floats(60, 400), st.integers(1, 4))
def test_given_a_name_then_its_lines_fit_and_lose_nothing_unsaid(
    name: str, room: float, most: int
) -> None:
    lines = wrapped(name, room, 15, most)
    assert len(lines) <= most
    assert all(width_of(line, 15) <= room + 0.01 for line in lines)
    kept = "".join("".join(lines).split())
    assert kept.endswith("…") or kept == "".join(name.split())


def test_given_what_may_not_be_shown_then_it_is_hatched_or_dashed_and_never_a_bar() -> None:
    hidden = [
        charts.Row("Hamina", "suojattu", state=charts.State.PROTECTED),
        charts.Row("Imatra", "ei tietoa", state=charts.State.MISSING),
    ]
    picture = charts.rows(hidden)
    drawn = {shape.css for shape in picture.shapes if shape.kind in {"rect", "path", "circle"}}
    assert drawn == {"grid", "hatch", "missing-box"}

"""The reckoning of a script: times, shares, warnings, what is suggested, and the templates."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.gatherings.script_templates import BlockText, Template, templates
from juuristo.gatherings.scripts import (
    LEAST_PRESENTATION,
    Concern,
    farewell_needs,
    minutes_on,
    shares,
    starts_of,
    suggestion,
    total,
    warnings,
)
from juuristo.stairs.staircase import STAIRS

HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class Piece:
    minutes: int
    stair: str = "guidance"
    work: str = "plenary"


def concerns(blocks: list[Piece], session_minutes: int | None = None) -> list[str]:
    return [warned.concern.value for warned in warnings(blocks, session_minutes)]


# Presentations press the talk, and the farewell is ten minutes of two hours.
SQUEEZED = [
    Piece(15, "empathy"),
    Piece(5, "empathy"),
    Piece(15, "guidance", "pairs"),
    Piece(10, "guidance", "board"),
    Piece(25, "advice", "presentation"),
    Piece(10, "", "break"),
    Piece(20, "advice", "presentation"),
    Piece(10, "guidance", "groups"),
    Piece(10, "farewell"),
]

pieces = st.lists(
    st.builds(
        Piece,
        st.integers(1, 120),
        st.sampled_from([*STAIRS, ""]),
        st.sampled_from(["plenary", "presentation", "pairs", "groups", "silent", "board"]),
    ),
    max_size=20,
)


def test_given_lengths_then_each_block_begins_where_the_one_before_ends() -> None:
    begins = datetime(2026, 10, 27, 9, tzinfo=HELSINKI)
    moments = starts_of([15, 5, 25], begins)
    clock = [moment.astimezone(HELSINKI).strftime("%H.%M") for moment in moments]
    assert clock == ["09.00", "09.15", "09.20", "09.45"]


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        # the clocks go back at four: the hour from three to four comes twice
        (datetime(2026, 10, 25, 2, 30, tzinfo=HELSINKI), ["02.30", "03.30", "03.30", "04.30"]),
        # and forward at three: there is no time between three and four
        (datetime(2026, 3, 29, 2, 30, tzinfo=HELSINKI), ["02.30", "04.30", "05.30", "06.30"]),
    ],
)
def test_given_a_night_of_moved_clocks_then_every_block_keeps_its_minutes(
    day: datetime, clock: list[str]
) -> None:
    moments = starts_of([60, 60, 60], day)
    assert [moment.astimezone(HELSINKI).strftime("%H.%M") for moment in moments] == clock
    assert moments[-1] - moments[0] == timedelta(hours=3)


@given(st.lists(st.integers(1, 480), max_size=30))
def test_given_any_lengths_then_the_whole_is_their_sum(minutes: list[int]) -> None:
    begins = datetime(2026, 3, 28, 20, tzinfo=UTC)
    moments = starts_of(minutes, begins)
    assert moments[-1] - begins == timedelta(minutes=sum(minutes))
    assert moments == sorted(moments)


def test_given_a_script_then_shares_leave_breaks_out() -> None:
    told = {share.stair.value: (share.minutes, share.whole) for share in shares(SQUEEZED)}
    assert told == {
        "empathy": (20, 110),
        "guidance": (35, 110),
        "advice": (45, 110),
        "farewell": (10, 110),
    }


def test_given_an_empty_script_then_nothing_is_shared_or_warned_of() -> None:
    assert [share.share for share in shares([])] == [0.0, 0.0, 0.0, 0.0]
    assert warnings([], 120) == []
    assert suggestion([]) == {}


def test_given_more_presenting_than_talking_then_dialogue_is_said_to_be_squeezed() -> None:
    told = warnings(SQUEEZED, 120)
    assert [(one.concern.value, one.found, one.wanted) for one in told] == [
        ("dialogue_squeezed", 35, 45),
        ("farewell_squeezed", 10, 15),
    ]


def test_given_pressed_talk_and_farewell_then_the_last_presentation_gives_to_both() -> None:
    assert suggestion(SQUEEZED) == {6: 10, 7: 15, 8: 15}


def test_given_the_suggestion_taken_then_nothing_presses() -> None:
    new = suggestion(SQUEEZED)
    mended = [
        Piece(new.get(n, block.minutes), block.stair, block.work)
        for n, block in enumerate(SQUEEZED)
    ]
    assert concerns(mended, 120) == ["farewell_short"]


@given(pieces)
def test_given_any_script_then_a_suggestion_moves_time_and_makes_none(blocks: list[Piece]) -> None:
    new = suggestion(blocks)
    mended = [
        Piece(new.get(n, block.minutes), block.stair, block.work) for n, block in enumerate(blocks)
    ]
    assert total(mended) == total(blocks)
    assert minutes_on(mended, "farewell") >= minutes_on(blocks, "farewell")
    for n, minutes in new.items():
        assert minutes != blocks[n].minutes
        if minutes < blocks[n].minutes:
            assert blocks[n].work == "presentation"
            assert minutes >= LEAST_PRESENTATION


@pytest.mark.parametrize(
    ("blocks", "session", "said"),
    [
        ([Piece(100), Piece(30, "farewell")], 120, ["too_long", "no_break"]),
        ([Piece(60), Piece(10, "", "break"), Piece(50)], 120, ["no_farewell"]),
        ([Piece(80), Piece(10, "farewell")], None, ["farewell_squeezed"]),
        ([Piece(76), Piece(14, "farewell")], None, ["farewell_squeezed"]),
        ([Piece(75), Piece(15, "farewell")], None, ["farewell_short"]),
        ([Piece(72), Piece(18, "farewell")], None, []),
        ([Piece(9)] * 5 + [Piece(15, "farewell")], None, []),
        ([Piece(8)] * 5 + [Piece(12, "farewell")], None, ["too_dense"]),
        ([Piece(40), Piece(40), Piece(20, "farewell")], 100, ["no_break"]),
    ],
)
def test_given_a_script_then_it_warns_of_what_may_go_wrong(
    blocks: list[Piece], session: int | None, said: list[str]
) -> None:
    assert concerns(blocks, session) == said


def test_given_two_hours_then_the_farewell_needs_fifteen_minutes() -> None:
    assert [farewell_needs(working) for working in (20, 60, 90, 110, 120, 121)] == [
        *(5, 10, 15, 15, 15, 20)
    ]


@pytest.mark.parametrize("template", templates().values(), ids=lambda one: one.key)
def test_given_a_template_then_it_has_its_minutes_and_nothing_to_warn_of(
    template: Template,
) -> None:
    assert template.minutes == int(template.key)
    blocks = template.in_language("fi")
    assert [one.concern for one in warnings(blocks, template.minutes)] == []
    assert {block.stair for block in blocks} >= set(STAIRS)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_given_a_language_then_each_template_is_written_in_it(language: str) -> None:
    said: dict[str, list[BlockText]] = {
        key: template.in_language(language) for key, template in templates().items()
    }
    for template in templates().values():
        assert set(template.name) == {"fi", "sv", "en"}
        for block in template.blocks:
            assert set(block["title"]) == set(block["what"]) == {"fi", "sv", "en"}
            assert bool(block["what"]["fi"]) == bool(block["what"][language])
    others = [one for one in ("fi", "sv", "en") if one != language]
    for key, blocks in said.items():
        for other in others:
            theirs = templates()[key].in_language(other)
            assert all(
                mine.title != yours.title for mine, yours in zip(blocks, theirs, strict=True)
            )


def test_given_the_concerns_then_the_heaviest_comes_first() -> None:
    blocks = [Piece(8, "advice", "presentation")] * 20
    assert concerns(blocks, 60) == [
        Concern.TOO_LONG,
        Concern.DIALOGUE_SQUEEZED,
        Concern.NO_FAREWELL,
        Concern.TOO_DENSE,
        Concern.NO_BREAK,
    ]

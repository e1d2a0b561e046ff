"""What a survey asks: the content of an instrument, as it is stored, exchanged and drawn.

One JSON document, checked here wherever it comes from (the editor, an Excel file, a ready
instrument). The browser's types are in ``frontend/src/survey/definition.ts``. Answers to it are
checked in ``answers.py``, and what is asked under a condition in ``conditions.py``.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
PREFER_NOT_TO_SAY = "prefer_not_to_say"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(Part):
    """A text by language; Finnish is the one that others fall back to."""

    fi: str = ""
    sv: str = ""
    en: str = ""


class Option(Part):
    key: Key
    text: Texts


class Operator(StrEnum):
    IS = "is"  # single: the option; multiple: the option is among those chosen
    IS_NOT = "is_not"
    AT_LEAST = "at_least"  # scale, number
    AT_MOST = "at_most"
    ANSWERED = "answered"  # any answer at all; ``value`` is left out


class Comparison(Part):
    """One test of an earlier question's answer. Without an answer every test but is_not fails."""

    question: Key
    operator: Operator
    value: str | float | None = None


class All(Part):
    all: Annotated[list["Condition"], Field(min_length=1)]


class Any_(Part):  # noqa: N801 (``Any`` is typing's)
    any: Annotated[list["Condition"], Field(min_length=1)]


class Not(Part):
    not_: Annotated["Condition", Field(alias="not")]

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Condition = Comparison | All | Any_ | Not


class Asked(Part):
    """What every question has. ``may_decline`` adds "prefer not to say"."""

    key: Key
    text: Texts
    hint: Texts = Texts()
    required: bool = False
    may_decline: bool = False
    about_me: bool = False
    shown_if: Condition | None = None


class Single(Asked):
    type: Literal["single"] = "single"
    options: Annotated[list[Option], Field(min_length=2, max_length=60)]


class Multiple(Asked):
    type: Literal["multiple"] = "multiple"
    options: Annotated[list[Option], Field(min_length=2, max_length=60)]
    most: Annotated[int, Field(ge=1)] | None = None  # how many may be chosen


class Ends(Part):
    """A range of whole numbers with words at its ends, such as 1 "helppoa" … 10 "vaikeaa"."""

    least: int = 1
    most: int = 10
    low: Texts = Texts()
    high: Texts = Texts()


class Scale(Asked):
    type: Literal["scale"] = "scale"
    ends: Ends
    look: Literal["radio", "slider"] = "radio"


class GridRow(Part):
    """One scale of a grid: a question of its own in answers and results."""

    key: Key
    text: Texts


class Grid(Asked):
    """Scales with the same ends, single questions on a phone. Its own key takes no answer."""

    type: Literal["grid"] = "grid"
    ends: Ends
    rows: Annotated[list[GridRow], Field(min_length=1, max_length=30)]


class Open(Asked):
    type: Literal["open"] = "open"
    long: bool = True
    longest: Annotated[int, Field(ge=1, le=10_000)] = 5_000  # characters


class Number(Asked):
    type: Literal["number"] = "number"
    least: float | None = None
    most: float | None = None
    whole: bool = False


class Day(Asked):
    """A date; ``earliest`` and ``latest`` are ISO days."""

    type: Literal["date"] = "date"
    earliest: str | None = None
    latest: str | None = None


class Ranking(Asked):
    """All options put in order, the best first."""

    type: Literal["ranking"] = "ranking"
    options: Annotated[list[Option], Field(min_length=2, max_length=20)]


class Info(Asked):
    """A text between questions; nothing is answered."""

    type: Literal["info"] = "info"


Question = Annotated[
    Single | Multiple | Scale | Grid | Open | Number | Day | Ranking | Info,
    Field(discriminator="type"),
]


class Definition(Part):
    """A whole survey. ``paging`` is how it is shown unless the respondent chooses otherwise."""

    title: Texts
    intro: Texts = Texts()
    thanks: Texts = Texts()
    paging: Literal["one_at_a_time", "one_page"] = "one_at_a_time"
    questions: Annotated[list[Question], Field(max_length=300)] = []

    def answered_questions(
        self,
    ) -> Iterator["Single | Multiple | Scale | Open | Number | Day | Ranking"]:
        """Every question that takes an answer of its own, grids unfolded to their scales."""
        for question in self.questions:
            if isinstance(question, Grid):
                yield from (scale_of(question, row) for row in question.rows)
            elif not isinstance(question, Info):
                yield question

    def grid_texts(self) -> dict[str, Texts]:
        """What the grid of each row asks, by the row's key: a row alone says but half of it."""
        grids = (question for question in self.questions if isinstance(question, Grid))
        return {row.key: grid.text for grid in grids for row in grid.rows}


def scale_of(grid: Grid, row: GridRow) -> Scale:
    """The row of a grid as the single question it is."""
    return Scale(
        key=row.key,
        text=row.text,
        required=grid.required,
        may_decline=grid.may_decline,
        shown_if=grid.shown_if,
        ends=grid.ends,
    )


def definition_of(content: dict[str, Any]) -> Definition:
    """Read stored content. Raises pydantic's ValidationError; ``faults.py`` puts it in words."""
    return Definition.model_validate(content)


def content_of(definition: Definition) -> dict[str, Any]:
    """Return a definition as it is stored and sent: plain JSON, the same for the same survey."""
    return definition.model_dump(mode="json", by_alias=True)

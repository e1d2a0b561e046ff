"""The guided page's view of a file: what each column answers, what its values mean, what comes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.sheets.cells import short

from ..definition import PREFER_NOT_TO_SAY, Definition, Texts
from .headers import SPLIT
from .reading import Column, Reading, Sheet, columns_of, parts_of, unknown_values

SAMPLES = 3
MOST_VALUES = 40  # of one column, to be told one by one
SHOWN = 50  # faults
LEFT_OUT = ""
Post = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    value: str
    text: str


@dataclass
class ValueView:
    """A value the column's question does not know, and the option it means."""

    name: str
    text: str
    chosen: str


@dataclass
class ColumnView:
    """One column as the page shows it."""

    at: int
    header: str
    samples: list[str]
    chosen: str
    values: list[ValueView] = field(default_factory=list)
    options: list[Choice] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"c{self.at}"


def text_of(texts: Texts, language: str) -> str:
    return getattr(texts, language, "") or texts.fi


def targets(definition: Definition, language: str) -> list[Choice]:
    """What a column may answer."""
    found = [Choice(LEFT_OUT, _("Jätä pois"))]
    for question in definition.answered_questions():
        text = text_of(question.text, language)
        found.append(Choice(question.key, short(text)))
        if question.type in SPLIT:
            found += [
                Choice(
                    f"{question.key}|{option.key}",
                    f"{short(text)}: {text_of(option.text, language)}",
                )
                for option in getattr(question, "options", [])
            ]
    return found


def column_views(
    sheet: Sheet, definition: Definition, mapping: Mapping[str, Any], language: str
) -> list[ColumnView]:
    asked = {question.key: question for question in definition.answered_questions()}
    return [
        _view(column, sheet, asked, language) for column in columns_of(sheet, definition, mapping)
    ]


def _view(column: Column, sheet: Sheet, asked: Mapping[str, Any], language: str) -> ColumnView:
    target = column.target if column.target and column.target.question in asked else None
    chosen = LEFT_OUT
    if target:
        chosen = f"{target.question}|{target.option}" if target.option else target.question
    cells = [str(row[column.at]).strip() for _n, row in sheet.rows if column.at < len(row)]
    samples = [short(text) for text in dict.fromkeys(filter(None, cells))][:SAMPLES]
    view = ColumnView(column.at, column.header, samples, chosen)
    if target and not target.option and hasattr(asked[target.question], "options"):
        question = asked[target.question]
        view.options = [Choice(one.key, text_of(one.text, language)) for one in question.options]
        unknown = unknown_values(column, question, cells)[:MOST_VALUES]
        view.values = [
            ValueView(f"v{column.at}-{number}", text, _chosen(column, text))
            for number, text in enumerate(unknown)
        ]
    return view


def _chosen(column: Column, text: str) -> str:
    return (column.values[text] or "-") if text in column.values else LEFT_OUT


def mapping_of(views: list[ColumnView], post: Post) -> dict[str, Any]:
    """Return the mapping that the posted form tells, as M.json is."""
    mapping: dict[str, Any] = {}
    for view in views:
        chosen = str(post.get(view.name, view.chosen))
        question, _bar, option = chosen.partition("|")
        entry: dict[str, Any] = {"question": question or None}
        if option:
            entry["option"] = option
        known = {option.value for option in view.options}
        values = {one.text: str(post[one.name]) for one in view.values if one.name in post}
        if values and chosen == view.chosen:
            told = {text: key for text, key in values.items() if key in known or key == "-"}
            entry["values"] = {text: None if key == "-" else key for text, key in told.items()}
        mapping[view.header] = entry
    return mapping


def columns_told(report: Mapping[str, Any]) -> list[ColumnView]:
    """The columns of a report that was stored."""
    return [
        ColumnView(
            **{
                **told,
                "values": [ValueView(**value) for value in told["values"]],
                "options": [Choice(**option) for option in told["options"]],
            }
        )
        for told in report["columns"]
    ]


@dataclass(frozen=True)
class Line:
    """What would come in to one question."""

    text: str
    n: int
    counts: list[tuple[str, int]]


def preview_of(reading: Reading, definition: Definition, language: str) -> list[Line]:
    """Count what would be brought in, so that a wrong mapping shows before it is stored."""
    lines = []
    for question in definition.answered_questions():
        given = [one[question.key] for one in reading.answers if question.key in one]
        told = [one for one in given if one != PREFER_NOT_TO_SAY]
        counts: list[tuple[str, int]] = []
        if question.type in ("single", "multiple"):
            tally = Counter(part for one in told for part in parts_of(one))
            options = getattr(question, "options", [])
            counts = [(text_of(one.text, language), tally[one.key]) for one in options]
        if given:
            lines.append(Line(text_of(question.text, language), len(given), counts))
    return lines


def report_of(
    sheet: Sheet,
    definition: Definition,
    mapping: Mapping[str, Any],
    reading: Reading,
    language: str,
) -> dict[str, Any]:
    """Return what the page shows of a file that has been read, to be stored as JSON."""
    report = {
        "columns": [asdict(one) for one in column_views(sheet, definition, mapping, language)],
        "faults": [one.as_json() for one in reading.faults[:SHOWN]],
        "more_faults": len(reading.faults[SHOWN:]),
        "lines": [asdict(one) for one in preview_of(reading, definition, language)],
        "count": len(reading.answers),
        "may_bring": not reading.faults and bool(reading.answers),
    }
    return {key: _storable(value) for key, value in report.items()}


def _storable(value: Any) -> Any:
    """PostgreSQL keeps no zero byte, not even in JSON."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(one) for one in value]
    return value

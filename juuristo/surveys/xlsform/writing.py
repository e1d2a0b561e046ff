"""A survey written as an XLSForm that ``reading.read`` reads back."""

import io
from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from juuristo.shell.sheets.writing import Workbook
from juuristo.shell.texts import LANGUAGES

from ..definition import (
    PREFER_NOT_TO_SAY,
    Asked,
    Day,
    Definition,
    Ends,
    Grid,
    Info,
    Multiple,
    Number,
    Open,
    Option,
    Question,
    Ranking,
    Scale,
    Single,
    Texts,
    content_of,
)
from ..faults import faults_of
from ..refusals import Refused
from .expressions import plain, write_condition
from .reading import INTRO, THANKS

UNFINISHED = ("no_finnish", "nothing_asked")  # faults that a file may carry
TITLES = {"fi": "Suomi (fi)", "sv": "Svenska (sv)", "en": "English (en)"}
Row = dict[str, str]


def spoken(column: str) -> list[str]:
    """The headers of a column that has words in each language."""
    return [f"{column}::{TITLES[language]}" for language in LANGUAGES]


def ours(column: str) -> list[str]:
    """The headers of a column that other tools do not know: with ``::`` they would try to."""
    return [f"{column}_{language}" for language in LANGUAGES]


SURVEY = [
    *("type", "name", *spoken("label"), *spoken("hint"), "required", "relevant", "constraint"),
    *("appearance", "parameters", "may_decline", "about_me", *ours("low"), *ours("high")),
]
CHOICES = ["list_name", "name", *spoken("label")]
SETTINGS = [
    *("form_title", *ours("form_title")[1:], "form_id", "default_language", "style", "paging")
]


def write(definition: Definition, key: str) -> bytes:
    """Return the survey as an xlsx with the sheets survey, choices and settings.

    Finnish may be missing. Raises Refused for what could not be read back.
    """
    faults = [one for one in faults_of(content_of(definition)) if one.code not in UNFINISHED]
    if faults:
        message = _("Kyselypohjassa on korjattavaa: %(first)s") % {"first": faults[0].message}
        raise Refused("faulty_instrument", message)
    lists = _Lists()
    rows = [
        *_note(INTRO, definition.intro),
        *(row for question in definition.questions for row in _rows(question, definition, lists)),
        *_note(THANKS, definition.thanks),
    ]
    title = definition.title
    settings = {
        "form_title": title.fi,
        **_ours("form_title", title),
        "form_id": key,
        "default_language": TITLES["fi"],
        "style": "pages" if definition.paging == "one_at_a_time" else "",
        "paging": definition.paging,
    }
    file = io.BytesIO()
    with Workbook(file) as book:
        book.sheet("survey", _table(SURVEY, rows), width=24)
        book.sheet("choices", _table(CHOICES, lists.rows), width=24)
        book.sheet("settings", _table(SETTINGS, [settings]), width=24)
    return file.getvalue()


def _table(header: list[str], rows: Iterable[Row]) -> list[list[str]]:
    return [header, *([row.get(column, "") for column in header] for row in rows)]


def _spoken(column: str, texts: Texts) -> Row:
    said = texts.model_dump()
    return {f"{column}::{TITLES[language]}": said[language] for language in LANGUAGES}


def _ours(column: str, texts: Texts) -> Row:
    return {f"{column}_{language}": text for language, text in texts.model_dump().items()}


def _note(name: str, text: Texts) -> list[Row]:
    return [{"type": "note", "name": name, **_spoken("label", text)}] if text != Texts() else []


class _Lists:
    """The choices: each different list written once, under the name of who needed it first."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.names: dict[str, str] = {}

    def of(self, name: str, choices: list[tuple[str, Texts]], *, may_decline: bool) -> str:
        if may_decline:
            choices = [*choices, (PREFER_NOT_TO_SAY, _declining())]
        same = repr(choices)
        if same not in self.names:
            self.names[same] = name
            self.rows += [
                {"list_name": name, "name": key, **_spoken("label", text)} for key, text in choices
            ]
        return self.names[same]


def _declining() -> Texts:
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = _("En halua vastata")
    return Texts(**words)


def _rows(question: Question, definition: Definition, lists: _Lists) -> list[Row]:
    row = _asked(question, definition)
    match question:
        case Grid():
            return _grid(question, row, lists)
        case Info():
            row["type"] = "note"
        case Single() | Multiple() | Ranking():
            row |= _select(question, lists)
        case Scale():
            row |= _scale(question, lists)
        case Open() | Number() | Day():
            row |= _written(question)
    return [row]


def _asked(question: Asked, definition: Definition) -> Row:
    multiple = {one.key for one in definition.questions if isinstance(one, Multiple)}
    relevant = question.shown_if and write_condition(question.shown_if, multiple.__contains__)
    return {
        "name": question.key,
        **_spoken("label", question.text),
        **_spoken("hint", question.hint),
        "required": "yes" if question.required else "",
        "relevant": relevant or "",
        "may_decline": "yes" if question.may_decline else "",
        "about_me": "yes" if question.about_me else "",
    }


def _choices(options: list[Option]) -> list[tuple[str, Texts]]:
    return [(option.key, option.text) for option in options]


def _select(question: Single | Multiple | Ranking, lists: _Lists) -> Row:
    kind = {"single": "select_one", "multiple": "select_multiple", "ranking": "rank"}[question.type]
    # one may decline by choosing so; a ranking has no such choice
    declines = question.may_decline and not isinstance(question, Ranking)
    name = lists.of(question.key, _choices(question.options), may_decline=declines)
    row = {"type": f"{kind} {name}"}
    if isinstance(question, Multiple) and question.most is not None:
        row["constraint"] = f"count-selected(.) <= {question.most}"
    return row


def _scale(question: Scale, lists: _Lists) -> Row:
    ends = question.ends
    if question.look == "slider":
        parameters = f"start={ends.least} end={ends.most} step=1"
        words = {**_ours("low", ends.low), **_ours("high", ends.high)}
        return {"type": "range", "parameters": parameters, **words}
    return {"type": f"select_one {_ends(question, lists)}", "appearance": "likert"}


def _ends(question: Scale | Grid, lists: _Lists) -> str:
    """Write a scale as a list of numbers with the words of its ends; return the list's name."""
    ends: Ends = question.ends
    words = {ends.least: ends.low, ends.most: ends.high}
    numbers = [
        (str(number), _numbered(number, words.get(number, Texts())))
        for number in range(ends.least, ends.most + 1)
    ]
    return lists.of(question.key, numbers, may_decline=question.may_decline)


def _numbered(number: int, words: Texts) -> Texts:
    """Put a number before its words: "1 – helppoa", or "1" alone."""
    said = words.model_dump()
    labels = {code: f"{number} – {said[code]}" if said[code] else str(number) for code in said}
    return Texts(**labels)


def _grid(grid: Grid, row: Row, lists: _Lists) -> list[Row]:
    list_name = _ends(grid, lists)
    shared = {column: row.pop(column) for column in ("required", "may_decline")}
    rows = [
        {
            "type": f"select_one {list_name}",
            "name": each.key,
            **_spoken("label", each.text),
            **shared,
        }
        for each in grid.rows
    ]
    opening = {**row, "type": "begin_group", "appearance": "table-list"}
    return [opening, *rows, {"type": "end_group", "name": ""}]


def _written(question: Open | Number | Day) -> Row:
    match question:
        case Open():
            appearance = "multiline" if question.long else ""
            limits = [f"string-length(.) <= {question.longest}"]
            return {"type": "text", "appearance": appearance, "constraint": limits[0]}
        case Number():
            kind = "integer" if question.whole else "decimal"
            bounds = {">=": question.least, "<=": question.most}
            limits = [f". {sign} {plain(one)}" for sign, one in bounds.items() if one is not None]
        case Day():
            kind = "date"
            days = {">=": question.earliest, "<=": question.latest}
            limits = [f". {sign} date('{one}')" for sign, one in days.items() if one is not None]
    return {"type": kind, "constraint": " and ".join(limits)}

"""From a file and a mapping to clean answers and faults; nothing of it is stored here.

``mapping`` is M.json of design/interfaces.md: by header ``{"question": key, "values": {their text:
our option}}``; ``"option"`` names the one option that a column of its own stands for, a question of
None leaves the column out, a value of None leaves the answer out. What the mapping does not name is
found by its header. History is what it is: nothing is required of it, and an answer to a follow-up
that we would not have asked stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.sheets.cells import short, tidy
from juuristo.shell.sheets.faults import Fault, Limits, unreadable
from juuristo.shell.sheets.reading import read_rows
from juuristo.shell.sheets.workbook import Place, Rows

from ..answers import FaultyAnswersError, clean_one, is_empty
from ..definition import Definition
from .headers import SPLIT, Headers, Target, folded
from .values import (
    DECLINED,
    NO,
    Options,
    Unreadable,
    is_formula,
    read_part,
    read_value,
    split_choices,
)

LIMITS = Limits(rows=20_000, columns=400)
MOST_FAULTS = 1_000
LONGEST_HEADER = 500

Mapping_ = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of the file: its header, its place, and what it answers (None: nothing)."""

    header: str
    at: int
    target: Target | None
    values: Mapping[str, Any] = field(default_factory=dict)
    is_left_out: bool = False  # by the mapping, on purpose


@dataclass
class Sheet:
    """A file as it stands: headers, rows by number, and where formulas are."""

    headers: list[tuple[int, str]]
    rows: Rows
    formulas: set[Place]
    header_row: int

    @property
    def last_row(self) -> int:
        return self.rows[-1][0] if self.rows else self.header_row


@dataclass
class Reading:
    """What a file says to an instrument."""

    columns: list[Column]
    rows: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def unmapped(self) -> list[str]:
        return [
            column.header
            for column in self.columns
            if column.target is None and not column.is_left_out
        ]

    @property
    def skipped(self) -> int:
        return self.rows - len(self.answers)


def read_sheet(data: bytes, definition: Definition) -> Sheet:
    """Read the file's first sheet. Raises FaultyFileError."""
    rows, formulas = read_rows(data, LIMITS, Headers(definition).known)
    at = next((at for at, (_n, row) in enumerate(rows) if any(map(_filled, row))), None)
    if at is None:
        raise unreadable(_("Tiedosto on tyhjä. Ensimmäisellä rivillä pitää olla otsikot."), row=1)
    number, header = rows[at]
    headers = _told_apart([tidy(str(cell)).replace("\0", "")[:LONGEST_HEADER] for cell in header])
    below = [(number, row) for number, row in rows[at + 1 :] if any(map(_filled, row))]
    return Sheet([one for one in headers if one[1]], below, formulas, number)


def _told_apart(headers: list[str]) -> list[tuple[int, str]]:
    """Number headers that come again: other tools write "Miksi?" under many questions."""
    seen: Counter[str] = Counter()
    found = []
    for at, header in enumerate(headers):
        seen[folded(header)] += 1
        times = seen[folded(header)]
        found.append((at, f"{header} ({times})" if header and times > 1 else header))
    return found


def _filled(cell: str | date) -> bool:
    return bool(str(cell).strip())


def columns_of(sheet: Sheet, definition: Definition, mapping: Mapping_) -> list[Column]:
    """Say what each column answers, by the mapping or else by its header."""
    headers = Headers(definition)
    named = {folded(header): entry for header, entry in mapping.items()}
    found = []
    for at, header in sheet.headers:
        entry = named.get(folded(header))
        target = headers.find(header)
        if entry is None:
            found.append(Column(header, at, target))
            continue
        key = entry.get("question")
        chosen = Target(key, entry.get("option") or None) if key else None
        if chosen and target and chosen.option is None and chosen.question == target.question:
            chosen = target  # the mapping names the question, the header its option
        values = entry.get("values") or {}
        found.append(Column(header, at, chosen, values, is_left_out=not key))
    return found


def read(
    sheet: Sheet,
    definition: Definition,
    mapping: Mapping_,
    progress: Callable[[int], object] = lambda _row: None,
) -> Reading:
    """Read every row, faults and all; ``progress`` is told the number of each as it comes."""
    reading = Reading(columns_of(sheet, definition, mapping))
    reading.rows = sheet.last_row - sheet.header_row
    asked = {question.key: question for question in definition.answered_questions()}
    reading.faults += _faulty_columns(reading.columns, asked, sheet.header_row)
    if reading.faults:
        return reading
    readers = _readers(reading.columns, asked)
    for number, row in sheet.rows:
        progress(number)
        answers = _row(number, row, readers, sheet.formulas, reading.faults)
        if answers:
            reading.answers.append(answers)
        if len(reading.faults) > MOST_FAULTS:
            break
    return reading


def _faulty_columns(columns: Sequence[Column], asked: Mapping[str, Any], row: int) -> list[Fault]:
    faults = []
    mapped = [column for column in columns if column.target]
    if not mapped:
        message = _("Yksikään sarake ei vastaa kyselyn kysymyksiä. Yhdistä sarakkeet ensin.")
        return [Fault(row, None, "missing_column", message)]
    taken = Counter(
        (column.target.question, column.target.option) for column in mapped if column.target
    )
    for column in mapped:
        assert column.target
        if fault := _faulty_target(column.target, asked, taken):
            faults.append(Fault(row, column.header, *fault))
        faults += [
            Fault(row, column.header, "unknown_option", _no_option(str(key)))
            for key in column.values.values()
            if key is not None and not _is_value(column.target, key, asked)
        ]
    return faults


def _faulty_target(
    target: Target, asked: Mapping[str, Any], taken: Counter[Any]
) -> tuple[str, str] | None:
    question = asked.get(target.question)
    if question is None:
        message = _("Kysymystä ”%(key)s” ei ole kyselyssä.")
        return "unknown_question", message % {"key": short(target.question)}
    keys = [option.key for option in getattr(question, "options", [])]
    if target.option and (question.type not in SPLIT or target.option not in keys):
        return "unknown_option", _no_option(target.option)
    shared = taken[(target.question, target.option)]
    mixed = bool(target.option) and taken[(target.question, None)]
    joins = question.type == "multiple" and not target.option  # each column adds its choices
    if (shared > 1 and not joins) or mixed:
        message = _("Kaksi saraketta vastaa samaan kysymykseen. Jätä niistä yksi.")
        return "duplicate_column", message
    return None


def _is_value(target: Target, key: Any, asked: Mapping[str, Any]) -> bool:
    question = asked.get(target.question)
    options = [option.key for option in getattr(question, "options", [])]
    return not options or key in options


def _no_option(key: str) -> str:
    return _("Vaihtoehtoa ”%(key)s” ei ole kyselyssä.") % {"key": short(key)}


@dataclass(frozen=True)
class Reader:
    """One question with the columns that answer it, and what it has read: choices come again."""

    question: Any
    columns: tuple[Column, ...]
    options: Options | None
    read: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def answer(self, cells: tuple[Any, ...]) -> Any:
        """What the cells answer. Raises Unreadable and FaultyAnswersError."""
        if self.question.type == "open":
            return clean_one(self.question, _answer(self, cells))
        if cells not in self.read:
            self.read[cells] = clean_one(self.question, _answer(self, cells))
        return self.read[cells]


def _readers(columns: Sequence[Column], asked: Mapping[str, Any]) -> list[Reader]:
    by_question: dict[str, list[Column]] = {}
    for column in columns:
        if column.target:
            by_question.setdefault(column.target.question, []).append(column)
    return [
        Reader(_of_history(asked[key]), tuple(mine), _options(asked[key], mine))
        for key, mine in by_question.items()
    ]


def _of_history(question: Any) -> Any:
    return question.model_copy(update={"required": False, "shown_if": None})


def _options(question: Any, columns: Sequence[Column]) -> Options | None:
    if not hasattr(question, "options") or columns[0].target is None or columns[0].target.option:
        return None
    by_number = folded(columns[0].header) == question.key
    return Options(question, columns[0].values, by_number=by_number)


def _row(
    number: int,
    row: Sequence[Any],
    readers: Sequence[Reader],
    formulas: set[Place],
    faults: list[Fault],
) -> dict[str, Any]:
    answers = {}
    for reader in readers:
        cells = tuple(_cell(row, column) for column in reader.columns)
        wrong = [
            column
            for column, cell in zip(reader.columns, cells, strict=True)
            if (number, column.at) in formulas or (isinstance(cell, str) and is_formula(cell))
        ]
        faults += [
            Fault(number, one.header, "formula", _("Solussa on kaava. Kirjoita sen tilalle arvo."))
            for one in wrong
        ]
        if wrong:
            continue
        try:
            answer = reader.answer(cells)
        except (Unreadable, FaultyAnswersError) as error:
            faults.append(_unfit(number, cells, reader, error))
            continue
        if not is_empty(answer):
            answers[reader.question.key] = answer
    return answers


def _cell(row: Sequence[Any], column: Column) -> Any:
    return row[column.at] if column.at < len(row) else ""


def _answer(reader: Reader, cells: Sequence[Any]) -> Any:
    question = reader.question
    first, cell = reader.columns[0], cells[0]
    assert first.target
    if first.target.option is None and len(reader.columns) > 1:
        return _joined(reader, cells)
    if first.target.option is None:
        if reader.options is None and isinstance(cell, str) and _is_left_out(cell, first):
            return None
        return read_value(question, cell, reader.options)
    said = {
        column.target.option: read_part(question, column.target.option, cell, column.values)
        for column, cell in zip(reader.columns, cells, strict=True)
        if column.target and column.target.option
    }
    if question.type == "multiple":
        return [option for option, is_chosen in said.items() if is_chosen]
    places = {option: place for option, place in said.items() if place is not None}
    return sorted(places, key=lambda option: places[option])


def _joined(reader: Reader, cells: Sequence[Any]) -> list[str]:
    """Join the choices of several columns of one question, each with its own values."""
    found: list[str] = []
    for column, cell in zip(reader.columns, cells, strict=True):
        options = Options(reader.question, column.values, by_number=False)
        text = str(cell)
        if folded(text) in NO and not options.knows(text):
            continue
        found += parts_of(read_value(reader.question, text, options))
    return found


def _is_left_out(text: str, column: Column) -> bool:
    left_out = {folded(name) for name, value in column.values.items() if value is None}
    return bool(left_out) and folded(text) in left_out


def _unfit(
    number: int, cells: Sequence[Any], reader: Reader, error: Unreadable | FaultyAnswersError
) -> Fault:
    code = error.code if isinstance(error, Unreadable) else error.faults[0].code
    said = [text for cell in cells if (text := str(cell).strip())]
    return Fault(number, reader.columns[0].header, code, _message(code, short("; ".join(said))))


def _message(code: str, text: str) -> str:
    messages = {
        "unknown_option": _("”%(text)s” ei ole mikään vaihtoehdoista. Yhdistä se vaihtoehtoon."),
        "not_a_number": _("”%(text)s” ei ole luku."),
        "not_whole": _("”%(text)s” ei ole kokonaisluku."),
        "out_of_range": _("”%(text)s” ei ole sallituissa rajoissa."),
        "not_a_day": _("”%(text)s” ei ole päivä. Kirjoita se näin: 24.9.2020."),
        "too_many": _("Valintoja on enemmän kuin kysymys sallii: ”%(text)s”."),
        "too_long": _("Teksti on liian pitkä: ”%(text)s”"),
        "identifiers": _(
            "Tekstissä on henkilötunnus, puhelinnumero tai sähköpostiosoite. Poista se tiedostosta."
        ),
        "incomplete_ranking": _("Järjestyksestä puuttuu vaihtoehtoja: ”%(text)s”."),
    }
    message = messages.get(code, _("Vastausta ”%(text)s” ei voi lukea."))
    return message % {"text": text}


def unknown_values(column: Column, question: Any, cells: Iterable[str]) -> list[str]:
    """Return the values of a column that its question does not know by itself, often first; with
    those that the mapping already explains."""
    options = Options(question, {}, by_number=folded(column.header) == question.key)
    found: Counter[str] = Counter()
    for text, times in Counter(filter(None, cells)).items():
        if question.may_decline and folded(text) in DECLINED:
            continue
        parts = [text] if question.type == "single" else split_choices(tidy(text), options)
        found.update({part: times for part in parts if not options.knows(part)})
    return [text for text, _times in found.most_common()]


def parts_of(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else [answer]

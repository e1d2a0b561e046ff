"""From a CSV or xlsx file to rows under known column names."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from juuristo.shell.sheets.cells import letter_of, tidy
from juuristo.shell.sheets.faults import Fault, unreadable
from juuristo.shell.sheets.reading import read_rows
from juuristo.shell.sheets.workbook import Cell, Rows

from .faults import COLUMNS, LIMITS, REQUIRED

FINNISH = {
    "sähköposti": "email",
    "etunimi": "first_name",
    "sukunimi": "last_name",
    "toimipaikka": "office",
    "tiimi": "team",
    "nimike": "title",
    "aloituspäivä": "start_date",
    "päättymispäivä": "left_date",
    "roolit": "roles",
}
SWEDISH = {
    "e-post": "email",
    "förnamn": "first_name",
    "efternamn": "last_name",
    "verksamhetsställe": "office",
    "titel": "title",
    "startdatum": "start_date",
    "slutdatum": "left_date",
    "roller": "roles",
}
ENGLISH = {name.replace("_", " "): name for name in COLUMNS}
KNOWN_HEADERS = {**SWEDISH, **FINNISH, **ENGLISH, **{name: name for name in COLUMNS}}
FINNISH_NAMES = {name: finnish for finnish, name in FINNISH.items()}


@dataclass(frozen=True)
class Row:
    """One row of the list: ``values`` by column name, ``formulas`` the columns that hold one."""

    number: int
    values: dict[str, str | date]
    formulas: frozenset[str] = frozenset()


@dataclass
class Sheet:
    """What a file holds: known columns with their letters, the ignored ones, rows, faults."""

    letters: dict[str, str]
    ignored_columns: list[str]
    rows: list[Row]
    faults: list[Fault] = field(default_factory=list)


def read(data: bytes) -> Sheet:
    """Read a staff list; the kind of file is told by its first bytes. Raises FaultyFileError."""
    rows, formulas = read_rows(data, LIMITS, KNOWN_HEADERS.get)
    header_at = next((at for at, (_number, row) in enumerate(rows) if any(row)), None)
    if header_at is None:
        raise unreadable(_("Tiedosto on tyhjä. Ensimmäisellä rivillä pitää olla otsikot."), row=1)
    return _sheet(rows, header_at, formulas)


def _sheet(rows: Rows, header_at: int, formulas: set[tuple[int, int]]) -> Sheet:
    header_row, header = rows[header_at]
    places: dict[str, int] = {}
    ignored: list[str] = []
    faults: list[Fault] = []
    for at, cell in enumerate(header):
        title = tidy(str(cell))
        name = KNOWN_HEADERS.get(title.casefold())
        if name and name in places:
            faults.append(Fault(header_row, name, "missing_column", _twice(title)))
        elif name:
            places[name] = at
        elif title:
            ignored.append(title[:120].replace("\0", ""))  # PostgreSQL stores no NUL
    faults += [
        Fault(header_row, name, "missing_column", _missing(name))
        for name in REQUIRED
        if name not in places
    ]
    read_rows = []
    for number, row in rows[header_at + 1 :]:
        values = {name: _value(row, at) for name, at in places.items()}
        held = frozenset(name for name, at in places.items() if (number, at) in formulas)
        if held or any(value != "" for value in values.values()):
            read_rows.append(Row(number, values, held))
    if not faults and not read_rows:  # such a list could only end everybody
        message = _("Luettelossa ei ole yhtään ihmistä. Lisää rivit otsikoiden alle.")
        faults.append(Fault(header_row + 1, None, "unreadable_file", message))
    letters = {name: letter_of(at) for name, at in places.items()}
    return Sheet(letters, ignored, read_rows, faults)


def _twice(title: str) -> str:
    return _("Otsikko ”%(title)s” on kahdessa sarakkeessa. Jätä niistä yksi.") % {"title": title}


def _missing(name: str) -> str:
    return _("Sarake ”%(column)s” puuttuu. Lisää se otsikkoriville.") % {
        "column": FINNISH_NAMES[name]
    }


def _value(row: list[Cell], at: int) -> str | date:
    cell = row[at] if at < len(row) else ""
    return tidy(cell) if isinstance(cell, str) else cell

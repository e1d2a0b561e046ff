"""From a CSV or xlsx file to rows under known column names."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from .faults import COLUMNS, MAX_BYTES, REQUIRED, Fault, too_large, unreadable
from .workbook import Cell, Rows, numbered, read_workbook

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
DELIMITERS = ";,\t"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"


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
    if len(data) > MAX_BYTES:
        raise too_large(
            _("Tiedosto on yli 10 megatavua. Poista sarakkeet ja rivit, joita ei tarvita.")
        )
    if data.startswith((ZIP, OLE)):
        rows, formulas = read_workbook(data)
    else:
        rows, formulas = _read_csv(data), set()
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


def tidy(text: str) -> str:
    """One form for one text: composed letters, no stray spaces or line breaks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def letter_of(index: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# ---- CSV


def _read_csv(data: bytes) -> Rows:
    text = _decode(data)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return list(numbered(_records(reader)))


def _records(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise unreadable(
                _("Riviä ei voi lukea: lainausmerkki on jäänyt auki tai solu on liian pitkä."),
                row=number,
            ) from None


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "UTF-16"
        else:
            encoding = "Latin-1 (Windows-1252)"
        row, column = _where(data, error.start)
        message = _(
            "Tiedoston merkistö näyttää olevan %(encoding)s, joten kirjaimet eivät säily. "
            "Tallenna tiedosto muodossa ”CSV UTF-8” tai xlsx."
        ) % {"encoding": encoding}
        raise unreadable(message, row=row, column=column) from None


def _where(data: bytes, position: int) -> tuple[int, str | None]:
    """Return the row and, when its header is known, the column of a byte."""
    before = data[:position].decode("latin-1")
    lines = before.split("\n")
    header = data.split(b"\n", 1)[0].decode("latin-1").strip("\r")
    delimiter = _delimiter(header)
    titles = header.split(delimiter)
    at = lines[-1].count(delimiter)
    title = tidy(titles[at]).casefold() if at < len(titles) else ""
    return len(lines), KNOWN_HEADERS.get(title)


def _delimiter(text: str) -> str:
    """Return the delimiter under which the first row has most known headers."""
    first = next((line for line in text[:10_000].splitlines() if line.strip(DELIMITERS + " ")), "")

    def known(delimiter: str) -> tuple[int, int]:
        titles = [tidy(title.strip('"')).casefold() for title in first.split(delimiter)]
        return sum(title in KNOWN_HEADERS for title in titles), len(titles)

    return max(DELIMITERS, key=known)

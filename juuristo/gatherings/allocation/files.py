"""A problem out of three files, CSV or xlsx: people, sessions and wishes, each with its header."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.sheets.cells import short, tidy
from juuristo.shell.sheets.faults import MAX_BYTES, FaultyFileError, Limits, unreadable
from juuristo.shell.sheets.reading import read_rows

from .problem import Choice, Offer, Problem, Wisher

LIMITS = Limits(rows=200_000)
WHOLE = re.compile(r"[0-9]{1,6}")
NUMBERS = frozenset({"capacity", "minimum", "rank"})

Row = list[Any]


def read_problem(people: Path, sessions: Path, wishes: Path) -> Problem:
    """Read the files; whether they make sense together is left to ``check``.

    Raises FaultyFileError with the row and the column, and the file's name in its words.
    """
    return Problem(
        [Wisher(*row) for row in _table(people, Wisher._fields)],
        [Offer(*row) for row in _table(sessions, Offer._fields)],
        [Choice(*row) for row in _table(wishes, Choice._fields)],
    )


def _table(path: Path, columns: Sequence[str]) -> list[Row]:
    try:
        return _rows(path, columns)
    except FaultyFileError as error:
        fault = error.fault
        message = f"{path.name}: {fault.message}"
        raise FaultyFileError(fault.code, message, fault.row, fault.column) from None


def _rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """Return the named columns of every row in this order; empty rows are passed over."""
    rows, _formulas = read_rows(_bytes_of(path), LIMITS, _known(columns))
    filled = [(number, [tidy(str(cell)) for cell in cells]) for number, cells in rows]
    filled = [(number, cells) for number, cells in filled if any(cells)]
    if not filled:
        raise unreadable(_("Tiedosto on tyhjä. Ensimmäisellä rivillä pitää olla otsikot."), row=1)
    titles = [cell.casefold() for cell in filled[0][1]]
    for name in columns:
        if name not in titles:
            message = _("Sarake %(column)s puuttuu. Otsikot ovat %(columns)s.")
            values = {"column": name, "columns": ", ".join(columns)}
            raise FaultyFileError("missing_column", message % values, filled[0][0], name)
    places = [(name, titles.index(name)) for name in columns]
    return [
        [_value(number, name, cells[place] if place < len(cells) else "") for name, place in places]
        for number, cells in filled[1:]
    ]


def _known(columns: Sequence[str]) -> Any:
    return {name: name for name in columns}.get


def _bytes_of(path: Path) -> bytes:
    """Return the file, or only as much of it as is enough to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        raise unreadable(_("Tiedostoa ei voi lukea.")) from None


def _value(row: int, column: str, text: str) -> str | int:
    """Return a cell: a whole number where one belongs. An office or team alone may be empty."""
    if column in NUMBERS:
        if not WHOLE.fullmatch(text):
            message = _(
                "Rivillä %(row)s pitää olla kokonaisluku sarakkeessa %(column)s: ”%(text)s”."
            )
            values = {"row": row, "column": column, "text": short(text)}
            raise FaultyFileError("bad_number", message % values, row, column)
        return int(text)
    if not text and column in ("person", "session"):
        message = _("Rivillä %(row)s sarake %(column)s on tyhjä.")
        raise FaultyFileError(
            "missing_value", message % {"row": row, "column": column}, row, column
        )
    return text

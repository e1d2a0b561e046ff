"""Reading an xlsx from somebody we do not know: small, flat, and without formulas.

The spreadsheet library unpacks whatever the archive holds and keeps a dense grid up to the last
cell. So the archive is first unpacked here within limits, its first sheet walked through cell by
cell, and only then handed over, repacked without compression.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from .cells import index_of
from .faults import FaultyFileError, Limits, too_large, unreadable

MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 500
MAX_DEPTH = 40
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)

Cell = str | date
Rows = list[tuple[int, list[Cell]]]
Place = tuple[int, int]


class _TooDeepError(Exception):
    """The XML nests deeper than any spreadsheet does, or brings its own entities."""


def read_workbook(data: bytes, limits: Limits) -> tuple[Rows, set[Place]]:
    """Return the first sheet's rows with their numbers, and where formulas stand.

    A place is (row number, column index from 0). Raises FaultyFileError.
    """
    with _refusing_the_broken(data):
        parts = _unpack(data)
        index = sheet_index(parts)
        formulas = _walk(parts[_sheet_parts(parts)[index]], limits)
        return _values(_repack(parts), index), formulas


def read_sheets(
    data: bytes, limits: Limits, titles: Collection[str]
) -> dict[str, tuple[Rows, set[Place]]]:
    """Return the sheets of these titles (casefolded), as ``read_workbook`` returns the first.

    Hidden ones too. A sheet that is missing is left out. Raises FaultyFileError.
    """
    with _refusing_the_broken(data):
        parts = _unpack(data)
        packed, found = _repack(parts), {}
        for index, (title, part) in enumerate(
            zip(_titles(parts), _sheet_parts(parts), strict=True)
        ):
            if title in titles and title not in found:
                formulas = _walk(parts[part], limits)
                packed.seek(0)
                found[title] = _values(packed, index), formulas
        return found


@contextmanager
def _refusing_the_broken(data: bytes) -> Iterator[None]:
    if data.startswith(OLE):
        raise unreadable(_ole_message(data))
    try:
        yield
    except FaultyFileError:
        raise
    except _TooDeepError:
        raise too_large(_("Excel-tiedoston sisus on liian monimutkainen.")) from None
    except BROKEN as error:
        raise _broken() from error


def _broken() -> FaultyFileError:
    return unreadable(
        _("Tiedosto ei aukea Excel-tiedostona. Tallenna se uudelleen muodossa xlsx tai CSV.")
    )


def _ole_message(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("Tiedosto on suojattu salasanalla. Poista salasana ja tuo tiedosto uudelleen.")
    return _("Tiedosto on vanhaa Excel-muotoa. Tallenna se muodossa xlsx ja tuo uudelleen.")


def _unpack(data: bytes) -> dict[str, bytes]:
    """Return the archive's XML parts; refuse a bomb before and while unpacking."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise too_large(_("Tiedosto purkautuu liian suureksi, eikä sitä avattu."))
        if any(info.flag_bits & 1 for info in infos):
            raise unreadable(
                _("Tiedosto on suojattu salasanalla. Poista salasana ja tuo tiedosto uudelleen.")
            )
        return {
            info.filename: archive.read(info)
            for info in infos
            if info.filename.endswith((".xml", ".rels"))
        }


def _repack(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _parse(
    content: bytes,
    on_start: Callable[[str, dict[str, str]], None],
) -> None:
    """Walk through XML; names come without their prefix. Refuses DOCTYPE and deep nesting."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _TooDeepError
        on_start(name.rpartition("}")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_args: Any) -> None:
        raise _TooDeepError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(content, True)  # noqa: FBT003 (expat's own signature)


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return (relationship id, state) of every sheet in the workbook's order."""
    found: list[tuple[str, str]] = []

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            link = next((v for k, v in attributes.items() if k.rpartition("}")[2] == "id"), "")
            found.append((link, attributes.get("state", "visible")))

    _parse(parts["xl/workbook.xml"], on_start)
    return found


def sheet_index(parts: dict[str, bytes]) -> int:
    """Return the place of the first visible sheet."""
    states = [state for _link, state in _sheets(parts)]
    return states.index("visible")


def _titles(parts: dict[str, bytes]) -> list[str]:
    """Return the titles of every sheet, casefolded, in the workbook's order."""
    found: list[str] = []

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            found.append(attributes.get("name", "").strip().casefold())

    _parse(parts["xl/workbook.xml"], on_start)
    return found


def _sheet_parts(parts: dict[str, bytes]) -> list[str]:
    """Return the archive's name of every sheet, in the workbook's order."""
    targets: dict[str, str] = {}

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _parse(parts["xl/_rels/workbook.xml.rels"], on_start)
    found = [targets[link] for link, _state in _sheets(parts)]
    return [one.lstrip("/") if one.startswith("/") else f"xl/{one}" for one in found]


def _walk(content: bytes, limits: Limits) -> set[Place]:
    """Check every cell's place against the limits; return the places of formulas."""
    formulas: set[Place] = set()
    row, column, widest = 0, -1, 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, widest
        if name == "row":
            row, column = int(attributes.get("r", row + 1)), -1
        elif name == "c":
            row, column = _place(attributes.get("r"), row, column)
            widest = max(widest, column + 1)
            _within(row, widest, limits)
        elif name == "f":
            formulas.add((row, column))

    _parse(content, on_start)
    return formulas


def _within(row: int, columns: int, limits: Limits) -> None:
    """Refuse a grid (all that the spreadsheet library would fill in) past the limits."""
    if row > limits.rows + 1 or row * columns > limits.cells:
        raise too_large(rows_message(limits), row=row)
    if columns > limits.columns:
        message = _("Sarakkeita on yli %(most)s. Poista ylimääräiset.")
        raise too_large(message % {"most": limits.columns}, row=row)


def _place(reference: str | None, row: int, column: int) -> Place:
    if reference is None:
        return row, column + 1
    match = CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return int(match[2]), index_of(match[1])


def rows_message(limits: Limits) -> str:
    return _(
        "Tiedostossa on yli %(most)s riviä. Jaa se osiin tai poista rivit, joita ei tarvita."
    ) % {"most": f"{limits.rows:,}".replace(",", "\N{NO-BREAK SPACE}")}


def _values(packed: io.BytesIO, index: int) -> Rows:
    from python_calamine import CalamineWorkbook  # heavy: only when a workbook comes

    try:
        with CalamineWorkbook.from_filelike(packed) as workbook:
            grid = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the library's own panics do not descend from Exception
        raise _broken() from error
    return [(number, [_cell(value) for value in row]) for number, row in enumerate(grid, 1)]


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def numbered(rows: Iterator[list[str]], limits: Limits) -> Iterator[tuple[int, list[Cell]]]:
    """Number rows as a spreadsheet does, from 1; pass over empty ones, stop at too many."""
    for number, row in enumerate(rows, 1):
        if any(map(str.strip, row)):
            if number > limits.rows + 1:
                raise too_large(rows_message(limits), row=number)
            yield number, list(row)

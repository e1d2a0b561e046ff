"""From the bytes of a CSV or xlsx file to numbered rows of cells."""

import csv
import io
import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from .cells import tidy
from .faults import MAX_BYTES, Limits, too_large, unreadable
from .workbook import Place, Rows, numbered, read_workbook

# The name under which a header (tidied, casefolded) is known, or None.
NameOf = Callable[[str], str | None]

DELIMITERS = ";,\t"
ZIP = b"PK\x03\x04"
# Excel's own first line that names the delimiter, "sep=;": no row of the table
TOLD_DELIMITER = re.compile(r'\A"?sep=."?\r?\n', re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19]")
LOOKED_AT = 4096  # bytes, by which a picture is told from a text with a few of these


def read_rows(data: bytes, limits: Limits, name_of: NameOf) -> tuple[Rows, set[Place]]:
    """Return the rows of the first sheet, and where formulas stand (row number, column index).

    The kind of file is told by its first bytes; a CSV's delimiter by the headers it makes known.
    Raises FaultyFileError.
    """
    if len(data) > MAX_BYTES:
        raise too_large(
            _("Tiedosto on yli 10 megatavua. Poista sarakkeet ja rivit, joita ei tarvita.")
        )
    if data.startswith((ZIP, OLE)):
        return read_workbook(data, limits)
    return _read_csv(data, limits, name_of), set()


def _read_csv(data: bytes, limits: Limits, name_of: NameOf) -> Rows:
    text = TOLD_DELIMITER.sub("", _decode(data, name_of))
    delimiter = _delimiter(text, name_of)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return list(numbered(_records(reader), limits))


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


def _decode(data: bytes, name_of: NameOf) -> str:
    is_utf_16 = data.startswith(UTF_16)
    start = data[:LOOKED_AT]
    if len(NO_TEXT.findall(start)) > max(8, len(start) / 20) and not is_utf_16:
        raise unreadable(_("Tiedosto ei ole taulukko. Valitse CSV- tai xlsx-tiedosto."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        encoding = "UTF-16" if is_utf_16 else "Latin-1 (Windows-1252)"
        row, column = _where(data, error.start, name_of)
        message = _(
            "Tiedoston merkistö näyttää olevan %(encoding)s, joten kirjaimet eivät säily. "
            "Tallenna tiedosto muodossa ”CSV UTF-8” tai xlsx."
        ) % {"encoding": encoding}
        raise unreadable(message, row=row, column=column) from None


def _where(data: bytes, position: int, name_of: NameOf) -> tuple[int, str | None]:
    """Return the row and, when its header is known, the column of a byte."""
    before = data[:position].decode("latin-1")
    lines = before.split("\n")
    header = data.split(b"\n", 1)[0].decode("latin-1").strip("\r")
    delimiter = _delimiter(header, name_of)
    titles = header.split(delimiter)
    at = lines[-1].count(delimiter)
    title = tidy(titles[at]).casefold() if at < len(titles) else ""
    return len(lines), name_of(title)


def _delimiter(text: str, name_of: NameOf) -> str:
    """Return the delimiter under which the first row has most known headers."""
    first = next((line for line in text[:10_000].splitlines() if line.strip(DELIMITERS + " ")), "")

    def known(delimiter: str) -> tuple[int, int]:
        titles = [tidy(title.strip('"')).casefold() for title in first.split(delimiter)]
        return sum(name_of(title) is not None for title in titles), len(titles)

    return max(DELIMITERS, key=known)

"""Large tables out: xlsx and CSV written row by row, in which nothing is ever a formula.

XlsxWriter takes 92 s of processor for 132,000 rows of 60 cells, in its most frugal mode; a sheet
is little more than a list of cells, and written as one straight into the archive it takes 8 s in
25 MB. Small and beautiful workbooks are still XlsxWriter's.
"""

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import IO, TypeAlias
from xml.sax.saxutils import escape, quoteattr

Cell: TypeAlias = str | int | float | None

LONGEST_TEXT = 32_767  # UTF-16 units in a cell
MOST_ROWS = 1_048_576
LONGEST_TITLE = 31
AT_ONCE = 500  # rows
REMEMBERED = 20_000  # different texts and numbers

# What a spreadsheet program may take for a formula when it opens a CSV, or edits a cell.
RISKY = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

PLAIN, BOLD, TEXT = 0, 1, 2  # cell formats, in the order of STYLES
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf xfId="0"/>'
    '<xf xfId="0" fontId="1" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf xfId="0" quotePrefix="1"/></cellXfs></styleSheet>'
)


class Workbook:
    """An xlsx written sheet after sheet; used in a ``with``. Not every byte is kept in memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._titles: list[str] = []

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._finish()
        self._archive.close()

    def sheet(self, title: str, rows: Iterable[Sequence[Cell]], *, width: int = 18) -> None:
        """Write one sheet whole; its first row is the header and stays in sight.

        Raises ValueError for what a sheet cannot hold: nothing is ever cut short.
        """
        self._titles.append(_title(title, self._titles))
        name = f"xl/worksheets/sheet{len(self._titles)}.xml"
        with self._archive.open(name, "w", force_zip64=True) as part:
            part.write(
                f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
                f'</sheetView></sheetViews><cols><col min="1" max="16384" width="{width}" '
                'customWidth="1"/></cols><sheetData>'.encode()
            )
            for chunk in _chunks(rows):
                part.write(chunk.encode())
            part.write(b"</sheetData></worksheet>")

    def _finish(self) -> None:
        numbers = range(1, len(self._titles) + 1)
        sheets = "".join(
            f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>'
            for n, title in enumerate(self._titles, 1)
        )
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
            for n in numbers
        )
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{kinds}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
            f'Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
            f"<sheets>{sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
            f'<Relationship Id="styles" Type="{LINKS}/styles" Target="styles.xml"/>'
            "</Relationships>",
        }
        for name, content in parts.items():
            self._archive.writestr(name, HEAD + content)
        self._archive.writestr("xl/styles.xml", STYLES)


def _title(title: str, taken: Sequence[str]) -> str:
    """Make a title a sheet may have, unlike those taken."""
    plain = NOT_IN_TITLES.sub(" ", title).strip(" '") or "1"
    known = {one.casefold() for one in taken}
    made, number = plain[:LONGEST_TITLE], 1
    while made.casefold() in known:
        number += 1
        ending = f" {number}"
        made = plain[: LONGEST_TITLE - len(ending)] + ending
    return made


def _chunks(rows: Iterable[Sequence[Cell]]) -> Iterable[str]:
    written: dict[tuple[type, Cell], str] = {}
    waiting: list[str] = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise ValueError("a sheet holds no more rows")
        if number == 1:
            cells = [_cell(value, BOLD) for value in row]
        else:
            cells = [_known(value, written) for value in row]
        waiting.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(waiting) == AT_ONCE:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def _known(value: Cell, written: dict[tuple[type, Cell], str]) -> str:
    """Return the cell, made once for values that come again and again."""
    key = (type(value), value)
    made = written.get(key)
    if made is None:
        made = _cell(value, PLAIN)
        if len(written) < REMEMBERED:
            written[key] = made
    return made


def _cell(value: Cell, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        if len(value.encode("utf-16-le", "replace")) // 2 > LONGEST_TEXT:
            raise ValueError("a cell holds no longer text")
        text = escape(LOOKS_ESCAPED.sub("_x005F_", NOT_XML.sub("", value.replace("\r\n", "\n"))))
        text = text.replace("\r", "\n")
        if style == PLAIN and RISKY.match(value):
            style = TEXT
        look = f' s="{style}"' if style else ""
        return f'<c{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if not math.isfinite(value):
        raise ValueError("a cell holds finite numbers only")
    return f"<c><v>{value!r}</v></c>"


def write_csv(file: IO[bytes], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV (UTF-8, comma) in which no text can be taken for a formula."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([neutral(value) if isinstance(value, str) else value for value in row])
    text.flush()
    text.detach()


def neutral(text: str) -> str:
    """Return the text, with an apostrophe before what a spreadsheet might run."""
    whole = text.replace("\0", "")
    return f"'{whole}" if RISKY.match(whole) else whole

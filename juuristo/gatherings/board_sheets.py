"""A flipchart as a table: one row a note, in reading order."""

import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from juuristo.shell.sheets.writing import Cell, Workbook, write_csv

from .models import Board, BoardNote
from .passages import columns_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOM = b"\xef\xbb\xbf"  # by which spreadsheet programs know the letters


def file_of(board: Board, form: str) -> bytes:
    """The table as a file; ``form`` is a key of ``TYPES``."""
    file = io.BytesIO()
    if form == "csv":
        file.write(BOM)
        write_csv(file, rows_of(board))
    else:
        with Workbook(file) as book:
            book.sheet(board.title, rows_of(board), width=30)
    return file.getvalue()


def rows_of(board: Board) -> Iterator[Sequence[Cell]]:
    """The header, then the notes. An anonymous board has no column for writers at all."""
    head: list[Cell] = [_("Sarake"), _("Ryhmä"), _("Lappu"), _("Peukkuja")]
    yield head if board.is_anonymous else [*head, _("Kirjoittaja")]
    for column in columns_of(board):
        for heap in column.heaps:
            for note in (heap.note, *heap.under):
                group = heap.note.text if heap.under else ""
                row: list[Cell] = [column.title, group, note.text, note.thumbs]
                yield row if board.is_anonymous else [*row, _writer(note)]


def _writer(note: BoardNote) -> str:
    return note.author.full_name if note.author else ""

"""Files in a folder, the main one first: xlsx and JSON are one, CSV and SPSS one per table."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from juuristo.shell.sheets.writing import Cell, Workbook, write_csv

from ..models import SurveyExport
from ..refusals import Refused
from .columns import by_key, by_words, columns_of, table_rows, words
from .contents import Contents, Progress, Row, Rows, answers_count, numbered
from .sav import write_sav
from .tables import Naming, breakdowns_table, questions_table, results_table, wave_table

Format = SurveyExport.Format
NAMED = 3  # name, address and day stand before the answers of a named wave


def total_of(contents: Contents) -> int:
    """How far the progress counts: every answer is read once and written once."""
    return 2 * answers_count(contents)


def write(
    contents: Contents,
    kind: str,
    language: str,
    folder: Path,
    progress: Progress,
) -> list[Path]:
    """Write the files into an empty folder. Raises Refused when the format cannot hold it."""
    writer = Writer(contents, language, folder, progress)
    with translation.override(language):
        return _FORMATS[Format(kind)](writer)


class Writer:
    """The tables of one export, each read when it is written."""

    def __init__(self, contents: Contents, language: str, folder: Path, progress: Progress) -> None:
        self.contents = contents
        self.language = language
        self.folder = folder
        self.progress = progress
        self.before = NAMED if contents.has_names else 0
        self.columns = columns_of(contents.columns, self.before, contents.definition.grid_texts())
        self.total = total_of(contents)

    def rows(self) -> Rows:
        return self.contents.rows(self.progress)

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Tell of rows as they are written: the second half of the way."""
        return numbered(iter(rows), lambda done: self.progress(self.total // 2 + done))

    def names(self) -> list[str]:
        return [_("Nimi"), _("Sähköposti"), _("Vastannut")][: self.before]

    def keys(self) -> list[str]:
        return ["name", "email", "answered_on"][: self.before]


def _xlsx(writer: Writer) -> list[Path]:
    contents, language = writer.contents, writer.language
    naming = Naming(contents, language)
    path = writer.folder / "results.xlsx"
    with path.open("wb") as file, Workbook(file) as book:
        book.sheet(
            _("Tietoja"),
            [[pgettext("what is told", "Kohta"), _("Tieto")], *wave_table(contents, naming)],
            width=40,
        )
        if contents.results is not None:
            book.sheet(_("Tulokset"), results_table(contents, naming))
            if contents.results["breakdowns"]:
                book.sheet(_("Taustaryhmät"), breakdowns_table(contents, naming))
        if writer.columns:
            book.sheet(_("Vastaukset"), _rows_in_words(writer))
        for question in contents.open_questions:
            head = words(question.text, language)
            book.sheet(question.key, _list(head, contents.open_answers(question.key)), width=90)
        book.sheet(_("Kysymykset"), questions_table(contents, naming), width=30)
    return [path]


def _rows_in_words(writer: Writer) -> Iterator[Sequence[Cell]]:
    titles = [column.title(writer.language) for column in writer.columns]
    yield [*writer.names(), *titles]
    rows = table_rows(writer.rows(), writer.columns, by_words, writer.language, writer.before)
    yield from writer.counted(rows)


def _list(head: str, texts: Iterable[str]) -> Iterator[list[Cell]]:
    yield [head]
    for text in texts:
        yield [text]


def _csv(writer: Writer) -> list[Path]:
    return [*_csv_rows(writer), *_csv_tables(writer)]


def _csv_rows(writer: Writer) -> Iterator[Path]:
    if not writer.columns:
        return
    rows = table_rows(writer.rows(), writer.columns, by_key, writer.language, writer.before)
    head = [*writer.keys(), *(column.key for column in writer.columns)]
    yield _csv_file(writer, "answers", _under(head, writer.counted(rows)))


def _csv_tables(writer: Writer) -> Iterator[Path]:
    """Everything but the rows."""
    contents, naming = writer.contents, Naming(writer.contents, None)
    if contents.results is not None:
        yield _csv_file(writer, "results", results_table(contents, naming))
        if contents.results["breakdowns"]:
            yield _csv_file(writer, "breakdowns", breakdowns_table(contents, naming))
    for question in contents.open_questions:
        texts = contents.open_answers(question.key)
        yield _csv_file(writer, f"open-{question.key}", _list(question.key, texts))
    yield _csv_file(writer, "questions", questions_table(contents, naming))


def _under(head: list[str], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield head
    yield from rows


def _csv_file(writer: Writer, name: str, rows: Iterable[Sequence[Cell]]) -> Path:
    path = writer.folder / f"{name}.csv"
    with path.open("wb") as file:
        write_csv(file, rows)
    return path


def _sav(writer: Writer) -> list[Path]:
    """One file for each language's labels, the reader's first, and what SPSS does not hold."""
    if writer.contents.shows_groups:
        message = _(
            "SPSS-tiedostossa on vain vastausrivejä, eikä niitä anneta, kun taustaryhmien tulokset "
            "näytetään. Valitse Excel, CSV tai JSON."
        )
        raise Refused("rows_beside_groups", message)
    if not writer.columns:
        message = _(
            "SPSS-tiedostossa on vain vastausrivejä, ja niitä annetaan vasta kymmenestä "
            "vastauksesta. Valitse Excel, CSV tai JSON."
        )
        raise Refused("too_few_for_rows", message)
    rows = writer.rows()
    names = list(zip(writer.keys(), writer.names(), strict=True))
    paths = write_sav(writer.folder, rows, writer.columns, writer.language, names)
    writer.progress(writer.total)
    return [*paths, *_csv_tables(writer)]


def _json(writer: Writer) -> list[Path]:
    path = writer.folder / "results.json"
    with path.open("w", encoding="utf-8") as file:
        _write_json(writer, file)
    return [path]


def _write_json(writer: Writer, file: IO[str]) -> None:
    """Write one document, its rows one by one."""
    contents, wave = writer.contents, writer.contents.wave

    def said(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    head = {
        "wave": wave.slug,
        "name": wave.name,
        "kind": wave.kind,
        "definition": contents.definition.model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
        ),
        "results": contents.results,
        "open_answers": {
            question.key: contents.open_answers(question.key)
            for question in contents.open_questions
        },
    }
    file.write(said(head)[:-1] + ', "answers": [')
    for number, row in enumerate(writer.counted(writer.rows() if writer.columns else [])):
        file.write(",\n" if number else "\n")
        file.write(said(_row_object(writer, row)))
    file.write("\n]}\n")


def _row_object(writer: Writer, row: Row) -> dict[str, Any]:
    keys = [*writer.keys(), *(question.key for question in writer.contents.columns)]
    return {key: value for key, value in zip(keys, row, strict=True) if value is not None}


_FORMATS: dict[Format, Callable[[Writer], list[Path]]] = {
    Format.XLSX: _xlsx,
    Format.CSV: _csv,
    Format.SAV: _sav,
    Format.JSON: _json,
}


def packed(paths: Sequence[Path], to: Path) -> Path:
    """Put several files into one archive."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return to

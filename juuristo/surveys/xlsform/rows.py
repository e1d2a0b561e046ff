"""From the bytes of an XLSForm to rows of cells under known headers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from juuristo.shell.sheets.cells import tidy
from juuristo.shell.sheets.faults import MAX_BYTES, FaultyFileError, Limits, too_large
from juuristo.shell.sheets.workbook import Place, Rows, read_sheets

from ..answers import tidy as tidy_text
from ..definition import Texts
from .faults import FormFault

SHEETS = ("survey", "choices", "settings")
LIMITS = Limits(rows=5_000, columns=200, cells=500_000)

# Columns whose words come by language.
SPOKEN = ("label", "hint", "low", "high", "form_title")
OURS = re.compile("(low|high|form_title)_(fi|sv|en)")
ALIASES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "calculate": "calculation",
    "bind::calculate": "calculation",
    "readonly": "read_only",
    "bind::readonly": "read_only",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "set form title": "form_title",
    "set form id": "form_id",
    "title": "form_title",
    "id_string": "form_id",
}
LANGUAGES = {
    name: code
    for code, names in {
        "fi": ("fi", "fin", "suomi", "finnish", "finska"),
        "sv": ("sv", "swe", "svenska", "swedish", "ruotsi"),
        "en": ("en", "eng", "english", "englanti", "engelska"),
    }.items()
    for name in names
}


@dataclass(frozen=True)
class Line:
    """One row of a sheet: cells by column, spoken columns by language."""

    sheet: str
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    spoken: dict[str, dict[str, str]] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def texts(self, column: str) -> Texts:
        return Texts(**self.spoken.get(column, {}))


def lines_of(data: bytes) -> tuple[dict[str, list[Line]], list[FormFault]]:
    """Return the lines of each sheet, and what is wrong with the file itself."""
    try:
        if len(data) > MAX_BYTES:
            raise too_large(_("Tiedosto on yli 10 megatavua."))
        sheets = read_sheets(data, LIMITS, SHEETS)
    except FaultyFileError as error:
        fault = error.fault
        return {}, [FormFault("", fault.row, fault.column or "", fault.code, fault.message)]
    if "survey" not in sheets:
        message = _("Tiedostossa ei ole taulukkoa ”survey”. Onko se XLSForm?")
        return {}, [FormFault("", None, "", "no_survey", message)]
    default = _default_language(sheets)
    lines: dict[str, list[Line]] = {}
    faults: list[FormFault] = []
    for sheet, (rows, formulas) in sheets.items():
        lines[sheet] = _lines(sheet, rows, default, faults)
        faults += _formula_faults(sheet, formulas)
    return lines, faults


def _default_language(sheets: dict[str, tuple[Rows, set[Place]]]) -> str:
    """Return the language of a column that names none."""
    settings = _lines("settings", sheets.get("settings", ([], set()))[0], "fi", [])
    named = settings[0]["default_language"] if settings else ""
    return _language(named) or "fi"


def _formula_faults(sheet: str, formulas: Iterable[Place]) -> list[FormFault]:
    message = _("Solussa on kaava. Korvaa se arvollaan.")
    return [
        FormFault(sheet, row, "", "formula", message) for row in sorted({r for r, _c in formulas})
    ]


def _lines(sheet: str, rows: Rows, default: str, faults: list[FormFault]) -> list[Line]:
    header_at = next((at for at, (_n, row) in enumerate(rows) if any(map(str, row))), None)
    if header_at is None:
        return []
    number, header = rows[header_at]
    columns = [_column(tidy(str(title)), default) for title in header]
    known: dict[tuple[str, str], int] = {}
    for at, (name, language) in enumerate(columns):
        if language == "?":
            message = _(
                "Kieltä ei tunneta: %(title)s. Kyselyn kielet ovat suomi, ruotsi, englanti."
            )
            title = message % {"title": str(header[at])[:60]}
            faults.append(FormFault(sheet, number, str(header[at])[:60], "unknown_language", title))
        elif name and (name, language) in known:
            message = _("Sarake ”%(title)s” on kahdesti.") % {"title": str(header[at])[:60]}
            faults.append(FormFault(sheet, number, name, "duplicate_column", message))
        elif name:
            known[name, language] = at
    return [
        line
        for row_number, row in rows[header_at + 1 :]
        if (line := _line(sheet, row_number, [str(cell) for cell in row], known)).cells
        or line.spoken
    ]


def _line(sheet: str, number: int, row: list[str], known: dict[tuple[str, str], int]) -> Line:
    line = Line(sheet, number)
    for (name, language), at in known.items():
        cell = tidy_text(row[at]) if at < len(row) else ""
        if cell and language:
            line.spoken.setdefault(name, {})[language] = cell
        elif cell:
            line.cells[name] = cell
    return line


def _column(title: str, default: str) -> tuple[str, str]:
    """Return a header's column and language: "" where it has none, "?" where it is unknown."""
    plain = title.casefold()
    plain = ALIASES.get(plain, plain)
    if match := OURS.fullmatch(plain):
        return match[1], match[2]
    base, _colons, language = plain.partition("::" if "::" in plain else ":")
    base = ALIASES.get(base.strip(), base.strip()).replace(" ", "_")
    if base not in SPOKEN:
        return plain.replace(" ", "_"), ""
    if not language.strip():
        return base, default
    return base, _language(language) or "?"


def _language(title: str) -> str:
    """Return fi, sv or en for "Suomi (fi)", "Finnish", "fi", "en-GB"; "" for other languages."""
    plain = title.strip().casefold()
    name, _bracket, code = plain.rstrip(")").partition("(")
    for word in (code.strip(), name.strip()):
        if language := LANGUAGES.get(word.replace("_", "-").partition("-")[0]):
            return language
    return ""

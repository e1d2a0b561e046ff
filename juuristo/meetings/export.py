"""One's own practice as a file: JSON for programs, xlsx for eyes."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.stairs.staircase import NAMES, STAIRS

from .models import Form, Kind, Walk
from .practice import told

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_of(walks: Iterable[Walk]) -> bytes:
    """Return an xlsx with one meeting a row; what was written stays text, never a formula."""
    import xlsxwriter  # heavy: only when somebody wants the file

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Oma työote"))
        headings = _headings()
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        for number, walk in enumerate(walks, start=1):
            sheet.write_row(number, 0, _row(told(walk)))
        sheet.set_column(0, len(headings) - 1, 18)
        sheet.freeze_panes(1, 0)
    return file.getvalue()


def _headings() -> list[str]:
    names = [_(NAMES[stair]) for stair in STAIRS]
    return [
        _("Alkoi"),
        _("Laji"),
        _("Miten"),
        _("Tulkki"),
        _("Suunniteltu, min"),
        _("Kesti, min"),
        *[_("%(stair)s, suunnitelma") % {"stair": name} for name in names],
        *[_("%(stair)s, oma aika") % {"stair": name} for name in names],
        *[_("%(stair)s, vaikeus 1–10") % {"stair": name} for name in names],
        _("Oma rivi"),
    ]


def _row(walk: dict[str, Any]) -> list[Any]:
    started = timezone.localtime(walk["started_at"])
    return [
        f"{started:%Y-%m-%d %H:%M}",
        str(Kind(walk["kind"]).label),
        str(Form(walk["form"]).label),
        _("kyllä") if walk["with_interpreter"] else _("ei"),
        walk["minutes"],
        walk["lasted"],
        *[walk["plan"][stair] for stair in STAIRS],
        *[walk["durations"][stair] for stair in STAIRS],
        *[walk["difficulty"].get(stair, "") for stair in STAIRS],
        walk["note"],
    ]

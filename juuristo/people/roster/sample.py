"""The empty staff list one can download and fill in."""

import io

from .reading import FINNISH

EXAMPLE = (
    "etunimi.sukunimi@example.org",
    "Etunimi",
    "Sukunimi",
    "Kotka",
    "Palvelut",
    "Asiantuntija",
    "24.9.2020",
    "",
    "asiantuntija",
)


def sample_workbook() -> bytes:
    """Return an xlsx with the headers and one invented row, nothing in it read as a formula."""
    import xlsxwriter  # heavy: only when somebody wants the sample

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Henkilöstö")
        sheet.write_row(0, 0, list(FINNISH), book.add_format({"bold": True}))
        sheet.write_row(1, 0, EXAMPLE)
        sheet.set_column(0, len(FINNISH) - 1, 22)
        sheet.freeze_panes(1, 0)
    return file.getvalue()

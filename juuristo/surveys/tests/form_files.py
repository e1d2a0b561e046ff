"""XLSForms as other tools write them: sheets as lists of rows, the first one the header."""

import io

from juuristo.shell.sheets.writing import Workbook
from juuristo.surveys.xlsform.faults import FormFault
from juuristo.surveys.xlsform.reading import Form, read

Rows = list[list[str]]
HEADER = ["type", "name", "label::Suomi (fi)", "relevant", "constraint", "required", "appearance"]
CHOICES = [
    ["list_name", "name", "label::Suomi (fi)"],
    *(["yn", name, label] for name, label in (("yes", "Kyllä"), ("no", "Ei"))),
    *(["YN2", name, label] for name, label in (("1", "Kyllä"), ("0", "Ei"), ("Z", "En tiedä"))),
    *(["agree", str(number), str(number)] for number in range(1, 6)),
    *(["likert", *pair] for pair in (("1", "1 - Eri mieltä"), ("2", ""), ("3", "3. Samaa mieltä"))),
    *(["worded", *pair] for pair in (("1", "Huono"), ("2", "Kohtalainen"), ("3", "Hyvä"))),
]
SETTINGS = [["form_title", "form_id"], ["Lomake", "Oma Lomake_1"]]


def form_file(**sheets: Rows) -> bytes:
    file = io.BytesIO()
    with Workbook(file) as book:
        for title, rows in sheets.items():
            book.sheet(title, rows)
    return file.getvalue()


def form_of(*rows: list[str], header: list[str] = HEADER, settings: Rows = SETTINGS) -> Form:
    return read(form_file(survey=[header, *rows], choices=CHOICES, settings=settings))


def places(form: Form) -> set[tuple[str, int | None, str, str]]:
    """Where the faults are, and which."""

    def place(fault: FormFault) -> tuple[str, int | None, str, str]:
        assert fault.message
        return fault.sheet, fault.row, fault.column, fault.code

    assert form.definition is None
    return {place(fault) for fault in form.faults}

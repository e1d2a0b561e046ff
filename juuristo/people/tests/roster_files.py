"""Invented staff lists for the tests, as bytes."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

import xlsxwriter

HEADER = [
    "sähköposti",
    "etunimi",
    "sukunimi",
    "toimipaikka",
    "tiimi",
    "nimike",
    "aloituspäivä",
    "päättymispäivä",
    "roolit",
]
AINO = ["aino@example.org", "Aino", "Aalto", "Kotka", "Palvelut", "Asiantuntija", "24.9.2020"]
EERO = ["eero@example.org", "Eero", "Eskola", "Hamina", "Palvelut", "", "2019-02-28"]


def csv_of(*rows: Iterable[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    def cell(text: str) -> str:
        return f'"{text}"' if any(mark in text for mark in ',;\t"\n') else text

    return "".join(delimiter.join(map(cell, row)) + "\r\n" for row in rows).encode(encoding)


def xlsx_of(*rows: Iterable[Any]) -> bytes:
    """A workbook with dates as dates, and text that begins with = as a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "d.m.yyyy"})
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            else:
                sheet.write(at, column, value)
    book.close()
    return file.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part of its archive replaced or added, compressed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return file.getvalue()

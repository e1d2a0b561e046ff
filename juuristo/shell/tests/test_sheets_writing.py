"""Tables out: what another program reads back is what was written, and never a formula."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from juuristo.shell.sheets.writing import LONGEST_TEXT, Cell, Workbook, neutral, write_csv

# What XML, and so xlsx, cannot hold.
WRITABLE = some.text(
    some.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    max_size=30,
)


def workbook_of(rows: Sequence[Sequence[Cell]], title: str = "Rivit") -> bytes:
    file = io.BytesIO()
    with Workbook(file) as book:
        book.sheet(title, rows)
    return file.getvalue()


def read_back(data: bytes) -> list[list[Any]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def csv_of(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    file = io.BytesIO()
    write_csv(file, rows)
    return list(csv.reader(io.StringIO(file.getvalue().decode(), newline="")))


@given(some.lists(some.lists(WRITABLE, min_size=3, max_size=3), max_size=8))
def test_given_any_texts_when_written_as_xlsx_then_they_are_read_back(
    rows: list[list[str]],
) -> None:
    found = read_back(workbook_of([["a", "b", "c"], *rows, ["x", "y", "z"]]))
    assert found == [["a", "b", "c"], *rows, ["x", "y", "z"]]


def test_given_numbers_holes_and_lines_when_written_as_xlsx_then_they_are_read_back() -> None:
    rows: list[list[Cell]] = [["a", "b", "c"], [1, None, 3.5], [None, " x\ny ", -2]]
    assert read_back(workbook_of(rows)) == [["a", "b", "c"], [1, "", 3.5], ["", " x\ny ", -2]]


def test_given_one_and_one_point_zero_and_text_then_each_stays_what_it_is() -> None:
    data = workbook_of([["a"], [1], ["1"], [1.0]])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<v>1</v>") == 1
    assert sheet.count("<v>1.0</v>") == 1
    assert sheet.count(">1</t>") == 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+358", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", " =1", "＝1"]
)
def test_given_what_looks_like_a_formula_then_it_stays_text(text: str) -> None:
    data = workbook_of([["a"], [text]])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 's="2" t="inlineStr"' in sheet  # editing the cell makes no formula of it either
    assert csv_of([["a"], [text]])[1] == [f"'{text}"]


def test_given_numbers_in_a_csv_then_they_stay_numbers() -> None:
    assert csv_of([["a", "b"], [-1, -2.5], [None, "x\0y"]]) == [
        ["a", "b"],
        ["-1", "-2.5"],
        ["", "xy"],
    ]


def test_given_text_that_looks_escaped_or_has_control_characters_then_it_is_readable() -> None:
    found = read_back(workbook_of([["a"], ["_x0041_ \x01\x00b\r\nc"]]))
    assert found == [["a"], ["_x0041_ b\nc"]]


def test_given_more_than_a_cell_or_number_can_be_then_nothing_is_cut_short() -> None:
    assert read_back(workbook_of([["a"], ["x" * LONGEST_TEXT]]))[1] == ["x" * LONGEST_TEXT]
    for value in ("x" * (LONGEST_TEXT + 1), float("nan"), float("inf")):
        with pytest.raises(ValueError, match="holds"):
            workbook_of([["a"], [value]])


def test_given_titles_no_sheet_may_have_then_they_are_mended_and_differ() -> None:
    file = io.BytesIO()
    with Workbook(file) as book:
        for title in ("Mikä: auttaa/estää?", "x" * 40, "X" * 40, "''", ""):
            book.sheet(title, [["a"]])
    with CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())) as opened:
        assert opened.sheet_names == [
            "Mikä  auttaa estää",
            "x" * 31,
            "X" * 29 + " 2",
            "1",
            "1 2",
        ]


def test_given_plain_text_then_it_is_left_alone() -> None:
    assert neutral("Kiire – ja hälinä") == "Kiire – ja hälinä"

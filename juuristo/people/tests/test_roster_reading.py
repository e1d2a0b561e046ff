"""Files of every sort come in as rows or are refused with the place of what is wrong."""

import time
import tracemalloc
from collections.abc import Callable
from datetime import date

import pytest

from juuristo.people.roster.faults import MAX_ROWS
from juuristo.people.roster.reading import read
from juuristo.people.tests.roster_files import AINO, EERO, HEADER, csv_of, with_part, xlsx_of
from juuristo.shell.sheets import workbook
from juuristo.shell.sheets.cells import index_of, letter_of
from juuristo.shell.sheets.faults import Fault, FaultyFileError

SHEET = "xl/worksheets/sheet1.xml"


def refusal_of(data: bytes) -> Fault:
    with pytest.raises(FaultyFileError) as caught:
        read(data)
    assert caught.value.fault.message
    return caught.value.fault


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_given_a_csv_when_read_then_rows_come_under_known_names(
    delimiter: str, encoding: str
) -> None:
    sheet = read(csv_of(HEADER, AINO, EERO, delimiter=delimiter, encoding=encoding))
    assert [row.number for row in sheet.rows] == [2, 3]
    assert sheet.rows[0].values["email"] == "aino@example.org"
    assert sheet.rows[0].values["start_date"] == "24.9.2020"
    assert sheet.rows[1].values["roles"] == ""
    assert sheet.faults == []


def test_given_a_workbook_when_read_then_rows_and_real_dates_come() -> None:
    sheet = read(xlsx_of(HEADER, [*AINO[:6], date(2020, 9, 24)], EERO))
    assert sheet.rows[0].values["start_date"] == date(2020, 9, 24)
    assert sheet.rows[1].values["start_date"] == "2019-02-28"
    assert sheet.letters["email"] == "A"
    assert sheet.letters["roles"] == "I"


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_given_english_headers_in_any_order_and_extra_columns_then_they_are_found_and_named(
    make: Callable[..., bytes],
) -> None:
    sheet = read(make(["Puhelin", "LAST_NAME", "Email ", "first_name"], ["1", "B", "a@b.fi", "A"]))
    assert sheet.ignored_columns == ["Puhelin"]
    assert sheet.letters == {"last_name": "B", "email": "C", "first_name": "D"}
    assert sheet.rows[0].values == {"last_name": "B", "email": "a@b.fi", "first_name": "A"}


@pytest.mark.parametrize(
    "header", [["E-post", "Förnamn", "Efternamn"], ["email", "First name", "last name"]]
)
def test_given_headers_as_the_pages_name_them_then_they_are_found(header: list[str]) -> None:
    sheet = read(csv_of(header, ["a@b.fi", "A", "B"]))
    assert sheet.rows[0].values == {"email": "a@b.fi", "first_name": "A", "last_name": "B"}


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_given_empty_rows_when_read_then_they_are_passed_over_and_numbers_stay(
    make: Callable[..., bytes],
) -> None:
    sheet = read(make(HEADER, [""] * 9, AINO, [""] * 9, EERO, [""] * 9, [" "] * 9))
    assert [row.number for row in sheet.rows] == [3, 5]


def test_given_text_with_line_breaks_and_odd_spaces_when_read_then_it_is_tidy() -> None:
    sheet = read(csv_of(HEADER, ["a@b.fi", " Anna\n  Maria\u00a0", "A\u0308rje"]))
    assert sheet.rows[0].values["first_name"] == "Anna Maria"
    assert sheet.rows[0].values["last_name"] == "Ärje"


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_given_a_wrong_header_when_read_then_each_missing_column_is_named(
    make: Callable[..., bytes],
) -> None:
    sheet = read(make(["nimi", "sukunimi"], ["Aino", "Aalto"]))
    assert [(f.row, f.column, f.code) for f in sheet.faults] == [
        (1, "email", "missing_column"),
        (1, "first_name", "missing_column"),
    ]


def test_given_a_header_twice_when_read_then_it_is_a_fault() -> None:
    sheet = read(csv_of(["email", "etunimi", "sukunimi", "sähköposti"], ["a@b.fi", "A", "B", "c"]))
    assert [(f.row, f.column) for f in sheet.faults] == [(1, "email")]


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_given_headings_alone_when_read_then_no_list_can_end_everybody(
    make: Callable[..., bytes],
) -> None:
    sheet = read(make(HEADER))
    assert [(fault.row, fault.code) for fault in sheet.faults] == [(2, "unreadable_file")]


def test_given_latin_1_when_read_then_the_encoding_row_and_column_are_named() -> None:
    fault = refusal_of(csv_of(HEADER[1:], EERO[1:], ["Mäki", "B"], encoding="latin-1"))
    assert (fault.code, fault.row) == ("unreadable_file", 1)
    fault = refusal_of(
        csv_of(["email", "first_name", "last_name"], ["a@b.fi", "A", "Bö"], encoding="latin-1")
    )
    assert (fault.code, fault.row, fault.column) == ("unreadable_file", 2, "last_name")
    assert "Latin-1" in fault.message


def test_given_utf_16_when_read_then_the_encoding_is_named() -> None:
    assert "UTF-16" in refusal_of(csv_of(HEADER, AINO, encoding="utf-16")).message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n \r\n",
        b"\xef\xbb\xbf",
        b'email,first_name,last_name\r\na@b.fi,"Aino,Aalto\r\n',
        b"PK\x03\x04 this is no archive",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
        xlsx_of(HEADER, AINO)[:2000],
        xlsx_of(),
        with_part(xlsx_of(HEADER), SHEET, b"<worksheet><sheetData><row r='1'>"),
        with_part(xlsx_of(HEADER), SHEET, b"<worksheet><c r='A0'/></worksheet>"),
        with_part(xlsx_of(HEADER), "xl/workbook.xml", b"<workbook/>"),
    ],
    ids=range(11),
)
def test_given_a_broken_file_when_read_then_it_is_unreadable(data: bytes) -> None:
    assert refusal_of(data).code == "unreadable_file"


def test_given_a_picture_when_read_then_it_is_called_no_table() -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(32)) * 9

    assert "Tiedosto ei ole taulukko." in refusal_of(picture).message


def test_given_an_encrypted_workbook_when_read_then_the_password_is_named() -> None:
    data = workbook.OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    assert "salasana" in refusal_of(data).message


def test_given_formulas_in_a_workbook_when_read_then_their_columns_are_told() -> None:
    sheet = read(xlsx_of(HEADER, AINO, ["=1+1", "Eero", "=A1"]))
    assert [row.formulas for row in sheet.rows] == [frozenset(), {"email", "last_name"}]


def test_given_too_many_rows_when_read_then_refused_at_once_in_little_memory() -> None:
    line = b"p@example.org,Aino,Aalto\r\n"
    data = b"email,first_name,last_name\r\n" + line * 200_000
    tracemalloc.start()
    started = time.process_time()
    fault = refusal_of(data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fault.code, fault.row) == ("too_large", MAX_ROWS + 2)
    assert peak < 60_000_000
    assert time.process_time() - started < 20  # a guard against reading on, not a measurement


def test_given_the_most_rows_when_read_then_they_all_come() -> None:
    lines = b"".join(b"p%d@example.org,A,B\n" % n for n in range(MAX_ROWS))
    assert len(read(b"email,first_name,last_name\n" + lines).rows) == MAX_ROWS


def test_given_more_than_ten_megabytes_when_read_then_refused() -> None:
    assert refusal_of(b"x" * (10 * 1024 * 1024 + 1)).code == "too_large"


def test_given_a_workbook_of_too_many_rows_when_read_then_refused() -> None:
    rows = b"".join(b"<row r='%d'><c r='A%d'><v>1</v></c></row>" % (n, n) for n in range(1, 20003))
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    fault = refusal_of(with_part(xlsx_of(HEADER), SHEET, sheet))
    assert (fault.code, fault.row) == ("too_large", MAX_ROWS + 2)


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD1"])
def test_given_a_lone_cell_far_away_when_read_then_no_grid_is_made_of_it(place: str) -> None:
    sheet = f"<worksheet><sheetData><row r='1'><c r='{place}'><v>1</v></c></row></sheetData>"
    data = with_part(xlsx_of(HEADER), SHEET, f"{sheet}</worksheet>".encode())
    assert refusal_of(data).code == "too_large"


def test_given_a_zip_bomb_when_read_then_refused_before_it_is_unpacked() -> None:
    data = with_part(xlsx_of(HEADER), "xl/sharedStrings.xml", b" " * (workbook.MAX_UNPACKED + 1))
    assert len(data) < 200_000
    assert refusal_of(data).code == "too_large"


def test_given_a_bomb_that_lies_of_its_size_when_read_then_refused() -> None:
    size = 65 * 1024 * 1024
    data = with_part(xlsx_of(HEADER), "xl/sharedStrings.xml", b" " * size)
    lying = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    assert refusal_of(lying).code == "unreadable_file"


@pytest.mark.parametrize(
    "part",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet>&a;</worksheet>",
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
)
def test_given_xml_that_nests_or_brings_entities_when_read_then_refused(part: bytes) -> None:
    assert refusal_of(with_part(xlsx_of(HEADER), SHEET, part)).code == "too_large"


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_column_letters_go_both_ways(index: int, letters: str) -> None:
    assert letter_of(index) == letters
    assert index_of(letters) == index


def test_given_a_nul_in_an_unknown_header_then_what_is_told_can_be_stored() -> None:
    assert read(csv_of([*HEADER, "x\0y"], AINO)).ignored_columns == ["xy"]

"""Single cells, places and days as people write them."""

import re
import unicodedata
from datetime import date

FINNISH_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def tidy(text: str) -> str:
    """One form for one text: composed letters, no stray spaces or line breaks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def letter_of(index: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index_of(letters: str) -> int:
    """Return the column's index: A is 0, Z is 25, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def parse_date(text: str) -> date | None:
    """Read a day written 24.9.2020 or 2020-09-24; None when it is neither or no such day."""
    if match := FINNISH_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def short(text: str) -> str:
    """Return a cell's text as a message may quote it."""
    return text if len(text) <= 60 else f"{text[:59]}…"

"""Codes shown in the room: how they are drawn, and how people write them."""

import secrets
from itertools import groupby
from typing import NamedTuple

import segno

DIGITS = 6
QUIET = 4  # modules of white around a QR code (ISO/IEC 18004)


class Drawing(NamedTuple):
    """A QR code as one SVG path in a square of ``size`` units."""

    size: int
    path: str


def new_code() -> str:
    """Return six digits: quick to type on a phone, and tries are counted."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def in_groups(code: str) -> str:
    """123456 → "123 456"."""
    return f"{code[:3]} {code[3:]}"


def read_code(text: str) -> str:
    """Return the digits of what somebody typed."""
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())[: DIGITS + 1]


def qr(text: str) -> Drawing:
    matrix = segno.make(text, micro=False, error="m").matrix
    steps = []
    for y, row in enumerate(matrix, QUIET):
        x = QUIET
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                steps.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return Drawing(len(matrix) + 2 * QUIET, "".join(steps))

"""What tells who somebody is: Finnish personal identity codes, e-mail addresses, phone numbers.

Text that the server stores readable must not hold any (trust T2). Only what is surely one is found:
a date, a time, a price, a postcode or a business identity code is left alone. The browser's copy is
``shared/identifiers.ts``, held to this one by the tests.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class IdentifierKind(StrEnum):
    IDENTITY_CODE = "identity_code"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True)
class Found:
    """``text`` as it was written, and where it begins."""

    kind: IdentifierKind
    text: str
    start: int


# Digits of other scripts, and the signs people paste: each becomes one ASCII character.
_ZEROS = "\u0660\u06f0\u0966\u09e6\u0e50\u1040\uff10"
_PLAIN = {
    **{ord(zero) + n: str(n) for zero in _ZEROS for n in range(10)},
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\t"), " "),
    ord("\uff0b"): "+",
    ord("\uff20"): "@",
}

# Without any of these a text holds no identifier; most answers are such.
_NEEDED = re.compile("[\\d@\uff20(\\[]")

# Digital and Population Data Services Agency: the control character, and since 2023 the new signs.
_CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {
    "+": 1800,
    **dict.fromkeys("-YXWVU", 1900),
    **dict.fromkeys("ABCDEF", 2000),
}
_IDENTITY_CODE = re.compile(
    r"(?<!\d)(\d{2})(\d{2})(\d{2}) ?([-+A-FU-Y]) ?(\d{3})([0-9A-FHJ-NPR-Y])(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_EMAIL = re.compile(
    r"[\w.%+'-]{1,64}(?:@| ?[(\[] ?[aä]t ?[)\]] ?)(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}",
    re.IGNORECASE,
)
# Account numbers hold groups that look like phone numbers.
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,4})?(?!\d)", re.ASCII)
_PHONES = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        # +358 40 123 4567, 00358 (0)40 1234567, and other countries'
        r"(?<!\d)\+ ?[1-9](?:[ ()/.-]{0,3}\d){7,14}(?!\d)",
        r"(?<!\d)(?<!\d[.,:/ -])00 ?[1-9](?:[ ()/-]{0,3}\d){8,13}(?!\d)",
        # 040 123 4567, (050) 123 4567, 040/1234567
        r"(?<!\d)(?<!\d[.,:/])\(?0(?:4\d|50)\)?(?:(?: ?[-/.] ?| )?\d){6,8}(?!\d)",
        # 09 123 4567, (05) 616 1234, 0295 123 456
        r"(?<!\d)(?<!\d[.,:/ -])\(?0(?!1[12])[1-35-9](?:(?: ?- ?|\)? )?\d){5,8}(?! ?-? ?\d)",
        # any number that is called a phone number
        r"\b(?:puh(?:elin(?:numero)?)?(?:ni|si|nsa)?|tel|tfn|gsm|phone)[.:]? ?"
        r"(\d(?:[ -]?\d){5,14})(?!\d)",
    )
]
# What looks like a phone number and is something else.
_DAY_MONTH_YEAR = r"(?:0[1-9]|[12]\d|3[01]) ?[-/]? ?(?:0[1-9]|1[0-2]) ?[-/]? ?(?:19|20)\d\d"
_CLOCK = r"(?:[01]\d|2[0-4]) ?[0-5]\d"
_OTHERS = re.compile(
    rf"{_DAY_MONTH_YEAR}"  # 05-01-2026
    r"|(?:19|20)\d\d-\d\d-\d\d"  # 2026-01-05
    r"|(?:19|20)\d\d ?- ?(?:19|20)\d\d"  # 2020–2022
    rf"|{_CLOCK} ?- ?{_CLOCK}"  # 0900–1600
    r"|\d{7}-\d"  # a business identity code
    r"|\d{6}[-+]\d{4}",  # a personal identity code whose control character is wrong
    re.ASCII,
)
_MONEY_AFTER = re.compile(r" ?(?:€|%|eur|e\b)", re.IGNORECASE)
_FEWEST_DIGITS_IN_A_ROW = 8
_LONGEST_GROUP_AT_LEAST = 3


def found_in(text: str) -> list[Found]:
    """Return the identifiers of a text in the order they stand there."""
    if not _NEEDED.search(text):
        return []
    plain = text.translate(_PLAIN)
    found: list[Found] = []
    for kind, finder in (
        (IdentifierKind.IDENTITY_CODE, _identity_codes),
        (IdentifierKind.EMAIL, _emails),
        (IdentifierKind.PHONE, _phones),
    ):
        for start, end in finder(plain):
            found.append(Found(kind, text[start:end], start))
            plain = _without(plain, start, end)
    return sorted(found, key=lambda one: one.start)


def refuse_identifiers(value: str | Mapping[str, str]) -> None:
    """Validate text that is stored readable: of a field, or by language.

    Raises ValidationError with one message for each kind that was found, its code the kind.
    """
    texts = value.values() if isinstance(value, Mapping) else [value]
    kinds = {one.kind for text in texts for one in found_in(text)}
    if kinds:
        raise ValidationError(
            [ValidationError(REFUSALS[kind], code=kind) for kind in IdentifierKind if kind in kinds]
        )


REFUSALS = {
    IdentifierKind.IDENTITY_CODE: _(
        "Tekstissä on henkilötunnus. Mitään ei tallennettu. "
        "Poista henkilötunnus ja tallenna uudelleen."
    ),
    IdentifierKind.EMAIL: _(
        "Tekstissä on sähköpostiosoite. Mitään ei tallennettu. Poista osoite ja tallenna uudelleen."
    ),
    IdentifierKind.PHONE: _(
        "Tekstissä on puhelinnumero. Mitään ei tallennettu. Poista numero ja tallenna uudelleen."
    ),
}


def _identity_codes(plain: str) -> Iterator[tuple[int, int]]:
    for match in _IDENTITY_CODE.finditer(plain):
        day, month, year, sign, number, control = match.groups()
        if _CONTROL[int(day + month + year + number) % 31] == control.upper() and _is_day(
            _CENTURIES[sign.upper()] + int(year), int(month), int(day)
        ):
            yield match.span()


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _emails(plain: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(plain):
        yield match.span()


def _phones(plain: str) -> Iterator[tuple[int, int]]:
    for account in list(_ACCOUNT.finditer(plain)):
        plain = _without(plain, *account.span())
    for pattern in _PHONES:
        for match in list(pattern.finditer(plain)):
            start, end = match.span(match.lastindex or 0)
            is_called = match.lastindex is not None
            if _is_phone(plain[start:end], plain[end : end + 5], is_called=is_called):
                yield start, end
                plain = _without(plain, start, end)


def _is_phone(written: str, after: str, *, is_called: bool) -> bool:
    """Tell whether what looks like a phone number is one; ``is_called``: the text says so."""
    groups = re.findall(r"\d+", written)
    if not is_called:
        is_bare = written.isdigit() and len(written) < _FEWEST_DIGITS_IN_A_ROW
        if is_bare or max(map(len, groups)) < _LONGEST_GROUP_AT_LEAST:
            return False
    return not _OTHERS.fullmatch(written) and not _MONEY_AFTER.match(after)


def _without(plain: str, start: int, end: int) -> str:
    """Blank out what has been found, so that nothing finds it twice."""
    return plain[:start] + "\n" * (end - start) + plain[end:]

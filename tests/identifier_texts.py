"""Texts with and without what tells who somebody is, made up from a fixed seed."""

import random

IDENTIFIERS = [
    *("131052-308T", "131052–308t", "131052+308T", "131052A308T", "131052Y308T", "131052f308t"),
    *("matti.meikalainen@example.org", "ä.ö@esimerkki.fi", "a(at)example.org", "x+y@sub.a-b.fi"),
    *("040 123 4567", "0401234567", "040-123 45 67", "(040) 123 4567", "040 - 1234567"),
    *("09 123 4567", "(05) 616 1234", "0295 025 500", "020 7100100", "0800 12345"),
    *("+358 40 123 4567", "00358 40 1234567", "+358 (0)40 123 4567", "+46 70-123 45 67"),
    *("+252 61 5123456", "٠٤٠ ١٢٣ ٤٥٦٧", "۰۴۰۱۲۳۴۵۶۷", "０４０１２３４５６７", "puh. 616 1234"),
    *("040\u00a0123\u00a04567", "040.123.4567", "040/1234567", "puhelin: 6161234", "tel 12345678"),
]
INNOCENTS = [
    *("12.3.2026", "2026-03-12", "05-01-2026", "05 01 2026", "05/01/2026", "05012026"),
    *("klo 09.00–10.30", "09:00-10:30", "0900-1600", "08 15 - 09 45", "2026-01-05T09:00:00"),
    *("1 234,50 €", "12 000 000 €", "+12 000 000 €", "8 040 euroa", "44 %", "0.0456789012"),
    *("2020–2022", "1990-1995", "00100 Helsinki", "01300 Vantaa", "1234567-8", "0201256-6"),
    *("FI12345678", "FI21 1234 5600 0007 85", "FI21 1234 5600 0412 34", "131052-308X"),
    *("TEM/1234/05.00/2025", "02/1234/2026", "12345/2026", "112", "116117", "asianumero 1234567"),
    *("08-09 10-11", "05 06 07 08", "3.12.2026 10:00", "1.1.–31.12.2026", "010190-1234"),
    *("ISBN 978-952-123-456-7", "puhelin 2 kpl", "phone 2026-03-12", "15/30/45/60/90", "klo 0800"),
    *(
        "opintopiiri 3/2026",
        "huone 0512",
        "viikot 05–08",
        "sähköposti @ netti",
        "a@b",
        "@example.org",
    ),
]
BETWEEN = [" ", ", ", ". ", "\n", " ja ", ": ", "", "-", "/", "(", ")", " 2 ", "–", "‏", "🌲", "ä"]
SIGNS = "0123456789 -–.:/@+()٠۴abAäTtX€%,\n"


def texts_with_identifiers(count: int) -> list[str]:
    """Return texts of pieces in any order, and of any signs in any order."""
    chance = random.Random(4711)
    made = [*IDENTIFIERS, *INNOCENTS]
    while len(made) < count:
        pieces = chance.choices([*IDENTIFIERS, *INNOCENTS, *BETWEEN], k=chance.randint(1, 4))
        made.append("".join(piece + chance.choice(BETWEEN) for piece in pieces))
        made.append("".join(chance.choices(SIGNS, k=chance.randint(1, 40))))
    return made

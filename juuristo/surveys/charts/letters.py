"""How wide words are in our typeface, so that a picture made on the server has room for them.

Widths are hundredths of the size, rounded up, as measured of Atkinson Hyperlegible Next. What is
not listed counts as a wide letter: a picture may have too much room, never too little.
"""

import unicodedata

_REGULAR = {
    **dict.fromkeys("',.:;ijl’", 27),
    **dict.fromkeys(' !()"[ft', 33),
    **dict.fromkeys("]r-/_", 39),
    **dict.fromkeys("1I”y", 45),
    **dict.fromkeys("?svz7*ckx–", 51),
    **dict.fromkeys("Jaeu§äåéü2<>EFLTbdghnopÉö", 57),
    **dict.fromkeys("3569$PSVYq48+=ABRXZÄÅ", 63),
    **dict.fromkeys("0#CKDUwÜ…", 69),
    **dict.fromkeys("GHNOÖ&Q@", 78),
    **dict.fromkeys("M—Wm", 87),
    "%": 93,
}
_BOLD = {
    **dict.fromkeys("',.:;j’!i", 30),
    **dict.fromkeys(" ()l[]f", 36),
    **dict.fromkeys('"-rtI_', 42),
    **dict.fromkeys("1/”", 48),
    **dict.fromkeys("*csyz–7?vx", 54),
    **dict.fromkeys("<>FJLaehknu§äåéü239+ETbdgopqÉö", 60),
    **dict.fromkeys("4568$=PSZ0BCKRVY", 66),
    **dict.fromkeys("ADUXÄÅÜGHN", 72),
    **dict.fromkeys("#&OwÖQ…@", 81),
    **dict.fromkeys("—MWm", 90),
    "%": 99,
}
_WIDE = 100
_OTHER = 72  # an accented letter of a language we have not measured
_PLAIN = dict.fromkeys((" ", "\N{NO-BREAK SPACE}"), 33)


def width_of(words: str, size: float, *, is_bold: bool = False) -> float:
    """The room that ``words`` take at most, in the picture's units."""
    table = _BOLD if is_bold else _REGULAR
    return sum(_letter(letter, table) for letter in words) * size / 100


def _letter(letter: str, table: dict[str, int]) -> int:
    known = table.get(letter) or _PLAIN.get(letter)
    if known:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn"}:
        return 0
    return _OTHER if ord(letter) < 0x500 else _WIDE


def shortened(words: str, room: float, size: float, *, is_bold: bool = False) -> str:
    """``words``, or as much of them as has room, with an ellipsis."""
    if width_of(words, size, is_bold=is_bold) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…", size, is_bold=is_bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(words: str, room: float, size: float, most: int = 2) -> list[str]:
    """``words`` on at most ``most`` lines; what does not fit is left out with an ellipsis.

    A word wider than the line (as Finnish and Swedish make them) is cut where it must.
    """
    lines: list[str] = []
    left = " ".join(words.split())
    while left and len(lines) < most - 1 and width_of(left, size) > room:
        taken = _first_line(left, room, size)
        lines.append(taken.rstrip())
        left = left[len(taken) :].lstrip()
    if left:
        lines.append(shortened(left, room, size))
    return lines or [""]


def _first_line(words: str, room: float, size: float) -> str:
    end = len(words)
    while end > 1 and width_of(words[:end], size) > room:
        space = words.rfind(" ", 0, end)
        end = space if space > 0 else end - 1
    return words[:end]

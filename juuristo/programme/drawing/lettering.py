"""How wide a text is on the picture: the one place that guesses at letters.

Widths are shares of the type size, a little generous for Atkinson Hyperlegible Next, so that what
does not overlap here does not overlap on screen either.
"""

SIZE = 15
NARROW = dict.fromkeys("iljIJ.,:;!|'’() ", 0.31)
MIDDLING = dict.fromkeys("ftr-/1", 0.44)
WIDE = dict.fromkeys("mwMW%–→←…@", 0.92)
SHARES = {**NARROW, **MIDDLING, **WIDE}
CAPITAL, SMALL, BOLD = 0.68, 0.555, 1.06


def text_width(text: str, *, size: int = SIZE, bold: bool = False) -> int:
    """Return a generous width of ``text`` in units of the picture."""
    shares = (SHARES.get(letter, CAPITAL if letter.isupper() else SMALL) for letter in text)
    return round(sum(shares) * size * (BOLD if bold else 1)) + 1


def shortened(text: str, width: int) -> str:
    """Return ``text``, cut at a word and ended with "…" when it is wider than ``width``."""
    if text_width(text) <= width:
        return text
    while text and text_width(text + "…") > width:
        text = text[:-1]
    cut = text.rsplit(" ", 1)[0]
    return (cut if len(cut) > len(text) // 2 else text).rstrip(" ,;:") + "…"

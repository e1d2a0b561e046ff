"""One bar of all answers, a piece an option, each named straight above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .letters import width_of
from .picture import DESK, PLAIN, SMALL, Picture, bracket

TONES: dict[int, tuple[str, ...]] = {
    1: ("d4",),
    2: ("d4", "d0"),
    3: ("d5", "d3", "d0"),
    4: ("d5", "d4", "d2", "d0"),
    5: ("d5", "d4", "d3", "d2", "d0"),
    6: ("d5", "d4", "d3", "d2", "d1", "d0"),
}
DARK = {"d4", "d5"}
TOP, THICK, GAP, APART = 36, 52, 2, 8


@dataclass(frozen=True)
class Piece:
    """``is_outside``: an answer that says nothing of the matter ("do not remember"): dashed."""

    name: str
    share: float
    label: str
    is_outside: bool = False


def stacked(
    pieces: Sequence[Piece], together: tuple[int, str] | None = None, width: float = DESK
) -> Picture | None:
    """The bar, or None when its names have no room. ``together``: a bracket over the first ones."""
    inside = [piece for piece in pieces if not piece.is_outside]
    if len(inside) not in TONES or not any(piece.share for piece in pieces):
        return None
    tones = iter(TONES[len(inside)])
    after = _label_after(pieces, width)
    spans = _spans(pieces, width - after)
    places = _places(pieces, spans, width)
    if places is None:
        return None
    picture = Picture(width, TOP + THICK + 4)
    for number, (piece, (start, end)) in enumerate(zip(pieces, spans, strict=True)):
        tone = "missing-box" if piece.is_outside else next(tones)
        if not piece.share:
            continue
        _draw(picture, piece, tone, (start, end))
        picture.text("s", places[number], 22, piece.name)
    if after:
        picture.text("b", spans[-1][1] + APART, TOP + 32, pieces[-1].label)
    if together:
        _bracket(picture, spans[together[0] - 1][1], together[1])
    return picture


def _label_room(piece: Piece) -> float:
    return width_of(piece.label, PLAIN, is_bold=True) + 20


def _label_after(pieces: Sequence[Piece], width: float) -> float:
    """Room after the bar for the last piece's label, when the piece is narrower than it."""
    last = pieces[-1]
    narrow = 0 < last.share * width < _label_room(last)
    return _label_room(last) if narrow else 0.0


def _spans(pieces: Sequence[Piece], width: float) -> list[tuple[float, float]]:
    whole = sum(piece.share for piece in pieces)
    filled = sum(1 for piece in pieces if piece.share)
    room = width - GAP * (filled - 1)
    spans, at = [], 0.0
    for piece in pieces:
        end = at + room * piece.share / whole
        spans.append((at, end))
        at = end + (GAP if piece.share else 0)
    return spans


def _places(
    pieces: Sequence[Piece], spans: Sequence[tuple[float, float]], width: float
) -> dict[int, float] | None:
    """Where each name begins: over its piece, without touching another; None: no room."""
    named = [number for number, piece in enumerate(pieces) if piece.share]
    widths = {number: width_of(pieces[number].name, SMALL) for number in named}
    places, at = {}, 0.0
    for number in named:
        places[number] = max(spans[number][0], at)
        at = places[number] + widths[number] + APART
    limit = width
    for number in reversed(named):
        places[number] = min(places[number], limit - widths[number])
        limit = places[number] - APART
    over = all(
        places[number] < spans[number][1] and places[number] + widths[number] > spans[number][0]
        for number in named
    )
    return places if over and all(place >= 0 for place in places.values()) else None


def _draw(picture: Picture, piece: Piece, tone: str, span: tuple[float, float]) -> None:
    start, end = span
    edge = 0.5 if piece.is_outside else 0.0
    picture.rect(tone, start + edge, TOP + edge, max(end - start - 2 * edge, 1), THICK - 2 * edge)
    if end - start >= _label_room(piece):
        css = "b on-dark" if tone in DARK else "b"
        picture.text(css, start + 12, TOP + 32, piece.label)


def _bracket(picture: Picture, end: float, words: str) -> None:
    picture.path("whisker", bracket(0, end, TOP + THICK + 10))
    picture.height = TOP + THICK + 48
    room = width_of(words, SMALL, is_bold=True)
    middle = min(max(end / 2, room / 2), picture.width - room / 2)
    picture.text("s b", middle, TOP + THICK + 40, words, "middle")

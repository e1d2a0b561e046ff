"""What a flipchart holds when it is taken along: its columns, groups and notes in reading order."""

from dataclasses import dataclass, field
from uuid import UUID

from .models import Board, BoardNote


@dataclass
class Heap:
    """A note and those that lie under it."""

    note: BoardNote
    under: list[BoardNote] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    heaps: list[Heap]

    @property
    def count(self) -> int:
        return sum(1 + len(heap.under) for heap in self.heaps)


def columns_of(board: Board, notes: list[BoardNote] | None = None) -> list[Column]:
    """The board's columns with the heaps of each, top first; ``notes`` when not all are seen."""
    if notes is None:
        notes = list(board.notes.filter(removed=False).select_related("author"))
    by_place = sorted(notes, key=lambda note: (note.place, note.pk))
    known = {note.pk for note in notes}
    heaps: dict[UUID, Heap] = {
        note.pk: Heap(note) for note in by_place if note.group_id not in known
    }
    for note in by_place:
        if note.pk not in heaps and note.group_id in heaps:
            heaps[note.group_id].under.append(note)
    return [
        Column(
            column["key"],
            column["title"],
            [heap for heap in heaps.values() if heap.note.column == column["key"]],
        )
        for column in board.columns
    ]


def passages_of(board: Board) -> list[str]:
    """The notes' words alone, in reading order."""
    return [
        note.text
        for column in columns_of(board)
        for heap in column.heaps
        for note in (heap.note, *heap.under)
    ]

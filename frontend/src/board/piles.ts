// The order in which notes are seen: columns of piles, a pile being a note and those laid under it.
import type { Note } from "./notes";

export interface Pile {
  note: Note;
  /** From the top down. */
  under: Note[];
}

/** The piles of each column, from the top down; notes of a column unknown here go to the first. */
export function pilesOf(notes: ReadonlyMap<string, Note>, columns: readonly string[]): Map<string, Pile[]> {
  const byTop = new Map<string, Pile>();
  const lying: [top: string, note: Note][] = [];
  for (const note of notes.values()) {
    const top = topOf(note, notes);
    if (top === note) byTop.set(note.id, { note, under: [] });
    else lying.push([top.id, note]);
  }
  for (const [top, note] of lying) byTop.get(top)?.under.push(note);
  const found = new Map<string, Pile[]>(columns.map((key) => [key, []]));
  for (const pile of byTop.values()) {
    pile.under.sort(inOrder);
    (found.get(pile.note.column) ?? found.get(columns[0] ?? ""))?.push(pile);
  }
  for (const column of found.values()) column.sort((one, other) => inOrder(one.note, other.note));
  return found;
}

/** The note at the top of the pile this one lies in; itself when it lies under none. */
function topOf(note: Note, notes: ReadonlyMap<string, Note>): Note {
  const passed = new Set([note.id]);
  let top = note;
  while (top.group) {
    const next = notes.get(top.group);
    if (!next) return top;
    if (passed.has(next.id)) return note; // laid under each other at once: each stands alone
    passed.add(next.id);
    top = next;
  }
  return top;
}

/** Places may be equal, since two write at once; then the id settles it, the same for all. */
function inOrder(one: Note, other: Note): number {
  return one.place - other.place || (one.id < other.id ? -1 : 1);
}

/** The place of a pile that comes to stand as the `at`-th among the `others` of a column. */
export function placeAt(others: readonly Pile[], at: number): number {
  const above = others[at - 1]?.note.place;
  const below = others[at]?.note.place;
  if (above === undefined) return below === undefined ? 1 : below - 1;
  if (below === undefined) return above + 1;
  return above + (below - above) / 2;
}

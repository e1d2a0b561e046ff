// Where a note goes when it is moved by a step, a drop or its menu.
import type { Drop } from "./drag";
import type { Note } from "./notes";
import { placeAt, type Pile } from "./piles";
import type { Act, Payload } from "./wire";

export type Step = "up" | "down" | "left" | "right";
export type Piles = ReadonlyMap<string, readonly Pile[]>;

export interface Move {
  kind: Act;
  payload: Payload;
}

/** A step within the column, or to the end of the next one; undefined when there is nowhere to go. */
export function stepped(piles: Piles, note: Note, step: Step): Move | undefined {
  const keys = [...piles.keys()];
  if (step === "left" || step === "right") {
    const column = keys[keys.indexOf(note.column) + (step === "left" ? -1 : 1)];
    return column === undefined ? undefined : { kind: "move", payload: { column } };
  }
  const column = piles.get(note.column) ?? [];
  const at = column.findIndex((pile) => pile.note.id === note.id);
  const to = at + (step === "up" ? -1 : 1);
  if (at < 0 || to < 0 || to >= column.length) return undefined;
  const place = placeAt(without(column, note.id), to);
  return { kind: "move", payload: { column: note.column, place } };
}

/** Undefined when it is dropped where it was. */
export function dropped(piles: Piles, note: Note, drop: Drop): Move | undefined {
  if (drop.kind === "on") return drop.note === note.group ? undefined : { kind: "group", payload: { group: drop.note } };
  const column = piles.get(drop.column) ?? [];
  const others = without(column, note.id);
  const found = others.findIndex((pile) => pile.note.id === drop.before);
  const to = found < 0 ? others.length : found;
  if (!note.group && column[to]?.note.id === note.id) return undefined;
  return { kind: "move", payload: { column: drop.column, place: placeAt(others, to) } };
}

/** The notes of its column that a note could be laid under, the nearest first. */
export function topsFor(piles: Piles, note: Note): Note[] {
  const column = piles.get(note.column) ?? [];
  const at = column.findIndex((pile) => pile.note.id === note.id || pile.under.some(({ id }) => id === note.id));
  return column
    .map((pile, place) => ({ top: pile.note, far: Math.abs(place - at) }))
    .filter(({ top }) => top.id !== note.id && top.id !== note.group)
    .sort((one, other) => one.far - other.far)
    .map(({ top }) => top);
}

/** "3 / 12", where a note stands in its column. */
export function standing(piles: Piles, note: Note): { number: number; count: number } {
  const column = piles.get(note.column) ?? [];
  return { number: column.findIndex((pile) => pile.note.id === note.id) + 1, count: column.length };
}

function without(piles: readonly Pile[], note: string): Pile[] {
  return piles.filter((pile) => pile.note.id !== note);
}

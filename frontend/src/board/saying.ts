// Others' changes told to those who listen: gathered for a few seconds and said in a sentence or two,
// so that forty people writing at once do not talk over the reader.
import type { Note } from "./notes";
import type { Seen } from "./wire";
import { counted, shortly, type Say } from "./words";

export const GATHERED = 5_000;

export interface Gathering {
  added: { id: string; text: string }[];
  changed: Set<string>;
  removed: Set<string>;
}

export function nothing(): Gathering {
  return { added: [], changed: new Set(), removed: new Set() };
}

const CHANGES: readonly Seen["kind"][] = ["edit", "move", "group", "ungroup"];

/** Take in what another did. Thumbs are left out: they are many, and each note's button tells its own. */
export function gather(gathering: Gathering, seen: Seen): void {
  const { note, kind, payload } = seen;
  if (!note) return;
  if (kind === "add" || kind === "restore") gathering.added.push({ id: note, text: payload.text ?? "" });
  if (kind === "remove") gathering.removed.add(note);
  if (CHANGES.includes(kind)) gathering.changed.add(note);
}

/** What is to be said of it, empty when there is nothing. What came and went meanwhile is left out. */
export function sentences(gathering: Gathering, say: Say, notes: ReadonlyMap<string, Note>): string {
  const added = gathering.added.filter(({ id }) => notes.has(id));
  const isNew = new Set(gathering.added.map(({ id }) => id));
  const old = (ids: Set<string>): number => [...ids].filter((id) => !isNew.has(id)).length;
  const changed = [...gathering.changed].filter((id) => !isNew.has(id) && notes.has(id)).length;
  const removed = old(gathering.removed);
  return [
    added.length && counted(say, "others_added", added.length, { text: shortly(added[0]!.text) }),
    changed && counted(say, "others_changed", changed),
    removed && counted(say, "others_removed", removed),
  ]
    .filter(Boolean)
    .join(" ");
}

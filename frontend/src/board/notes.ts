// The board as this device knows it: what the server has put in order, and over it what was done here
// and is still on its way. Nothing here touches the page.
import type { Facts, Op, Seen, Snapshot, WireNote } from "./wire";

/** A note as it is to be shown. */
export interface Note extends WireNote {
  /** Something of it has not reached the server yet. */
  isWaiting: boolean;
}

interface Waiting {
  op: Op;
  /** The version it got, when that is known and not yet heard of in the board's order. */
  done?: number;
}

export interface Board {
  /** Undefined until the server has told of the board. */
  facts: Facts | undefined;
  /** The newest operation that is in `notes`; undefined asks for the whole board. */
  version: number | undefined;
  notes: Map<string, WireNote>;
  /** Taken away, kept so that what waits to be put back can be shown. */
  removed: Map<string, WireNote>;
  /** Done here and not yet in `notes`, in the order of doing. */
  waiting: Waiting[];
  /** The ids of all that was done here. */
  own: Set<string>;
}

export function newBoard(left: readonly Op[] = []): Board {
  const waiting = left.map((op) => ({ op }));
  const own = new Set(left.map(({ op }) => op));
  return { facts: undefined, version: undefined, notes: new Map(), removed: new Map(), waiting, own };
}

/** Begin again from the whole board; what is on its way stays on its way. */
export function begin(board: Board, { version, board: facts, notes }: Snapshot): void {
  board.facts = facts;
  board.version = version;
  board.notes = new Map(notes.map((note) => [note.id, note]));
  board.removed.clear();
  settle(board);
}

/** Do here what was just done by hand, before the server has heard of it. */
export function act(board: Board, op: Op): void {
  board.waiting.push({ op });
  board.own.add(op.op);
}

/** The server has it, as `version`: it is shown as waiting no more than that version is waited for. */
export function done(board: Board, op: string, version: number): void {
  for (const waiting of board.waiting) if (waiting.op.op === op) waiting.done = version;
  settle(board);
}

/** It will not be done. Returns what it was. */
export function refuse(board: Board, op: string): Op | undefined {
  const found = board.waiting.find((waiting) => waiting.op.op === op);
  board.waiting = board.waiting.filter((waiting) => waiting !== found);
  return found?.op;
}

/**
 * Take the next operation in the board's order. Returns false when one in between is missing: then
 * the board is as it was. What is already known changes nothing.
 */
export function take(board: Board, seen: Seen): boolean {
  if (board.version === undefined || seen.version > board.version + 1) return false;
  board.waiting = board.waiting.filter(({ op }) => op.op !== seen.op);
  if (seen.version <= board.version) return true;
  board.version = seen.version;
  const { also, ...fields } = seen.payload;
  if (seen.note) write(board, seen.note, fields, seen);
  for (const [id, changes] of Object.entries(also ?? {})) merge(board, id, changes);
  if (board.facts) board.facts = factsAfter(board.facts, seen, fields);
  settle(board);
  return true;
}

function write(board: Board, id: string, fields: Partial<WireNote>, seen: Seen): void {
  const { kind } = seen;
  if (kind === "add" || kind === "restore") {
    const whole = { thumbs: 0, group: null, thumbed: false, ...board.removed.get(id), ...fields };
    board.notes.set(id, { ...(whole as WireNote), id, mine: seen.mine });
    board.removed.delete(id);
  } else if (kind === "remove") {
    const before = board.notes.get(id);
    if (before) board.removed.set(id, before);
    board.notes.delete(id);
  } else {
    const isOwnThumb = (kind === "thumb" || kind === "unthumb") && board.own.has(seen.op ?? "");
    merge(board, id, isOwnThumb ? { ...fields, thumbed: kind === "thumb" } : fields);
  }
}

function merge(board: Board, id: string, fields: Partial<WireNote>): void {
  const note = board.notes.get(id);
  if (note) board.notes.set(id, { ...note, ...fields });
}

const COUNTED: Partial<Record<Seen["kind"], number>> = { add: 1, restore: 1, remove: -1 };

function factsAfter(facts: Facts, { kind, note }: Seen, fields: object): Facts {
  const by = COUNTED[kind];
  if (by) return { ...facts, count: facts.count + by };
  const isOfBoard = kind === "reveal" || kind === "close" || kind === "open";
  return isOfBoard && !note ? { ...facts, ...fields } : facts;
}

function settle(board: Board): void {
  const { version } = board;
  if (version === undefined) return;
  board.waiting = board.waiting.filter((waiting) => waiting.done === undefined || waiting.done > version);
}

// ---- what is to be shown

/** Every note as it is to be shown, what is on its way included. */
export function shown(board: Board): Map<string, Note> {
  const notes = new Map<string, Note>();
  for (const [id, note] of board.notes) notes.set(id, { ...note, isWaiting: false });
  for (const { op } of board.waiting) {
    const back = board.removed.get(op.note) ?? board.notes.get(op.note);
    const after = op.kind === "restore" ? back : outcome(notes, op);
    if (after) notes.set(op.note, { ...after, isWaiting: true });
    else notes.delete(op.note);
  }
  return notes;
}

/** The note as an operation of one's own will leave it; undefined when there is none. */
function outcome(notes: Map<string, Note>, { kind, note: id, payload }: Op): WireNote | undefined {
  const note = notes.get(id);
  if (kind === "add") return note ?? added(notes, id, payload);
  if (!note || kind === "remove") return undefined;
  const { text = note.text, column = note.column } = payload;
  const place = payload.place ?? (kind === "move" ? lastPlace(notes, column) : note.place);
  if (kind === "move") return { ...note, column, place, group: null };
  if (kind === "group") return { ...note, group: payload.group ?? null };
  if (kind === "ungroup") return { ...note, group: null };
  if (kind === "edit") return { ...note, text };
  const isGiven = kind === "thumb";
  if (note.thumbed === isGiven) return note;
  return { ...note, thumbed: isGiven, thumbs: Math.max(0, note.thumbs + (isGiven ? 1 : -1)) };
}

function added(notes: Map<string, Note>, id: string, { column = "", text = "", place }: Op["payload"]): WireNote {
  const own = { author: null, mine: true, group: null, thumbs: 0, thumbed: false };
  return { id, column, text, place: place ?? lastPlace(notes, column), ...own };
}

function lastPlace(notes: Map<string, Note>, column: string): number {
  let last = 0;
  for (const note of notes.values()) if (note.column === column) last = Math.max(last, note.place);
  return last + 1;
}

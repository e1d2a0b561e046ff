// What the tests of the flipchart make: operations, notes, a server with one order for all.
import type { Facts, Op, Payload, Seen, Snapshot, WireNote, Act } from "../src/board/wire";

let last = 0;

export function op(kind: Act, note: string, payload: Payload = {}): Op {
  last += 1;
  return { op: `op-${last}`, kind, note, payload };
}

export const FACTS: Facts = {
  ...{ id: "b", title: "Kahvila", prompt: "", columns: [{ key: "c1", title: "Yksi" }, { key: "c2", title: "Toinen" }] },
  ...{ anonymous: false, hidden: false, closed: false, leads: false, count: 0 },
};

export function wireNote(id: string, further: Partial<WireNote> = {}): WireNote {
  const none = { group: null, thumbs: 0, author: null, mine: false, thumbed: false };
  return { id, column: "c1", text: id, place: 1, ...none, ...further };
}

export function snapshot(version: number, notes: WireNote[], further: Partial<Facts> = {}): Snapshot {
  return { type: "snapshot", version, board: { ...FACTS, count: notes.length, ...further }, notes };
}

export function seen(version: number, { op: id, kind, note }: Op, payload: Seen["payload"], mine = false): Seen {
  return { version, op: id, kind, note, payload, author: null, mine };
}

/** Puts operations in order as the server does: an id that it knows does nothing new. */
export class Server {
  readonly ops: Seen[] = [];
  readonly notes = new Map<string, WireNote>();

  get version(): number {
    return this.ops.length;
  }

  /** Returns the version the operation has. */
  do(op: Op): number {
    const known = this.ops.find((each) => each.op === op.op);
    if (known) return known.version;
    const fields = this.fieldsAfter(op);
    const before = this.notes.get(op.note);
    if (op.kind === "remove") this.notes.delete(op.note);
    else this.notes.set(op.note, { ...(before ?? wireNote(op.note)), ...fields });
    this.ops.push(seen(this.version + 1, op, fields));
    return this.version;
  }

  private fieldsAfter({ kind, note, payload }: Op): Partial<WireNote> {
    const before = this.notes.get(note);
    const lowest = Math.max(0, ...[...this.notes.values()].map(({ place }) => place));
    if (kind === "add") return wireNote(note, { place: lowest + 1, ...payload });
    if (kind === "move") return { place: lowest + 1, group: null, ...payload };
    if (kind === "thumb" || kind === "unthumb") {
      return { thumbs: Math.max(0, (before?.thumbs ?? 0) + (kind === "thumb" ? 1 : -1)) };
    }
    return kind === "ungroup" ? { group: null } : { ...payload };
  }

  snapshot(): Snapshot {
    return snapshot(this.version, [...this.notes.values()]);
  }
}

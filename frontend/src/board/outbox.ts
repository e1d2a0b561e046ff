// What was done here and has not reached the server: each operation is kept on the device by itself,
// so that two tabs never write over each other's, and a closed page loses nothing. Of an anonymous board
// all is kept in the tab alone, and goes with it: the browser may be shared.
import { toHex } from "../shared/bytes";
import type { Op } from "./wire";

export interface Outbox {
  /** What an earlier page left unsent, in the order of doing. */
  left(): Op[];
  keep(op: Op): void;
  forget(op: string): void;
  /** False when the browser lets nothing be kept: then all lives as long as the page. */
  lasts(): boolean;
}

interface Kept {
  order: number;
  op: Op;
}

/** `name` tells the board, and on a named board the person: nobody sends another's notes as their own. */
export function outboxFor(storage: () => Storage, name: string): Outbox {
  const prefix = `${name}.op.`;
  let isLasting = true;
  let last = 0;

  const trying = <Result>(act: (store: Storage) => Result, otherwise: Result): Result => {
    try {
      return act(storage());
    } catch {
      isLasting = false; // refused, or full
      return otherwise;
    }
  };
  const left = (): Op[] =>
    trying((store) => {
      const names = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "");
      const found = names.filter((each) => each.startsWith(prefix)).map((each) => keptFrom(store.getItem(each)));
      const kept = found.filter((each) => each !== undefined).sort((one, other) => one.order - other.order);
      last = Math.max(last, kept.at(-1)?.order ?? 0);
      return kept.map(({ op }) => op);
    }, []);
  left();

  return {
    left,
    keep: (op) => {
      last += 1;
      const kept: Kept = { order: last, op };
      trying((store) => store.setItem(prefix + op.op, JSON.stringify(kept)), undefined);
    },
    forget: (op) => trying((store) => store.removeItem(prefix + op), undefined),
    lasts: () => isLasting,
  };
}

function keptFrom(text: string | null): Kept | undefined {
  try {
    const found = JSON.parse(text ?? "null") as Kept | null;
    return typeof found?.order === "number" && typeof found.op?.op === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}

/** What is being written and not yet added: it outlives a reload, and goes with the tab. */
export interface Draft {
  left(): string;
  keep(text: string): void;
}

export function draftFor(storage: () => Storage, name: string): Draft {
  const place = `${name}.writing`;
  return {
    left: () => {
      try {
        return storage().getItem(place) ?? "";
      } catch {
        return ""; // the browser keeps nothing
      }
    },
    keep: (text) => {
      try {
        if (text) storage().setItem(place, text);
        else storage().removeItem(place);
      } catch {
        // kept as long as the page
      }
    },
  };
}

/**
 * The secret by which this tab knows its own notes on one anonymous board, made at the first visit. It
 * tells nothing of who uses the browser, and is made anew for every board.
 */
export function deviceSecret(storage: () => Storage, board: string): string {
  const name = `board.${board}.device`;
  const made = toHex(crypto.getRandomValues(new Uint8Array(16)));
  try {
    const store = storage();
    const before = store.getItem(name);
    if (before) return before;
    store.setItem(name, made);
  } catch {
    // kept as long as the page
  }
  return made;
}

/** Forget all that the tab keeps of anonymous boards: the next who signs in must not pass for the writer. */
export function forgetBoards(storage: () => Storage): void {
  try {
    const store = storage();
    const names = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "");
    names.filter((name) => name.startsWith("board.")).forEach((name) => store.removeItem(name));
  } catch {
    // nothing could be kept either
  }
}

/** A UUID also where `crypto.randomUUID` is missing: on an address without https. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

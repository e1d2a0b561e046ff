// What goes between the board's page and the server; juuristo/gatherings/boards.py says it in words.

/** What one does to a note. */
export type Act = "add" | "edit" | "move" | "group" | "ungroup" | "thumb" | "unthumb" | "remove" | "restore";

export interface Payload {
  text?: string;
  column?: string;
  /** Smaller is higher in the column; without it: last. */
  place?: number;
  /** The note to lie under. */
  group?: string;
}

/** An operation as this device makes it. Its id lets it be sent again without being done twice. */
export interface Op {
  op: string;
  kind: Act;
  note: string;
  payload: Payload;
}

export interface WireNote {
  id: string;
  column: string;
  text: string;
  place: number;
  group: string | null;
  thumbs: number;
  author: string | null;
  mine: boolean;
  /** One's own thumb is among them. */
  thumbed: boolean;
}

export interface Column {
  key: string;
  title: string;
}

/** What is true of the board itself. */
export interface Facts {
  id: string;
  title: string;
  prompt: string;
  columns: Column[];
  anonymous: boolean;
  /** Each sees only their own until those who lead reveal the board. */
  hidden: boolean;
  closed: boolean;
  /** One leads the session, so one may move and remove any note. */
  leads: boolean;
  /** All notes, hidden ones too. */
  count: number;
}

/**
 * An operation in the board's order. `payload` has the note's fields as they are after it, `also`
 * those of other notes; of the board's own acts (`note` null) it has fields of the board. Another's
 * act on a hidden board tells its version only.
 */
export interface Seen {
  version: number;
  op: string | null;
  kind: Act | "reveal" | "close" | "open";
  note: string | null;
  payload: Partial<WireNote> & { also?: Record<string, Partial<WireNote>> };
  author: string | null;
  /** The note is one's own; who did this to it is told by `op` alone. */
  mine: boolean;
}

export interface Snapshot {
  type: "snapshot";
  version: number;
  board: Facts;
  notes: WireNote[];
}

export interface Done {
  type: "done";
  op: string;
  version: number;
}

export interface Refused {
  type: "refused";
  op: string;
  code: string;
  message: string;
}

export type Message = Snapshot | { type: "ops"; version: number; ops: Seen[] } | Done | Refused;

/** It is kept and tried again; every other refusal is final. */
export const TOO_FAST = "too_fast";

/** Codes with which the server closes the socket for good. */
export const SIGNED_OUT = 4401;
export const NOT_FOR_YOU = 4404;

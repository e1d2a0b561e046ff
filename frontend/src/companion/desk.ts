// What the parts of the companion share: the meeting that is going on, and the one way to change it.
import type { CompanionData } from "./data";
import type { Running } from "./running";

export type { CompanionData } from "./data";

export interface Desk {
  data: CompanionData;
  /** Practice mode: stores and sends nothing. */
  rehearsing: boolean;
  /** The meeting now. Read it again after each change: it is another object then. */
  running(): Running;
  /** Resolves when the change is durable on the device (in memory when rehearsing). */
  change(update: (running: Running) => void): Promise<void>;
  /** Called after any change, also one made in another tab. Returns how to stop. */
  watch(listener: () => void): () => void;
}

/** Keeps the meeting of one device: `store.ts`. */
export interface Keeper {
  /** Read, change and write in one transaction; undefined when the meeting has ended elsewhere. */
  change(id: string, update: (running: Running) => void): Promise<Running | undefined>;
  read(id: string): Promise<Running | undefined>;
}

/** A desk that can also be told that another tab changed the meeting. */
export interface LiveDesk extends Desk {
  /** Read the meeting again; false when it has ended elsewhere. */
  refresh(): Promise<boolean>;
}

/** The desk of a meeting that lies in `keeper`. */
export function deskOn(
  keeper: Keeper,
  data: CompanionData,
  begun: Running,
  rehearsing = false,
): LiveDesk {
  let current = begun;
  const listeners = new Set<() => void>();
  const settle = (fresh: Running | undefined): boolean => {
    if (!fresh) return false;
    current = fresh;
    for (const listener of listeners) listener();
    return true;
  };
  return {
    data,
    rehearsing,
    running: () => current,
    change: async (update) => void settle(await keeper.change(current.id, update)),
    watch: (listener) => watching(listeners, listener),
    refresh: async () => settle(await keeper.read(current.id)),
  };
}

function watching(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Every act on the map is a command: data that says what was and what is, so that it can be undone.
import type { MapContent, MapObject, Picture } from "./content";

/**
 * One object made (`after`), taken away (`before`), replaced, or moved in the list's order.
 * `was` and `at` are its place in the list before and after; without them it stays where it is.
 */
export interface Change {
  before?: MapObject;
  after?: MapObject;
  was?: number;
  at?: number;
}

export interface Command {
  changes: Change[];
  photo?: { before?: Picture; after?: Picture };
}

export interface History {
  past: { command: Command; key?: string }[];
  future: Command[];
}

const LONGEST = 500;

export function newHistory(): History {
  return { past: [], future: [] };
}

function staysInPlace(change: Change): boolean {
  return change.before !== undefined && change.after !== undefined && change.was === change.at;
}

/** Return the map after the command. The map given is not changed. */
export function apply(content: MapContent, command: Command): MapContent {
  const replaced = new Map<string, MapObject>();
  const removed = new Set<string>();
  const added: { object: MapObject; at: number }[] = [];
  for (const change of command.changes) {
    const { before, after, at } = change;
    if (staysInPlace(change)) replaced.set(after!.id, after!);
    else {
      if (before) removed.add(before.id);
      if (after) added.push({ object: after, at: at ?? Infinity });
    }
  }
  const objects = content.objects
    .filter((object) => !removed.has(object.id))
    .map((object) => replaced.get(object.id) ?? object);
  added.sort((one, other) => one.at - other.at);
  for (const { object, at } of added) objects.splice(Math.min(at, objects.length), 0, object);
  const photo = command.photo ? command.photo.after : content.photo;
  return { v: 1, objects, ...(photo && { photo }) };
}

export function invert(command: Command): Command {
  const changes = command.changes.map(({ before, after, was, at }) => ({
    before: after,
    after: before,
    was: at,
    at: was,
  }));
  const { photo } = command;
  return photo
    ? { changes, photo: { before: photo.after, after: photo.before } }
    : { changes };
}

/** One command for two of which the later only replaces what the earlier replaced. */
function joined(earlier: Command, later: Command): Command | undefined {
  if (![...earlier.changes, ...later.changes].every(staysInPlace)) return undefined;
  if (earlier.photo || later.photo) return undefined;
  const byId = new Map(earlier.changes.map((change) => [change.before!.id, change]));
  for (const change of later.changes) {
    const first = byId.get(change.before!.id);
    byId.set(change.before!.id, { ...change, before: first ? first.before : change.before });
  }
  return { changes: [...byId.values()] };
}

/** Remember a command. Those that follow one another with the same key are undone as one. */
export function remember(history: History, command: Command, key?: string): History {
  const last = history.past.at(-1);
  const both = key && last?.key === key ? joined(last.command, command) : undefined;
  const past = both
    ? [...history.past.slice(0, -1), { command: both, key }]
    : [...history.past, { command, key }].slice(-LONGEST);
  return { past, future: [] };
}

export function undo(history: History): { history: History; command: Command } | undefined {
  const last = history.past.at(-1);
  if (!last) return undefined;
  const future = [...history.future, last.command];
  return { history: { past: history.past.slice(0, -1), future }, command: invert(last.command) };
}

export function redo(history: History): { history: History; command: Command } | undefined {
  const command = history.future.at(-1);
  if (!command) return undefined;
  const past = [...history.past, { command }];
  return { history: { past, future: history.future.slice(0, -1) }, command };
}

// What the device keeps, in IndexedDB: the running meeting, walks waiting to be sent, and choices.
// Every change is read, made and written in one transaction, so that two tabs double nothing.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

import type { Known } from "./clock";
import type { Defaults } from "./data";
import { DATABASE } from "./database";
import type { Keeper } from "./desk";
import { endedWalk } from "./meeting";
import { endOfForgotten, openingOf } from "./opening";
import type { EndedWalk, Running } from "./running";

/** The pulse of a running meeting; apart from it, so that a beat does not write a map again. */
export interface Beat extends Known {
  person: string;
  id: string;
  /** The person went to another page meanwhile. */
  left: boolean;
  /** The vibration before the farewell has been given. */
  told: boolean;
}

export interface Queued {
  id: string;
  person: string;
  walk: EndedWalk;
  /** Grows when a reflection is added, so that an answer to the older one does not remove it. */
  revision: number;
  /** Why the server did not take it; it stays on the device. */
  refused?: string;
}

export interface Choices {
  person: string;
  hidesMinutes: boolean;
  vibrates: boolean;
  /** How the latest meeting of this device was begun. */
  start?: Defaults;
}

/** What one tab tells the others. */
export type News = "meeting" | "queue" | "choices";

export interface Store extends Keeper {
  running(): Promise<Running | undefined>;
  /** Returns the meeting that goes on: an earlier one, if another tab was first. */
  begin(running: Running): Promise<Running>;
  /** The meeting, its keys, draft and map leave the device; its walk waits to be sent. */
  end(id: string, walk: EndedWalk): Promise<boolean>;
  /** The meeting leaves the device and no trace stays. */
  discard(id: string): Promise<void>;
  beat(): Promise<Beat | undefined>;
  setBeat(id: string, update: (beat: Beat) => void): Promise<void>;
  queued(): Promise<Queued[]>;
  enqueue(walk: EndedWalk): Promise<void>;
  settle(sent: Queued[], refused: Map<string, string>): Promise<void>;
  choices(): Promise<Choices>;
  choose(update: (choices: Choices) => void): Promise<Choices>;
  /** Called when another tab has changed something. */
  hear(listener: (news: News) => void): void;
}

interface Schema extends DBSchema {
  running: { key: string; value: Running };
  beats: { key: string; value: Beat };
  queue: { key: string; value: Queued; indexes: { person: string } };
  choices: { key: string; value: Choices };
}


const DURABLE = { durability: "strict" } as const;
type Base = IDBPDatabase<Schema>;
type Tell = (news: News) => void;

/** What this device keeps for one person. Rejects when the browser lets nothing be stored. */
export async function openStore(person: string): Promise<Store> {
  const base = await openDB<Schema>(DATABASE, 1, {
    upgrade(db) {
      db.createObjectStore("running", { keyPath: "person" });
      db.createObjectStore("beats", { keyPath: "person" });
      db.createObjectStore("queue", { keyPath: "id" }).createIndex("person", "person");
      db.createObjectStore("choices", { keyPath: "person" });
    },
  });
  // A row that cannot be read must not keep this person from storing.
  await endOthers(base, person, Date.now()).catch(() => undefined);
  const channel = new BroadcastChannel(DATABASE);
  const tell: Tell = (news) => channel.postMessage({ person, news });
  return {
    ...meetingOf(base, person, tell),
    ...pulseOf(base, person),
    ...queueOf(base, person, tell),
    ...choicesOf(base, person, tell),
    hear: (listener) => {
      channel.addEventListener("message", ({ data }) => {
        if (data.person === person) listener(data.news);
      });
    },
  };
}

/**
 * Of a meeting that somebody else has left unended on the device the walk alone stays, waiting for
 * them: a client's map, card and keys are not kept for one who may never come back (trust T2).
 */
async function endOthers(base: Base, person: string, wall: number): Promise<void> {
  const tx = base.transaction(["running", "beats", "queue"], "readwrite", DURABLE);
  for (const running of await tx.objectStore("running").getAll()) {
    const { id, person: other } = running;
    const beat = await tx.objectStore("beats").get(other);
    if (other === person || openingOf(running, beat, wall) !== "forgotten") continue;
    const walk = endedWalk(running, endOfForgotten(running, beat));
    await tx.objectStore("queue").put({ id, person: other, walk, revision: 1 });
    await tx.objectStore("running").delete(other);
    await tx.objectStore("beats").delete(other);
  }
  await tx.done;
}

type Meeting = Pick<Store, "running" | "read" | "begin" | "change" | "end" | "discard">;

function meetingOf(base: Base, person: string, tell: Tell): Meeting {
  const mine = (running: Running | undefined, id: string): Running | undefined =>
    running?.id === id ? running : undefined;
  return {
    running: () => base.get("running", person),
    read: async (id) => mine(await base.get("running", person), id),
    begin: async (running) => {
      const tx = base.transaction(["running", "beats"], "readwrite", DURABLE);
      const before = await tx.objectStore("running").get(person);
      if (!before) {
        await tx.objectStore("running").put(running);
        await tx.objectStore("beats").put(firstBeat(running));
      }
      await tx.done;
      tell("meeting");
      return before ?? running;
    },
    change: async (id, update) => {
      const tx = base.transaction("running", "readwrite", DURABLE);
      const running = mine(await tx.store.get(person), id);
      if (running) {
        update(running);
        await tx.store.put(running);
      }
      await tx.done;
      if (running) tell("meeting");
      return running;
    },
    end: async (id, walk) => {
      const tx = base.transaction(["running", "beats", "queue"], "readwrite", DURABLE);
      const running = mine(await tx.objectStore("running").get(person), id);
      if (running) {
        await tx.objectStore("running").delete(person);
        await tx.objectStore("beats").delete(person);
        await tx.objectStore("queue").put({ id, person, walk, revision: 1 });
      }
      await tx.done;
      if (running) tell("meeting");
      return running !== undefined;
    },
    discard: async (id) => {
      const tx = base.transaction(["running", "beats"], "readwrite", DURABLE);
      if (mine(await tx.objectStore("running").get(person), id)) {
        await tx.objectStore("running").delete(person);
        await tx.objectStore("beats").delete(person);
      }
      await tx.done;
      tell("meeting");
    },
  };
}

export function firstBeat({ person, id, clock }: Running): Beat {
  return { ...clock, person, id, left: false, told: false };
}

function pulseOf(base: Base, person: string): Pick<Store, "beat" | "setBeat"> {
  return {
    beat: () => base.get("beats", person),
    setBeat: async (id, update) => {
      const tx = base.transaction("beats", "readwrite");
      const beat = await tx.store.get(person);
      if (beat?.id === id) {
        update(beat);
        await tx.store.put(beat);
      }
      await tx.done;
    },
  };
}

function queueOf(base: Base, person: string, tell: Tell): Pick<Store, "queued" | "enqueue" | "settle"> {
  return {
    queued: () => base.getAllFromIndex("queue", "person", person),
    enqueue: async (walk) => {
      const tx = base.transaction("queue", "readwrite", DURABLE);
      const before = await tx.store.get(walk.id);
      await tx.store.put({ id: walk.id, person, walk, revision: (before?.revision ?? 1) + 1 });
      await tx.done;
      tell("queue");
    },
    settle: async (sent, refused) => {
      const tx = base.transaction("queue", "readwrite", DURABLE);
      for (const { id, revision } of sent) {
        const now = await tx.store.get(id);
        if (now?.revision !== revision) continue;
        const code = refused.get(id);
        if (code === undefined) await tx.store.delete(id);
        else await tx.store.put({ ...now, refused: code });
      }
      await tx.done;
    },
  };
}

function choicesOf(base: Base, person: string, tell: Tell): Pick<Store, "choices" | "choose"> {
  const unchosen = (): Choices => ({ person, hidesMinutes: false, vibrates: false });
  return {
    choices: async () => (await base.get("choices", person)) ?? unchosen(),
    choose: async (update) => {
      const tx = base.transaction("choices", "readwrite");
      const choices = (await tx.store.get(person)) ?? unchosen();
      update(choices);
      await tx.store.put(choices);
      await tx.done;
      tell("choices");
      return choices;
    },
  };
}

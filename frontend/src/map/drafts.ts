// What was drawn on the client's page and not yet saved: kept on the device, sealed by the map's own
// key, so that a closed page loses nothing and the device alone can read nothing.
import { openDB, type IDBPDatabase } from "idb";
import { open, seal, type Link } from "../sealed/crypto";
import type { MapContent } from "./content";
import { readMap } from "./reading";

/** `base` is what lay on the server, as `version`, when drawing began. */
export interface Draft {
  version: number;
  base: MapContent;
  mine: MapContent;
}

interface Row {
  id: string;
  body: Uint8Array<ArrayBuffer>;
  at: number;
}

const OLDEST = 100 * 24 * 3600 * 1000;

async function store(): Promise<IDBPDatabase> {
  return openDB("juuristo-maps", 1, {
    upgrade: (database) => void database.createObjectStore("drafts", { keyPath: "id" }),
  });
}

/** A device that keeps nothing (a private window) still draws and saves. */
async function quietly<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T | undefined> {
  try {
    const database = await store();
    try {
      return await work(database);
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

export async function keepDraft(link: Link, draft: Draft): Promise<void> {
  const body = await seal(link, "map", 0, draft);
  await quietly((database) => database.put("drafts", { id: link.id, body, at: Date.now() }));
}

/** The draft of this link; those that have outlived any map are removed on the way. */
export async function readDraft(link: Link): Promise<Draft | undefined> {
  const row = await quietly(async (database) => {
    for (const one of (await database.getAll("drafts")) as Row[]) {
      if (one.at < Date.now() - OLDEST) await database.delete("drafts", one.id);
    }
    return (await database.get("drafts", link.id)) as Row | undefined;
  });
  const draft = row && (await open<Draft>(link, "map", 0, row.body));
  return draft && { version: draft.version, base: readMap(draft.base), mine: readMap(draft.mine) };
}

export async function dropDraft(link: Link): Promise<void> {
  await quietly((database) => database.delete("drafts", link.id));
}

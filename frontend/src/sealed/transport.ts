// What is sealed goes to the server and comes back; every outcome is a value, nothing is thrown.
import { open, proofHash, proofToken, seal } from "./crypto";
import type { Link, SealedKind } from "./crypto";

/** The server's limit for nonce‖ciphertext. */
const MOST_BYTES = 5_000_000;

/** Monday, ISO; `version` is what now lies on the server, to be given to `replace` next. */
export interface Stored {
  outcome: "stored";
  expires: string;
  version: number;
}

/** `busy`: too many requests from this address, try a little later. */
export interface Refused {
  outcome: "signed_out" | "offline" | "too_large" | "conflict" | "gone" | "busy" | "failed";
}

export interface Found {
  outcome: "found";
  kind: SealedKind;
  version: number;
  expires: string;
  body: Uint8Array<ArrayBuffer>;
}

export interface Opened<T> {
  outcome: "opened";
  content: T;
  version: number;
  expires: string;
}

const refused = (outcome: Refused["outcome"]): Refused => ({ outcome });

/** A line that takes everything and answers nothing is no line: five megabytes at 50 kB/s and some. */
const PATIENCE = 120_000;

/** Requests of a link's holder carry no cookie and no address of the page. */
const NAMELESS: RequestInit = {
  credentials: "omit",
  referrerPolicy: "no-referrer",
  cache: "no-store",
  redirect: "error",
};

async function ask(path: string, init: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(path, { ...init, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return undefined;
  }
}

function refusalOf(response: Response | undefined): Refused {
  if (!response) return refused("offline");
  if (response.type === "opaqueredirect") return refused("signed_out");
  const outcomes: Record<number, Refused["outcome"]> = {
    401: "signed_out",
    403: "signed_out",
    404: "gone",
    409: "conflict",
    413: "too_large",
    429: "busy",
    502: "offline",
    503: "offline",
    504: "offline",
  };
  return refused(outcomes[response.status] ?? "failed");
}

async function storedOf(response: Response | undefined, version: number): Promise<Stored | Refused> {
  if (!response?.ok || response.type === "opaqueredirect") return refusalOf(response);
  try {
    const { expires } = (await response.json()) as { expires: string };
    return { outcome: "stored", expires, version };
  } catch {
    return refused("offline"); // the answer was cut short
  }
}

/**
 * Seals the content and stores it under a new link, as the signed-in adviser. When the link was
 * already stored (the answer of an earlier try was lost) the content goes there as the next version.
 */
export async function upload(
  link: Link,
  kind: SealedKind,
  content: unknown,
  csrf: string,
): Promise<Stored | Refused> {
  const body = await seal(link, kind, 1, content);
  if (body.length > MOST_BYTES) return refused("too_large");
  const response = await ask("/c/", {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    headers: {
      "Content-Type": "application/octet-stream",
      "X-CSRFToken": csrf,
      "X-Sealed-Id": link.id,
      "X-Sealed-Kind": kind,
      "X-Sealed-Version": "1",
      "X-Sealed-Proof": await proofHash(link),
    },
    body,
  });
  const stored = await storedOf(response, 1);
  if (stored.outcome !== "conflict") return stored;
  const earlier = await openLink(link, kind);
  if (earlier.outcome !== "opened") return stored;
  return replace(link, kind, earlier.version + 1, content);
}

/** Fetches what lies under an id, still sealed. */
export async function fetchSealed(id: string): Promise<Found | Refused> {
  const response = await ask(`/c/${id}/sealed/`, NAMELESS);
  if (!response?.ok) return refusalOf(response);
  try {
    return {
      outcome: "found",
      kind: response.headers.get("X-Sealed-Kind") === "map" ? "map" : "card",
      version: Number(response.headers.get("X-Sealed-Version")),
      expires: response.headers.get("X-Sealed-Expires") ?? "",
      body: new Uint8Array(await response.arrayBuffer()),
    };
  } catch {
    return refused("offline");
  }
}

/** Fetches and opens; a key that does not fit is `gone` like a link that leads nowhere. */
export async function openLink<T>(link: Link, kind: SealedKind): Promise<Opened<T> | Refused> {
  const found = await fetchSealed(link.id);
  if (found.outcome !== "found") return found;
  const content = await open<T>(link, kind, found.version, found.body);
  if (content === undefined) return refused("gone");
  return { outcome: "opened", content, version: found.version, expires: found.expires };
}

/** `version` is the one that lay there + 1; `conflict` says that another device was first. */
export async function replace(
  link: Link,
  kind: SealedKind,
  version: number,
  content: unknown,
): Promise<Stored | Refused> {
  const body = await seal(link, kind, version, content);
  if (body.length > MOST_BYTES) return refused("too_large");
  const response = await ask(`/c/${link.id}/sealed/`, {
    ...NAMELESS,
    method: "POST",
    headers: {
      "Content-Type": "application/octet-stream",
      "X-Sealed-Version": String(version),
      "X-Sealed-Token": await proofToken(link),
    },
    body,
  });
  return storedOf(response, version);
}

/** Deletes for good; a link that leads nowhere any more is as good as removed. */
export async function remove(link: Link): Promise<{ outcome: "removed" } | Refused> {
  const response = await ask(`/c/${link.id}/delete/`, {
    ...NAMELESS,
    method: "POST",
    headers: { "X-Sealed-Token": await proofToken(link) },
  });
  if (response?.ok || response?.status === 404) return { outcome: "removed" };
  return refusalOf(response);
}

/** The day a thing sealed on `day` expires: 90 days on, rounded up to a Monday. ISO dates. */
export function expiryOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 90);
  date.setUTCDate(date.getUTCDate() + ((8 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}

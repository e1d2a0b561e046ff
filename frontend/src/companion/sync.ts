// Sends ended walks, silently: a person hears nothing of it, and nothing is lost when it fails.
import { csrfToken } from "../shared/csrf";
import type { EndedWalk } from "./running";
import type { Queued } from "./store";

export interface Waiting {
  /** Walks of the signed-in person only. */
  queued(): Promise<Queued[]>;
  /** Remove what the server has; keep what it refused, and what has changed since. */
  settle(sent: Queued[], refused: Map<string, string>): Promise<void>;
}

/** The server's answer; undefined: none came. `signed_out`: it waits for the person. */
export type Answer = { refused: { id: string; code: string }[] } | "signed_out" | undefined;
export type Post = (walks: EndedWalk[]) => Promise<Answer>;
export type Outcome = "done" | "later" | "signed_out";

const BATCH = 500;
/** Seconds to wait after each failure in turn. */
const WAITS = [5, 15, 60, 300, 900];

/** Send everything that waits. Sending twice does no harm: the server knows a walk by its id. */
export async function sendAll(waiting: Waiting, post: Post): Promise<Outcome> {
  const queue = (await waiting.queued()).sort(refusedLast);
  for (let start = 0; start < queue.length; start += BATCH) {
    const batch = queue.slice(start, start + BATCH);
    const answer = await post(batch.map(({ walk }) => walk));
    if (!answer) return "later";
    if (answer === "signed_out") return "signed_out";
    await waiting.settle(batch, new Map(answer.refused.map(({ id, code }) => [id, code])));
  }
  return "done";
}

function refusedLast(one: Queued, other: Queued): number {
  return Number(one.refused !== undefined) - Number(other.refused !== undefined);
}

/** Milliseconds before the next try after so many failures in a row. */
export function waitAfter(failures: number): number {
  return (WAITS[Math.min(failures, WAITS.length) - 1] ?? 0) * 1000;
}

/** Send now, and again whenever there is reason to believe that it works. */
export function startSync(waiting: Waiting): { now(): void } {
  let failures = 0;
  let timer: number | undefined;
  let sending: Promise<void> | undefined;

  const send = async (): Promise<void> => {
    window.clearTimeout(timer);
    const outcome = await sendAll(waiting, postWalks).catch((): Outcome => "later");
    failures = outcome === "later" ? failures + 1 : 0;
    if (failures) timer = window.setTimeout(now, waitAfter(failures));
  };
  // One round at a time: what came meanwhile goes in the next.
  const now = (): void => {
    const before = sending ?? Promise.resolve();
    const round = before.then(send).finally(() => {
      if (sending === round) sending = undefined;
    });
    sending = round;
  };

  window.addEventListener("online", now);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") now();
  });
  now();
  return { now };
}

async function postWalks(walks: EndedWalk[]): Promise<Answer> {
  try {
    const response = await fetch("/api/v1/meetings/sync", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ walks }),
      redirect: "manual",
      signal: AbortSignal.timeout(20_000),
    });
    if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
      return "signed_out";
    }
    return response.ok ? ((await response.json()) as Answer) : undefined;
  } catch {
    return undefined;
  }
}

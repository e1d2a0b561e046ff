// Done / not yet lives on this device. The first answer may add one to an anonymous count: its
// single-use ticket is sent once, with nothing else.
import { hashOf } from "../sealed/crypto";

export type Answer = "done" | "not_yet";

export interface Answered {
  answer?: Answer;
  /** The ticket has been used, or was used up elsewhere. */
  sent: boolean;
}

/** Where this device remembers a card, so named that the name opens nothing. */
export async function placeOf(key: string): Promise<string> {
  return `juuristo.card.${(await hashOf(`remembered ${key}`)).slice(0, 16)}`;
}

/** A browser may refuse to keep anything (private browsing, blocked): then nothing is remembered. */
export function deviceStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

export function recall(storage: Storage | undefined, place: string): Answered {
  try {
    const stored = JSON.parse(storage?.getItem(place) ?? "{}") as Partial<Answered>;
    const isAnswer = stored.answer === "done" || stored.answer === "not_yet";
    return { ...(isAnswer && { answer: stored.answer }), sent: stored.sent === true };
  } catch {
    return { sent: false };
  }
}

/** When the device is full, the answer shows until the page closes. */
export function remember(storage: Storage | undefined, place: string, answered: Answered): void {
  try {
    storage?.setItem(place, JSON.stringify(answered));
  } catch {
    return;
  }
}

const PATIENCE = 20_000; // ms: a network that takes all and answers nothing is none

/** Returns whether the ticket need not be sent again: it counted, or no longer can. */
export async function sendAnswer(ticket: string, answer: Answer): Promise<boolean> {
  try {
    const response = await fetch("/voice/step/", {
      method: "POST",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ticket, state: answer }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return response.ok || response.status === 404 || response.status === 422;
  } catch {
    return false;
  }
}

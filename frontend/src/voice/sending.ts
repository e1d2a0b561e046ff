// The answer travels without cookies and without the page's address; the ticket is its only right.
import type { Answers } from "./answers";

/** `gone`: used, too old or never was. `offline` and `failed` keep the answers in the page. */
export type Outcome = "sent" | "open" | "gone" | "identifiers" | "busy" | "offline" | "failed";

const PATIENCE = 20_000; // ms: a network that takes all and answers nothing is none

async function post(path: string, body: unknown): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return undefined;
  }
}

async function codeOf(answer: Response): Promise<string> {
  try {
    return String(((await answer.json()) as { code?: unknown }).code ?? "");
  } catch {
    return "";
  }
}

async function outcomeOf(answer: Response | undefined, good: Outcome): Promise<Outcome> {
  if (!answer) return "offline";
  if (answer.ok) return good;
  if (answer.status === 404) return "gone";
  if (answer.status === 429) return "busy";
  if (answer.status === 422 && (await codeOf(answer)) === "identifiers") return "identifiers";
  return "failed";
}

/** Whether the ticket still takes an answer. */
export async function check(ticket: string): Promise<Outcome> {
  return outcomeOf(await post("/voice/check/", { ticket }), "open");
}

export async function send(ticket: string, { marks, comment }: Answers): Promise<Outcome> {
  const answer = await post("/voice/answer/", { ticket, marks, comment: comment.trim() });
  return outcomeOf(answer, "sent");
}

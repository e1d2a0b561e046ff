// What goes between the page and the server: without cookies, without the page's address. The token
// travels in bodies, and never together with the answers of a survey that hides its sender.
import type { Ballot } from "./ballot";
import type { Answers, Definition, Language, Texts } from "./definition";
import type { Link } from "./link";

/** What is promised, in the words that the coordinator read before opening (promises.py). */
export interface PromiseTexts {
  asks: string;
  keeps: string;
  more: string[];
  /** What is not promised. */
  beyond: string[];
}

export interface Form {
  wave: string;
  kind: "anonymous" | "named" | "confidential";
  access: "invitation" | "link";
  state: "open" | "not_yet" | "closed";
  title: Texts;
  definition: Definition | null;
  who_asks: string;
  promise: Record<Language, PromiseTexts>;
  threshold: number;
  open_threshold: number;
  reader: string | null;
  closes_at: string | null;
  public_key: string | null;
}

/** Something that may go better another time. */
export type Trouble = "offline" | "busy" | "failed";
/** What the server says no to. */
export type Refusal = "unknown" | "elsewhere" | "not_yet" | "closed" | "spoiled";

export interface ServerFault {
  question: string;
  code: string;
}

const PATIENCE = 20_000; // ms: a network that takes all and answers nothing is none
const REFUSALS: Record<string, Refusal> = {
  unknown_token: "unknown",
  unknown_wave: "unknown",
  already_exchanged: "elsewhere",
  not_yet: "not_yet",
  closed: "closed",
  bad_ballot: "spoiled",
};

interface Reply {
  /** 0 when nothing came back. */
  status: number;
  body: Record<string, unknown>;
}

async function ask(path: string, body?: unknown, further: RequestInit = {}): Promise<Reply> {
  const posting = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const answer = await fetch(path, {
      ...(body === undefined ? {} : posting),
      ...{ credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error" },
      signal: AbortSignal.timeout(PATIENCE),
      ...further,
    });
    return { status: answer.status, body: await read(answer) };
  } catch {
    return { status: 0, body: {} };
  }
}

async function read(answer: Response): Promise<Record<string, unknown>> {
  try {
    return ((await answer.json()) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function whatWentWrong({ status, body }: Reply): Trouble | Refusal {
  if (status === 0) return "offline";
  if (status === 429) return "busy";
  const refusal = status < 500 ? REFUSALS[String(body["code"])] : undefined;
  return refusal ?? (status === 404 ? "unknown" : "failed");
}

/** What is asked, and by whom. The token stays here: the server need not know who reads it. */
export async function fetchForm(link: Link): Promise<Form | Trouble | Refusal> {
  const path = link.kind === "open" ? `/q/${link.slug}/form/` : `/s/form/${link.wave}/`;
  const reply = await ask(path);
  return reply.status === 200 ? (reply.body as unknown as Form) : whatWentWrong(reply);
}

/** The blinded message signed. */
export async function signed(token: string, blinded: string): Promise<{ signature: string } | Trouble | Refusal> {
  const reply = await ask("/s/ballot", { token, blinded });
  if (reply.status !== 200) return whatWentWrong(reply);
  return { signature: String(reply.body["signature"]) };
}

/** Whose link of a named survey this is. */
export async function greeted(token: string): Promise<{ name: string; answered: boolean } | Trouble | Refusal> {
  const reply = await ask("/s/ballot", { token });
  if (reply.status !== 200) return whatWentWrong(reply);
  return { name: String(reply.body["name"]), answered: reply.body["answered"] === true };
}

export type Right = { token: string } | { wave: string; ballot: Ballot };

/** An answer that was already there is as good as sent: the receipt of the first one was lost. */
export async function send(right: Right, answers: Answers): Promise<"sent" | Trouble | Refusal | ServerFault[]> {
  const reply = await ask("/s/answer", { ...right, answers });
  const { status, body } = reply;
  if (status === 201 || body["code"] === "already_answered") return "sent";
  if (status === 422 && Array.isArray(body["faults"])) return body["faults"] as ServerFault[];
  return whatWentWrong(reply);
}

/** Tells that this link has answered, apart from the answer itself; outlives the page. */
export async function acknowledge(token: string): Promise<boolean> {
  const { status } = await ask("/s/acknowledge", { token }, { keepalive: true });
  return status === 204;
}

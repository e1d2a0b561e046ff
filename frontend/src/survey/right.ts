// The right to send one answer: a ballot, or, of a named survey, the link itself.
import { blind, openBallot, unblind } from "./ballot";
import type { Keeper } from "./kept";
import type { Link } from "./link";
import { signed } from "./sending";
import type { Form, Refusal, Right, Trouble } from "./sending";

export function tokenOf(link: Link | undefined): string | undefined {
  return link?.kind === "invited" ? link.token : undefined;
}

/** Gets the ballot when there is none yet, or names the reason why it cannot be had. */
export async function rightTo(form: Form, token: string | undefined, keeper: Keeper): Promise<Right | Trouble | Refusal> {
  if (form.kind === "named") return { token: token ?? "" };
  return alone(keeper, async () => {
    const { ballot } = keeper.read();
    if (ballot) return { wave: form.wave, ballot };
    if (token && form.public_key) return exchanged(token, form.public_key, form.wave, keeper);
    const made = openBallot();
    keeper.write({ ballot: made });
    return { wave: form.wave, ballot: made };
  });
}

/** The blinded message is kept before it is sent: when the reply is lost, the same goes again. */
async function exchanged(token: string, key: string, wave: string, keeper: Keeper): Promise<Right | Trouble | Refusal> {
  const before = keeper.read().exchange;
  const exchange = before?.key === key ? before : await blind(key);
  keeper.write({ exchange });
  const reply = await signed(token, exchange.blinded);
  if (typeof reply === "string") return reply;
  try {
    const ballot = await unblind(exchange, reply.signature);
    keeper.write({ ballot, exchange: undefined });
    return { wave, ballot };
  } catch {
    return "spoiled"; // the server signed with another key than it showed
  }
}

/** One tab at a time, where the browser can see to it. */
async function alone<Result>(keeper: Keeper, act: () => Promise<Result>): Promise<Result> {
  const locks = navigator.locks as LockManager | undefined; // none on plain http
  return locks ? ((await locks.request(keeper.name, act)) as Result) : act();
}

// What stays on the device until it has been sent: the answers and the ballot of one link.
import type { Ballot, Exchange } from "./ballot";
import type { Answers, Language } from "./definition";
import type { Paging } from "./filling";
import type { Link } from "./link";

export interface Kept {
  answers: Answers;
  /** The question one was at; empty before the first. */
  at: string;
  paging?: Paging | undefined;
  language?: Language | undefined;
  /** Blinded and on its way to be signed: the same is sent again when the reply was lost. */
  exchange?: Exchange | undefined;
  ballot?: Ballot | undefined;
  /** Asked to be sent, and not yet through. */
  isWaiting?: boolean;
  /** Sent. Nothing of the answers is left then. */
  isAnswered?: boolean;
  /** The server has been told, apart from the answer, that this link has answered. */
  isTold?: boolean;
}

export interface Keeper {
  /** Where it lies, so that other tabs' changes are known. */
  name: string;
  read(): Kept;
  /** Writes changes over what is there now: another tab may have written in between. */
  write(changes: Partial<Kept>): void;
  /** False when the browser lets nothing be kept: then all lives as long as the page. */
  lasts(): boolean;
}

/** Names the place without telling the token: 53 bits of it are not enough to answer with. */
export function nameOf(link: Link): string {
  return link.kind === "open" ? `survey.q.${link.slug}` : `survey.${link.wave}.${shortHash(link.token)}`;
}

/** cyrb53: no secret, only a name; the browser's own hashes need https. */
export function shortHash(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
}

const NOTHING: Kept = { answers: {}, at: "" };

/** What was read from the device, as far as it can be trusted to be ours. */
export function keptFrom(text: string | null): Kept {
  try {
    const found = JSON.parse(text ?? "null") as Partial<Kept> | null;
    if (!found || typeof found !== "object" || typeof found.answers !== "object") return { ...NOTHING };
    return { ...NOTHING, ...found, answers: found.answers ?? {} };
  } catch {
    return { ...NOTHING };
  }
}

export function keeperFor(link: Link): Keeper {
  const name = nameOf(link);
  let memory: Kept | undefined; // used when the browser keeps nothing for us

  const read = (): Kept => {
    if (memory) return memory;
    try {
      return keptFrom(localStorage.getItem(name));
    } catch {
      return { ...NOTHING };
    }
  };
  const write = (changes: Partial<Kept>): void => {
    const whole = { ...read(), ...changes };
    if (whole.isAnswered) whole.answers = {}; // another tab has sent them
    try {
      localStorage.setItem(name, JSON.stringify(whole));
      memory = undefined;
    } catch {
      memory = whole;
    }
  };
  return { name, read, write, lasts: () => memory === undefined };
}

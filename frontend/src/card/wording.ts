// The fixed words of the client's language, fetched when it is chosen and kept for printing.
import finnish from "../../../juuristo/meetings/phrases/fi.json";
import type { Phrases } from "../client/phrases";
import { loadPhrases } from "../client/phrases";

export interface Wording {
  /** The words of the language asked for last, or the Finnish ones until they are here. */
  now(): Phrases;
  /** Whether they are in the language asked for. */
  isReady(): boolean;
  ask(language: string): Promise<void>;
  stop(): void;
}

const BUILT_IN: Phrases = { ...finnish, language: "fi", dir: "ltr" };

/** `changed` is called when other words have come. */
export function startWording(organisation: string, changed: () => void): Wording {
  const known = new Map<string, Phrases>();
  let wanted = "fi";

  async function ask(language: string): Promise<void> {
    wanted = language;
    if (!known.has(language)) {
      const phrases = await loadOrRecall(language, organisation);
      if (phrases) known.set(language, phrases);
    }
    if (wanted === language) changed();
  }

  const again = (): void => void ask(wanted);
  window.addEventListener("online", again);
  return {
    now: () => known.get(wanted) ?? BUILT_IN,
    isReady: () => known.has(wanted),
    ask,
    stop: () => window.removeEventListener("online", again),
  };
}

/** Fresh from the server, or as they were when this device last had a network. */
async function loadOrRecall(language: string, organisation: string): Promise<Phrases | undefined> {
  try {
    const phrases = await loadPhrases(language, organisation);
    await (await shelf())?.put(placeOf(language, organisation), Response.json(phrases));
    return phrases;
  } catch {
    const kept = await (await shelf())?.match(placeOf(language, organisation));
    return kept ? ((await kept.json()) as Phrases) : undefined;
  }
}

/** Lays every language on the device, so that paper can be printed in any of them offline. */
export async function keepWording(organisation: string, languages: string[]): Promise<void> {
  const kept = await shelf();
  if (!kept) return;
  for (const language of languages) {
    if (!navigator.onLine) return;
    if (!(await kept.match(placeOf(language, organisation)))) {
      await loadOrRecall(language, organisation);
    }
  }
}

/** Fixed words only: nothing of any meeting. Undefined where the browser keeps nothing. */
async function shelf(): Promise<Cache | undefined> {
  try {
    return await caches.open("juuristo-phrases");
  } catch {
    return undefined;
  }
}

function placeOf(language: string, organisation: string): string {
  return `/c/phrases/${encodeURIComponent(language)}.json?of=${encodeURIComponent(organisation)}`;
}

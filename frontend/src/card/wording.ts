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
      try {
        known.set(language, await loadPhrases(language, organisation));
      } catch {
        // Without a network the built-in ones serve; asked again when it is back.
      }
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

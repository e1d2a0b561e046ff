// The agreed steps as plain text: the official record is kept in another system.
import type { CardDraft, Step } from "./content";
import { saidSteps } from "./face";
import { clockInWords, plainDay } from "./when";

/** The adviser's words, from the page's template. */
export interface RecordWords {
  heading: string;
  when: string;
  /** With the place {time}. */
  clock: string;
  where: string;
  withWhom: string;
  services: string;
}

/** One line a step, its facts under it; nothing of the client, nothing of the map. */
export function recordText(draft: CardDraft, words: RecordWords, lang: string): string {
  const steps = saidSteps(draft.steps);
  const lines = [words.heading];
  steps.forEach((step, at) => {
    const number = steps.length > 1 ? `${at + 1}. ` : "";
    lines.push(`${number}${oneLine(step.text.trim() || step.own)}`, ...stepLines(step, words, lang));
  });
  if (draft.services.length) {
    lines.push(`${words.services}: ${draft.services.map((service) => service.name).join(", ")}`);
  }
  return lines.join("\n");
}

function stepLines(step: Step, words: RecordWords, lang: string): string[] {
  const when = whenText(step, words, lang);
  const facts: [string, string][] = [
    [words.when, when],
    [words.where, step.where],
    [words.withWhom, step.withWhom],
  ];
  return facts.filter(([, value]) => value.trim()).map(([name, value]) => `${name}: ${oneLine(value)}`);
}

/** "3.12.2026 klo 10" */
export function whenText(step: Step, words: Pick<RecordWords, "clock">, lang: string): string {
  const day = step.day ? plainDay(step.day) : "";
  const clock = step.clock ? words.clock.replace("{time}", clockInWords(step.clock, lang)) : "";
  return [day, clock].filter(Boolean).join(" ");
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

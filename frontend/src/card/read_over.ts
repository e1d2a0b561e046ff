// Farewell: the steps are read aloud together, the day in words. Nothing to tick, nothing to type.
import type { Desk } from "../companion/desk";
import { make } from "../shared/make";
import type { CardDraft, Step } from "./content";
import { directionOf, htmlLanguage, saidSteps } from "./face";
import type { Part } from "./parts";
import { within } from "./parts";
import { clockInWords, spokenDay } from "./when";

interface Words {
  clock: string;
  whom: string;
}

export function mountReadOver(host: HTMLElement, desk: Desk): Part {
  const list = within(host, "[data-steps]");
  const word = (place: string): string => within(host, place).textContent ?? "";
  const words = { clock: word("[data-clock]"), whom: word("[data-whom]") };
  const show = (): void => {
    const { draft } = desk.running();
    const steps = saidSteps(draft.steps);
    list.replaceChildren(...steps.map((step) => stepRow(step, draft, words, desk.data.language)));
    within(host, "[data-one]").hidden = steps.length > 1;
    within(host, "[data-many]").hidden = steps.length < 2;
    within(host, "[data-none]").hidden = steps.length > 0;
  };
  show();
  return { destroy: desk.watch(show) };
}

function stepRow(step: Step, draft: CardDraft, words: Words, lang: string): HTMLElement {
  const row = make("li", "");
  if (step.text.trim()) row.append(spoken("step", step.text, draft.written));
  if (step.own.trim()) row.append(spoken(step.text.trim() ? "other" : "step", step.own, draft.language));
  const when = [
    step.day ? spokenDay(step.day, lang) : "",
    step.clock ? words.clock.replace("{time}", clockInWords(step.clock, lang)) : "",
  ];
  for (const line of [when.filter(Boolean).join(" "), step.where.trim()]) {
    if (line) row.append(make("p", "", line));
  }
  const whom = step.withWhom.trim();
  if (whom) row.append(make("p", "", make("span", "label", `${words.whom}: `), whom));
  return row;
}

function spoken(classes: string, text: string, language: string): HTMLElement {
  const line = make("p", classes, text.trim());
  line.lang = htmlLanguage(language);
  line.dir = directionOf(language);
  return line;
}

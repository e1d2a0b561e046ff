// What is chosen when the card is given: the language, the words in it, the contact, the kind line.
import { saidIn, type ContactRow, type Written } from "../companion/data";
import type { Desk } from "../companion/desk";
import { isEmptyMap } from "../map/content";
import { say } from "../client/phrases";
import type { Phrases } from "../client/phrases";
import { make } from "../shared/make";
import { readyLine } from "./content";
import type { Contact } from "./content";
import { givingOf } from "./delivery";
import { directionOf, htmlLanguage, saidSteps } from "./face";
import { all, isBusy, within } from "./parts";
import type { Saver } from "./saver";
import { watchWords } from "./warnings";

export interface Choices {
  /** Shows what the meeting holds now, and says the client's own words in their language. */
  show(phrases: Phrases): void;
}

const NO_CONTACT: Contact = { name: "", hours: "", phone: "", email: "", address: "" };

export function mountChoices(
  host: HTMLElement,
  desk: Desk,
  saver: Saver,
  chosen: (language: string) => void,
): Choices {
  fillLanguages(host, desk, chosen);
  const showContact = mountContact(host, desk);
  mountKindLine(host, saver);
  mountChecks(host, desk);
  mountFirstStep(host, saver);
  return {
    show(phrases) {
      showOwn(host, desk, saver, phrases);
      showContact();
      showRest(host, desk);
    },
  };
}

function fillLanguages(host: HTMLElement, desk: Desk, chosen: (language: string) => void): void {
  const select = within<HTMLSelectElement>(host, "[data-language]");
  const options = desk.data.languages.map(({ code, name, lang, dir }) => {
    const option = make("option", "", name);
    Object.assign(option, { value: code, lang, dir });
    return option;
  });
  select.replaceChildren(...options);
  select.addEventListener("change", () => {
    void desk.change(({ draft }) => void (draft.language = select.value));
    chosen(select.value);
  });
}

/** The steps in the client's own language: only where it is another than the one written in. */
function showOwn(host: HTMLElement, desk: Desk, saver: Saver, phrases: Phrases): void {
  const { draft } = desk.running();
  const own = within<HTMLDetailsElement>(host, "[data-own]");
  const list = within(host, "[data-own-steps]");
  const steps = draft.steps.map((step, at) => ({ step, at }));
  const said = steps.filter(({ step }) => saidSteps([step]).length);
  own.hidden = draft.language === draft.written || said.length === 0;
  voiceTitle(host, phrases, draft.language !== draft.written);
  if (isBusy(list)) return;
  if (said.some(({ step }) => step.own)) own.open = true;
  const title = within(host, "[data-own-title]");
  title.textContent = say(phrases, "card.own_words");
  Object.assign(title, { lang: phrases.lang, dir: phrases.dir });
  list.replaceChildren(
    ...said.map(({ step, at }) => {
      const words = make("p", "note ink", step.text);
      words.id = `own-${at}`;
      words.lang = draft.written;
      const field = make("textarea", "own-field");
      Object.assign(field, { rows: 3, maxLength: 400, value: step.own });
      Object.assign(field, { lang: htmlLanguage(draft.language), dir: directionOf(draft.language) });
      field.setAttribute("aria-labelledby", `giving-own-title ${words.id}`);
      const found = make("div", "found");
      found.setAttribute("role", "status");
      field.addEventListener("input", () => {
        saver.later(`own.${at}`, (running) => {
          const kept = running.draft.steps[at];
          if (kept) kept.own = field.value;
        });
      });
      watchWords(host, field, found);
      return make("li", "stack tight", words, field, found);
    }),
  );
}

function voiceTitle(host: HTMLElement, phrases: Phrases, isForeign: boolean): void {
  const title = within(host, "[data-voice-title]");
  title.hidden = !isForeign;
  title.textContent = say(phrases, "card.own_voice");
  Object.assign(title, { lang: phrases.lang, dir: phrases.dir });
}

/** The own office's contact stands first and is chosen until somebody chooses otherwise. */
function mountContact(host: HTMLElement, desk: Desk): () => void {
  const { contacts, language } = desk.data;
  const written = desk.running().draft.written as Written;
  const select = within<HTMLSelectElement>(host, "[data-contact]");
  within(host, "[data-contacts]").hidden = contacts.length === 0;
  const rows = contacts.map((row) => contactOf(row, written));
  contacts.forEach((row, at) => {
    const option = make("option", "", saidIn(row.name, language) || row.phone || row.email);
    option.value = String(at);
    select.append(option);
  });
  const first = rows[0];
  if (!desk.running().draft.contact && first) {
    void desk.change(({ draft }) => void (draft.contact ??= first));
  }
  select.addEventListener("change", () => {
    const row = select.value ? rows[Number(select.value)] : NO_CONTACT;
    void desk.change(({ draft }) => void (draft.contact = row ?? NO_CONTACT));
  });
  return () => {
    const { contact } = desk.running().draft;
    const at = contact ? rows.findIndex((row) => isSame(row, contact)) : -1;
    select.value = at >= 0 ? String(at) : "";
  };
}

function contactOf(row: ContactRow, language: Written): Contact {
  const { phone, email, address } = row;
  return { name: saidIn(row.name, language), hours: saidIn(row.hours, language), phone, email, address };
}

function isSame(one: Contact, other: Contact): boolean {
  return (Object.keys(NO_CONTACT) as (keyof Contact)[]).every((key) => one[key] === other[key]);
}

function mountKindLine(host: HTMLElement, saver: Saver): void {
  const field = within<HTMLTextAreaElement>(host, "[data-kind]");
  const lines = all(host, "[data-kind-lines] button");
  const keep = (): void => {
    const { value } = field;
    saver.later("kind", ({ draft }) => {
      draft.encouragement = value;
      delete draft.readyLine;
      const chosen = lines.find((line) => line.textContent === value.trim());
      const key = readyLine(chosen?.getAttribute("value"));
      if (key) draft.readyLine = key;
    });
  };
  field.addEventListener("input", keep);
  for (const line of lines) {
    line.addEventListener("click", () => {
      field.value = line.textContent ?? "";
      keep();
    });
  }
  watchWords(host, field, within(host, "[data-kind-found]"));
}

function mountChecks(host: HTMLElement, desk: Desk): void {
  const map = within<HTMLInputElement>(host, "[data-map]");
  const calendar = within<HTMLInputElement>(host, "[data-calendar]");
  map.addEventListener("change", () => {
    const withoutMap = !map.checked;
    void desk.change((running) => void (givingOf(running).withoutMap = withoutMap));
  });
  calendar.addEventListener("change", () => {
    const { checked } = calendar;
    void desk.change(({ draft }) => void (draft.calendarTells = checked));
  });
}

/** What is on the page follows the meeting, also one changed on a stair or in another tab. */
function showRest(host: HTMLElement, desk: Desk): void {
  const running = desk.running();
  const { draft } = running;
  within<HTMLSelectElement>(host, "[data-language]").value = draft.language;
  write(within(host, "[data-kind]"), draft.encouragement);
  within(host, "[data-map-row]").hidden = isEmptyMap(running.map);
  within<HTMLInputElement>(host, "[data-map]").checked = !running.giving?.withoutMap;
  within<HTMLInputElement>(host, "[data-calendar]").checked = draft.calendarTells;
  const first = within<HTMLTextAreaElement>(host, "[data-first-step] textarea");
  write(first, draft.steps[0]?.text ?? "");
  if (document.activeElement !== first) {
    within(host, "[data-first-step]").hidden = saidSteps(draft.steps).length > 0;
  }
}

/** Never under the hands of somebody who is writing. */
function write(field: HTMLTextAreaElement, text: string): void {
  if (document.activeElement !== field && field.value !== text) field.value = text;
}

/** Where no step was sketched in advice, it can still be written before the card is given. */
function mountFirstStep(host: HTMLElement, saver: Saver): void {
  const field = within<HTMLTextAreaElement>(host, "[data-first-step] textarea");
  const missing = within(host, "[data-empty]");
  missing.hidden = true;
  field.addEventListener("input", () => {
    const { value } = field;
    missing.hidden = true;
    saver.later("first", ({ draft }) => {
      const step = draft.steps[0];
      if (step) step.text = value;
    });
  });
}

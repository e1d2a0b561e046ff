// The face of a card: one drawing for the client's page and for the printed sheet.
import { type Phrases, say } from "../client/phrases";
import { draw, make } from "../shared/make";
import type { CardContent, Contact, Service, Step } from "./content";
import { capitalised, clockInWords, dayInWords } from "./when";

/** What a face shows; a draft that has not been sealed yet has all of it too. */
export type FaceContent = Pick<
  CardContent,
  "language" | "written" | "steps" | "contact" | "services" | "encouragement" | "readyLine"
>;

const STAIRWAY =
  "M1 61C30 59.5 58 62 78 60.5C78.6 56 77.5 51 78.2 46C96 45 114 46.8 132 45.5C132.5 41 131.6 36 132.2 31.5C150 30.8 168 32 186 31C186.6 26 185.7 22 186.2 17.5C215 16.5 268 18.5 299 17";
const STEM = "M247 17C246.5 11 247.5 6 249 0";
const LEAVES =
  "M247.5 8C240 8 234 4 232 -3C240 -4 246 1 247.5 8ZM248 3C249 -5 255 -10 263 -10C263 -2 257 4 248 3Z";
const RIGHT_TO_LEFT = ["ar", "prs", "ckb"];
const HTML_LANGUAGES: Record<string, string> = { "fi-easy": "fi", prs: "fa-AF" };

/** The html `lang` of a client language. */
export function htmlLanguage(language: string): string {
  return HTML_LANGUAGES[language] ?? language;
}

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
}

/** The steps that say something: an empty row of the draft is no step. */
export function saidSteps(steps: Step[]): Step[] {
  return steps.filter((step) => step.text.trim() || step.own.trim());
}

/**
 * The card's article and the kind words under it, the headings in the language of `phrases`.
 *
 * A step stands first in the client's own language when it was told there, then as it was written
 * with the adviser; each carries its own language and direction.
 */
export function buildFace(content: FaceContent, phrases: Phrases): DocumentFragment {
  const face = document.createDocumentFragment();
  const steps = saidSteps(content.steps);
  const article = make("article", "stepcard", stairway());
  const heading = steps.length > 1 ? "card.next_steps" : "card.next_step";
  article.append(make("h1", "label", say(phrases, heading)));
  article.append(...stepsOf(content, steps, phrases));
  if (content.services.length) article.append(servicesOf(content, phrases));
  face.append(article);
  if (content.encouragement.trim()) face.append(kindWords(content, phrases));
  return face;
}

function stairway(): SVGElement {
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 2.25 };
  return draw(
    "svg",
    {
      ...{ class: "path turn", viewBox: "0 0 300 64", "aria-hidden": "true" },
      ...stroke,
      ...{ "stroke-linecap": "round", "stroke-linejoin": "round" },
    },
    draw("path", { d: STAIRWAY }),
    draw("path", { d: STEM }),
    draw("path", { class: "leafy", stroke: "none", d: LEAVES }),
  );
}

/** One step lies open on the card; several stand in their order, the contact once after them. */
function stepsOf(content: FaceContent, steps: Step[], phrases: Phrases): HTMLElement[] {
  const contact = canBeReached(content.contact) ? [askFact(content.contact, content, phrases)] : [];
  const only = steps[0];
  if (only && steps.length === 1) {
    return [...words(only, content), facts([...stepFacts(only, content, phrases), ...contact])];
  }
  const rows = steps.map((step) =>
    make("li", "", ...words(step, content), facts(stepFacts(step, content, phrases))),
  );
  return [make("ol", "card-steps", ...rows), facts(contact)];
}

function words(step: Step, content: FaceContent): HTMLElement[] {
  const own = step.own.trim();
  const text = step.text.trim();
  const first = make("p", "step", own || text);
  speak(first, own ? content.language : content.written);
  if (!own || !text) return [first];
  const other = make("p", "other", text);
  speak(other, content.written);
  return [first, other];
}

function speak(element: HTMLElement, language: string): void {
  element.lang = htmlLanguage(language);
  element.dir = directionOf(language);
}

function facts(rows: HTMLElement[]): HTMLElement {
  const list = make("dl", "facts", ...rows);
  list.hidden = rows.length === 0;
  return list;
}

function fact(name: string, value: HTMLElement): HTMLElement {
  return make("div", "", make("dt", "", name), value);
}

function stepFacts(step: Step, content: FaceContent, phrases: Phrases): HTMLElement[] {
  const rows: HTMLElement[] = [];
  if (step.day || step.clock) rows.push(fact(say(phrases, "card.when"), whenOf(step, phrases)));
  if (step.where.trim()) {
    rows.push(fact(say(phrases, "card.where"), make("dd", "", apart(step.where, content.written))));
  }
  if (step.withWhom.trim()) {
    const name = make("dd", "", apart(step.withWhom, content.written));
    rows.push(fact(say(phrases, "card.with_whom"), name));
  }
  return rows;
}

function whenOf(step: Step, phrases: Phrases): HTMLElement {
  const { lang } = phrases;
  const lines: string[] = [];
  if (step.day) lines.push(capitalised(dayInWords(step.day, lang), lang));
  if (step.clock) {
    const clock = say(phrases, "card.clock", { time: clockInWords(step.clock, lang) });
    lines.push(step.day ? clock : capitalised(clock, lang));
  }
  return make("dd", "strong", ...broken(lines));
}

function broken(lines: (Node | string)[]): (Node | string)[] {
  return lines.flatMap((line, at) => (at ? [make("br"), line] : [line]));
}

/** A run of words in another language than the line around it. */
function apart(text: string, language: string): HTMLElement {
  const run = make("bdi", "", text.trim());
  run.lang = htmlLanguage(language);
  return run;
}

/** A contact without any way is one that was left out on purpose. */
export function canBeReached(contact: Contact | undefined): contact is Contact {
  return Boolean(contact && (contact.phone || contact.email || contact.address));
}

function askFact(contact: Contact, content: FaceContent, phrases: Phrases): HTMLElement {
  const named = [contact.name, contact.hours].filter(Boolean).join(", ");
  const lines: Node[] = [];
  if (named) lines.push(apart(named, content.written));
  lines.push(...linksTo(contact));
  if (contact.address) lines.push(apart(contact.address, content.written));
  return fact(say(phrases, "card.ask"), make("dd", "", ...broken(lines)));
}

/** The unit's phone and e-mail as links; of a phone number only its digits go into the address. */
export function linksTo({ phone, email }: Contact): HTMLElement[] {
  return [
    ...(phone ? [way(`tel:${phone.replace(/[^+\d]/g, "")}`, phone)] : []),
    ...(email ? [way(`mailto:${email}`, email)] : []),
  ];
}

function way(address: string, shown: string): HTMLElement {
  const run = make("bdi", "", shown);
  run.dir = "ltr";
  const link = make("a", "textlink", run);
  link.href = address;
  return link;
}

function servicesOf(content: FaceContent, phrases: Phrases): HTMLElement {
  const rows = content.services.map((service) => make("li", "", ...serviceRow(service)));
  const list = make("ul", "", ...rows);
  speak(list, content.written);
  return make("section", "card-services", make("h2", "label", say(phrases, "card.services")), list);
}

function serviceRow(service: Service): HTMLElement[] {
  const row: HTMLElement[] = [];
  if (isWebAddress(service.link)) {
    const link = make("a", "textlink", service.name);
    link.href = service.link;
    link.rel = "noreferrer";
    row.push(link);
  } else {
    row.push(make("p", "strong", service.name));
  }
  if (service.sentence) row.push(make("p", "", service.sentence));
  // Paper cannot be tapped: there the address is written out.
  if (isWebAddress(service.link)) row.push(make("p", "note on-paper", service.link));
  return row;
}

/** What was sealed on one device is opened on another: no script may hide in a link. */
function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** A ready line speaks the reader's language as the headings do, one's own words stay as they are. */
function kindWords(content: FaceContent, phrases: Phrases): HTMLElement {
  const ready = content.readyLine && phrases.texts[content.readyLine];
  const line = make("p", "lead kind", ready || content.encouragement.trim());
  if (ready) line.lang = phrases.lang;
  line.dir = "auto";
  return line;
}

// The questions being answered: one at a time, or all on one page. Knows nothing of links or networks.
import { button, draw, make } from "../shared/make";
import { asked } from "./conditions";
import type { Answer, Answers, Definition, Language, Question } from "./definition";
import { wordButton } from "./ground";
import { drawQuestion, tellFault } from "./question";
import { allFaults, answeredCount, END, faultsIn, placeOf, withAnswer } from "./steps";
import type { Faulty, Place } from "./steps";
import { say, textIn, write } from "./words";

export type Paging = Definition["paging"];

/** The state of one answering; `at` is the question's key, or END. Changed in place. */
export interface Filling {
  definition: Definition;
  language: Language;
  answers: Answers;
  paging: Paging;
  at: string;
}

export interface Acts {
  /** Called after `filling.answers` has changed. */
  changed(): void;
  go(to: string): void;
  /** Called when nothing is known to be wrong. */
  send(): void;
}

export interface Looks {
  level: "h1" | "h3";
  /** Stands under the questions: what is promised. */
  under?: HTMLElement[];
  /** Stands by the sending: what may have gone wrong. */
  beside?: HTMLElement[];
}

export function drawFilling(filling: Filling, acts: Acts, looks: Looks): HTMLElement[] {
  if (filling.paging === "one_page") return onePage(filling, acts, looks);
  const place = placeOf(filling.definition, filling.answers, filling.at);
  return place.question ? oneQuestion(filling, place.question, place, acts, looks) : theEnd(filling, acts, looks);
}

function take(filling: Filling, acts: Acts, whole: () => HTMLElement | undefined) {
  return (key: string, answer: Answer | undefined): void => {
    filling.answers = withAnswer(filling.answers, key, answer);
    const place = whole();
    if (place) tellFault(place, "");
    acts.changed();
  };
}

function faultWords(fault: Faulty, question: Question, language: Language): string {
  const words = say(language, `fault_${fault.code}`, limitsOf(question));
  if (question.type !== "grid") return words;
  const row = question.rows.find(({ key }) => key === fault.key);
  return row ? `${textIn(row.text, language)}: ${words}` : words;
}

function limitsOf(question: Question): Record<string, string | number> {
  if (question.type === "open") return { longest: question.longest };
  if (question.type === "multiple") return { most: question.most ?? "" };
  if (question.type === "number") return { least: question.least ?? "", most: question.most ?? "" };
  return {};
}

// ---- one at a time

function oneQuestion(filling: Filling, question: Question, place: Place, acts: Acts, looks: Looks): HTMLElement[] {
  const { definition, language } = filling;
  const { number, count } = place;
  const at = make("p", "note at", question.type === "info" ? "\u00a0" : say(language, "question_of", { number, count }));
  const whole: HTMLElement = drawQuestion(
    question, language, filling.answers, take(filling, acts, () => whole), looks.level,
  );
  const go = arrowed(say(language, "next"));
  const form = formOf(() => {
    const faults = faultsIn(question, filling.answers);
    if (faults.length > 0) return stopAt(whole, question, faults, language);
    // what was answered may have changed what is asked next
    acts.go(placeOf(definition, filling.answers, question.key).next);
  });
  form.append(whole, ...(looks.under ?? []), dock(go, place.previous, filling, acts));
  const bar = make("progress");
  Object.assign(bar, { max: Math.max(count, 1), value: number });
  bar.setAttribute("aria-label", say(language, "question_of", { number, count }));
  return [at, bar, form];
}

function formOf(submit: () => void): HTMLFormElement {
  const form = make("form");
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return form;
}

/** Says what is missing beside the question, and takes the reader to its controls. */
function stopAt(whole: HTMLElement, question: Question, faults: Faulty[], language: Language): void {
  tellFault(whole, faults.map((fault) => faultWords(fault, question, language)).join(" "));
  const [fault] = faults;
  const row = whole.querySelector(`[data-row="${fault?.key}"]`) ?? whole;
  const first = row.querySelector<HTMLElement>(":is(input, textarea, button):not([hidden], :disabled)");
  (first ?? whole).focus();
  whole.querySelector(".error")?.scrollIntoView({ block: "center" });
}

// ---- the end: what was answered, and the sending

function theEnd(filling: Filling, acts: Acts, looks: Looks): HTMLElement[] {
  const { definition, language, answers } = filling;
  const { count, previous } = placeOf(definition, answers, END);
  const heading = make(looks.level, "", say(language, "end_title"));
  heading.tabIndex = -1;
  const answered = say(language, "end_answered", { number: answeredCount(definition, answers), count });
  const form = formOf(() => {
    const faults = allFaults(definition, filling.answers);
    showFaults(list, faults, filling, acts.go);
    if (faults.length === 0) acts.send();
  });
  const list = make("div", "faults", ...(looks.beside ?? []));
  form.classList.add("view");
  form.append(heading, make("p", "lead", answered), make("p", "", say(language, "end_more")), list);
  form.append(...(looks.under ?? []), dock(arrowed(say(language, "send")), previous, filling, acts));
  return [form];
}

/**
 * Shows the faults in `host`, beside whatever else stands there, as a list that leads to each question,
 * and takes the reader to it; none takes the list away.
 */
export function showFaults(host: Element, faults: Faulty[], filling: Filling, lead: (key: string) => void): void {
  const { language, definition } = filling;
  host.querySelector(".summary-box")?.remove();
  if (faults.length === 0) return;
  const rows = faults.flatMap((fault) => {
    const question = definition.questions.find(({ key }) => key === fault.question);
    if (!question) return [];
    const link = wordButton(textIn(question.text, language), () => lead(fault.question));
    return [make("li", "", link, make("span", "note", faultWords(fault, question, language)))];
  });
  const box = make("div", "summary-box", make("h2", "", say(language, "faults_title")), make("ul", "", ...rows));
  box.tabIndex = -1;
  host.prepend(box);
  box.focus();
}

// ---- all on one page

/** Takes the reader to a question that stands on the page. */
export function leadTo(page: Element, key: string): void {
  const question = page.querySelector(`[data-question="${CSS.escape(key)}"]`);
  question?.scrollIntoView({ block: "start" });
  question?.querySelector<HTMLElement>("[id][tabindex]")?.focus({ preventScroll: true });
}

function onePage(filling: Filling, acts: Acts, looks: Looks): HTMLElement[] {
  const { definition, language } = filling;
  const heading = write(make(looks.level), definition.title, language);
  heading.tabIndex = -1;
  const questions = make("div", "questions");
  const known = new Map<string, HTMLElement>();
  const level = looks.level === "h1" ? "h2" : "h3";

  /** Follow-ups come and go in their places; what stands there stays, with the focus in it. */
  const arrange = (): void => {
    const now = asked(definition, filling.answers);
    const keys = new Set(now.map(({ key }) => key));
    for (const [key, element] of known) if (!keys.has(key)) element.remove();
    let before: Element | null = null;
    for (const question of now) {
      const element = known.get(question.key) ?? drawNew(question);
      const place: Element | null = before ? before.nextElementSibling : questions.firstElementChild;
      if (place !== element) questions.insertBefore(element, place);
      before = element;
    }
  };
  const drawNew = (question: Question): HTMLElement => {
    const changed = take(filling, { ...acts, changed: () => { arrange(); acts.changed(); } }, () => known.get(question.key));
    const element = drawQuestion(question, language, filling.answers, changed, level);
    known.set(question.key, element);
    return element;
  };
  arrange();

  const list = make("div", "faults", ...(looks.beside ?? []));
  const form = formOf(() => {
    const faults = allFaults(definition, filling.answers);
    for (const question of definition.questions) {
      const element = known.get(question.key);
      const own = faults.filter((fault) => fault.question === question.key);
      if (element) tellFault(element, own.map((fault) => faultWords(fault, question, language)).join(" "));
    }
    showFaults(list, faults, filling, (key) => leadTo(questions, key));
    if (faults.length === 0) acts.send();
  });
  form.classList.add("one-page");
  form.append(questions, list, make("p", "", say(language, "end_final")), ...(looks.under ?? []));
  form.append(dock(arrowed(say(language, "send")), undefined, filling, acts));
  return [heading, form];
}

// ---- the dock

const LINE = { fill: "none", stroke: "currentColor", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" };

/** The page's one main act: words first, arrow last. */
export function arrowed(words: string): HTMLButtonElement {
  const go = make("button", "go", make("span", "", words));
  const size = { class: "turn", width: 26, height: 20, viewBox: "0 0 26 20", "stroke-width": 2.5 };
  go.append(draw("svg", { ...size, ...LINE }, draw("path", { d: "M2 10H23M16 3l7.5 7L16 17" })));
  return go;
}

function dock(go: HTMLButtonElement, previous: string | undefined, { language }: Filling, acts: Acts): HTMLElement {
  if (previous === undefined) return make("div", "dock", go);
  const back = button("back");
  const size = { class: "turn", width: 18, height: 16, viewBox: "0 0 18 16", "stroke-width": 2.25 };
  back.append(draw("svg", { ...size, ...LINE }, draw("path", { d: "M16.5 8H2M8 2L2 8l6 6" })), say(language, "previous"));
  back.addEventListener("click", () => acts.go(previous));
  return make("div", "dock pair", back, go);
}

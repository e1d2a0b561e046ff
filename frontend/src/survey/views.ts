// The page around the questions: what one reads first, and where one ends.
import { clockInWords, dayInWords } from "../card/when";
import { button, make } from "../shared/make";
import { asked } from "./conditions";
import type { Definition, Language } from "./definition";
import { arrowed } from "./filling";
import { wordButton } from "./ground";
import type { Form } from "./sending";
import { LANGUAGES, say, textIn, write } from "./words";

export type Message =
  | "thanks" | "answered" | "elsewhere" | "unknown" | "closed" | "not_yet" | "insecure" | "no_network" | "busy" | "spoiled";

function heading(words: string): HTMLHeadingElement {
  const element = make("h1", "", words);
  element.tabIndex = -1;
  return element;
}

function present(...parts: (HTMLElement | undefined)[]): HTMLElement[] {
  return parts.filter((part) => part !== undefined);
}

function view(...parts: (HTMLElement | undefined)[]): HTMLElement {
  return make("div", "view", ...present(...parts));
}

/** The languages, the one spoken marked. */
export function languageChoice(language: Language, choose: (language: Language) => void): HTMLElement {
  const buttons = Object.entries(LANGUAGES).map(([code, name]) => {
    const one = button("", name);
    one.lang = code;
    if (code === language) one.setAttribute("aria-current", "true");
    one.addEventListener("click", () => choose(code as Language));
    return one;
  });
  const choice = make("nav", "languages", ...buttons);
  choice.setAttribute("aria-label", say(language, "language"));
  return choice;
}

/** The promise in short, for under a question. */
export function promiseLine(form: Form, language: Language): HTMLElement {
  return make("p", "promise note", make("span", "", form.promise[language].keeps));
}

export interface Start {
  form: Form;
  definition: Definition;
  language: Language;
  /** Whose link it is, in a named survey. */
  name: string | undefined;
  /** Some answers are kept from before. */
  hasKept: boolean;
  begin: () => void;
  clear: () => void;
  /** Why it did not begin. */
  trouble: HTMLElement;
}

/** Who asks and what is promised, before the first question. */
export function startView({ form, definition, language, name, hasKept, begin, clear, trouble }: Start): HTMLElement {
  const { asks, keeps, more } = form.promise[language];
  const title = write(heading(""), definition.title, language);
  const promise = make("div", "promise", make("p", "strong", asks), make("p", "", keeps));
  if (name) promise.append(make("p", "", say(language, "named_as", { name })));
  const intro = textIn(definition.intro, language) ? write(make("p", "told"), definition.intro, language) : undefined;
  const promised = make("ul", "promised", ...more.map((text) => make("li", "", text)));
  const beyond = beyondView(form, language);
  const facts = make("p", "", [countWords(definition, language), closingWords(form, language)].filter(Boolean).join(" "));
  const kept = hasKept ? make("p", "notice", say(language, "kept_here")) : undefined;
  const ways = hasKept ? make("p", "ways", wordButton(say(language, "clear"), clear)) : undefined;
  const go = make("div", "dock", arrowed(say(language, hasKept ? "go_on" : "start")));
  const whole = make("form", "view", ...present(title, promise, intro, facts, promised, beyond, kept, ways, trouble, go));
  whole.addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  return whole;
}

/** How anonymity works and what it does not reach: for whoever wants to know before beginning. */
function beyondView({ promise, kind }: Form, language: Language): HTMLElement | undefined {
  const { beyond } = promise[language];
  if (beyond.length === 0) return undefined;
  const summary = make("summary", "", say(language, kind === "anonymous" ? "how_anonymous" : "not_reached"));
  const lines = make("ul", "promised", ...beyond.map((text) => make("li", "", text)));
  return make("details", "beyond", summary, make("p", "", say(language, "said_plainly")), lines);
}

/** How many questions there are; with follow-ups, from how many to how many. */
function countWords(definition: Definition, language: Language): string {
  const count = (questions: Definition["questions"]): number => questions.filter(({ type }) => type !== "info").length;
  const least = count(asked(definition, {}));
  const most = count(definition.questions);
  if (least === most) return say(language, "questions_count", { count: most });
  return say(language, "questions_between", { least: Math.min(least, most), most });
}

function closingWords({ closes_at }: Form, language: Language): string {
  if (!closes_at) return "";
  const end = new Date(`${closes_at.slice(0, 16)}Z`); // the organisation's clock, wherever the reader's device is
  // midnight belongs to the day that ends
  if (end.getUTCHours() === 0 && end.getUTCMinutes() === 0) end.setUTCMinutes(-1);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${end.getUTCFullYear()}-${two(end.getUTCMonth() + 1)}-${two(end.getUTCDate())}`;
  const clock = `${two(end.getUTCHours())}:${two(end.getUTCMinutes())}`;
  return say(language, "closes_at", { day: dayInWords(day, language), clock: clockInWords(clock, language) });
}

/** An end of the way: a heading and what it means. `acts` are what one may still do. */
export function messageView(message: Message, language: Language, ...acts: HTMLElement[]): HTMLElement {
  const more = say(language, `${message}_more`);
  return view(
    heading(say(language, `${message}_title`)),
    make("p", "lead", say(language, `${message}_text`)),
    more === `${message}_more` ? undefined : make("p", "", more),
    ...acts,
  );
}

export function thanksView(definition: Definition | undefined, language: Language): HTMLElement {
  const own = definition && textIn(definition.thanks, language) ? definition.thanks : undefined;
  return view(
    heading(say(language, "thanks_title")),
    own ? write(make("p", "lead told"), own, language) : undefined,
    make("p", own ? "" : "lead", say(language, "thanks_text")),
  );
}

/** The answers wait here; `lasts` is false where the browser keeps nothing. */
export function laterView(language: Language, lasts: boolean, goOn: () => void, clear: () => void): HTMLElement {
  const name = lasts ? "later" : "later_unkept";
  const text = lasts ? "later_text" : "later_unkept";
  const on = button("button", say(language, "later_go_on"));
  on.addEventListener("click", goOn);
  const acts = make("p", "actions", on, wordButton(say(language, "clear"), clear));
  return view(heading(say(language, `${name}_title`)), make("p", "lead", say(language, text)), acts);
}

export function clearView(language: Language, sure: () => void, not: () => void): HTMLElement {
  const clear = button("button danger", say(language, "clear"));
  clear.addEventListener("click", sure);
  const acts = make("p", "actions", clear, wordButton(say(language, "clear_not"), not));
  return view(heading(say(language, "clear_title")), make("p", "lead", say(language, "clear_text")), acts);
}

// What a client can do with an open card besides reading it.
import { type Phrases, say } from "../client/phrases";
import type { Link } from "../sealed/crypto";
import { make } from "../shared/make";
import { saveFile } from "../shared/saved_file";
import { type Answer, type Answered, deviceStorage, placeOf, recall, remember, sendAnswer } from "./answered";
import { calendarOf } from "./calendar";
import type { CardContent, Contact } from "./content";
import { canBeReached, htmlLanguage, linksTo } from "./face";
import { linesOf, startReader } from "./reading";

/** An open card; `phrases` change when the client chooses another language. */
export interface Opened {
  link: Link;
  content: CardContent;
  /** ISO date, as the server told it. */
  expires: string;
  phrases: Phrases;
}

export function part<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

export function onClick(selector: string, act: () => void): void {
  part(selector).addEventListener("click", act);
}

// ---- calendar

export async function giveCalendar(card: Opened): Promise<void> {
  const title = say(card.phrases, "card.calendar_title");
  const tells = part<HTMLInputElement>("#calendar-tells").checked;
  const text = await calendarOf(card.content, { title, tells }, card.link.key, new Date());
  saveFile(new Blob([text], { type: "text/calendar;charset=utf-8" }), `${title}.ics`);
}

// ---- read aloud

const READ = "h1, h2, .step, .other, dt, dd, .kind, .card-services .strong, .card-services a";

/** Returns what must be called when the face has been drawn anew. */
export function startReading(card: () => Opened | undefined): () => void {
  const button = part("#read");
  let isReading = false;
  const show = (): void => {
    const now = card();
    button.hidden = !now || !reader?.canRead(linesOf(part("#face"), ".step"));
    const key = isReading ? "card.stop_reading" : "card.read_aloud";
    if (now) button.textContent = say(now.phrases, key);
  };
  const turn = (reads: boolean): void => {
    isReading = reads;
    show();
  };
  const reader = startReader(show, () => turn(false));
  button.addEventListener("click", () => {
    if (isReading) return reader?.stop();
    turn(true);
    reader?.read(linesOf(part("#face"), READ));
  });
  return show;
}

// ---- large type

const LARGE = "juuristo.large";

export function startLargeType(): void {
  const storage = deviceStorage();
  const show = (isLarge: boolean): void => {
    document.documentElement.classList.toggle("large", isLarge);
    part("#large").setAttribute("aria-pressed", String(isLarge));
  };
  show(storage?.getItem(LARGE) === "yes");
  onClick("#large", () => {
    const isLarge = !document.documentElement.classList.contains("large");
    show(isLarge);
    if (isLarge) storage?.setItem(LARGE, "yes");
    else storage?.removeItem(LARGE);
  });
}

// ---- done, not yet

export async function startAnswering(card: Opened): Promise<void> {
  const storage = deviceStorage();
  const place = await placeOf(card.link.key);
  let answered: Answered = recall(storage, place);
  const send = async (): Promise<void> => {
    const { step } = card.content;
    const { answer } = answered;
    if (!step || answered.sent || !answer) return;
    answered = { ...answered, sent: true };
    const isSettled = await sendAnswer(step, answer);
    answered = { ...answered, sent: isSettled };
    remember(storage, place, answered);
  };
  for (const button of document.querySelectorAll<HTMLElement>("[data-answer]")) {
    button.addEventListener("click", () => {
      answered = { ...answered, answer: button.dataset["answer"] as Answer };
      remember(storage, place, answered);
      showAnswer(card.phrases, answered);
      void send();
    });
  }
  part("#answer-promise").hidden = !card.content.step;
  part("#card").addEventListener("drawn", () => showAnswer(card.phrases, answered));
  showAnswer(card.phrases, answered);
  void send();
}

function showAnswer(phrases: Phrases, { answer }: Answered): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-answer]")) {
    button.setAttribute("aria-pressed", String(button.dataset["answer"] === answer));
  }
  part("#answer-said").textContent = answer ? say(phrases, `card.${answer}_said`) : "";
}

// ---- I need help

export function showWays(card: Opened): void {
  const { content, phrases } = card;
  const { contact } = content;
  const title = make("h3", "", say(phrases, "card.help_how"));
  const ways = canBeReached(contact) ? waysOf(contact, content.written) : [];
  const none = make("p", "", say(phrases, "card.help_none"));
  part("#ways").replaceChildren(title, ...(ways.length ? ways : [none]));
}

function waysOf(contact: Contact, written: string): HTMLElement[] {
  const lines = [contact.name, contact.hours, contact.address].filter(Boolean).map((line) => {
    const run = make("bdi", "", line);
    run.lang = htmlLanguage(written);
    return make("p", "", run);
  });
  return [...lines, ...linksTo(contact).map((link) => make("p", "", link))];
}

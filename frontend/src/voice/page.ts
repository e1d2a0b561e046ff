// The client's voice: five statements one at a time, a comment if one wishes, thanks.
import { fillPhrases, newestPhrases, say, startLanguages, tellNoWords } from "../client/phrases";
import type { Phrases } from "../client/phrases";
import { parseFragment } from "../sealed/links";
import { foundIn } from "../shared/identifiers";
import { make } from "../shared/make";
import { back, beads, emptyAnswers, isEmpty, mark, statementOf } from "./answers";
import type { Answers } from "./answers";
import { isHasty } from "./haste";
import { forget, keep, kept } from "./kept";
import { nameOf, rememberAnswered, wasAnswered } from "./remembered";
import { check, send } from "./sending";

type View = "statement" | "comment" | "thanks" | "answered" | "gone";

const host = document.getElementById("voice") as HTMLElement;
const backButton = document.querySelector("[data-back]") as HTMLButtonElement;
const brand = document.querySelector("[data-brand]") as HTMLElement;
const statements = (host.dataset["statements"] ?? "").split(" ");

const link = parseFragment(location.hash);
let phrases: Phrases;
let answers: Answers = emptyAnswers(statements);
let view: View = "statement";
let isSending = false;
let place = ""; // of the answers under way, in this tab
let shownAt = 0;
let isTouched = false; // something was chosen or written on what is shown
const load = newestPhrases();

function find<Kind extends Element>(selector: string): Kind {
  return host.querySelector(selector) as Kind;
}

/** Puts a view on the page in the client's language; `moved` takes the reader to its heading. */
function show(next: View, moved = true): void {
  view = next;
  [shownAt, isTouched] = [performance.now(), false];
  const template = document.querySelector(`template[data-view="${next}"]`) as HTMLTemplateElement;
  host.replaceChildren(template.content.cloneNode(true));
  if (next === "statement") fillStatement();
  if (next === "comment") fillComment();
  fillPhrases(document, phrases);
  showWaysBack();
  if (!moved) return;
  scrollTo(0, 0);
  find<HTMLElement>("h1").focus({ preventScroll: true });
}

/** While the answers are on their way they stay as they are. */
function showWaysBack(): void {
  const mayGoBack = view === "comment" || (view === "statement" && answers.at > 0);
  backButton.hidden = !mayGoBack || isSending;
  brand.hidden = mayGoBack;
}

function note(next: Answers): void {
  answers = next;
  keep(place, answers);
}

function showWhereWeAre(): void {
  show(statementOf(answers) ? "statement" : "comment");
}

function fillStatement(): void {
  const statement = statementOf(answers) ?? "";
  const values = { number: answers.at + 1, count: statements.length };
  const last = values.number === values.count;
  find("[data-count]").textContent = say(phrases, "voice.statement_of", values);
  find("[data-beads]").append(...beads(answers).map((bead) => make("span", bead)));
  find("[data-statement]").textContent = say(phrases, `voice.${statement}`);
  find("[data-next]").textContent = say(phrases, last ? "voice.on" : "voice.next");
  for (const input of host.querySelectorAll<HTMLInputElement>("input[name=mark]")) {
    input.checked = Number(input.value) === answers.marks[statement];
  }
  const go = (value: number | undefined): void => {
    if (isHasty(shownAt, performance.now(), isTouched)) return;
    note(mark(answers, value));
    showWhereWeAre();
  };
  find("[data-skip]").addEventListener("click", () => go(undefined));
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = host.querySelector<HTMLInputElement>("input[name=mark]:checked");
    go(chosen ? Number(chosen.value) : undefined);
  });
}

function fillComment(): void {
  const area = find<HTMLTextAreaElement>("textarea");
  area.value = answers.comment;
  const warn = (): void => {
    const key = foundIn(area.value).length > 0 ? "voice.comment_refused" : "";
    const words = key && say(phrases, key);
    const warning = find("[data-warning]");
    if (warning.textContent !== words) warning.textContent = words;
  };
  area.addEventListener("input", () => {
    note({ ...answers, comment: area.value });
    warn();
  });
  warn();
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (isHasty(shownAt, performance.now(), isTouched)) return;
    // what the browser finds itself is never sent; the words about it stand there already
    if (foundIn(area.value).length > 0) area.focus();
    else void sendAll();
  });
}

function tell(key: string): void {
  const trouble = find<HTMLElement>("[data-trouble]");
  trouble.textContent = key && say(phrases, key);
  trouble.hidden = !key;
}

function showSending(isOn: boolean): void {
  isSending = isOn;
  find("[data-send]").textContent = say(phrases, isOn ? "voice.sending" : "voice.send");
  showWaysBack();
}

/** An answer was sent and no word came back: it may have got through. */
let wasCutOff = false;

async function sendAll(): Promise<void> {
  if (isSending) return;
  if (isEmpty(answers)) return tell("voice.nothing");
  tell("");
  showSending(true);
  const outcome = await send(link.secret, answers);
  showSending(false);
  if (outcome === "sent") return thank();
  if (outcome === "gone") {
    forget(place);
    return show(wasCutOff ? "answered" : "gone");
  }
  wasCutOff ||= outcome === "offline" || outcome === "failed";
  if (outcome === "identifiers") return tell("voice.comment_refused");
  tell(outcome === "busy" ? "link.busy_do" : "voice.not_sent");
}

async function thank(): Promise<void> {
  answers = emptyAnswers(statements);
  forget(place);
  await rememberAnswered(link.secret);
  show("thanks");
}

async function speak(language: string): Promise<void> {
  const loaded = await load(language);
  if (!loaded) return;
  phrases = loaded;
  const secret = link.secret ? `.${link.secret}` : "";
  history.replaceState(null, "", `#${phrases.language}${secret}`);
}

/** What the link opens to; without a network the statements, since the server may yet take them. */
async function firstView(): Promise<View> {
  if (!link.secret) return "gone";
  if (await wasAnswered(link.secret)) return "answered";
  return (await check(link.secret)) === "gone" ? "gone" : "statement";
}

async function start(): Promise<void> {
  try {
    await speak(link.language);
  } catch {
    tellNoWords();
    return;
  }
  host.addEventListener("input", () => (isTouched = true));
  backButton.addEventListener("click", () => {
    note(back(answers));
    showWhereWeAre();
  });
  startLanguages((language) => {
    void speak(language).then(() => show(view, false), () => undefined);
  });
  // Another link opened in the same tab.
  addEventListener("hashchange", () => location.reload());
  place = await nameOf(link.secret, "under way").catch(() => "");
  const first = await firstView();
  if (first === "statement") answers = kept(place, statements) ?? answers;
  else forget(place);
  show(first === "statement" && !statementOf(answers) ? "comment" : first, false);
}

void start();

// The respondent's page: from a link to an answer that is sent once, whatever happens on the way.
import { button, make } from "../shared/make";
import { acknowledgeLater } from "./acknowledging";
import { canBlind } from "./ballot";
import { answersToSend } from "./check";
import { answerKeys } from "./conditions";
import type { Language } from "./definition";
import { drawFilling, leadTo, showFaults } from "./filling";
import type { Filling, Paging } from "./filling";
import { wordButton } from "./ground";
import { keeperFor } from "./kept";
import type { Keeper } from "./kept";
import { fragmentOf, isSame, likelyLanguage, linkOf, type Link } from "./link";
import { rightTo, tokenOf } from "./right";
import { fetchForm, greeted, send } from "./sending";
import type { Form, Refusal, ServerFault, Trouble } from "./sending";
import { END, placeOf } from "./steps";
import type { Faulty } from "./steps";
import { clearView, languageChoice, laterView, messageView, promiseLine, startView, thanksView } from "./views";
import type { Message } from "./views";
import { say, textIn } from "./words";

type View = "start" | "filling" | "later" | "clear" | Message;
/** What the browser's history remembers of a step. */
interface Step {
  at: string;
  from: string;
}

const host = document.getElementById("survey") as HTMLElement;
const bar = document.getElementById("survey-bar") as HTMLElement;
const link = linkOf(location.pathname, location.hash);

let language: Language = link?.language ?? likelyLanguage(navigator.languages);
let view: View = "unknown";
let form: Form | undefined;
let keeper: Keeper;
let filling: Filling | undefined;
let name: string | undefined;
let isCleared = false;
/** What went wrong with beginning or sending, beside the button that does it. */
const trouble = make("p", "notice attention");
trouble.setAttribute("role", "alert");
trouble.hidden = true;

function tell(key: string): void {
  trouble.textContent = key && say(language, key);
  trouble.hidden = !key;
  trouble.dataset["says"] = key;
}

// ---- showing

function show(next: View, isMoved = true): void {
  view = next;
  document.documentElement.lang = language;
  if (trouble.dataset["says"]) tell(trouble.dataset["says"]);
  host.replaceChildren(...contentOf(next));
  drawBar();
  document.title = `${titleOf()} – Juuristo`;
  if (!isMoved) return;
  scrollTo(0, 0);
  host.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

function titleOf(): string {
  const title = form ? textIn(form.definition?.title ?? form.title, language) : "";
  return title || host.querySelector("h1")?.textContent || "";
}

function contentOf(next: View): HTMLElement[] {
  if (next === "start" && form && filling) {
    const hasKept = Object.keys(filling.answers).length > 0;
    const { definition } = filling;
    const clear = (): void => show("clear");
    return [startView({ form, definition, language, name, hasKept, trouble, clear, begin: () => void begin() })];
  }
  if (next === "filling" && form && filling) return fillingContent(filling, form);
  if (next === "later") return [laterView(language, keeper.lasts(), () => show("filling"), () => show("clear"))];
  if (next === "clear") return [clearView(language, clear, () => show(filling ? "start" : "closed"))];
  if (next === "thanks") return [thanksView(filling?.definition, language)];
  return [messageView(next as Message, language, ...actsOf(next as Message))];
}

function actsOf(message: Message): HTMLElement[] {
  if (message === "no_network" || message === "busy") {
    const again = button("button", say(language, "try_again"));
    again.addEventListener("click", () => void open(true));
    return [make("p", "actions", again)];
  }
  if (message !== "closed" || !keeper) return [];
  if (isCleared) return [make("p", "notice good", say(language, "cleared"))];
  if (Object.keys(keeper.read().answers).length === 0) return [];
  const clear = wordButton(say(language, "clear"), () => show("clear"));
  return [make("p", "notice", say(language, "closed_kept")), make("p", "actions", clear)];
}

/** Which of many surveys with one title this is, when its own name tells more. */
function nameOf(): string {
  const called = form ? textIn(form.title, language) : "";
  return called === titleOf() ? "" : called;
}

function drawBar(): void {
  const title = make("span", "label", view === "start" ? nameOf() : titleOf());
  if (view === "filling") {
    bar.replaceChildren(title, wordButton(say(language, "later"), () => show("later")));
  } else {
    title.hidden = title.textContent === "";
    bar.replaceChildren(title, languageChoice(language, speak));
  }
}

const network = make("p", "notice attention network");
network.setAttribute("role", "status");

function drawNetwork(): void {
  const words = view === "filling" && !navigator.onLine ? say(language, "offline") : "";
  if (network.textContent !== words) network.textContent = words;
}

function fillingContent(now: Filling, form: Form): HTMLElement[] {
  const acts = {
    changed: () => keeper.write({ answers: now.answers }),
    go,
    send: () => void sendAll(),
  };
  drawNetwork();
  // the network's words come by themselves: under what is answered, and never above it
  const under = [promiseLine(form, language), ways(now), network];
  return drawFilling(now, acts, { level: "h1", under, beside: [trouble] });
}

/** The other way to see the questions, the languages, and clearing it all. */
function ways(now: Filling): HTMLElement {
  const isOnePage = now.paging === "one_page";
  const paging = wordButton(say(language, isOnePage ? "one_at_a_time" : "all_on_page"), () => {
    const next: Paging = isOnePage ? "one_at_a_time" : "one_page";
    now.paging = next;
    keeper.write({ paging: next });
    show("filling");
  });
  return make("div", "ways", paging, languageChoice(language, speak));
}

function speak(next: Language): void {
  language = next;
  if (filling) filling.language = next;
  if (link) history.replaceState(history.state, "", fragmentOf(link, next));
  if (keeper && !keeper.read().isAnswered) keeper.write({ language: next });
  show(view, false);
  document.querySelector<HTMLElement>(".languages [aria-current]")?.focus({ preventScroll: true });
}

// ---- moving: each question is a step in the browser's history

function go(to: string): void {
  if (!filling) return;
  const from = filling.at;
  const step = history.state as Step | null;
  tell("");
  keeper.write({ isWaiting: false });
  if (step && view === "filling" && step.from === to) {
    history.back(); // popstate shows it
    return;
  }
  history.pushState({ at: to, from: view === "filling" ? from : "" } satisfies Step, "");
  arrive(to);
}

function arrive(at: string): void {
  if (!filling) return;
  filling.at = at;
  keeper.write({ at });
  show("filling");
}

function onHistory(step: Step | null): void {
  if (!filling || view === "thanks" || view === "answered") return;
  if (step) arrive(step.at);
  else show("start");
}

// ---- beginning and sending

let isBusy = false;

async function begin(): Promise<void> {
  if (isBusy || !form || !filling) return;
  isBusy = true;
  tell("");
  sayOnButton("opening");
  const right = await rightTo(form, tokenOf(link), keeper);
  isBusy = false;
  sayOnButton(Object.keys(filling.answers).length > 0 ? "go_on" : "start");
  // Without a network one may begin: the ballot is then fetched when sending.
  if (typeof right === "string" && right !== "offline" && right !== "busy") {
    return right === "failed" ? tell("busy_text") : show(right);
  }
  go(filling.at || placeOf(filling.definition, filling.answers, "").question?.key || END);
}

let retry: ReturnType<typeof setTimeout> | undefined;
let tries = 0;

async function sendAll(): Promise<void> {
  if (isBusy || !form || !filling) return;
  if (keeper.read().isAnswered) return thank();
  clearTimeout(retry);
  isBusy = true;
  keeper.write({ isWaiting: true });
  sayOnButton("sending");
  const answers = answersToSend(filling.definition, filling.answers);
  const right = await rightTo(form, tokenOf(link), keeper);
  const outcome = typeof right === "string" ? right : await send(right, answers);
  isBusy = false;
  sayOnButton("send");
  after(outcome);
}

function after(outcome: "sent" | Trouble | Refusal | ServerFault[]): void {
  if (outcome === "sent") return thank();
  if (Array.isArray(outcome)) return filling && showServerFaults(filling, outcome);
  if (outcome === "offline" || outcome === "busy" || outcome === "failed") {
    tell(`not_sent_${outcome}`);
    trouble.scrollIntoView({ block: "center" });
    return tryLater();
  }
  keeper.write({ isWaiting: false });
  show(outcome);
}

function sayOnButton(key: string): void {
  const go = host.querySelector(".dock .go");
  const words = go?.querySelector("span");
  if (words) words.textContent = say(language, key);
  go?.setAttribute("aria-disabled", String(isBusy));
}

/** The network's return is not always told: so now and then it is tried by itself. */
function tryLater(): void {
  clearTimeout(retry);
  tries += 1;
  retry = setTimeout(sendWaiting, Math.min(5_000 * tries, 60_000));
}

function sendWaiting(): void {
  const isAtSending = view === "filling" && (filling?.at === END || filling?.paging === "one_page");
  if (isAtSending && keeper.read().isWaiting) void sendAll();
}

/** The server found what the page did not; by key of a question or of a grid's row. */
function showServerFaults(now: Filling, found: ServerFault[]): void {
  const { definition, paging } = now;
  keeper.write({ isWaiting: false });
  tell("");
  const faults: Faulty[] = found.flatMap(({ question: key, code }) => {
    const question = definition.questions.find((each) => answerKeys(each).includes(key));
    return question ? [{ question: question.key, key, code }] : [];
  });
  const list = host.querySelector(".faults");
  if (faults.length === 0 || !list) return tell("not_sent_failed");
  showFaults(list, faults, now, paging === "one_page" ? (key) => leadTo(host, key) : go);
}

function thank(): void {
  keeper.write({
    ...{ answers: {}, at: "", isAnswered: true, isWaiting: false },
    ...{ ballot: undefined, exchange: undefined, paging: undefined },
  });
  if (filling) filling.answers = {};
  history.replaceState({ at: "", from: "" } satisfies Step, "");
  show("thanks");
  tellOfAnswer();
}

/** A named survey knows by itself who has answered, and an open one asks nobody. */
function tellOfAnswer(): void {
  if (link?.kind === "invited" && form?.kind !== "named") acknowledgeLater(link.token, keeper);
}

function clear(): void {
  keeper.write({ answers: {}, at: "", isWaiting: false });
  isCleared = true;
  if (!filling) return show("closed");
  filling.answers = {};
  filling.at = "";
  history.pushState(null, "");
  show("start");
}

// ---- beginning

/** `isAgain`: the reader pressed a button that goes, so the focus goes to what comes. */
async function open(isAgain = false): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  const next = link ? await opened(link) : "unknown";
  isBusy = false;
  if (next === "start") return takeUp(isAgain);
  show(next, isAgain);
  if (next === "answered") tellOfAnswer();
}

/** What the link opens to. */
async function opened(link: Link): Promise<View> {
  keeper = keeperFor(link);
  const kept = keeper.read();
  if (kept.language && link.kind === "open" && !link.language) language = kept.language;
  const found = await fetchForm(link);
  form = typeof found === "string" ? undefined : found;
  if (kept.isAnswered) return "answered";
  if (typeof found === "string") return viewOf(found);
  const { definition, state } = found;
  if (state !== "open" || !definition) return state === "not_yet" ? "not_yet" : "closed";
  if (found.public_key && !canBlind()) return "insecure";
  if (found.kind === "named" && link.kind === "invited") {
    const whose = await greeted(link.token);
    if (typeof whose === "string") return viewOf(whose);
    if (whose.answered) return "answered";
    name = whose.name;
  }
  const paging = kept.paging ?? definition.paging;
  filling = { definition, language, paging, answers: kept.answers, at: kept.at };
  return "start";
}

function viewOf(outcome: Trouble | Refusal): View {
  return outcome === "offline" || outcome === "failed" ? "no_network" : outcome;
}

/** A reload stays where it was; an answer that was asked to be sent is tried again. */
function takeUp(isAgain: boolean): void {
  const step = history.state as Step | null;
  const { isWaiting } = keeper.read();
  if (filling && (step || isWaiting)) {
    filling.at = isWaiting ? END : (step?.at ?? "");
    if (!step) history.pushState({ at: filling.at, from: "" } satisfies Step, "");
    show("filling", isAgain);
    if (isWaiting) void sendAll();
    return;
  }
  show("start", isAgain);
}

/** Another tab with the same link has changed or sent the answers. */
function onOtherTab(event: StorageEvent): void {
  if (event.key !== keeper?.name || !filling || view === "thanks") return;
  const kept = keeper.read();
  if (kept.isAnswered) return show("answered");
  filling.answers = kept.answers;
  if (view === "filling" && !document.hasFocus()) show("filling", false);
}

addEventListener("popstate", (event) => onHistory(event.state as Step | null));
addEventListener("hashchange", () => {
  // another link opened in the same tab
  if (!isSame(link, linkOf(location.pathname, location.hash))) location.reload();
});
addEventListener("storage", onOtherTab);
for (const kind of ["online", "offline"]) addEventListener(kind, drawNetwork);
addEventListener("online", sendWaiting);
addEventListener("beforeunload", (event) => {
  // where the browser keeps nothing, closing the page would lose the answers
  if (filling && keeper && !keeper.lasts() && Object.keys(filling.answers).length > 0) event.preventDefault();
});
void open();

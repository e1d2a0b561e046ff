// The client's card page: opens what the link's fragment holds the key of. The fragment stays in the
// address, for the link is the client's; nothing of it is sent anywhere.
import { fillPhrases, newestPhrases, type Phrases, say, startLanguages, tellNoWords } from "../client/phrases";
import { addressOf, parseAddress, voiceAddress } from "../sealed/links";
import { openLink, remove, type Refused } from "../sealed/transport";
import { qrPicture } from "../shared/qr_picture";
import { wasAnswered } from "../voice/remembered";
import { deviceStorage, placeOf } from "./answered";
import { datedSteps } from "./calendar";
import type { CardContent } from "./content";
import { buildFace } from "./face";
import { giveCalendar, onClick, type Opened, part, showWays, startAnswering, startLargeType, startReading } from "./acts";
import { readCard, soundOf } from "./received";
import { dateInWords } from "./when";

const address = parseAddress(location);
let phrases: Phrases | undefined;
let card: Opened | undefined;
let trouble: Trouble | undefined;
const load = newestPhrases();
const readingDrawn = startReading(() => card);

/** One friendly page for each way a card does not open; nothing else is said. */
type Trouble = "gone" | "offline" | "busy" | "deleted";
const TROUBLES: Record<Trouble, { words: [string, string, string]; mayTryAgain: boolean }> = {
  gone: { words: ["link.gone", "link.gone_why", "link.gone_do"], mayTryAgain: false },
  offline: { words: ["link.offline", "link.offline_do", ""], mayTryAgain: true },
  busy: { words: ["link.busy", "link.busy_do", ""], mayTryAgain: true },
  deleted: { words: ["card.deleted", "card.deleted_note", ""], mayTryAgain: false },
};

function troubleOf(outcome: Refused["outcome"]): Trouble {
  if (outcome === "busy") return "busy";
  return outcome === "offline" || outcome === "failed" ? "offline" : "gone";
}

// ---- what is seen

function draw(): void {
  if (!phrases) return;
  fillPhrases(document, phrases);
  part("#opening").hidden = Boolean(card || trouble);
  part("#trouble").hidden = !trouble;
  part("#card").hidden = !card;
  if (trouble) drawTrouble(trouble, phrases);
  if (card) drawCard({ ...card, phrases });
}

function drawTrouble(which: Trouble, words: Phrases): void {
  const { words: keys, mayTryAgain } = TROUBLES[which];
  for (const [at, place] of ["h1", ".lead", ".advice"].entries()) {
    const line = part(`#trouble ${place}`);
    const key = keys[at];
    line.hidden = !key;
    line.textContent = key ? say(words, key) : "";
  }
  part("#again").hidden = !mayTryAgain;
}

function drawCard(open: Opened): void {
  const { content, link } = open;
  const language = open.phrases.language;
  part("#face").replaceChildren(buildFace(content, open.phrases));
  part("#to-calendar").hidden = datedSteps(content).length === 0;
  drawLink("#map", content.map && addressOf("map", content.map, language));
  drawLink("#feeling a", content.voice && voiceAddress(content.voice, language));
  void showFeeling(content.voice);
  const expires = dateInWords(open.expires, open.phrases.lang);
  for (const line of document.querySelectorAll("[data-expires]")) {
    line.textContent = say(open.phrases, "card.expires", { date: expires });
  }
  const whole = addressOf("card", link, language, location.origin);
  part("#qr").replaceChildren(qrPicture(whole, say(open.phrases, "card.qr")));
  showWays(open);
  readingDrawn();
  part("#card").dispatchEvent(new Event("drawn"));
}

/** How the meeting felt can be told once. */
async function showFeeling(ticket: string | undefined): Promise<void> {
  part("#feeling").hidden = !ticket || (await wasAnswered(ticket));
}

function drawLink(selector: string, target: string | undefined): void {
  const link = part<HTMLAnchorElement>(selector);
  link.hidden = !target;
  if (target) link.href = target;
}

/** Once: drawing again in another language must not stop what is playing. */
function prepareSound(open: Opened): void {
  const sound = open.content.recording && soundOf(open.content.recording);
  part("#recorded").hidden = !sound;
  if (sound) part<HTMLAudioElement>("#recorded audio").src = URL.createObjectURL(sound);
}

// ---- opening

async function speak(language: string): Promise<void> {
  try {
    const loaded = await load(language, card?.content.organisation);
    if (!loaded) return;
    phrases = loaded;
    if (card) card.phrases = phrases;
  } catch {
    if (!phrases) tellNoWords();
  }
  draw();
}

/** What the link opens, or why it does not. */
async function unseal(words: Phrases): Promise<Opened | Trouble> {
  const { link } = address;
  if (!link) return "gone";
  const outcome = await openLink<unknown>(link, "card");
  if (outcome.outcome !== "opened") return troubleOf(outcome.outcome);
  const content = readCard(outcome.content);
  return content ? { link, content, expires: outcome.expires, phrases: words } : "gone";
}

async function open(words: Phrases): Promise<void> {
  trouble = undefined;
  draw();
  const unsealed = await unseal(words);
  if (typeof unsealed === "string") {
    trouble = unsealed;
    return draw();
  }
  card = unsealed;
  part<HTMLInputElement>("#calendar-tells").checked = card.content.calendarTells;
  prepareSound(card);
  await startAnswering(card);
  await speak(words.language); // the organisation's own wording
}

/** The button goes with the trouble, and the focus may not go with the button. */
async function tryAgain(): Promise<void> {
  if (!phrases) return;
  part("#content").focus();
  await open(phrases);
}

async function begin(): Promise<void> {
  await speak(address.language);
  if (phrases) await open(phrases);
}

// ---- deleting

/** The map goes first, if it is to go: its link stands on the card alone. */
async function deleteMap(map: CardContent["map"]): Promise<boolean> {
  if (!map || !part<HTMLInputElement>("#delete-map input").checked) return true;
  return (await remove(map)).outcome === "removed";
}

async function deleteForGood(): Promise<void> {
  if (!card) return;
  const failed = part("#delete-failed");
  const yes = part<HTMLButtonElement>("#delete-yes");
  failed.hidden = true;
  yes.disabled = true;
  const isGone = (await deleteMap(card.content.map)) && (await remove(card.link)).outcome === "removed";
  yes.disabled = false;
  if (!isGone) {
    failed.hidden = false;
    return;
  }
  deviceStorage()?.removeItem(await placeOf(card.link.key));
  card = undefined;
  trouble = "deleted";
  part("#face").replaceChildren();
  part<HTMLDialogElement>("#delete-ask").close();
  draw();
  part("#content").focus();
}

function startActs(): void {
  const ask = part<HTMLDialogElement>("#delete-ask");
  onClick("#delete", () => {
    part("#delete-failed").hidden = true;
    part("#delete-map").hidden = !card?.content.map;
    ask.showModal();
  });
  onClick("#delete-no", () => ask.close());
  onClick("#delete-yes", () => void deleteForGood());
  onClick("#again", () => void tryAgain());
  onClick("#calendar", () => void (card && giveCalendar(card)));
  onClick("#print", () => print());
  onClick("#help", () => {
    const ways = part("#ways");
    ways.hidden = !ways.hidden;
    part("#help").setAttribute("aria-expanded", String(!ways.hidden));
  });
  startLargeType();
  startLanguages((language) => {
    if (card) history.replaceState(null, "", addressOf("card", card.link, language)); // kept on reload
    void speak(language);
  });
  addEventListener("pageshow", () => void showFeeling(card?.content.voice)); // back from answering
  addEventListener("hashchange", () => location.reload());
}

startActs();
void begin();

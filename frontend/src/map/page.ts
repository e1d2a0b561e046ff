// The client's map page: opens the map of its link, lets it be drawn on, saved, printed, taken along
// as a picture, and deleted. The key is in the address after "#", which no server sees.
import { dateInWords } from "../card/when";
import {
  fillPhrases,
  loadPhrases,
  newestPhrases,
  say,
  startLanguages,
  tellNoWords,
  type Phrases,
} from "../client/phrases";
import type { Link } from "../sealed/crypto";
import { parseAddress } from "../sealed/links";
import { openLink, remove, replace, type Refused } from "../sealed/transport";
import { saveFile } from "../shared/saved_file";
import type { MapContent } from "./content";
import { dropDraft, keepDraft, readDraft } from "./drafts";
import { mountMap, type MountedMap } from "./editor";
import { merge } from "./merge";
import { pngOf } from "./png";
import { readMap } from "./reading";

type Part = "opening" | "trouble" | "deleted" | "map";
type Outcome = Refused["outcome"];

interface Page {
  link: Link;
  phrases: Phrases;
  expires: string;
  /** What lies on the server, and as which version. */
  base: MapContent;
  version: number;
  map: MountedMap;
  isSaved: boolean;
  isSaving: boolean;
  isKeeping: boolean;
  keepAgain: boolean;
}

const REST = 500;

function at<E extends HTMLElement>(name: string): E {
  const found = document.querySelector<E>(`[data-page-${name}]`);
  if (!found) throw new Error(`The page has no ${name}`);
  return found;
}

function show(part: Part): void {
  for (const one of ["opening", "trouble", "deleted", "map"]) at(one).hidden = one !== part;
}

const TROUBLES: Partial<Record<Outcome, [string, string, string]>> = {
  offline: ["link.offline", "", "map.offline_do"],
  busy: ["link.busy", "", "link.busy_do"],
};

function trouble(phrases: Phrases, outcome: Outcome): void {
  const gone: [string, string, string] = ["link.gone", "map.gone_why", "link.gone_do"];
  const [title, why, what] = TROUBLES[outcome] ?? gone;
  const put = (name: string, key: string) => {
    const element = document.querySelector<HTMLElement>(`[data-trouble-${name}]`);
    if (!element) return;
    element.hidden = !key;
    element.dataset.phrase = key;
    element.textContent = key && say(phrases, key);
  };
  put("title", title);
  put("why", why);
  put("do", what);
  at("again").hidden = !(outcome in TROUBLES);
  show("trouble");
}

function tell(page: Page, key: string, kind: "good" | "attention" | "" = ""): void {
  const said = at("said");
  said.hidden = key === "";
  said.className = `notice ${kind}`;
  said.dataset.phrase = key;
  said.textContent = key && say(page.phrases, key);
}

function tellExpiry(page: Page): void {
  const date = dateInWords(page.expires, page.phrases.lang);
  at("expires").textContent = page.expires && say(page.phrases, "map.expires", { date });
}

/** The map as it is now lies on the server. */
function settled(page: Page, content: MapContent, version: number, expires: string): void {
  Object.assign(page, { base: content, version, expires, isSaved: page.map.content() === content });
  if (page.isSaved) void dropDraft(page.link);
  else void keep(page);
  tellExpiry(page);
}

const REFUSALS: Partial<Record<Outcome, string>> = { gone: "map.gone", too_large: "map.too_large" };

async function store(page: Page, told = "map.saved"): Promise<Outcome | undefined> {
  const content = page.map.content();
  const answer = await replace(page.link, "map", page.version + 1, content);
  if (answer.outcome !== "stored") return answer.outcome;
  settled(page, content, answer.version, answer.expires);
  tell(page, told, "good");
  return undefined;
}

/** Another device was first: what it drew comes onto this map too, and both are stored. */
async function storeMerged(page: Page): Promise<Outcome | undefined> {
  const opened = await openLink<unknown>(page.link, "map");
  if (opened.outcome !== "opened") return opened.outcome;
  const theirs = readMap(opened.content);
  page.map.replace(merge(page.base, page.map.content(), theirs));
  Object.assign(page, { base: theirs, version: opened.version });
  return store(page, "map.merged");
}

async function save(page: Page): Promise<void> {
  if (page.isSaving) return;
  page.isSaving = true;
  page.map.flush();
  tell(page, "map.saving");
  let refused = await store(page);
  for (let tries = 0; refused === "conflict" && tries < 3; tries++) refused = await storeMerged(page);
  page.isSaving = false;
  if (refused) tell(page, REFUSALS[refused] ?? "map.not_saved", "attention");
}

async function takeAlong(page: Page): Promise<void> {
  const name = say(page.phrases, "map.file_name");
  try {
    saveFile(await pngOf(page.map.content(), page.map.paper()), `${name}.png`);
  } catch {
    tell(page, "map.file_failed", "attention"); // say, a photo larger than the canvas can hold
  }
}

async function deleteMap(page: Page): Promise<void> {
  const answer = await remove(page.link);
  if (answer.outcome !== "removed") return tell(page, "map.delete_failed", "attention");
  page.map.destroy(); // first: it tells of the last stroke, which is to be forgotten too
  page.isSaved = true;
  await dropDraft(page.link);
  show("deleted");
}

function listen(page: Page): void {
  const dialog = at<HTMLDialogElement>("deleting");
  at("save").addEventListener("click", () => void save(page));
  at("file").addEventListener("click", () => void takeAlong(page));
  at("print").addEventListener("click", () => window.print());
  at("delete").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "delete") void deleteMap(page);
    dialog.returnValue = "";
  });
  window.addEventListener("beforeunload", (event) => {
    if (!page.isSaved) event.preventDefault();
  });
}

function changed(page: Page): void {
  page.isSaved = false;
  if (!page.isSaving) tell(page, "map.unsaved");
  void keep(page);
}

/** Keep what is not saved, one time after the other: sealing a large map takes a while. */
async function keep(page: Page): Promise<void> {
  page.keepAgain = true;
  if (page.isKeeping) return;
  page.isKeeping = true;
  while (page.keepAgain && !page.isSaved) {
    page.keepAgain = false;
    const { link, version, base, map } = page;
    await keepDraft(link, { version, base, mine: map.content() });
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
  page.isKeeping = false;
  if (page.isSaved) await dropDraft(page.link);
}

async function openMap(link: Link, phrases: Phrases): Promise<Page | undefined> {
  show("opening");
  const opened = await openLink<unknown>(link, "map");
  if (opened.outcome !== "opened") {
    trouble(phrases, opened.outcome);
    if (opened.outcome === "gone") await dropDraft(link);
    return undefined;
  }
  const base = readMap(opened.content);
  const draft = await readDraft(link);
  const content = draft ? merge(draft.base, draft.mine, base) : base;
  show("map");
  const map = mountMap(at("map"), { content, changed: () => changed(page) });
  const { version, expires } = opened;
  const doing = { isSaved: !draft, isSaving: false, isKeeping: false, keepAgain: false };
  const page: Page = { link, phrases, base, version, expires, map, ...doing };
  tellExpiry(page);
  if (draft) tell(page, "map.unsaved");
  listen(page);
  return page;
}

async function start(): Promise<void> {
  const { language, link, kind } = parseAddress(location);
  const load = newestPhrases();
  let phrases = await loadPhrases(language);
  let page: Page | undefined;
  const speak = () => {
    fillPhrases(document, phrases);
    if (!page) return;
    page.phrases = phrases;
    page.map.refresh();
    tellExpiry(page);
  };
  const open = async () => {
    if (link && kind === "map") page = await openMap(link, phrases);
    else trouble(phrases, "gone");
  };
  speak();
  startLanguages((chosen) => {
    void load(chosen).then((loaded) => {
      if (!loaded) return;
      phrases = loaded;
      history.replaceState(null, "", `#${chosen}.${link?.key ?? ""}`);
      speak();
    }, tellNoWords);
  });
  at("again").addEventListener("click", () => void open());
  window.addEventListener("hashchange", () => location.reload());
  await open();
}

start().catch(tellNoWords);

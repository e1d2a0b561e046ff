// One try to give the card: the rights to answer, then the map, then the card itself. Nothing is
// thrown and nothing is lost: what got through is remembered, and the next try goes on from there.
import type { Desk } from "../companion/desk";
import type { Link, Running } from "../companion/running";
import type { MapContent } from "../map/content";
import { isEmptyMap } from "../map/content";
import { merge } from "../map/merge";
import { readMap } from "../map/reading";
import type { SealedKind } from "../sealed/crypto";
import { hashOf, newLink, newTicket } from "../sealed/crypto";
import type { Opened, Refused, Stored } from "../sealed/transport";
import { expiryOf } from "../sealed/transport";
import type { CardContent, Giving } from "./content";
import { saidSteps } from "./face";

/** What carries things out of the device; another one in tests. */
export interface Carrier {
  upload(link: Link, kind: SealedKind, content: unknown): Promise<Stored | Refused>;
  replace(link: Link, kind: SealedKind, version: number, content: unknown): Promise<Stored | Refused>;
  openLink(link: Link, kind: SealedKind): Promise<Opened<unknown> | Refused>;
  remove(link: Link): Promise<{ outcome: "removed" } | Refused>;
  tickets(order: TicketOrder): Promise<{ outcome: "known" } | Refused>;
}

export interface TicketOrder {
  tickets: { hash: string; purpose: "voice" | "step" }[];
  language: string;
  form: string;
}

export interface Undelivered {
  outcome: "signed_out" | "offline" | "too_large" | "busy" | "failed";
  what: "card" | "map";
}
export type Delivered = { outcome: "given" } | Undelivered;

type OnDesk = Pick<Desk, "running" | "change" | "data">;
type Place = Link & { version: number };

/** Gives the card, or says what stood in the way. `today` is an ISO date. */
export async function deliver(desk: OnDesk, carrier: Carrier, today: string): Promise<Delivered> {
  await prepare(desk);
  const known = await orderTickets(desk, carrier);
  if (known) return known;
  const map = await giveMap(desk, carrier);
  if (map) return map;
  const card = await giveCard(desk, carrier, today);
  if (card) return card;
  await withdrawMap(desk, carrier);
  return { outcome: "given" };
}

function newGiving(): Giving {
  const tickets = { voice: newTicket(), step: newTicket(), ticketsKnown: false };
  return { asked: false, withoutMap: false, ...tickets };
}

export function givingOf(running: Running): Giving {
  running.giving ??= newGiving();
  return running.giving;
}

/** Links and tickets are kept on the device before anything is sent. */
async function prepare(desk: OnDesk): Promise<void> {
  await desk.change((running) => {
    const giving = givingOf(running);
    giving.asked = true;
    giving.card ??= newLink();
    giving.map ??= newLink();
  });
}

function giving(desk: OnDesk): Giving {
  return desk.running().giving ?? newGiving();
}

/** A card is worth more than the clients' voice: only a missing way to the server stops here. */
async function orderTickets(desk: OnDesk, carrier: Carrier): Promise<Undelivered | undefined> {
  const { ticketsKnown, voice, step } = giving(desk);
  if (ticketsKnown) return undefined;
  const { draft, form } = desk.running();
  const answer = await carrier.tickets({
    tickets: [
      { hash: await hashOf(voice), purpose: "voice" },
      { hash: await hashOf(step), purpose: "step" },
    ],
    language: draft.language,
    form,
  });
  if (answer.outcome === "offline" || answer.outcome === "signed_out") {
    return { outcome: answer.outcome, what: "card" };
  }
  if (answer.outcome === "known") {
    await desk.change((running) => void (givingOf(running).ticketsKnown = true));
  }
  return undefined;
}

function mapGoes(running: Running): boolean {
  return !running.giving?.withoutMap && !isEmptyMap(running.map);
}

/** The map goes when it is new or has changed here since it went. */
async function giveMap(desk: OnDesk, carrier: Carrier): Promise<Undelivered | undefined> {
  const running = desk.running();
  const link = giving(desk).map;
  if (!link || !mapGoes(running) || isMapThere(running)) return undefined;
  const { map } = running;
  const placed = running.mapLink
    ? await mergeMap(carrier, running.mapLink, giving(desk).mapSealed ?? map, map)
    : await place(carrier, "map", link, map);
  if ("outcome" in placed) return undelivered(placed, "map");
  await desk.change((now) => {
    now.mapLink = placed.at;
    Object.assign(givingOf(now), { map: linkOf(placed.at), mapSealed: map });
  });
  return undefined;
}

function isMapThere({ mapLink, map, giving: given }: Running): boolean {
  return mapLink !== undefined && JSON.stringify(given?.mapSealed) === JSON.stringify(map);
}

/** The client may have drawn on theirs in the meantime: both hands stay on the map. */
async function mergeMap(
  carrier: Carrier,
  link: Link,
  base: MapContent,
  map: MapContent,
): Promise<Placed | Refused> {
  const there = await carrier.openLink(link, "map");
  if (there.outcome === "gone") return afresh(carrier, "map", map);
  if (there.outcome !== "opened") return there;
  // The client's page writes an object's parts in an order of its own: read all three alike.
  const merged = merge(readMap(base), readMap(map), readMap(there.content));
  return place(carrier, "map", { ...link, version: there.version }, merged);
}

async function giveCard(
  desk: OnDesk,
  carrier: Carrier,
  today: string,
): Promise<Undelivered | undefined> {
  const running = desk.running();
  const link = giving(desk).card;
  if (!link) return { outcome: "failed", what: "card" };
  const content = contentOf(desk, today);
  const placed = await place(carrier, "card", running.card ?? link, content);
  if ("outcome" in placed) return undelivered(placed, "card");
  const { expires } = placed;
  const cardPrint = await printOf({ ...content, expires });
  await desk.change((now) => {
    now.card = placed.at;
    Object.assign(givingOf(now), { card: linkOf(placed.at), cardPrint, expires, asked: false });
  });
  return undefined;
}

/** A map that was given and is not to go along any more is taken back; at worst it expires. */
async function withdrawMap(desk: OnDesk, carrier: Carrier): Promise<void> {
  const running = desk.running();
  if (!running.mapLink || mapGoes(running)) return;
  const removed = await carrier.remove(running.mapLink);
  if (removed.outcome !== "removed") return;
  await desk.change((now) => {
    delete now.mapLink;
    Object.assign(givingOf(now), { map: newLink(), mapSealed: undefined });
  });
}

interface Placed {
  at: Place;
  expires: string;
}

/** Stores under the link, as the next version where one lies there already. */
async function place(
  carrier: Carrier,
  kind: SealedKind,
  at: Link & { version?: number },
  content: unknown,
): Promise<Placed | Refused> {
  const link = linkOf(at);
  let done = at.version
    ? await carrier.replace(link, kind, at.version + 1, content)
    : await carrier.upload(link, kind, content);
  // A map that changed just now is merged on the next try; a card is this device's to write.
  const isOurs = kind === "card" || !at.version;
  if (done.outcome === "conflict" && isOurs) done = await overtake(carrier, kind, link, content);
  if (done.outcome === "gone") return afresh(carrier, kind, content);
  return placedAt(link, done);
}

/** The answer of an earlier try was lost: what is meant now goes on top of it. */
async function overtake(
  carrier: Carrier,
  kind: SealedKind,
  link: Link,
  content: unknown,
): Promise<Stored | Refused> {
  const there = await carrier.openLink(link, kind);
  if (there.outcome !== "opened") return there;
  return carrier.replace(link, kind, there.version + 1, content);
}

/** The client has deleted theirs already: what is given now is a new one. */
async function afresh(
  carrier: Carrier,
  kind: SealedKind,
  content: unknown,
): Promise<Placed | Refused> {
  const link = newLink();
  return placedAt(link, await carrier.upload(link, kind, content));
}

function placedAt(link: Link, done: Stored | Refused): Placed | Refused {
  if (done.outcome !== "stored") return done;
  return { at: { ...link, version: done.version }, expires: done.expires };
}

function linkOf({ id, key }: Link): Link {
  return { id, key };
}

function undelivered(refused: Refused, what: "card" | "map"): Undelivered {
  const { outcome } = refused;
  if (outcome === "conflict" || outcome === "gone") return { outcome: "failed", what };
  return { outcome, what };
}

/** What is sealed as the card: the draft's said steps, and the ways to the map and to answering. */
export function contentOf(desk: OnDesk, today: string): CardContent {
  const running = desk.running();
  const { voice, step, ticketsKnown, expires } = giving(desk);
  const { mapLink } = running;
  return {
    ...running.draft,
    v: 1,
    steps: saidSteps(running.draft.steps),
    organisation: desk.data.organisation,
    form: running.form,
    expires: expires ?? expiryOf(today),
    ...(mapLink && mapGoes(running) ? { map: linkOf(mapLink) } : {}),
    ...(ticketsKnown ? { voice, step } : {}),
  };
}

/** True when the client's card says something else than what the device holds now. */
export async function isChanged(desk: OnDesk, today: string): Promise<boolean> {
  const running = desk.running();
  if (!running.card) return false;
  if (mapGoes(running) && !isMapThere(running)) return true;
  return giving(desk).cardPrint !== (await printOf(contentOf(desk, today)));
}

/** Tells whether two contents are the same without keeping both. */
async function printOf(content: unknown): Promise<string> {
  return hashOf(JSON.stringify(content));
}

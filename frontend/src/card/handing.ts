// "Tee kortti": the card goes out, and only then is its code shown; until then plain words of what
// stands in the way.
import type { Desk } from "../companion/desk";
import { addressOf } from "../sealed/links";
import type { Progress } from "./courier";
import { startCourier } from "./courier";
import type { Carrier } from "./delivery";
import { deliver, isChanged } from "./delivery";
import { saidSteps } from "./face";
import type { Part } from "./parts";
import { all, showOnly, within, wordsOf } from "./parts";
import { qrPicture } from "../shared/qr_picture";
import type { Saver } from "./saver";

export interface Handing extends Part {
  /** Shows whether the client's card is behind what the device holds. */
  show(): void;
}

export function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The card's address once it lies on the server. */
export function addressGiven(desk: Desk): string | undefined {
  const { card, draft } = desk.running();
  return card ? addressOf("card", card, draft.language, location.origin) : undefined;
}

export function mountHanding(
  host: HTMLElement,
  desk: Desk,
  carrier: Carrier,
  saver: Saver,
): Handing {
  const give = within(host, "[data-give]");
  const update = within(host, "[data-update]");
  const progress = within(host, "[data-progress]");
  const given = within(host, "[data-given]");
  const rehearsed = async () => ({ outcome: "given" }) as const;
  const courier = startCourier(
    desk.rehearsing ? rehearsed : () => deliver(desk, carrier, today()),
    settle,
  );
  let state: Progress = { state: "idle" };
  let asked = false;

  function settle(next: Progress): void {
    const wasGiven = state.state === "given";
    state = next;
    showOnly(progress, "data-say", spoken(next));
    const isThere = next.state === "given" || desk.running().card !== undefined;
    give.hidden = isThere;
    update.hidden = !(isThere && next.state === "waiting");
    if (next.state !== "given") return;
    showCode(host, desk);
    if (asked && !wasGiven) {
      given.focus({ preventScroll: true });
      given.scrollIntoView({ block: "start" });
    }
    asked = false;
  }

  async function start(): Promise<void> {
    await saver.flush();
    if (!saidSteps(desk.running().draft.steps).length) {
      within(host, "[data-first-step]").hidden = false;
      showOnly(progress, "data-say", "empty");
      within(host, "[data-first-step] textarea").focus();
      return;
    }
    asked = true;
    state = { state: "idle" };
    update.hidden = true;
    await courier.give();
  }

  async function compare(): Promise<void> {
    if (state.state === "idle" && !asked && desk.running().card) settle({ state: "given" });
    if (state.state !== "given" || desk.rehearsing) return;
    const changed = await isChanged(desk, today());
    if (state.state !== "given") return;
    update.hidden = !changed;
    showOnly(progress, "data-say", changed ? "changed" : "");
  }

  give.addEventListener("click", () => void start());
  update.addEventListener("click", () => void start());
  mountLink(host);
  resume();

  /** A page that was reloaded goes on where it was: shows the code, or tries again. */
  function resume(): void {
    if (desk.running().card) settle({ state: "given" });
    if (desk.running().giving?.asked && !desk.rehearsing) void courier.give();
  }
  return { show: () => void compare(), destroy: () => courier.stop() };
}

function spoken(progress: Progress): string {
  if (progress.state === "working") return "working";
  if (progress.state !== "waiting") return "";
  const { outcome, what } = progress;
  if (outcome === "too_large") return `too_large_${what}`;
  return outcome === "busy" ? "failed" : outcome;
}

function showCode(host: HTMLElement, desk: Desk): void {
  const words = wordsOf(host);
  const given = within(host, "[data-given]");
  const address = addressGiven(desk);
  for (const one of all(given, "[data-real]")) one.hidden = desk.rehearsing;
  for (const one of all(given, "[data-practice]")) one.hidden = !desk.rehearsing;
  if (desk.rehearsing) {
    given.removeAttribute("aria-labelledby");
    drawCode(host, words.practice_qr ?? "", words.practice ?? "");
  } else if (address) {
    within<HTMLInputElement>(given, "[data-link]").value = address;
    drawCode(host, address, words.qr ?? "");
  }
  given.hidden = false;
}

function drawCode(host: HTMLElement, text: string, name: string): void {
  within(host, "[data-qr]").replaceChildren(qrPicture(text, name));
}

function mountLink(host: HTMLElement): void {
  const link = within<HTMLInputElement>(host, "[data-link]");
  within(host, "[data-copy-link]").addEventListener("click", () => {
    void copied(link.value).then((isCopied) => {
      within(host, "[data-copied]").hidden = !isCopied;
      if (!isCopied) link.select();
    });
  });
}

/** Puts text on the clipboard; false where the browser does not let. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

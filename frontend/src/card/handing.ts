// "Tee kortti": the card goes out, and only then is its code shown; until then plain words of what
// stands in the way.
import type { Desk } from "../companion/desk";
import { addressOf } from "../sealed/links";
import { copied } from "../shared/copied";
import { qrPicture } from "../shared/qr_picture";
import type { Progress } from "./courier";
import { startCourier } from "./courier";
import type { Carrier } from "./delivery";
import { deliver, isChanged } from "./delivery";
import { saidSteps } from "./face";
import type { Part } from "./parts";
import { all, isBusy, showOnly, within, wordsOf } from "./parts";
import type { Saver } from "./saver";

export interface Handing extends Part {
  /** Shows whether the client's card is behind what the device holds. */
  show(): void;
}

function today(): string {
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
  const view = viewOf(host, desk);
  const rehearsed = async () => ({ outcome: "given" }) as const;
  const delivered = () => deliver(desk, carrier, today());
  const courier = startCourier(desk.rehearsing ? rehearsed : delivered, settle);
  let state: Progress["state"] = "idle";
  let asked = false;

  function settle(progress: Progress): void {
    ({ state } = progress);
    view.tell(progress, asked);
    if (state === "given") asked = false;
  }

  async function start(): Promise<void> {
    await saver.flush();
    if (!saidSteps(desk.running().draft.steps).length) return view.askStep();
    asked = true;
    await courier.give();
  }

  /** Given in another tab, or changed since it was given. */
  async function compare(): Promise<void> {
    if (state === "idle" && desk.running().card) settle({ state: "given" });
    if (state !== "given" || desk.rehearsing) return;
    const changed = await isChanged(desk, today());
    if (state === "given") view.tellChanged(changed);
  }

  within(host, "[data-give]").addEventListener("click", () => void start());
  within(host, "[data-update]").addEventListener("click", () => void start());
  mountLink(host);
  // A page that was reloaded goes on where it was: shows the code, or tries again.
  if (desk.running().card) settle({ state: "given" });
  if (desk.running().giving?.asked && !desk.rehearsing) void courier.give();
  return { show: () => void compare(), destroy: () => courier.stop() };
}

interface View {
  /** `asked`: somebody is waiting for the code, so it may take the focus. */
  tell(progress: Progress, asked: boolean): void;
  tellChanged(changed: boolean): void;
  askStep(): void;
}

function viewOf(host: HTMLElement, desk: Desk): View {
  const say = (name: string): void => showOnly(within(host, "[data-progress]"), "data-say", name);
  const update = within(host, "[data-update]");
  const given = within(host, "[data-given]");
  const fold = mountFold(host);
  return {
    tell(progress, asked) {
      const { state } = progress;
      const isThere = state === "given" || desk.running().card !== undefined;
      say(spoken(progress));
      within(host, "[data-give]").hidden = isThere;
      update.hidden = !(isThere && state === "waiting");
      if (state !== "given") return;
      showCode(host, desk);
      fold();
      if (!asked) return;
      given.focus({ preventScroll: true });
      given.scrollIntoView({ block: "start" });
    },
    tellChanged(changed) {
      update.hidden = !changed;
      say(changed ? "changed" : "");
    },
    askStep() {
      const first = within(host, "[data-first-step]");
      first.hidden = false;
      within(first, "[data-empty]").hidden = false;
      within(first, "textarea").focus();
    },
  };
}

function spoken(progress: Progress): string {
  if (progress.state === "working") return "working";
  if (progress.state !== "waiting") return "";
  const { outcome, what } = progress;
  if (outcome === "too_large") return `too_large_${what}`;
  return outcome === "busy" ? "failed" : outcome;
}

/** Once the card is given the choices step aside, and come back when asked for. */
function mountFold(host: HTMLElement): () => void {
  const change = within(host, "[data-change]");
  const button = within(change, "button");
  const choices = within(host, "#giving-choices");
  const open = (isOpen: boolean): void => {
    choices.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => open(choices.hidden));
  return () => {
    change.hidden = false;
    if (!isBusy(choices)) open(false);
  };
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

/** The same code is not drawn anew: somebody may be reading it just now. */
function drawCode(host: HTMLElement, text: string, name: string): void {
  const frame = within(host, "[data-qr]");
  if (frame.dataset.code === text) return;
  frame.dataset.code = text;
  frame.replaceChildren(qrPicture(text, name));
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

// On the stairs: one nearly empty screen that follows the meeting, and large ways on and back.
import { make } from "../shared/make";
import { paceAt, type Pace } from "../stairs/pace";
import { drawSlice } from "../stairs/slice";
import { STAIRS, type Stair } from "../stairs/stairs";
import { kindOf } from "./data";
import type { LiveDesk } from "./desk";
import { move, stairNow } from "./meeting";
import { isDialogOpen, part, shown, tell } from "./screens";
import { steadily, sayingAt, type Saying } from "./saying";
import type { Timekeeper } from "./timekeeper";

export interface Walking {
  /** Show the meeting as it is now. */
  draw(): void;
  pace(): Pace;
  /** Go to a stair; done when the move is durable. */
  go(stair: Stair): Promise<void>;
  stop(): void;
}

export interface WalkingActs {
  /** Back from the first stair. */
  openPlan(): void;
  /** After each move, when the new stair is on the screen. */
  arrived(stair: Stair): void;
  hidesMinutes(): boolean;
}

/** Two touches this near each other (ms) are one. */
const ONE_TOUCH = 500;
/** How long hidden minutes stay in sight after a touch. */
const SEEN_FOR = 8_000;

export function walkOn(desk: LiveDesk, time: Timekeeper, acts: WalkingActs): Walking {
  const settled = steadily();
  const life = new AbortController();
  delete screen().dataset["stair"];
  let touched = -ONE_TOUCH;
  let seenUntil = 0;
  let hiding: number | undefined;

  const pace = (): Pace => {
    const { plan, moves } = desk.running();
    return paceAt(plan, moves, time.elapsed());
  };
  const draw = (): void => {
    const running = desk.running();
    const now = pace();
    const kind = kindOf(desk.data, running.kind);
    drawFrame(desk, now.stair);
    const saying = settled(sayingAt(now, kind.lines[now.stair], desk.data), performance.now());
    drawSaying(saying, acts.hidesMinutes() && performance.now() > seenUntil);
    drawSlice(part<SVGSVGElement>("slice"), {
      minutes: running.minutes,
      plan: running.plan,
      moves: running.moves,
      now: now.elapsed,
    });
  };

  const go = async (stair: Stair): Promise<void> => {
    const before = stairNow(desk.running());
    const known = time.known();
    await desk.change((running) => {
      move(running, stair, known.elapsed);
      running.clock = known;
    });
    draw();
    if (stairNow(desk.running()) === before) return;
    announce(desk);
    acts.arrived(stair);
  };
  const touch = (act: () => void): void => {
    if (performance.now() - touched < ONE_TOUCH) return;
    touched = performance.now();
    act();
  };
  const ahead = (): void => {
    const next = STAIRS[STAIRS.indexOf(stairNow(desk.running())) + 1];
    if (next) touch(() => void go(next));
  };
  const back = (): void => {
    const before = STAIRS[STAIRS.indexOf(stairNow(desk.running())) - 1];
    touch(() => (before ? void go(before) : acts.openPlan()));
  };

  const { signal } = life;
  part("ahead").addEventListener("click", ahead, { signal });
  part("step-back").addEventListener("click", back, { signal });
  part("straight").addEventListener("click", () => touch(() => void go("farewell")), { signal });
  const see = (): void => {
    if (!acts.hidesMinutes()) return;
    seenUntil = performance.now() + SEEN_FOR;
    draw();
    window.clearTimeout(hiding);
    hiding = window.setTimeout(draw, SEEN_FOR + 50);
  };
  part("show-minutes").addEventListener("click", see, { signal });
  part("slice").addEventListener("click", see, { signal });
  document.addEventListener("keydown", (event) => onKey(event, ahead, back), { signal });
  const stop = (): void => {
    life.abort();
    window.clearTimeout(hiding); // another meeting may be on the screen by then
  };
  return { draw, pace, go, stop };
}

function onKey(event: KeyboardEvent, ahead: () => void, back: () => void): void {
  if (shown() !== "walking" || isDialogOpen() || isTyping(event)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const onControl = event.target instanceof Element && event.target.closest("button, a, summary");
  const pressed = event.key === "Enter" || event.key === " ";
  if (event.key === "ArrowRight" || (pressed && !onControl)) {
    event.preventDefault();
    ahead();
  } else if (event.key === "ArrowLeft") {
    event.preventDefault();
    back();
  }
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, audio, [contenteditable], [role=application]") !== null
  );
}

function screen(): HTMLElement {
  return document.querySelector("[data-screen=walking]") as HTMLElement;
}

/** What depends on the stair alone; the same stair drawn again changes nothing. */
function drawFrame(desk: LiveDesk, stair: Stair): void {
  const walking = screen();
  if (walking.dataset["stair"] === stair) return;
  const { words } = desk.data;
  const index = STAIRS.indexOf(stair);
  const client = desk.running().kind === "client_meeting";
  walking.dataset["stair"] = stair;
  document.body.dataset["stair"] = stair;
  tell("stair-name", words[stair] ?? "");
  tell("stair-place", words[`place_${stair}`] ?? "");
  part("all-stairs").querySelectorAll("rect").forEach((rect, place) => {
    rect.setAttribute("class", place === index ? "here" : place < index ? "been" : "coming");
  });
  const before = STAIRS[index - 1];
  const next = STAIRS[index + 1];
  say("step-back", words[before ? `to_${before}` : "to_plan"] ?? "");
  say("ahead", next ? (words[`to_${next}`] ?? "") : "");
  const glancing = stair === "advice" || stair === "farewell";
  part("time").className = glancing ? "glance" : "slice";
  part("ahead").classList.toggle("low", glancing);
  part("ahead").hidden = !next;
  part("farewell-acts").hidden = next !== undefined;
  part("sketch").hidden = !(client && stair === "advice");
  part("read-over").hidden = !(client && stair === "farewell");
  part("draw").hidden = !(client && stair === "guidance");
  part("give").hidden = !client;
  const said = kindOf(desk.data, desk.running().kind).prompts[stair];
  list("prompts", stair === "advice" ? said : []);
  list("reminders", stair === "farewell" ? said : []);
}

function drawSaying(saying: Saying, hidden: boolean): void {
  const concealed = hidden && saying.tellsMinutes;
  tell("left-label", saying.label);
  tell("left-main", saying.main);
  tell("line", hidden && saying.due ? "" : saying.line);
  part("left").hidden = concealed;
  part("show-minutes").hidden = !hidden;
  part("ahead").classList.toggle("due", saying.due);
  part("straight").hidden = !(saying.due && (saying.stair === "empathy" || saying.stair === "guidance"));
}

function announce(desk: LiveDesk): void {
  const stair = stairNow(desk.running());
  tell("told", `${desk.data.words[stair] ?? ""}${desk.data.words[`place_${stair}`] ?? ""}`);
  document.title = `${desk.data.words[stair] ?? ""} – Juuristo`;
}

function say(button: string, text: string): void {
  const span = part(button).querySelector("span");
  if (span && span.textContent !== text) span.textContent = text;
}

function list(id: string, sayings: string[]): void {
  part(id).replaceChildren(...sayings.map((saying) => make("li", "", saying)));
  part(id).hidden = sayings.length === 0;
}

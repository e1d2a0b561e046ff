// With a mouse, a row of the script can be dragged to another place and stretched by its lower edge.
// The arrows and the − and + do the same for everybody; the server re-times the rest. Escape lets go,
// and what does not get through is seen as it was.
import { make } from "../shared/make";
import { placeAt, stretched } from "./places";

const SLACK = 6; // pixels before a press is a drag

interface Held {
  pointer: number;
  form: HTMLFormElement;
  row: HTMLElement;
  rows: HTMLElement[];
  from: number;
  startY: number;
  isStretch: boolean;
  isMoving: boolean;
  /** The place to come to, or the minutes of one that is stretched. */
  value: number;
  /** Where the row says its minutes, and what stood there. */
  told: HTMLElement | null;
  words: string;
}

let held: Held | undefined;
/** Let go and on its way to the server. */
let sent: Held | undefined;

function minutesOf(row: HTMLElement): number {
  return Number(row.dataset["minutes"]);
}

function grip(event: PointerEvent): void {
  if (held || event.button !== 0 || !(event.target instanceof Element)) return;
  const row = event.target.closest<HTMLElement>("[data-block]");
  const form = row?.closest<HTMLFormElement>("[data-script]");
  const isStretch = event.target.matches(".script-grip");
  if (!row || !form || (!isStretch && event.pointerType !== "mouse")) return;
  if (event.target.closest("a, button, input, summary")) return;
  const rows = [...form.querySelectorAll<HTMLElement>("[data-block]")];
  const from = rows.indexOf(row);
  const told = row.querySelector<HTMLElement>(".script-min > :first-child");
  const { pointerId: pointer, clientY: startY } = event;
  const words = told?.textContent ?? "";
  const value = isStretch ? minutesOf(row) : from;
  held = { pointer, form, row, rows, from, startY, isStretch, isMoving: false, value, told, words };
  event.preventDefault();
}

function drag(event: PointerEvent): void {
  if (held?.pointer !== event.pointerId) return;
  if (event.buttons === 0) return drop(); // let go outside the window
  const pixels = event.clientY - held.startY;
  if (!held.isMoving && Math.abs(pixels) < SLACK) return;
  held.isMoving = true;
  if (held.isStretch) stretch(held, pixels);
  else carry(held, event.clientY);
}

function stretch(one: Held, pixels: number): void {
  const { height = 0 } = one.row.querySelector("svg")?.getBoundingClientRect() ?? {};
  if (!height) return;
  one.value = stretched(minutesOf(one.row), pixels, height);
  if (one.told) one.told.textContent = one.words.replace(/\d+/, String(one.value));
}

function carry(one: Held, y: number): void {
  const spans = one.rows.map((row) => row.getBoundingClientRect());
  one.value = placeAt(spans, one.from, y);
  one.row.classList.add("is-held");
  one.rows.forEach((row, n) => {
    row.classList.toggle("drops-before", n === one.value && one.value < one.from);
    row.classList.toggle("drops-after", n === one.value && one.value > one.from);
  });
}

function unmark({ row, rows }: Held): void {
  row.classList.remove("is-held");
  for (const each of rows) each.classList.remove("drops-before", "drops-after");
}

function letGo(event: PointerEvent): void {
  if (held?.pointer !== event.pointerId) return;
  const one = held;
  held = undefined;
  unmark(one);
  if (!one.isMoving) return;
  const id = one.row.dataset["block"];
  if (one.isStretch && one.value !== minutesOf(one.row)) send(one, `resize:${id}:${one.value}`);
  if (!one.isStretch && one.value !== one.from) send(one, `move:${id}:${one.value}`);
}

/** As if nothing had been held. */
function drop(): void {
  if (!held) return;
  unmark(held);
  if (held.told) held.told.textContent = held.words;
  held = undefined;
}

function send(one: Held, act: string): void {
  const field = one.form.querySelector<HTMLInputElement>("[data-act]");
  if (!field) return;
  sent = one;
  field.disabled = false;
  field.value = act;
  one.form.requestSubmit();
}

/** A page that was drawn anew has neither the field nor the row any more. */
function takeBack(): void {
  const field = sent?.form.querySelector<HTMLInputElement>("[data-act]");
  if (field) field.disabled = true;
  if (sent?.told) sent.told.textContent = sent.words;
  sent = undefined;
}

function settle(): void {
  const form = document.querySelector("[data-script]");
  form?.classList.add("is-alive");
  for (const row of form?.querySelectorAll("[data-block]") ?? []) {
    if (!row.querySelector(".script-grip")) row.append(make("div", "script-grip"));
  }
  const print = document.querySelector<HTMLElement>("[data-print]");
  if (print) print.hidden = false;
}

document.addEventListener("pointerdown", grip);
document.addEventListener("pointermove", drag);
document.addEventListener("pointerup", letGo);
document.addEventListener("pointercancel", drop);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") drop();
});
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});
document.addEventListener("htmx:afterRequest", takeBack);
document.addEventListener("htmx:afterSettle", settle);
settle();

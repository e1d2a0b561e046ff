// With a mouse, a row of the script can be dragged to another place and stretched by its lower edge.
// The arrows and the − and + do the same for everybody; the server re-times the rest.
import { placeAt, stretched } from "./places";

const SLACK = 6; // pixels before a press is a drag

interface Held {
  row: HTMLElement;
  rows: HTMLElement[];
  from: number;
  startY: number;
  isStretch: boolean;
  isMoving: boolean;
  value: number;
}

let held: Held | undefined;

function formOf(row: Element): HTMLFormElement {
  return row.closest<HTMLFormElement>("[data-script]")!;
}

function send(form: HTMLFormElement, act: string): void {
  const field = form.querySelector<HTMLInputElement>("[data-act]")!;
  field.disabled = false;
  field.value = act;
  form.requestSubmit();
}

function minutesOf(row: HTMLElement): number {
  return Number(row.dataset["minutes"]);
}

function grip(event: PointerEvent): void {
  if (event.button !== 0 || !(event.target instanceof Element)) return;
  const row = event.target.closest<HTMLElement>("[data-block]");
  const isStretch = event.target.matches(".script-grip");
  if (!row || (!isStretch && event.pointerType !== "mouse")) return;
  if (event.target.closest("a, button, input, summary")) return;
  const rows = [...formOf(row).querySelectorAll<HTMLElement>("[data-block]")];
  const from = rows.indexOf(row);
  held = { row, rows, from, startY: event.clientY, isStretch, isMoving: false, value: from };
  event.preventDefault();
}

function drag(event: PointerEvent): void {
  if (!held) return;
  const pixels = event.clientY - held.startY;
  if (!held.isMoving && Math.abs(pixels) < SLACK) return;
  held.isMoving = true;
  if (held.isStretch) stretch(held, pixels);
  else carry(held, event.clientY);
}

function stretch(one: Held, pixels: number): void {
  const height = one.row.querySelector("svg")!.getBoundingClientRect().height;
  one.value = stretched(minutesOf(one.row), pixels, height);
  const shown = one.row.querySelector<HTMLElement>(".script-min > :first-child");
  if (shown) shown.textContent = `${one.value} min`;
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

function letGo(): void {
  const one = held;
  held = undefined;
  if (!one?.isMoving) return;
  one.row.classList.remove("is-held");
  for (const row of one.rows) row.classList.remove("drops-before", "drops-after");
  const id = one.row.dataset["block"];
  if (one.isStretch && one.value !== minutesOf(one.row)) {
    send(formOf(one.row), `resize:${id}:${one.value}`);
  } else if (!one.isStretch && one.value !== one.from) {
    send(formOf(one.row), `move:${id}:${one.value}`);
  }
}

function settle(): void {
  const form = document.querySelector("[data-script]");
  form?.classList.add("is-alive");
  for (const row of form?.querySelectorAll("[data-block]") ?? []) {
    if (row.querySelector(".script-grip")) continue;
    const edge = document.createElement("div");
    edge.className = "script-grip";
    row.append(edge);
  }
  const print = document.querySelector<HTMLElement>("[data-print]");
  if (print) print.hidden = false;
}

document.addEventListener("pointerdown", grip);
document.addEventListener("pointermove", drag);
document.addEventListener("pointerup", letGo);
document.addEventListener("pointercancel", () => (held = undefined));
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});
document.addEventListener("htmx:afterSettle", settle);
settle();

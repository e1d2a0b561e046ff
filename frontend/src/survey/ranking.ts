// Options put in order: by buttons, which a keyboard reaches, and by dragging.
import { button, draw, make } from "../shared/make";
import type { Ranking } from "./definition";
import { say, textIn, write } from "./words";
import { controlsOf, decliner, undoing } from "./ground";
import type { Drawn, Ground } from "./ground";

/** The order that moving one item gives. */
export function movedIn(order: string[], key: string, to: number): string[] {
  const others = order.filter((each) => each !== key);
  const place = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, place), key, ...others.slice(place)];
}

function arrow(path: string): SVGSVGElement {
  const line = { fill: "none", stroke: "currentColor", "stroke-width": 2.25, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const size = { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" };
  return draw("svg", { ...size, ...line }, draw("path", { d: path }));
}
const UP = "M9 16V2M3 8l6-6 6 6";
const DOWN = "M9 2v14M3 10l6 6 6-6";
const GRIP = "M3 5h12M3 9h12M3 13h12";

export function drawRanking(question: Ranking, ground: Ground): Drawn {
  const { language, answers, changed } = ground;
  const { key, required } = question;
  const all = question.options.map((option) => option.key);
  const given = answers[key];
  let isAnswered = Array.isArray(given) && given.length === all.length && given.every((each) => all.includes(each));
  let order = isAnswered ? [...(given as string[])] : all;

  const list = make("ol", "ranking");
  list.setAttribute("aria-labelledby", ground.name);
  const status = make("p", "note");
  status.setAttribute("role", "status");
  const items = new Map(question.options.map((option) => [option.key, itemOf(option.key)]));
  const confirm = button("button", say(language, "ranking_confirm"));
  confirm.addEventListener("click", () => take(order));
  const undo = undoing(say(language, "undo_ranking"), () => {
    isAnswered = false;
    order = all;
    see();
    changed(key, undefined);
    list.querySelector("button")?.focus();
  });
  const controls = controlsOf(list, confirm, undo.way, status);

  function nameOf(option: string): string {
    const found = question.options.find((each) => each.key === option);
    return found ? textIn(found.text, language) : option;
  }

  function see(): void {
    order.forEach((option, place) => {
      const item = items.get(option)!;
      if (list.children[place] !== item.row) list.insertBefore(item.row, list.children[place] ?? null);
      item.place.textContent = isAnswered ? String(place + 1) : "–";
      item.up.setAttribute("aria-disabled", String(place === 0));
      item.down.setAttribute("aria-disabled", String(place === order.length - 1));
    });
    list.classList.toggle("unset", !isAnswered);
    confirm.hidden = isAnswered;
    undo.see(isAnswered && !required);
    if (!isAnswered) status.textContent = say(language, "ranking_unset");
  }

  function take(next: string[], moved?: string): void {
    order = next;
    isAnswered = true;
    see();
    const values = { name: moved ? nameOf(moved) : "", number: order.indexOf(moved ?? "") + 1, count: order.length };
    status.textContent = moved ? say(language, "ranking_moved", values) : "";
    changed(key, order);
  }

  function itemOf(option: string): { row: HTMLLIElement; place: HTMLElement; up: HTMLButtonElement; down: HTMLButtonElement } {
    const texts = question.options.find((each) => each.key === option)!.text;
    const place = make("span", "rank-place");
    const name = write(make("span", "rank-name"), texts, language);
    const step = (by: number, path: string, words: string): HTMLButtonElement => {
      const move = button("rank-move", arrow(path));
      move.setAttribute("aria-label", say(language, words, { name: nameOf(option) }));
      move.addEventListener("click", () => {
        if (move.getAttribute("aria-disabled") === "true") return;
        take(movedIn(order, option, order.indexOf(option) + by), option);
        move.focus(); // moving the row has let the focus go
      });
      return move;
    };
    const up = step(-1, UP, "ranking_up");
    const down = step(1, DOWN, "ranking_down");
    const grip = make("span", "rank-grip", arrow(GRIP));
    const row = make("li", "", place, grip, name, up, down);
    grip.addEventListener("pointerdown", (event) => drag(event, row, option));
    return { row, place, up, down };
  }

  /** The list holds the pointer, since a row lets go of it when it moves. */
  function drag(event: PointerEvent, row: HTMLElement, option: string): void {
    if (controls.disabled || event.button !== 0) return;
    event.preventDefault();
    list.setPointerCapture(event.pointerId);
    row.classList.add("dragged");
    const before = order;
    let next = order;
    const move = ({ clientY }: PointerEvent): void => {
      const others = [...list.children].filter((each) => each !== row);
      const to = others.filter((each) => middleOf(each) < clientY).length;
      next = movedIn(before, option, to);
      if (list.children[to] !== row) list.insertBefore(row, others[to] ?? null);
    };
    const end = (done: Event): void => {
      row.classList.remove("dragged");
      list.removeEventListener("pointermove", move);
      for (const kind of ["pointerup", "pointercancel"]) list.removeEventListener(kind, end);
      if (done.type === "pointerup") take(next, option);
      else see();
    };
    list.addEventListener("pointermove", move);
    for (const kind of ["pointerup", "pointercancel"]) list.addEventListener(kind, end);
  }

  see();
  return { parts: [controls, ...decliner(question, ground, controls, () => (isAnswered ? order : undefined))], group: true };
}

function middleOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

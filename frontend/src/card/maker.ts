// The adviser's side of the card, mounted by the companion.
import type { Desk } from "../companion/desk";
import * as giving from "./giving";
import type { Part } from "./parts";
import * as readOver from "./read_over";
import * as sketch from "./sketch";

/** Advice: where the next steps are written down together. */
export function mountSketch(host: HTMLElement, desk: Desk): Part {
  return remade(host, () => sketch.mountSketch(host, desk));
}

/** Farewell: the steps to read aloud. */
export function mountReadOver(host: HTMLElement, desk: Desk): Part {
  return remade(host, () => readOver.mountReadOver(host, desk));
}

/** Farewell: the card is made and given. */
export function mountGiving(host: HTMLElement, desk: Desk): Part {
  return remade(host, () => giving.mountGiving(host, desk));
}

/** When the part goes, its place is as it was before: the next meeting sees nothing of this one. */
function remade(host: HTMLElement, mount: () => Part): Part {
  const untouched = [...host.childNodes].map((node) => node.cloneNode(true));
  const part = mount();
  return {
    destroy() {
      part.destroy();
      host.replaceChildren(...untouched);
    },
  };
}

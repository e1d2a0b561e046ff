// The small form under the drawing: the words and the meaning of what is chosen.
import { foundIn } from "../shared/identifiers";
import type { Board } from "./board";
import { MEANINGS, type MapObject, type Meaning } from "./content";
import { grow, mean, remove, rename } from "./edits";
import { fieldOf, part, toggle } from "./places";

const STEP = 1.2;

/** Warn of what could tell who the client is; nothing is refused (trust T2). */
export function warnOf(field: HTMLInputElement, warning: HTMLElement): void {
  toggle(warning, foundIn(field.value).length > 0);
}

export interface Naming {
  /** Open for a thing; `isNew` when it was just made, so that leaving it empty takes it away. */
  open(id: string, isNew: boolean): void;
  /** `isByHand`: a hand came down on the paper, which must not move under it. */
  close(isByHand?: boolean): void;
  isOpen(): boolean;
}

export function startNaming(
  host: HTMLElement,
  board: Board,
  left: (isByHand: boolean, hadFocus: boolean) => void,
): Naming {
  const form = part<HTMLFormElement>(host, "naming");
  const text = fieldOf(form, "text");
  const warning = part(form, "warning");
  const sizes = part(form, "sizes");
  const meanings = part(form, "meanings");
  const act = (make: (object: MapObject) => ReturnType<typeof mean>, key?: string) => {
    const object = board.chosen();
    if (object) board.act(make(object), key);
  };

  const fill = () => {
    const object = board.chosen();
    if (!object) return void toggle(form, false);
    if (document.activeElement !== text) text.value = object.text;
    for (const meaning of MEANINGS) {
      const radio = form.querySelector<HTMLInputElement>(`[name="meaning"][value="${meaning}"]`);
      if (radio) radio.checked = object.meaning === meaning;
    }
    toggle(sizes, object.kind === "circle");
    toggle(meanings, object.kind === "circle" || object.kind === "text");
    warnOf(text, warning);
  };
  const close = (isByHand = false) => {
    const hadFocus = form.contains(document.activeElement);
    if (!toggle(form, false)) return;
    const object = board.chosen();
    if (object?.kind === "text" && !object.text.trim()) board.forget(object.id);
    board.choose(undefined);
    left(isByHand, hadFocus);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  text.addEventListener("input", () => {
    act((object) => rename(object, text.value), `name ${board.chosen()?.id}`);
  });
  form.addEventListener("change", (event) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.name !== "meaning") return;
    act((object) => mean(object, target.value as Meaning));
  });
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.value === "larger") act((object) => grow(object, STEP));
    if (button?.value === "smaller") act((object) => grow(object, 1 / STEP));
    if (button?.value !== "delete") return;
    act((object) => remove(board.content(), object));
    close();
  });
  board.watch(() => {
    if (!form.hidden) fill();
  });

  return {
    open: (id, isNew) => {
      board.choose(id);
      text.value = board.chosen()?.text ?? "";
      toggle(form, true);
      fill();
      if (isNew) text.focus();
    },
    close,
    isOpen: () => !form.hidden,
  };
}

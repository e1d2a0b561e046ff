// What one may do to a note, in a dialog: the way without dragging. It stays open while a note is
// moved step by step, and says what happened.
import { foundIn } from "../shared/identifiers";
import { button, make } from "../shared/make";
import type { Note } from "./notes";
import type { Step } from "./moving";
import type { Act, Column, Payload } from "./wire";
import { shortly, type Say } from "./words";
import { LONGEST } from "./writing";

export interface MenuEnds {
  /** Undefined when the note has gone meanwhile. */
  note(id: string): Note | undefined;
  columns(): readonly Column[];
  /** The notes it could be laid under, the nearest first. */
  tops(id: string): Note[];
  isUnder(id: string): boolean;
  do(kind: Act, id: string, payload?: Payload): void;
  /** Returns what there is to say of it. */
  step(id: string, step: Step): string;
  /** The dialog has closed, and the focus goes back to the note. */
  left(id: string): void;
}

export interface Menu {
  dialog: HTMLDialogElement;
  open(id: string): void;
  /** The board has changed under an open dialog. */
  refresh(): void;
}

export function menuOf(say: Say, ends: MenuEnds): Menu {
  const title = make("h2", "", say("menu_title"));
  title.id = "board-menu-title";
  const quote = make("p", "board-quote");
  const told = make("p", "note");
  told.setAttribute("role", "status");
  const inside = make("div", "stack");
  const close = button("button", say("menu_done"));
  close.addEventListener("click", () => dialog.close());
  const dialog = make("dialog", "board-menu", make("div", "dialog", title, quote, inside, told, make("div", "actions", close)));
  dialog.setAttribute("aria-labelledby", title.id);
  let current = "";

  dialog.addEventListener("close", () => {
    const id = current;
    current = "";
    ends.left(id);
  });

  function act(label: string, doing: () => void, classes = "button compact"): HTMLButtonElement {
    const made = button(classes, label);
    made.addEventListener("click", doing);
    return made;
  }

  /** Does it and closes: there is nothing more to do here. */
  function finish(kind: Act, payload?: Payload): void {
    const id = current;
    dialog.close();
    ends.do(kind, id, payload);
  }

  function editing(note: Note): HTMLElement {
    const field = make("textarea");
    field.id = "board-menu-field";
    field.rows = 3;
    field.maxLength = LONGEST;
    field.value = note.text;
    const label = make("label", "", say("edit"));
    label.htmlFor = field.id;
    const fault = make("p", "error");
    fault.setAttribute("role", "alert");
    const save = act(say("save"), () => {
      const text = field.value.trim();
      if (!text) fault.textContent = say("nothing_written");
      else if (foundIn(text).length) fault.textContent = say("identifier");
      else if (text === note.text) dialog.close();
      else finish("edit", { text });
    });
    return make("div", "field", label, field, fault, make("div", "actions", save));
  }

  function moving(note: Note): HTMLElement[] {
    const step = (label: string, way: Step) =>
      act(label, () => {
        told.textContent = ends.step(current, way);
      });
    const steps = [step(say("up"), "up"), step(say("down"), "down")];
    const others = ends.columns().filter(({ key }) => key !== note.column);
    const columns = others.map(({ key, title }) => act(title, () => finish("move", { column: key })));
    return [group(say("move"), ends.isUnder(note.id) ? [] : steps), group(say("to_column"), columns)];
  }

  function grouping(note: Note): HTMLElement {
    const off = note.group ? [act(say("ungroup"), () => finish("ungroup"))] : [];
    const tops = ends.tops(note.id);
    if (!tops.length) return group(say("group"), off);
    const choice = make("select");
    choice.id = "board-menu-group";
    choice.append(...tops.map((top) => new Option(shortly(top.text), top.id)));
    const label = make("label", "", say("group_under"));
    label.htmlFor = choice.id;
    const lay = act(say("group_do"), () => finish("group", { group: choice.value }));
    return make("div", "field", label, choice, make("div", "actions", lay, ...off));
  }

  function group(name: string, buttons: HTMLElement[]): HTMLElement {
    const box = make("fieldset", "", make("legend", "label", name), make("div", "actions", ...buttons));
    box.hidden = buttons.length === 0;
    return box;
  }

  function draw(note: Note): void {
    quote.textContent = shortly(note.text);
    quote.hidden = note.mine; // one's own stands in the field
    const remove = act(say("remove"), () => finish("remove"), "button compact danger");
    const own = note.mine ? [editing(note)] : [];
    inside.replaceChildren(...own, ...moving(note), grouping(note), make("div", "actions", remove));
  }

  return {
    dialog,
    open: (id) => {
      const note = ends.note(id);
      if (!note) return;
      current = id;
      told.textContent = "";
      draw(note);
      dialog.showModal();
    },
    refresh: () => {
      if (!current || ends.note(current)) return;
      inside.replaceChildren();
      quote.hidden = true;
      told.textContent = say("gone");
      close.focus();
    },
  };
}

// Where a note is written: its words, and the column it goes to. On a narrow page choosing a column
// also turns to it.
import { foundIn } from "../shared/identifiers";
import { make } from "../shared/make";
import { arrange } from "./columns";
import type { Draft } from "./outbox";
import type { Column } from "./wire";
import { counted, type Say } from "./words";

export const LONGEST = 500;
const NEAR = 60; // characters left when it is time to tell of them

export interface Writing {
  host: HTMLElement;
  see(columns: readonly Column[], isClosed: boolean): void;
  /** Put back words that did not get through, unless others are being written. Returns whether it did. */
  takeBack(text: string): boolean;
  focus(): void;
}

export interface WritingEnds {
  draft: Draft;
  add(text: string, column: string): void;
  turnTo(column: string): void;
}

export function writing(say: Say, ends: WritingEnds): Writing {
  const field = make("textarea");
  field.id = "board-field";
  field.rows = 1;
  field.maxLength = LONGEST;
  field.autocomplete = "off";
  field.setAttribute("enterkeyhint", "done");
  const label = make("label", "", say("write"));
  label.htmlFor = field.id;
  const fault = make("p", "error");
  fault.id = "board-fault";
  fault.setAttribute("role", "alert");
  const left = make("p", "hint");
  left.id = "board-hint";
  field.setAttribute("aria-describedby", `${left.id} ${fault.id}`);
  const choices = make("div", "choice");
  const where = make("fieldset", "board-where", make("legend", "visually-hidden", say("which_column")), choices);
  const send = make("button", "button board-add", say("add"));
  const text = make("div", "field", label, make("div", "board-line", field, send), left, fault);
  const host = make("form", "board-writing", where, text);
  const keys = matchMedia("(pointer: fine)").matches ? say("enter_adds") : "";
  const radios = new Map<string, { row: HTMLLabelElement; input: HTMLInputElement; title: HTMLElement }>();

  function radioOf({ key }: Column): { row: HTMLLabelElement; input: HTMLInputElement; title: HTMLElement } {
    const input = make("input");
    input.type = "radio";
    input.name = "board-column";
    input.value = key;
    input.checked = radios.size === 0;
    input.addEventListener("change", () => ends.turnTo(key));
    const title = make("span");
    const made = { row: make("label", "", input, title), input, title };
    radios.set(key, made);
    return made;
  }

  function see(columns: readonly Column[], isClosed: boolean): void {
    host.hidden = isClosed;
    where.hidden = columns.length < 2;
    const rows = columns.map((column) => {
      const radio = radios.get(column.key) ?? radioOf(column);
      if (radio.title.textContent !== column.title) radio.title.textContent = column.title;
      return radio.row;
    });
    arrange(choices, rows);
  }

  function tell(words: string): void {
    fault.textContent = words;
    field.setAttribute("aria-invalid", String(words !== ""));
  }

  function count(): void {
    const remaining = LONGEST - field.value.length;
    left.textContent = remaining <= NEAR ? counted(say, "left", remaining) : keys;
    ends.draft.keep(field.value);
    if (fault.textContent) tell("");
  }

  function submit(): void {
    const text = field.value.trim();
    const column = [...radios.values()].find(({ input }) => input.checked)?.input.value ?? "";
    if (!text) tell(say("nothing_written"));
    else if (foundIn(text).length) tell(say("identifier"));
    else {
      ends.add(text, column);
      field.value = "";
      count();
    }
    field.focus();
  }

  field.addEventListener("input", count);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  host.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.value = ends.draft.left();
  count();
  return {
    host,
    see,
    takeBack: (text) => {
      if (field.value.trim()) return false;
      field.value = text;
      count();
      return true;
    },
    focus: () => field.focus(),
  };
}

// The columns of the board. Each draws at first the newest of its notes: thousands would make every
// phone slow, and nobody reads them from the top.
import { button, make } from "../shared/make";
import type { Note } from "./notes";
import { noteView, type NoteView, type Rights } from "./noteview";
import { pilesOf, type Pile } from "./piles";
import type { Column } from "./wire";
import { counted, type Say } from "./words";

const DRAWN = 100;

export interface Columns {
  host: HTMLElement;
  /** The piles as they were last drawn, of every column. */
  piles(): ReadonlyMap<string, Pile[]>;
  see(columns: Column[], notes: ReadonlyMap<string, Note>, rights: Rights): void;
  /** On a narrow page one column is seen at a time. */
  turnTo(key: string): void;
  rowOf(note: string): HTMLLIElement | undefined;
}

interface ColumnView {
  section: HTMLElement;
  title: HTMLElement;
  count: HTMLElement;
  earlier: HTMLButtonElement;
  empty: HTMLElement;
  list: HTMLOListElement;
  drawn: number;
}

export function columnsView(say: Say, again: () => void): Columns {
  const host = make("div", "board-columns");
  const views = new Map<string, ColumnView>();
  const notes = new Map<string, NoteView>();
  let current = "";
  let drawn: Map<string, Pile[]> = new Map();

  function columnView(key: string): ColumnView {
    const title = make("span");
    const count = make("span", "board-count");
    const heading = make("h2", "", title, " ", count);
    heading.id = `column-${key}`;
    const earlier = button("quiet");
    const empty = make("p", "note", say("empty"));
    const list = make("ol", "board-notes");
    const section = make("section", "board-column", heading, earlier, empty, list);
    section.setAttribute("aria-labelledby", heading.id);
    section.dataset["column"] = key;
    const view: ColumnView = { section, title, count, earlier, empty, list, drawn: DRAWN };
    earlier.addEventListener("click", () => {
      const first = list.querySelector<HTMLElement>("button:not([hidden])");
      view.drawn += DRAWN;
      again();
      if (earlier.hidden) first?.focus();
    });
    return view;
  }

  function see(columns: Column[], all: ReadonlyMap<string, Note>, rights: Rights): void {
    const keys = columns.map(({ key }) => key);
    drawn = pilesOf(all, keys);
    for (const [id, view] of notes) {
      if (all.has(id)) continue;
      view.row.remove();
      notes.delete(id);
    }
    for (const { key, title } of columns) {
      const view = views.get(key) ?? columnView(key);
      views.set(key, view);
      if (view.title.textContent !== title) view.title.textContent = title;
      drawColumn(view, drawn.get(key) ?? [], rights);
    }
    arrange(host, keys.map((key) => views.get(key)!.section));
    turnTo(drawn.has(current) ? current : (keys[0] ?? ""));
  }

  function drawColumn(view: ColumnView, piles: Pile[], rights: Rights): void {
    const count = String(piles.reduce((sum, { under }) => sum + 1 + under.length, 0) || "");
    if (view.count.textContent !== count) view.count.textContent = count;
    const hidden = Math.max(0, piles.length - view.drawn);
    view.earlier.hidden = hidden === 0;
    const words = counted(say, "earlier", hidden);
    if (view.earlier.textContent !== words) view.earlier.textContent = words;
    view.empty.hidden = piles.length > 0 || rights.isHidden; // there may be others' notes
    arrange(view.list, piles.slice(hidden).map((pile) => drawPile(pile, rights)));
  }

  function drawPile({ note, under }: Pile, rights: Rights): HTMLLIElement {
    const view = viewOf(note.id);
    view.see(note, under.length, rights);
    arrange(view.under, under.map((each) => drawPile({ note: each, under: [] }, rights)));
    view.under.hidden = under.length === 0;
    return view.row;
  }

  function viewOf(id: string): NoteView {
    const found = notes.get(id) ?? noteView(id, say);
    notes.set(id, found);
    return found;
  }

  function turnTo(key: string): void {
    current = key;
    for (const [each, { section }] of views) section.classList.toggle("turned", each === key);
  }

  return { host, piles: () => drawn, see, turnTo, rowOf: (note) => notes.get(note)?.row };
}

/** Put the children in this order, moving as few as may be. */
export function arrange(parent: Element, children: readonly Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let here = parent.firstElementChild;
  for (const child of children) {
    if (here && here !== child && here.nextElementSibling === child) {
      const passed = here; // it comes later: lift it out of the way, rather than move all the rest
      here = child;
      passed.remove();
    }
    if (here === child) here = child.nextElementSibling;
    else parent.insertBefore(child, here);
  }
}

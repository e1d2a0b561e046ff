// One note on the page. Its element lives as long as the note does, so that focus and reading stay.
import { button, draw, make } from "../shared/make";
import type { Note } from "./notes";
import { counted, type Say } from "./words";

export interface NoteView {
  row: HTMLLIElement;
  /** The list of those that lie under this note. */
  under: HTMLOListElement;
  see(note: Note, count: number, rights: Rights): void;
}

export interface Rights {
  /** Nothing changes any more. */
  isClosed: boolean;
  /** Thumbs wait for the reveal. */
  isHidden: boolean;
  leads: boolean;
}

const THUMB = "M5 7.500l3-5.700c1.200 0 2 .9 1.800 2.100L9.400 6.500h3.800c.9 0 1.500.8 1.300 1.600l-1.200 4.900c-.2.7-.7 1.200-1.400 1.200H5M2 7.500h3v6.700H2z";
const MORE = "M3 8h.01M8 8h.01M13 8h.01";
const GRIP = "M3 5h10M3 8h10M3 11h10";

export function sign(path: string): SVGSVGElement {
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 1.75, "stroke-linecap": "round" };
  const size = { width: 18, height: 18, viewBox: "0 0 16 16", "aria-hidden": "true", "stroke-linejoin": "round" };
  return draw("svg", { ...size, ...stroke }, draw("path", { d: path }));
}

export function mayHandle(note: Note, { isClosed, leads }: Rights): boolean {
  return !isClosed && (note.mine || leads);
}

export function noteView(id: string, say: Say): NoteView {
  const text = make("p", "board-text");
  text.id = `note-${id}`;
  const about = make("p", "board-about");
  const number = make("span", "board-number");
  const thumb = button("board-thumb", sign(THUMB), number);
  thumb.dataset["act"] = "thumb";
  const more = button("board-more", sign(MORE));
  more.dataset["act"] = "more";
  const grip = make("span", "board-grip", sign(GRIP));
  grip.setAttribute("aria-hidden", "true");
  const acts = make("div", "board-acts", thumb, more, grip);
  const under = make("ol", "board-under");
  const face = make("div", "board-face", text, about, acts);
  const row = make("li", "board-note", face, under);
  row.dataset["note"] = id;
  let drawn = "";

  const see: NoteView["see"] = (note, count, rights) => {
    const now = JSON.stringify([note, count, rights]);
    if (now === drawn) return;
    drawn = now;
    if (text.textContent !== note.text) text.textContent = note.text;
    const waiting = note.isWaiting ? say("waiting") : "";
    about.textContent = [note.author ?? "", waiting, count ? counted(say, "under", count) : ""]
      .filter(Boolean)
      .join(" · ");
    about.hidden = !about.textContent;
    row.classList.toggle("mine", note.mine);
    row.classList.toggle("waiting", note.isWaiting);
    number.textContent = note.thumbs ? String(note.thumbs) : "";
    thumb.setAttribute("aria-pressed", String(note.thumbed));
    thumb.setAttribute("aria-label", counted(say, "thumb", note.thumbs));
    thumb.hidden = rights.isHidden;
    thumb.disabled = rights.isClosed;
    more.hidden = grip.hidden = !mayHandle(note, rights);
    more.setAttribute("aria-label", say("more"));
    for (const each of [thumb, more]) each.setAttribute("aria-describedby", text.id);
  };
  return { row, under, see };
}

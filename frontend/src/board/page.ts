// The flipchart: what is done here is seen at once, kept until the server has it, and sent again after
// whatever happens on the way.
import { columnsView } from "./columns";
import { startDragging } from "./drag";
import { startLink, type Standing } from "./link";
import { menuOf } from "./menu";
import { dropped, standing as placeOf, stepped, topsFor, type Move, type Step } from "./moving";
import { worldOf } from "./network";
import { act, begin, done, newBoard, refuse, shown, take, type Note } from "./notes";
import { mayHandle, type Rights } from "./noteview";
import { deviceSecret, draftFor, forgetBoards, newId, outboxFor } from "./outbox";
import { gather, GATHERED, nothing, sentences } from "./saying";
import { standingView } from "./standing";
import { TOO_FAST, type Act, type Message, type Op, type Payload, type Refused, type Seen } from "./wire";
import { dataOf, shortly, wordsIn } from "./words";
import { writing } from "./writing";

const HELD = 60_000; // how long what came too fast is held back

const host = document.getElementById("board") as HTMLElement;
const data = dataOf(document);
const say = wordsIn(data.words);
const isAnonymous = data.reader === "";
const place = isAnonymous ? `board.${data.board}` : `board.${data.board}.${data.reader}`;
let isForgotten = false; // signed out of an anonymous board: nothing of it is kept any more
const tab = (): Storage => {
  if (isForgotten) throw new Error("signed out");
  return sessionStorage;
};
const storage = (): Storage => (isAnonymous ? tab() : localStorage);
const outbox = outboxFor(storage, place);
const device = isAnonymous ? deviceSecret(storage, data.board) : "";
const board = newBoard(outbox.left());
const held = new Set<string>();

let notes: Map<string, Note> = new Map();
let gathering = nothing();
let isDrawn = false;

// ---- the parts of the page

const status = standingView(say, {
  restore: (id) => {
    perform("restore", id);
    focusOn(id);
  },
  rewrite: (text) => field.takeBack(text),
});
const columns = columnsView(say, () => draw());
const field = writing(say, {
  draft: draftFor(tab, place),
  add: (text, column) => {
    perform("add", newId(), { text, column });
    status.tell(say("added", { column: titleOf(column) }));
  },
  turnTo: columns.turnTo,
});
const menu = menuOf(say, {
  note: (id) => notes.get(id),
  columns: () => board.facts?.columns ?? [],
  tops: (id) => withNote(id, (note) => topsFor(columns.piles(), note)) ?? [],
  isUnder: (id) => Boolean(notes.get(id)?.group),
  do: perform,
  step,
  left: focusOn,
});

function focusOn(note: string): void {
  columns.rowOf(note)?.querySelector<HTMLElement>("[data-act=more]")?.focus();
}

function rights(): Rights {
  const { closed = false, hidden = false, leads = false } = board.facts ?? {};
  return { isClosed: closed, isHidden: hidden, leads };
}

function titleOf(column: string): string {
  return board.facts?.columns.find(({ key }) => key === column)?.title ?? "";
}

function withNote<Result>(id: string, act: (note: Note) => Result): Result | undefined {
  const note = notes.get(id);
  return note && act(note);
}

// ---- drawing: at most once a frame, however much comes

function draw(): void {
  if (isDrawn) return;
  isDrawn = true;
  requestAnimationFrame(() => {
    isDrawn = false;
    drawNow();
  });
}

function drawNow(): void {
  const { facts } = board;
  if (!facts) return;
  if (!columns.host.isConnected) {
    host.replaceChildren(status.above, field.host, columns.host, menu.dialog, status.host);
    host.classList.add("live");
  }
  const focused = document.activeElement;
  const section = focused?.closest<HTMLElement>("[data-column]");
  notes = shown(board);
  columns.see(facts.columns, notes, rights());
  field.see(facts.columns, facts.closed);
  status.see(facts, board.waiting.length, lasts());
  menu.refresh();
  if (!(focused instanceof HTMLElement) || focused === document.activeElement) return;
  // the note it was in has moved, or gone
  (focused.isConnected ? focused : section?.querySelector<HTMLElement>("h2"))?.focus({ preventScroll: true });
}

/** Whether what has not arrived outlives the page. */
function lasts(): boolean {
  return outbox.lasts() && !isAnonymous;
}

// ---- what is done here

function perform(kind: Act, note: string, payload: Payload = {}): void {
  const before = notes.get(note);
  const op: Op = { op: newId(), kind, note, payload };
  act(board, op);
  outbox.keep(op);
  link.send(op);
  status.forgetUndo();
  drawNow();
  if (kind === "remove" && before) status.offerUndo(note, shortly(before.text));
}

function move(note: Note, to: Move): void {
  perform(to.kind, note.id, to.payload);
}

function step(id: string, way: Step): string {
  return (
    withNote(id, (note) => {
      const to = stepped(columns.piles(), note, way);
      if (!to) return say("no_further");
      move(note, to);
      const after = notes.get(id) ?? note;
      return say("moved", { column: titleOf(after.column), ...placeOf(columns.piles(), after) });
    }) ?? say("gone")
  );
}

const WAYS: Record<string, Step> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

columns.host.addEventListener("keydown", (event) => {
  const way = event.altKey && event.shiftKey ? WAYS[event.key] : undefined;
  const note = noteAt(event.target);
  if (!way || !note || !mayHandle(note, rights())) return;
  event.preventDefault();
  status.tell(note.group && (way === "up" || way === "down") ? say("no_further") : step(note.id, way));
  requestAnimationFrame(() => columns.rowOf(note.id)?.scrollIntoView({ block: "nearest" })); // once drawn where it went
});

columns.host.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-act]") : null;
  const note = noteAt(button);
  if (!button || !note) return;
  if (button.dataset["act"] === "thumb") perform(note.thumbed ? "unthumb" : "thumb", note.id);
  else menu.open(note.id);
});

startDragging(columns.host, {
  mayMove: (id) => withNote(id, (note) => mayHandle(note, rights())) ?? false,
  dropped: (id, drop) => {
    const note = notes.get(id);
    const to = note && dropped(columns.piles(), note, drop);
    if (note && to) move(note, to);
  },
});

function noteAt(target: EventTarget | null): Note | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-note]") : null;
  return notes.get(row?.dataset["note"] ?? "");
}

// ---- what comes from the server

function hear(message: Message): void {
  if (message.type === "snapshot") {
    begin(board, message);
  } else if (message.type === "ops") {
    if (!message.ops.every(takeIn)) link.again();
  } else if (message.type === "done") {
    outbox.forget(message.op);
    done(board, message.op, message.version);
  } else if (message.type === "refused") refused(message);
  draw();
}

function takeIn(seen: Seen): boolean {
  const isNew = seen.version > (board.version ?? 0);
  if (!take(board, seen)) return false;
  if (seen.op) outbox.forget(seen.op);
  if (isNew && !board.own.has(seen.op ?? "")) tellOf(seen);
  return true;
}

function refused({ op: id, code, message }: Refused): void {
  if (code === TOO_FAST) {
    held.add(id);
    setTimeout(() => {
      held.delete(id);
      const op = unsent().find((each) => each.op === id);
      if (op) link.send(op);
    }, HELD);
    return status.warn(say("too_fast"));
  }
  outbox.forget(id);
  const op = refuse(board, id);
  if (!op) return;
  const isBack = op.payload.text !== undefined && field.takeBack(op.payload.text);
  status.warn(message, isBack ? undefined : op.payload.text);
}

function unsent(): Op[] {
  return board.waiting.filter(({ op, done }) => done === undefined && !held.has(op.op)).map(({ op }) => op);
}

function tellOf(seen: Seen): void {
  if (!seen.note && (seen.kind === "reveal" || seen.kind === "close" || seen.kind === "open")) {
    status.tell(say(`said_${seen.kind}`));
  }
  if (!gathering.added.length && !gathering.changed.size && !gathering.removed.size) {
    setTimeout(() => {
      const words = sentences(gathering, say, shown(board));
      gathering = nothing();
      if (words) status.tell(words);
    }, GATHERED);
  }
  gather(gathering, seen);
}

// ---- the line

const link = startLink(worldOf(data, device), {
  since: () => board.version,
  unsent,
  heard: hear,
  stands: (now: Standing) => {
    if (now === "refused" && isAnonymous) {
      forgetBoards(tab);
      isForgotten = true;
    }
    status.stand(now);
    draw();
  },
});

addEventListener("online", link.wake);
addEventListener("offline", draw);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") link.wake();
});
addEventListener("pagehide", (event) => {
  if (!event.persisted) link.stop();
});
addEventListener("beforeunload", (event) => {
  if (!lasts() && unsent().length) event.preventDefault(); // closing would lose them
});

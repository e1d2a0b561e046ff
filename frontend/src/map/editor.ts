// The shared map where it is drawn: `mountMap` brings the template meetings/parts/map.html to life.
import { newBoard, type Board } from "./board";
import type { MapContent } from "./content";
import { photoChange } from "./edits";
import type { Tool } from "./gestures";
import { calledOf, startKeys, startUndoKeys } from "./keys";
import { startList } from "./list";
import { merge } from "./merge";
import { startNaming } from "./naming";
import { photoOf } from "./picture";
import { part, toggle } from "./places";
import { newStage, type Stage } from "./stage";
import { wordsOf, type Words } from "./words";

export interface MapOptions {
  content: MapContent;
  /** Told ≤ 300 ms after each act, and at once when the page is left. */
  changed(content: MapContent): void;
  /** Back to where the map was opened from; without it there is no such button. */
  back?(): void;
}

export interface MountedMap {
  content(): MapContent;
  /** Put another content in place; what has not been told yet is merged into it. */
  replace(content: MapContent): void;
  /** The page's words have changed. */
  refresh(): void;
  /** The drawn layer, for a picture of it. */
  paper(): SVGSVGElement;
  /** Tell what has not been told yet. */
  flush(): void;
  destroy(): void;
}

type Notice = "full" | "photo_failed";

/** `host` holds the template. It may be mounted again after `destroy`. */
export function mountMap(host: HTMLElement, options: MapOptions): MountedMap {
  const ending = new AbortController();
  const root = part(host, "root");
  const fresh = root.cloneNode(true);
  const words = wordsOf(host);
  const said = part(host, "said");
  const say = (text: string) => void (said.textContent = text);
  const tell = (notice: Notice | undefined) => {
    const box = part(host, "notice");
    toggle(box, notice !== undefined);
    box.textContent = notice ? words(notice) : "";
  };
  let told = options.content;
  const changed = (content: MapContent) => {
    told = content;
    options.changed(content);
  };
  const more = part<HTMLDetailsElement>(host, "more");
  const board = newBoard({ content: told, changed, full: () => tell("full") });
  const stage: Stage = newStage(part(host, "stage"), {
    board,
    name: (id, isNew) => open(id, isNew),
    toolChanged: (tool) => press(host, tool),
    touched: () => {
      const wasOpen = naming.isOpen() || more.open;
      more.open = false;
      naming.close(true);
      return wasOpen;
    },
  });
  const naming = startNaming(host, board, (isByHand, hadFocus) => {
    if (!isByHand) stage.unreveal();
    if (hadFocus) stage.element.focus({ preventScroll: true });
  });
  const open = (id: string, isNew: boolean) => {
    naming.open(id, isNew);
    stage.reveal(part(host, "naming").offsetHeight);
  };
  const list = startList(host, board, words, say);
  const undo = () => void (board.undo() && say(words("said_undone")));
  const redo = () => void (board.redo() && say(words("said_redone")));
  startKeys({ board, stage, words, say, name: open });
  startUndoKeys(root, undo, redo);
  startTools(host, { board, stage, undo, redo, closeNaming: naming.close });
  startPhoto(host, board, tell);
  startViews(host, ending.signal, (isList) => {
    naming.close();
    list.show(isList);
  });
  startBack(host, options.back);

  const describe = () => {
    part(host, "described").textContent = description(board.content(), words);
  };
  const settle = () => {
    stage.scene.update(board.content());
    stage.scene.mark(board.chosen());
    for (const button of host.querySelectorAll<HTMLButtonElement>("[data-map-act=undo]")) {
      button.disabled = !board.canUndo();
    }
    for (const button of host.querySelectorAll<HTMLButtonElement>("[data-map-act=redo]")) {
      button.disabled = !board.canRedo();
    }
    tell(undefined);
    describe();
  };
  board.watch(settle);
  settle();
  stage.choose("pen");
  stage.whole();
  window.addEventListener("pagehide", board.flush, { signal: ending.signal });
  document.addEventListener("visibilitychange", board.flush, { signal: ending.signal });

  return {
    content: board.content,
    replace: (content) => board.replaceAll(merge(told, board.content(), content)),
    refresh: () => {
      list.refresh();
      describe();
    },
    paper: () => part<SVGSVGElement>(host, "layer=paper"),
    flush: board.flush,
    destroy: () => {
      board.flush();
      ending.abort();
      stage.destroy();
      root.replaceWith(fresh); // nothing of this map, and no listener of it, stays for the next one
    },
  };
}

/** For those who do not see the drawing: how much is on it, and what. */
function description(content: MapContent, words: Words): string {
  const things = content.objects.filter(({ kind, text }) => text.trim() && kind !== "line");
  const names = things.slice(0, 30).map((thing) => calledOf(thing, words)).join(", ");
  if (things.length > 0) return words("described", { names });
  return words(content.objects.length > 0 || content.photo ? "described_drawn" : "described_empty");
}

function press(host: HTMLElement, tool: Tool): void {
  for (const button of host.querySelectorAll("[data-map-tool]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-map-tool") === tool));
  }
  part(host, "stage").setAttribute("data-tool", tool);
}

interface Tools {
  board: Board;
  stage: Stage;
  undo(): void;
  redo(): void;
  closeNaming(): void;
}

function startTools(host: HTMLElement, tools: Tools): void {
  const { stage } = tools;
  const more = part<HTMLDetailsElement>(host, "more");
  const acts: Record<string, () => void> = {
    undo: tools.undo,
    redo: tools.redo,
    closer: () => stage.zoom(1.35),
    farther: () => stage.zoom(1 / 1.35),
    whole: stage.whole,
  };
  part(host, "root").addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const tool = button?.getAttribute("data-map-tool");
    if (tool) {
      tools.closeNaming();
      if (tool !== "move") tools.board.choose(undefined);
      stage.choose(tool as Tool);
      more.open = false;
    }
    acts[button?.getAttribute("data-map-act") ?? ""]?.();
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary")?.focus();
  });
}

function startPhoto(host: HTMLElement, board: Board, tell: (notice: Notice) => void): void {
  for (const input of host.querySelectorAll<HTMLInputElement>("input[data-map-photo]")) {
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      input.value = "";
      if (!file) return;
      photoOf(file).then(
        (photo) => void board.act(photoChange(board.content(), photo)),
        () => tell("photo_failed"),
      );
    });
  }
  const removers = host.querySelectorAll<HTMLButtonElement>("button[data-map-photo-remove]");
  for (const button of removers) {
    button.addEventListener("click", () => {
      board.act(photoChange(board.content(), undefined));
    });
  }
  const show = () => {
    for (const button of removers) button.hidden = !board.content().photo;
  };
  board.watch(show);
  show();
}

function startViews(host: HTMLElement, signal: AbortSignal, shown: (isList: boolean) => void): void {
  const picture = part(host, "picture");
  let isList = false;
  for (const radio of host.querySelectorAll<HTMLInputElement>("input[data-map-view]")) {
    radio.addEventListener("change", () => {
      isList = radio.value === "list";
      toggle(picture, !isList);
      shown(isList);
    });
  }
  // It is the drawing that is printed, also from the list.
  window.addEventListener("beforeprint", () => void toggle(picture, true), { signal });
  window.addEventListener("afterprint", () => void toggle(picture, !isList), { signal });
}

function startBack(host: HTMLElement, back: (() => void) | undefined): void {
  const button = part(host, "back");
  toggle(button, back !== undefined);
  if (back) button.addEventListener("click", back);
}

// The map by keyboard: choose a thing, move it, name it, join it; zoom and undo.
import type { Board } from "./board";
import type { MapObject } from "./content";
import { add, circleAt, find, freePlace, join, move, remove, wordAt } from "./edits";
import type { Stage } from "./stage";
import type { Words } from "./words";

const NEAR = 4;
const FAR = 20;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface KeysOptions {
  board: Board;
  stage: Stage;
  words: Words;
  say(text: string): void;
  name(id: string, isNew: boolean): void;
}

/** What a thing is called aloud: its words, or what it is. */
export function calledOf(object: MapObject, words: Words): string {
  return object.text.trim() || words(`unnamed_${object.kind}`);
}

export function startKeys(options: KeysOptions): void {
  const { board, stage, words, say } = options;
  let joinFrom: string | undefined;

  const step = (by: 1 | -1) => {
    const { objects } = board.content();
    const index = objects.findIndex(({ id }) => id === board.chosen()?.id);
    const next = objects.at(index < 0 ? (by > 0 ? 0 : -1) : (index + by) % objects.length);
    if (!next) return say(words("said_empty"));
    board.choose(next.id);
    stage.reveal();
    say(words("said_chosen", { name: calledOf(next, words), meaning: words(`meaning_${next.meaning}`) }));
  };
  const shift = ([dx, dy]: [number, number], isFar: boolean) => {
    const object = board.chosen();
    const by = isFar ? FAR : NEAR;
    if (!object) return stage.pan(-dx * by * 4, -dy * by * 4);
    board.act(move(board.content(), object, dx * by, dy * by), `move ${object.id}`);
    stage.reveal();
  };
  const joinChosen = (object: MapObject) => {
    const from = find(board.content(), joinFrom);
    if (!from) {
      joinFrom = object.id;
      return say(words("said_join_from", { name: calledOf(object, words) }));
    }
    joinFrom = undefined;
    const names = { name: calledOf(from, words), other: calledOf(object, words) };
    if (board.act(join(board.content(), from, object))) say(words("said_joined", names));
  };
  const make = () => {
    const at = freePlace(board.content(), stage.middle());
    const made = stage.tool() === "circle" ? circleAt(at) : wordAt(at);
    if (board.act(add(board.content(), made))) options.name(made.id, true);
  };
  const enter = () => {
    const object = board.chosen();
    if (stage.tool() === "arrow" && object) return joinChosen(object);
    if (object) return options.name(object.id, true);
    if (stage.tool() === "circle" || stage.tool() === "word") make();
  };
  const take = () => {
    const object = board.chosen();
    if (!object) return;
    board.act(remove(board.content(), object));
    board.choose(undefined);
    say(words("said_deleted", { name: calledOf(object, words) }));
  };
  const acts: Record<string, () => void> = {
    PageDown: () => step(1),
    PageUp: () => step(-1),
    Enter: enter,
    Delete: take,
    Backspace: take,
    Escape: () => board.choose(undefined),
    "+": () => stage.zoom(1.25),
    "-": () => stage.zoom(0.8),
    "0": () => stage.whole(),
  };
  stage.element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const act = arrow ? () => shift(arrow, event.shiftKey) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** Ctrl+Z undoes and Ctrl+Y or Ctrl+Shift+Z does again, anywhere on the map but in a text field. */
export function startUndoKeys(host: HTMLElement, undo: () => void, redo: () => void): void {
  host.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    const act = key === "y" || (key === "z" && event.shiftKey) ? redo : key === "z" ? undo : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  });
}

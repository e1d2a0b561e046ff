// The map that is being worked on: its content, its history, what is chosen, and who wants to know.
import { LIMIT, sizeOf, type MapContent, type MapObject } from "./content";
import { find } from "./edits";
import * as history from "./history";
import type { Command } from "./history";

const PAUSE = 250;

export interface Board {
  content(): MapContent;
  /** Do it and remember it; false when it was refused for being too large, or there was nothing. */
  act(command: Command | undefined, key?: string): boolean;
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Undo what was made and left empty, as if it had never been. */
  forget(id: string): void;
  /** Put another content in place (a merged one); history begins anew. */
  replaceAll(content: MapContent): void;
  chosen(): MapObject | undefined;
  choose(id: string | undefined): void;
  /** Called after every change of content or choice. */
  watch(listener: () => void): void;
  /** Tell the owner at once what is otherwise told after a short pause. */
  flush(): void;
}

export interface BoardOptions {
  content: MapContent;
  changed(content: MapContent): void;
  full(): void;
}

export function newBoard(options: BoardOptions): Board {
  let content = options.content;
  let past = history.newHistory();
  let choice: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners: (() => void)[] = [];
  const tell = () => listeners.forEach((listener) => listener());
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    options.changed(content);
  };
  const settle = (next: MapContent) => {
    content = next;
    timer ??= setTimeout(flush, PAUSE);
    tell();
  };
  const travel = (step: ReturnType<typeof history.undo>) => {
    if (!step) return false;
    past = step.history;
    settle(history.apply(content, step.command));
    return true;
  };
  return {
    content: () => content,
    act: (command, key) => {
      if (!command) return false;
      const next = history.apply(content, command);
      if (sizeOf(next) > LIMIT && sizeOf(next) > sizeOf(content)) {
        options.full();
        return false;
      }
      past = history.remember(past, command, key);
      settle(next);
      return true;
    },
    undo: () => travel(history.undo(past)),
    redo: () => travel(history.redo(past)),
    canUndo: () => past.past.length > 0,
    canRedo: () => past.future.length > 0,
    forget: (id) => {
      const isOfIt = ({ before, after }: history.Change) => (after ?? before)?.id === id;
      while (past.past.at(-1)?.command.changes.every(isOfIt)) travel(history.undo(past));
      past = { ...past, future: [] };
      tell();
    },
    replaceAll: (next) => {
      past = history.newHistory();
      settle(next);
    },
    chosen: () => find(content, choice),
    choose: (id) => {
      if (choice === id) return;
      choice = id;
      tell();
    },
    watch: (listener) => void listeners.push(listener),
    flush,
  };
}

// What the server gives with the page (juuristo/gatherings/board_words.py): addresses, who reads, words.
import { filled } from "../shared/filled";

export interface PageData {
  board: string;
  /** Keeps what one person left unsent apart from another's; empty on an anonymous board. */
  reader: string;
  socket: string;
  ops: string;
  words: Record<string, string>;
}

export type Say = (key: string, values?: Record<string, string | number>) => string;

export function dataOf(page: ParentNode): PageData {
  return JSON.parse(page.querySelector("#board-data")?.textContent ?? "{}") as PageData;
}

/** The words of a key with `values` in their places. A missing key shows itself. */
export function wordsIn(words: Record<string, string>): Say {
  return (key, values = {}) => filled(words[key] ?? key, values);
}

/** One is said otherwise than many, in all our three languages alike. */
export function counted(say: Say, key: string, count: number, values: Record<string, string | number> = {}): string {
  return say(count === 1 ? `${key}_one` : `${key}_many`, { ...values, count });
}

const SHORT = 60;

/** A long note cut at a word, for lists and for what is read aloud. */
export function shortly(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= SHORT) return line;
  const cut = line.slice(0, SHORT);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), SHORT / 2)).trimEnd()}…`;
}

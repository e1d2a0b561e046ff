/** How a meeting moved over the stairs; the same rules as juuristo/stairs/walk.py. */
import { byStair } from "./plan";
import { STAIRS, type Move, type Plan, type Stair } from "./stairs";

/** One unbroken stay on a stair, in minutes from the beginning. */
export interface Stretch {
  stair: Stair;
  start: number;
  end: number;
}

const WRITTEN = /^\s*([a-z]+)@\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*$/i;

/** The stays of a walk until a moment, in their order; the last one ends there. */
export function stretches(moves: readonly Move[], until: number): Stretch[] {
  return moves.map((move, index) => {
    const end = moves[index + 1]?.at ?? until;
    return { stair: move.stair, start: move.at, end: Math.max(move.at, end) };
  });
}

/** Minutes by stair until a moment; a stair entered twice adds up. */
export function durations(moves: readonly Move[], until: number): Plan {
  const spent = byStair(() => 0);
  for (const { stair, start, end } of stretches(moves, until)) spent[stair] += end - start;
  return spent;
}

/** How many times the walk went back to an earlier stair. */
export function stepBacks(moves: readonly Move[]): number {
  return moves.filter((move, index) => {
    const before = moves[index - 1];
    return before !== undefined && STAIRS.indexOf(move.stair) < STAIRS.indexOf(before.stair);
  }).length;
}

/** "empathy@0,guidance@9.5" */
export function formatWalk(moves: readonly Move[]): string {
  return moves.map((move) => `${move.stair}@${move.at}`).join(",");
}

/** Read what `formatWalk` wrote; undefined when it is no walk. */
export function parseWalk(text: string): Move[] | undefined {
  const moves: Move[] = [];
  for (const part of text.split(",")) {
    const match = WRITTEN.exec(part);
    const stair = STAIRS.find((one) => one === match?.[1]);
    if (!match || !stair) return undefined;
    moves.push({ stair, at: Number(match[2]) });
  }
  return isWalk(moves) ? moves : undefined;
}

/** A walk begins at 0 and its times never go backwards. */
export function isWalk(moves: readonly Move[]): boolean {
  return moves[0]?.at === 0 && moves.every((move, index) => follows(move, moves[index - 1]));
}

function follows(move: Move, before: Move | undefined): boolean {
  return Number.isFinite(move.at) && move.at >= (before?.at ?? 0);
}

/** How a meeting moved over the stairs; the same rules as juuristo/stairs/walk.py. */
import { byStair } from "./plan";
import type { Move, Plan, Stair } from "./stairs";

/** One unbroken stay on a stair, in minutes from the beginning. */
export interface Stretch {
  stair: Stair;
  start: number;
  end: number;
}

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

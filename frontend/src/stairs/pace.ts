/** What is left, and for what; the same rules as juuristo/stairs/pacing.py (interfaces, Stairs). */
import { byStair, totalOf } from "./plan";
import { STAIRS, type Move, type Plan, type Stair } from "./stairs";
import { durations } from "./walk";

export type State = "calm" | "soon" | "over" | "farewell_now";

/** Minutes everywhere. */
export interface Pace {
  elapsed: number;
  stair: Stair;
  leftForStair: number;
  leftInMeeting: number;
  /** The latest start of the farewell that keeps it whole. */
  farewellBeginsBy: number;
  state: State;
  /** Minutes walked and minutes still allotted; sums to the longer of the meeting and the time gone. */
  planNow: Plan;
}

/** What share of a stair's minutes is left when its end is soon. */
const SOON = 0.2;
/** Less than this, in minutes, is nothing: floats do not add up to the last digit. */
const NOTHING = 1e-9;

/**
 * Where a meeting stands at `now` minutes. A clock that has gone behind the last move is read as
 * that move's time: nothing may fail while a meeting runs.
 */
export function paceAt(plan: Plan, moves: readonly Move[], now: number): Pace {
  const last = moves[moves.length - 1] ?? { stair: STAIRS[0], at: 0 };
  const elapsed = Math.max(now, last.at);
  const minutes = totalOf(plan);
  const farewellBeginsBy = minutes - plan.farewell;
  const spent = durations(moves.length ? moves : [last], elapsed);
  const allotted = allot(plan, spent, last.stair, elapsed);
  const planNow = byStair((stair) => spent[stair] + allotted[stair]);
  const leftForStair = allotted[last.stair];
  const past = elapsed > farewellBeginsBy + NOTHING && last.stair !== "farewell";
  return {
    elapsed,
    stair: last.stair,
    leftForStair,
    leftInMeeting: nearZero(minutes - elapsed),
    farewellBeginsBy,
    state: past ? "farewell_now" : stateOf(leftForStair, planNow[last.stair]),
    planNow,
  };
}

/** Divide what is left among the stairs: minutes still to come, by stair. */
function allot(plan: Plan, spent: Plan, stair: Stair, elapsed: number): Plan {
  const minutes = totalOf(plan);
  const allotted = byStair(() => 0);
  const untilFarewell = nearZero(minutes - plan.farewell - elapsed);
  if (stair === "farewell" || untilFarewell === 0) {
    allotted.farewell = nearZero(minutes - elapsed);
    return allotted;
  }
  allotted.farewell = plan.farewell;
  const unspent = (one: Stair): number => nearZero(plan[one] - spent[one]);
  const coming = STAIRS.slice(STAIRS.indexOf(stair), -1);
  const sum = coming.reduce((all, one) => all + unspent(one), 0);
  for (const one of coming) allotted[one] = sum > 0 ? untilFarewell * (unspent(one) / sum) : 0;
  if (sum === 0) allotted[stair] = untilFarewell;
  return allotted;
}

function stateOf(left: number, whole: number): State {
  if (left <= NOTHING) return "over";
  return left > SOON * whole + NOTHING ? "calm" : "soon";
}

function nearZero(minutes: number): number {
  return minutes > NOTHING ? minutes : 0;
}

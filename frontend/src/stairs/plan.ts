/** How many minutes each stair is given; the same rules as juuristo/stairs/plan.py. */
import { STAIRS, type Plan, type Stair } from "./stairs";

const NUDGES = [0, -0.5, 0.5, -1, 1];

/** Divide `minutes` by shares (0–1 by stair, of any sum above 0): sums to `minutes` exactly. */
export function planFor(shares: Plan, minutes: number): Plan {
  const whole = totalOf(shares);
  return balanced(byStair((stair) => clean(minutes * (shares[stair] / whole))), minutes);
}

/** The same shares of another length. */
export function scaled(plan: Plan, minutes: number): Plan {
  return planFor(plan, minutes);
}

/** Added in the order of the stairs, so that a plan gives its length exactly. */
export function totalOf(plan: Plan): number {
  return plan.empathy + plan.guidance + plan.advice + plan.farewell;
}

/** How much may be taken from a stair when the plan is edited. */
function spare(plan: Plan, stair: Stair, minimums: Plan): number {
  return Math.max(0, plan[stair] - minimums[stair]);
}

/** Move minutes from one stair to another, no more than the minimum of `from` lets go. */
export function moveMinutes(plan: Plan, from: Stair, to: Stair, minutes: number, minimums: Plan): Plan {
  const moved = Math.min(minutes, spare(plan, from, minimums));
  if (from === to || !(moved > 0)) return plan;
  const next = { ...plan, [from]: clean(plan[from] - moved), [to]: clean(plan[to] + moved) };
  return balanced(next, totalOf(plan));
}

/**
 * One stair's own plus and minus. More is taken from the stair that can best give, the farewell
 * last; less goes to the next stair, and from the farewell to advice.
 */
export function nudged(plan: Plan, stair: Stair, by: number, minimums: Plan): Plan {
  if (by < 0) return moveMinutes(plan, stair, neighbour(stair), -by, minimums);
  const giver = bestGiver(plan, stair, minimums);
  return giver ? moveMinutes(plan, giver, stair, by, minimums) : plan;
}

/** Whole minutes that sum to the whole length rounded: what a page shows of a plan. Of equal
 * claims to a left-over minute the farewell's is the first. */
export function inWholeMinutes(plan: Plan): Plan {
  const whole = byStair((stair) => Math.floor(plan[stair]));
  const rest = (stair: Stair): number => plan[stair] - whole[stair];
  const most = [...FIRST_SERVED].sort((a, b) => rest(b) - rest(a));
  const missing = Math.round(totalOf(plan)) - totalOf(whole);
  for (const stair of most.slice(0, Math.max(0, missing))) whole[stair] += 1;
  return whole;
}

/** Who gets a minute that is left over when the claims are even: the end, then the question. */
const FIRST_SERVED: readonly Stair[] = ["farewell", "guidance", "advice", "empathy"];

export function byStair(value: (stair: Stair) => number): Plan {
  return {
    empathy: value("empathy"),
    guidance: value("guidance"),
    advice: value("advice"),
    farewell: value("farewell"),
  };
}

function neighbour(stair: Stair): Stair {
  return STAIRS[STAIRS.indexOf(stair) + 1] ?? "advice";
}

function bestGiver(plan: Plan, stair: Stair, minimums: Plan): Stair | undefined {
  const others = STAIRS.filter((one) => one !== stair && spare(plan, one, minimums) > 0);
  const rank = (one: Stair): number => (one === "farewell" ? 0 : spare(plan, one, minimums));
  return others.sort((a, b) => rank(b) - rank(a))[0];
}

/**
 * Let one stair take what rounding left over, so that the stairs sum to `minutes` exactly: the
 * farewell, or when it has nothing to give the longest. A short number is preferred.
 */
function balanced(plan: Plan, minutes: number): Plan {
  const byLength = [...STAIRS].sort((a, b) => plan[b] - plan[a]);
  for (const stair of ["farewell", ...byLength] as const) {
    const rest = minutes - totalOf({ ...plan, [stair]: 0 });
    const tries = [plan[stair], clean(rest), ...NUDGES.map((n) => rest + rest * Number.EPSILON * n)];
    for (const one of tries) {
      const tried = { ...plan, [stair]: one };
      if (one >= 0 && totalOf(tried) === minutes) return tried;
    }
  }
  return plan;
}

/** Take off the noise that multiplying leaves: 4.95 rather than 4.949999999999999. */
function clean(minutes: number): number {
  const short = Number(minutes.toPrecision(12));
  return Math.abs(short - minutes) <= 8 * Number.EPSILON * Math.abs(minutes) ? short : minutes;
}

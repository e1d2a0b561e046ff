// What a meeting is made of and what it leaves behind. Pure: no browser here.
import { emptyDraft } from "../card/content";
import { emptyMap } from "../map/content";
import { planFor, totalOf } from "../stairs/plan";
import { STAIRS, type Form, type Kind, type Move, type Plan, type Stair } from "../stairs/stairs";
import { kindOf, type CompanionData, type Defaults } from "./data";
import type { EndedWalk, Running } from "./running";

/** What is chosen before a meeting begins. */
export interface Start {
  kind: Kind;
  form: Form;
  withInterpreter: boolean;
  /** Sums to how long there is. */
  plan: Plan;
}

const LONGEST = 480;

/** An interpreter doubles what is said: half more, rounded up to five minutes. */
export function withInterpreterMinutes(minutes: number): number {
  return Math.min(LONGEST, Math.ceil((minutes * 1.5) / 5) * 5);
}

/** The other way: what was asked for, when the plan was lengthened for an interpreter. */
export function withoutInterpreterMinutes(minutes: number): number {
  return Math.max(5, Math.floor(minutes / 1.5 / 5) * 5);
}

/** How long a meeting may be planned: whole minutes from 5 to 480. */
export function isLength(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 5 && minutes <= LONGEST;
}

/** The shares of a kind of meeting: as this person last planned it, else the method's own. */
export function sharesOf(data: CompanionData, kind: Kind, defaults: Defaults | null): Plan {
  return defaults?.kind === kind ? defaults.shares : kindOf(data, kind).shares;
}

/** A plan of `minutes` that leaves every stair its minimum where there is room for all. */
export function planOf(data: CompanionData, kind: Kind, shares: Plan, minutes: number): Plan {
  const plan = planFor(shares, minutes);
  const { minimums } = kindOf(data, kind);
  const isEnough = STAIRS.every((stair) => plan[stair] >= minimums[stair]);
  return isEnough ? plan : planFor(kindOf(data, kind).shares, minutes);
}

export function beginMeeting(data: CompanionData, start: Start, now: Date): Running {
  return {
    id: crypto.randomUUID(),
    person: data.person,
    kind: start.kind,
    form: start.form,
    withInterpreter: start.withInterpreter,
    minutes: totalOf(start.plan),
    plan: start.plan,
    startedAt: now.toISOString(),
    moves: [{ stair: STAIRS[0], at: 0 }],
    clock: { wall: now.getTime(), elapsed: 0 },
    draft: emptyDraft(data.language, data.language),
    map: emptyMap(),
  };
}

/** What is remembered as the person's own default. */
export function defaultsFrom(start: Start): Defaults {
  const minutes = totalOf(start.plan);
  const shares = { ...start.plan };
  for (const stair of STAIRS) shares[stair] = start.plan[stair] / minutes;
  const { kind, form, withInterpreter } = start;
  return { kind, minutes, form, with_interpreter: withInterpreter, shares };
}

export function stairNow({ moves }: { moves: readonly Move[] }): Stair {
  return moves[moves.length - 1]?.stair ?? STAIRS[0];
}

/** Go to a stair; any move is allowed, and time never goes backwards. */
export function move(running: Running, stair: Stair, at: number): void {
  if (stairNow(running) === stair) return;
  const last = running.moves[running.moves.length - 1];
  running.moves.push({ stair, at: rounded(Math.max(at, last?.at ?? 0)) });
}

/** The walk of a meeting that ended at `elapsed` minutes. */
export function endedWalk(running: Running, elapsed: number): EndedWalk {
  const { id, person, kind, form, minutes, plan, moves, startedAt, withInterpreter } = running;
  const lasted = Math.max(rounded(elapsed), moves[moves.length - 1]?.at ?? 0);
  const about = { id, person, kind, form, minutes, plan, moves, lasted };
  return { ...about, with_interpreter: withInterpreter, started_at: startedAt };
}

/** Thousandths of a minute are more than anybody needs. */
function rounded(minutes: number): number {
  return Math.round(minutes * 1000) / 1000;
}

// How long a meeting has gone on, whatever the device's clock does meanwhile. Pure: no browser here.

/** The last known place of time, as it is stored: wall clock (ms) and minutes gone. */
export interface Known {
  wall: number;
  elapsed: number;
}

/** Both clocks of a device at one moment, in ms: the wall clock may jump, the other only grows. */
export interface Moment {
  wall: number;
  mono: number;
}

/** Where time stood at the last look. */
export interface Clock extends Moment {
  /** Minutes since the beginning. */
  elapsed: number;
}

const MINUTE = 60_000;
/** After so many minutes without a touch and past the plan, a meeting has been forgotten. */
const FORGOTTEN_AFTER = 180;

/** Go on from what was stored: after a reload only the wall clock tells how long it took. */
export function resumed(known: Known, now: Moment): Clock {
  return { ...now, elapsed: known.elapsed + wallMinutes(known.wall, now.wall) };
}

/**
 * Look at the clocks again. `watched`: the page was visible all the while, so time has gone as
 * much as the steady clock says and a jump of the wall clock means that somebody set it. Unwatched,
 * the device may have slept, when the steady clock of some devices stands still.
 */
export function looked(clock: Clock, now: Moment, watched: boolean): Clock {
  const steady = steadyMinutes(clock, now);
  const passed = watched ? steady : Math.max(steady, wallMinutes(clock.wall, now.wall));
  return { ...now, elapsed: clock.elapsed + passed };
}

/** Come back to sight: another tab may have kept the time meanwhile, and knows it better. */
export function woken(clock: Clock, stored: Known | undefined, now: Moment): Clock {
  const own = looked(clock, now, false);
  if (!stored || stored.elapsed <= clock.elapsed) return own;
  const least = clock.elapsed + steadyMinutes(clock, now);
  return { ...now, elapsed: Math.max(least, resumed(stored, now).elapsed) };
}

export interface LastActs {
  /** How long was planned. */
  minutes: number;
  /** When something was last done. */
  acted: number;
  /** When the device last knew that it went on. */
  known: number;
}

/** Left running overnight, or otherwise long past its plan without a touch. */
export function isForgotten(last: LastActs, elapsed: number): boolean {
  return elapsed > last.acted + FORGOTTEN_AFTER && elapsed > last.minutes + FORGOTTEN_AFTER;
}

/** Where a forgotten meeting is taken to have ended: at its plan's end, or at what is known of it. */
export function lastKnownMoment(last: LastActs): number {
  return Math.max(last.acted, Math.min(last.known, last.minutes));
}

function steadyMinutes(clock: Clock, now: Moment): number {
  return Math.max(0, now.mono - clock.mono) / MINUTE;
}

function wallMinutes(from: number, to: number): number {
  return Math.max(0, to - from) / MINUTE;
}

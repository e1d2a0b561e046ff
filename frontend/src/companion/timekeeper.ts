// Keeps a running meeting's time by the browser's clocks; the rules are in clock.ts.
import { looked, resumed, woken, type Clock, type Known, type Moment } from "./clock";

export interface Timekeeper {
  /** Minutes since the beginning. */
  elapsed(): number;
  /** What to store with a change. */
  known(): Known;
  stop(): void;
}

export interface Pulse {
  /** What is stored of the time, perhaps by another tab. */
  read(): Promise<Known | undefined>;
  write(known: Known): void;
  /** Called every few seconds while the page is seen, and at each return to it. */
  tick(): void;
}

const TICK = 5_000;
const WRITE_EVERY = 4;

export function keepTime(known: Known, pulse: Pulse): Timekeeper {
  let clock: Clock = resumed(known, now());
  let watched = isSeen();
  let ticks = 0;
  let stopped = false;

  const look = (): void => {
    clock = looked(clock, now(), watched);
    watched = isSeen();
  };
  const write = (): void => pulse.write({ wall: clock.wall, elapsed: clock.elapsed });
  const tick = (): void => {
    if (!isSeen()) return;
    look();
    ticks += 1;
    if (ticks % WRITE_EVERY === 0) write();
    pulse.tick();
  };
  const leave = (): void => {
    if (watched) look();
    watched = false;
    write();
  };
  const comeBack = async (): Promise<void> => {
    const stored = await pulse.read();
    if (stopped) return;
    clock = woken(clock, stored, now());
    watched = isSeen();
    write();
    pulse.tick();
  };
  const turn = (): void => {
    if (isSeen()) void comeBack();
    else leave();
  };

  const timer = window.setInterval(tick, TICK);
  document.addEventListener("visibilitychange", turn);
  window.addEventListener("pagehide", leave);
  return {
    elapsed: () => {
      look();
      return clock.elapsed;
    },
    known: () => {
      look();
      return { wall: clock.wall, elapsed: clock.elapsed };
    },
    stop: () => {
      stopped = true;
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener("pagehide", leave);
    },
  };
}

function now(): Moment {
  return { wall: Date.now(), mono: performance.now() };
}

function isSeen(): boolean {
  return document.visibilityState === "visible";
}

// What the page opens to when a meeting is on the device: the stairs, or the question whether to go on.
import { filled } from "../shared/filled";
import { localeOf } from "../shared/locale";
import { isForgotten, lastKnownMoment, type LastActs } from "./clock";
import type { CompanionData } from "./data";
import { stairNow } from "./meeting";
import type { Running } from "./running";
import { part, show, tell } from "./screens";
import type { Beat } from "./store";

export type Opening = "walk" | "resume" | "forgotten";

/** Away longer than this (minutes), a person is asked before the stairs come back. */
const AWAY = 30;

export function openingOf(running: Running, beat: Beat | undefined, wall: number): Opening {
  const last = lastActs(running, beat);
  const known = beat ?? running.clock;
  const away = Math.max(0, wall - known.wall) / 60_000;
  if (isForgotten(last, known.elapsed + away)) return "forgotten";
  return beat?.left || away > AWAY ? "resume" : "walk";
}

/** Whether the meeting was forgotten while its page, still open, was out of sight. */
export function isLeftOpen(running: Running, beat: Beat | undefined, wall: number): boolean {
  const before = (beat ?? running.clock).elapsed;
  return !isForgotten(lastActs(running, beat), before) && openingOf(running, beat, wall) === "forgotten";
}

/** Where a forgotten meeting is taken to have ended, in minutes. */
export function endOfForgotten(running: Running, beat: Beat | undefined): number {
  return lastKnownMoment(lastActs(running, beat));
}

function lastActs({ minutes, moves, clock }: Running, beat: Beat | undefined): LastActs {
  const acted = Math.max(clock.elapsed, moves[moves.length - 1]?.at ?? 0);
  return { minutes, acted, known: Math.max(acted, beat?.elapsed ?? 0) };
}

/** Show that a meeting goes on, or that one was left unended. */
export function showResume(running: Running, opening: Opening, data: CompanionData): void {
  const forgotten = opening === "forgotten";
  for (const one of document.querySelectorAll<HTMLElement>("[data-when]")) {
    one.hidden = (one.dataset["when"] === "forgotten") !== forgotten;
  }
  const began = new Date(running.startedAt);
  const locale = localeOf(data.language);
  const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const date = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "numeric" });
  const values = { time: clock.format(began), day: date.format(began) };
  tell("resume-since", filled(data.words[forgotten ? "forgotten_since" : "running_since"] ?? "", values));
  part("resume-title").dataset["stair"] = stairNow(running);
  show("resume");
}

// The client's calendar entry (RFC 5545), made in the browser. It says only "Muistutus" unless the
// client wants the step itself to stand in the calendar; the card's link is never written there.
import { hashOf } from "../sealed/crypto";
import type { CardContent, Step } from "./content";

/** Steps are agreed in Finland; the instant is written in UTC so that it holds wherever it is read. */
const ZONE = "Europe/Helsinki";
const MOST_OCTETS = 75;

export interface Wishes {
  /** The neutral title in the client's language. */
  title: string;
  /** Whether the step's own words may stand in the calendar. */
  tells: boolean;
}

export function datedSteps(content: CardContent): Step[] {
  return content.steps.filter((step) => step.day && (step.text || step.own));
}

/** One event for each step that has a day. The same card gives the same UIDs, so none is doubled. */
export async function calendarOf(
  content: CardContent,
  wishes: Wishes,
  key: string,
  now: Date,
): Promise<string> {
  const events = await Promise.all(
    datedSteps(content).map(async (step, at) => [
      "BEGIN:VEVENT",
      `UID:${(await hashOf(`calendar ${at} ${key}`)).slice(0, 32)}@juuristo`,
      `DTSTAMP:${utc(now)}`,
      ...whenOf(step),
      ...wordsOf(step, wishes),
      "END:VEVENT",
    ]),
  );
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Juuristo//Askelkortti//FI",
    "METHOD:PUBLISH",
    ...events.flat(),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function whenOf(step: Step): string[] {
  if (!step.clock) return [`DTSTART;VALUE=DATE:${step.day.replaceAll("-", "")}`];
  return [`DTSTART:${utc(instantOf(step.day, step.clock))}`, "DURATION:PT1H"];
}

function wordsOf(step: Step, wishes: Wishes): string[] {
  const said = wishes.tells ? step.own || step.text : wishes.title;
  const lines = [`SUMMARY:${escapeText(said)}`];
  if (wishes.tells && step.where) lines.push(`LOCATION:${escapeText(step.where)}`);
  const about = [step.own && step.text, step.withWhom].filter(Boolean).join("\n");
  if (wishes.tells && about) lines.push(`DESCRIPTION:${escapeText(about)}`);
  return [...lines, ...alarm(step, said)];
}

/** The day before: at the same time, or at noon when the step has no clock time. */
function alarm(step: Step, said: string): string[] {
  const before = step.clock ? "-P1D" : "-PT12H";
  const words = `DESCRIPTION:${escapeText(said)}`;
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${before}`, words, "END:VALARM"];
}

function utc(instant: Date): string {
  return instant.toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
}

/** The instant of a wall-clock time in Finland. */
export function instantOf(day: string, clock: string): Date {
  const asUtc = Date.parse(`${day}T${clock.padStart(5, "0")}:00Z`);
  const first = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(first));
}

/** How far Finland's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number): number {
  const format = new Intl.DateTimeFormat("en-US-u-nu-latn", {
    timeZone: ZONE,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" },
  });
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  ) as Record<"year" | "month" | "day" | "hour" | "minute", number>;
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) - instant;
}

/** RFC 5545 3.3.11; other control characters may not stand in a text. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    .replaceAll(/[\0-\x08\x0b-\x1f\x7f]/g, "");
}

/** RFC 5545 3.1: no line over 75 octets, and no character cut in two. */
export function fold(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MOST_OCTETS) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

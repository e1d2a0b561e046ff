// The hand: wobbly ovals drawn in one stroke, ink, arrows and small signs, as SVG path data.
import { getStroke } from "perfect-freehand";
import type { MapObject, Meaning } from "./content";
import { LETTER, halves, linesOf, luck, round, widthOf, type Point } from "./geometry";

const STEPS = 22;
const INK = 3.4;

function text([x, y]: Point): string {
  return `${round(x)} ${round(y)}`;
}

/** A smooth curve through the points (Catmull–Rom as cubic Béziers). */
function curve(points: Point[], closed = false): string {
  if (points.length === 0) return "";
  const at = (index: number): Point =>
    closed
      ? points[(index + points.length) % points.length]!
      : points[Math.max(0, Math.min(points.length - 1, index))]!;
  let path = `M${text(points[0]!)}`;
  for (let index = 0; index < points.length - (closed ? 0 : 1); index++) {
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const first: Point = [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6];
    const second: Point = [c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6];
    path += `C${text(first)} ${text(second)} ${text(c)}`;
  }
  return closed ? `${path}Z` : path;
}

/** The outline of a hand-drawn oval: one stroke that passes its own beginning. */
export function ovalPath(circle: MapObject): string {
  const { rx, ry } = halves(circle);
  const chance = luck(circle.id);
  const [one, two] = [chance() * 6.3, chance() * 6.3];
  const heavy = circle.meaning === "question" || circle.meaning === "hope";
  const start = -Math.PI / 2 - 0.3 + chance() * 0.7;
  const turn = Math.PI * 2 * (heavy ? 1.24 : 1.05);
  const drift = Math.min(2.4, 0.03 * Math.min(rx, ry));
  const count = Math.round((STEPS * turn) / (Math.PI * 2));
  const points: Point[] = [];
  for (let step = 0; step <= count; step++) {
    const share = step / count;
    const angle = start + turn * share;
    const wobble = 1 + 0.014 * Math.sin(2 * angle + one) + 0.01 * Math.sin(3 * angle + two);
    const out = drift * (2 * share - 1);
    points.push([
      circle.x + (rx * wobble + out) * Math.cos(angle),
      circle.y + (ry * wobble + out) * Math.sin(angle),
    ]);
  }
  return curve(points);
}

/** The colour inside, which never quite meets the outline. */
export function blotPath(circle: MapObject): string {
  const { rx, ry } = halves(circle);
  const chance = luck(`${circle.id} blot`);
  const [one, dx, dy] = [chance() * 6.3, chance() * 3 - 1.5, chance() * 3 - 1.5];
  const points: Point[] = [];
  for (let step = 0; step < 14; step++) {
    const angle = (Math.PI * 2 * step) / 14;
    const wobble = 0.985 + 0.015 * Math.sin(2 * angle + one);
    points.push([
      circle.x + dx + rx * wobble * Math.cos(angle),
      circle.y + dy + ry * wobble * Math.sin(angle),
    ]);
  }
  return curve(points, true);
}

/** Ink of a pen: its outline, thicker where it was pressed or went slowly. */
export function inkPath(points: number[][], done = true): string {
  const pressed = points.some(([, , pressure = 0.5]) => pressure !== 0.5);
  const outline = getStroke(points, {
    size: INK,
    thinning: 0.45,
    smoothing: 0.6,
    streamline: 0.35,
    simulatePressure: !pressed,
    last: done,
  }) as Point[];
  const first = outline[0];
  if (!first) return "";
  let path = `M${text(first)}Q`;
  outline.forEach((at, index) => {
    const next = outline[(index + 1) % outline.length]!;
    path += `${text(at)} ${text([(at[0] + next[0]) / 2, (at[1] + next[1]) / 2])} `;
  });
  return `${path}Z`;
}

/** An arrow's shaft and head. */
export function arrowPath([start, bend, end]: [Point, Point, Point]): string {
  const angle = Math.atan2(end[1] - bend[1], end[0] - bend[0]);
  const far = Math.hypot(end[0] - start[0], end[1] - start[1]);
  const length = Math.min(13, 4 + far / 4);
  const barb = (turn: number): Point => [
    end[0] - length * Math.cos(angle + turn),
    end[1] - length * Math.sin(angle + turn),
  ];
  return `M${text(start)}Q${text(bend)} ${text(end)}M${text(barb(0.55))}L${text(end)}L${text(barb(-0.45))}`;
}

export interface Label {
  lines: string[];
  x: number;
  /** The first line's foot. */
  y: number;
}

/** Where an object's words stand: in its middle, or under the upper edge of a circle that holds others. */
export function labelOf(object: MapObject, holdsOthers: boolean): Label {
  const { rx, ry } = halves(object);
  const lines = linesOf(object.text, object.kind === "circle" ? rx * 1.6 : 170);
  const middle = object.y - ((lines.length - 1) * LETTER.line) / 2 + LETTER.size * 0.34;
  const y = holdsOthers && object.kind === "circle" ? object.y - ry + Math.min(ry * 0.3, 34) : middle;
  return { lines, x: round(object.x), y: round(y) };
}

function wave(left: number, right: number, y: number): string {
  let path = `M${round(left)} ${round(y)}`;
  for (let x = left; x < right - 6; x += 14) path += `c5-5 7 4 14-1`;
  return path;
}

/** A small sign under the words, so that meaning is not told by colour alone. */
export function signPath(meaning: Meaning, label: Label): string {
  if (label.lines.length === 0) return "";
  const wide = Math.max(30, widthOf(label.lines.slice(-1))) / 2;
  const [left, right] = [label.x - wide, label.x + wide];
  const y = label.y + (label.lines.length - 1) * LETTER.line + 8;
  const under = (down: number) =>
    `M${round(left)} ${round(y + down)}Q${label.x} ${round(y + down + 2.5)} ${round(right)} ${round(y + down - 0.8)}`;
  if (meaning === "obstacle") return wave(left, right, y + 3);
  if (meaning === "strength") return under(0) + under(5);
  if (meaning === "place") return under(0);
  return "";
}

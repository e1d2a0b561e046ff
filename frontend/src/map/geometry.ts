// Where things are on the map and how they are drawn: pure functions of the content.
import type { MapObject } from "./content";

export type Point = [number, number];

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The first view. */
export const PAPER: Box = { left: 0, top: 0, right: 390, bottom: 620 };
export const LETTER = { size: 17, width: 8.7, line: 20 };

/** Even numbers 0–1 that are always the same for the same id: a drawing never jumps when redrawn. */
export function luck(id: string): () => number {
  let state = 2166136261;
  for (let at = 0; at < id.length; at++) {
    state = Math.imul(state ^ id.charCodeAt(at), 16777619);
  }
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    state ^= state >>> 13;
    return (state >>> 0) / 4294967296;
  };
}

/** Break a text into lines no wider than `width`, never inside a word. */
export function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && longer.length * LETTER.width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter(Boolean);
}

/** Which way a text runs: that of its first letter, whatever the page's language. */
export function directionOf(text: string): "ltr" | "rtl" {
  const letter = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(letter) ? "rtl" : "ltr";
}

export function widthOf(lines: string[]): number {
  return Math.max(0, ...lines.map((line) => line.length)) * LETTER.width;
}

/** Half-width and half-height of what can be joined or chosen: a circle, or a word's own room. */
export function halves(object: MapObject): { rx: number; ry: number } {
  if (object.kind === "circle") return { rx: object.rx ?? 40, ry: object.ry ?? 40 };
  const lines = linesOf(object.text, 170);
  return { rx: widthOf(lines) / 2 + 8, ry: Math.max(1, lines.length) * (LETTER.line / 2) + 6 };
}

/** How large a circle must be for its text; never smaller than it is. */
export function roomFor(object: MapObject, text: string): { rx: number; ry: number } {
  const { rx, ry } = halves(object);
  const widest = widthOf(text.trim().split(/\s+/));
  const wide = Math.max(rx, widest / 2 / 0.86);
  const lines = linesOf(text, wide * 1.6).length;
  const high = Math.max(ry, lines > 1 ? (lines * LETTER.line) / 2 / 0.66 : 0);
  return { rx: round(wide), ry: round(high) };
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const boxes = new WeakMap<MapObject, Box>();

export function boxOf(object: MapObject): Box {
  let box = boxes.get(object);
  if (!box) boxes.set(object, (box = measured(object)));
  return box;
}

function measured(object: MapObject): Box {
  if (object.kind === "line") return around(object.points ?? [[object.x, object.y]]);
  if (object.kind === "arrow") return around([[object.x, object.y], object.end ?? []]);
  const { rx, ry } = halves(object);
  const { x, y } = object;
  return { left: x - rx, top: y - ry, right: x + rx, bottom: y + ry };
}

function around(points: number[][]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x = 0, y = 0] of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** The smallest box that holds all of these, or undefined of nothing. */
export function boxOfAll(boxes: Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  return around(
    boxes.flatMap(({ left, top, right, bottom }) => [
      [left, top],
      [right, bottom],
    ]),
  );
}

export function holds(circle: MapObject, [x, y]: Point, slack = 1): boolean {
  const { rx, ry } = halves(circle);
  return ((x - circle.x) / rx) ** 2 + ((y - circle.y) / ry) ** 2 <= slack;
}

/** Where a thing stands when it is asked which circle it lies in. */
export function middleOf(object: MapObject): Point {
  if (object.kind === "circle" || object.kind === "text") return [object.x, object.y];
  const { left, top, right, bottom } = boxOf(object);
  return [(left + right) / 2, (top + bottom) / 2];
}

/** True when the whole of a line, or the middle of anything else, lies in the circle. */
export function liesIn(object: MapObject, circle: MapObject): boolean {
  if (object.kind === "line") {
    return (object.points ?? []).every(([x = 0, y = 0]) => holds(circle, [x, y]));
  }
  if (object.kind === "arrow") {
    return holds(circle, [object.x, object.y]) && holds(circle, object.end ?? [object.x, object.y]);
  }
  if (!holds(circle, middleOf(object))) return false;
  const [mine, its] = [halves(object), halves(circle)];
  return object.kind === "text" || mine.rx * mine.ry < its.rx * its.ry;
}

export function moved(object: MapObject, dx: number, dy: number): MapObject {
  const result = { ...object, x: round(object.x + dx), y: round(object.y + dy) };
  if (object.points) {
    result.points = object.points.map(([x = 0, y = 0, ...rest]) => [
      round(x + dx),
      round(y + dy),
      ...rest,
    ]);
  }
  if (object.end) result.end = [round(object.end[0] + dx), round(object.end[1] + dy)];
  return result;
}

/** The edge of a thing seen from its middle towards a point, `gap` outside of it. */
function edgeTowards(object: MapObject, [x, y]: Point, gap: number): Point {
  const { rx, ry } = halves(object);
  const far = Math.hypot(x - object.x, y - object.y);
  const [dx, dy] = far > 0 ? [x - object.x, y - object.y] : [0, -1];
  const [alongX, alongY] = [dx / (far || 1), dy / (far || 1)];
  const reach = 1 / Math.hypot(alongX / rx, alongY / ry) + gap;
  return [object.x + alongX * reach, object.y + alongY * reach];
}

/** An arrow's beginning, bend and head: it stops at the edges of what it joins. */
export function arrowPoints(
  arrow: MapObject,
  from: MapObject | undefined,
  to: MapObject | undefined,
): [Point, Point, Point] {
  const start: Point = from ? [from.x, from.y] : [arrow.x, arrow.y];
  const end: Point = to ? [to.x, to.y] : (arrow.end ?? [arrow.x, arrow.y]);
  const far = Math.hypot(end[0] - start[0], end[1] - start[1]);
  const side = luck(arrow.id)() < 0.5 ? -1 : 1;
  const bend = side * Math.min(far * 0.12, 36);
  const along: Point = far ? [(end[0] - start[0]) / far, (end[1] - start[1]) / far] : [1, 0];
  const middle: Point = [
    (start[0] + end[0]) / 2 - along[1] * bend,
    (start[1] + end[1]) / 2 + along[0] * bend,
  ];
  return [from ? edgeTowards(from, middle, 3) : start, middle, to ? edgeTowards(to, middle, 6) : end];
}

function toSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length : 0;
  const at = Math.max(0, Math.min(1, share));
  return Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay));
}

/** How far a point is from a line through points. */
export function distanceTo(points: Point[], point: Point): number {
  let nearest = Infinity;
  points.forEach((at, index) => {
    nearest = Math.min(nearest, toSegment(point, points[index - 1] ?? at, at));
  });
  return nearest;
}

/** How far a point is from a circle's outline, roughly. */
export function distanceToEdge(circle: MapObject, point: Point): number {
  const [x, y] = edgeTowards(circle, point, 0);
  return Math.hypot(point[0] - x, point[1] - y);
}

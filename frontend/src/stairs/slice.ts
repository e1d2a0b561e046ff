/**
 * A meeting as a slice of a trunk that grows from the pith: each stretch takes its stair's colour,
 * the outer band with a dotted edge is kept for the farewell. The outline is the same as in
 * juuristo/stairs/slice.py.
 */
import { draw } from "../shared/make";
import type { Move, Plan, Stair } from "./stairs";
import { stretches } from "./walk";

export interface SliceView {
  minutes: number;
  plan: Plan;
  moves: readonly Move[];
  now: number;
  /** Width and height of the view box. */
  size?: number;
}

const SLICE_SIZE = 260;

/** One coloured band, `d` for a path with the even-odd rule. */
export interface Band {
  stair: Stair;
  d: string;
}

type Point = readonly [number, number];

const POINTS = 26;
/** Of the size: the radius of the whole slice, and how far the pith lies from the middle. */
const RADIUS = 118 / 260;
const PITH: Point = [5 / 260, -3 / 260];
const RING_MINUTES = 3;
const MOST_RINGS = 20;

/** The slice's own shape for radius 1, one number for each point. */
const SHAPE = Array.from({ length: POINTS }, (_, index) => {
  const t = angle(index);
  return 1 + 0.03 * Math.sin(2 * t + 0.7) + 0.02 * Math.sin(3 * t + 2.1) + 0.01 * Math.sin(5 * t + 0.4);
});

/** How far from the pith a minute lies, 0–1: between equal widths and equal areas. */
export function reach(minute: number, minutes: number): number {
  const share = Math.min(1, Math.max(0, minute / minutes));
  return 0.5 * Math.sqrt(share) + 0.5 * share;
}

/**
 * The closed outline at `radius` (0–1 of the whole slice). A ring gives its number, and gets a
 * little shape of its own.
 */
export function sliceOutline(radius: number, size = SLICE_SIZE, ring?: number): string {
  const points = SHAPE.map((shape, index) => pointAt(index, radius, size, shape + wobble(index, ring)));
  const at = (index: number): Point => points[(index + POINTS) % POINTS]!;
  let d = `M${written(at(0))}`;
  for (let index = 0; index < POINTS; index += 1) {
    const [before, here, next, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    d += `C${written(pulled(here, before, next))} ${written(pulled(next, after, here))} ${written(next)}`;
  }
  return `${d}Z`;
}

/** The bands of the stretches walked until a moment; stays on the same stair in a row are one. */
export function bands(minutes: number, moves: readonly Move[], until: number, size = SLICE_SIZE): Band[] {
  const whole = Math.max(minutes, until);
  const joined: { stair: Stair; start: number; end: number }[] = [];
  for (const { stair, start, end } of stretches(moves, until)) {
    if (end <= start) continue;
    const last = joined[joined.length - 1];
    if (last?.stair === stair) last.end = end;
    else joined.push({ stair, start, end });
  }
  return joined.map(({ stair, start, end }) => ({ stair, d: between(start, end, whole, size) }));
}

/** Draw the meeting into `svg`; drawing again changes only what has changed. */
export function drawSlice(svg: SVGSVGElement, view: SliceView): void {
  const size = view.size ?? SLICE_SIZE;
  const whole = Math.max(view.minutes, view.now);
  set(svg, "viewBox", `0 0 ${size} ${size}`);
  const [wood, kept, grown, rings, keptEdge, edge, grownEdge] = layers(svg);
  const outline = sliceOutline(1, size);
  const keptFrom = keptStart(view);
  set(wood!, "d", outline);
  set(kept!, "d", keptFrom === undefined ? "" : between(keptFrom, whole, whole, size));
  drawBands(grown!, bands(view.minutes, view.moves, view.now, size));
  drawRings(rings!, whole, size);
  set(keptEdge!, "d", keptFrom === undefined ? "" : sliceOutline(reach(keptFrom, whole), size));
  set(edge!, "d", outline);
  set(grownEdge!, "d", view.now > 0 ? sliceOutline(reach(view.now, whole), size) : "");
}

/** The minute from which the slice is kept for the farewell; none when it has begun or is gone. */
function keptStart({ minutes, plan, moves, now }: SliceView): number | undefined {
  const from = Math.max(minutes - plan.farewell, now);
  return moves[moves.length - 1]?.stair === "farewell" || from >= minutes ? undefined : from;
}

function layers(svg: SVGSVGElement): SVGElement[] {
  if (svg.childElementCount === 0) {
    const kept = draw("path", { class: "kept", "fill-rule": "evenodd" });
    const dotted = { "stroke-dasharray": "1 7", "stroke-linecap": "round" };
    svg.append(draw("path", { class: "wood" }), kept, draw("g", {}), draw("g", {}));
    svg.append(draw("path", { class: "kept-edge", ...dotted }));
    svg.append(draw("path", { class: "kept-edge" }), draw("path", { class: "grown-edge" }));
  }
  return [...svg.children] as SVGElement[];
}

function drawBands(group: SVGElement, found: Band[]): void {
  const paths = ofCount(group, found.length);
  found.forEach(({ stair, d }, index) => {
    const path = paths[index]!;
    set(path, "class", `grown fill-${stair}`);
    set(path, "fill-rule", "evenodd");
    set(path, "d", d);
  });
}

function drawRings(group: SVGElement, whole: number, size: number): void {
  const key = `${whole} ${size}`;
  if (group.dataset["drawn"] === key) return;
  group.dataset["drawn"] = key;
  const step = RING_MINUTES * Math.max(1, Math.ceil(whole / (RING_MINUTES * MOST_RINGS)));
  const paths = ofCount(group, Math.max(0, Math.ceil(whole / step) - 1));
  paths.forEach((path, index) => {
    set(path, "class", "ring");
    set(path, "d", sliceOutline(reach((index + 1) * step, whole), size, index + 1));
  });
}

/** Let a group have just as many paths. */
function ofCount(group: SVGElement, count: number): SVGElement[] {
  while (group.childElementCount > count) group.lastElementChild!.remove();
  while (group.childElementCount < count) group.append(draw("path", {}));
  return [...group.children] as SVGElement[];
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function between(start: number, end: number, whole: number, size: number): string {
  const outer = sliceOutline(reach(end, whole), size);
  return start > 0 ? outer + sliceOutline(reach(start, whole), size) : outer;
}

function angle(index: number): number {
  return (2 * Math.PI * index) / POINTS;
}

function wobble(index: number, ring: number | undefined): number {
  return ring === undefined ? 0 : 0.008 * Math.sin(4 * angle(index) + 1.9 * ring);
}

function pointAt(index: number, radius: number, size: number, shape: number): Point {
  const t = angle(index);
  const away = size * RADIUS * radius * shape;
  const from = (side: 0 | 1): number => size * (0.5 + PITH[side] * (1 - radius));
  return [from(0) + away * Math.cos(t), from(1) + away * Math.sin(t)];
}

/** A smooth line's control point beside `here` (Catmull–Rom). */
function pulled(here: Point, behind: Point, ahead: Point): Point {
  return [here[0] + (ahead[0] - behind[0]) / 6, here[1] + (ahead[1] - behind[1]) / 6];
}

function written([x, y]: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

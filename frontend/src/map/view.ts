// Which part of the map is seen, and how large. A point of the screen is a point of the map.
import { PAPER, boxOf, boxOfAll, type Box, type Point } from "./geometry";
import { isFree, type MapContent } from "./content";

/** `x`, `y`: the map's point in the upper left corner; `scale`: screen pixels to one unit. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

const CLOSEST = 6;
export const FARTHEST = 0.08;
const MARGIN = 14;

function around(box: Box, size: Size, most: number): View {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const fit = Math.min(size.width / width, size.height / height);
  const scale = Math.max(FARTHEST, Math.min(most, fit));
  return {
    x: box.left - (size.width / scale - width) / 2,
    y: box.top - (size.height / scale - height) / 2,
    scale,
  };
}

/** How high a photo lies on the map: it is as wide as the first view. */
export function photoHeight(content: MapContent): number {
  const { width = 390, height = 620 } = content.photo ?? {};
  return (390 * height) / width;
}

/** All that is drawn; the first view when that holds it. */
export function wholeOf(content: MapContent): Box {
  const boxes = content.objects.filter(isFree).map(boxOf);
  if (content.photo) boxes.push({ ...PAPER, bottom: photoHeight(content) });
  const drawn = boxOfAll(boxes);
  if (!drawn) return PAPER;
  const { left, top, right, bottom } = drawn;
  const isWithin = left >= 0 && top >= 0 && right <= PAPER.right && bottom <= PAPER.bottom;
  if (isWithin) return PAPER;
  return { left: left - MARGIN, top: top - MARGIN, right: right + MARGIN, bottom: bottom + MARGIN };
}

export function wholeView(content: MapContent, size: Size): View {
  return around(wholeOf(content), size, 1.6);
}

export function toMap(view: View, [x, y]: Point): Point {
  return [view.x + x / view.scale, view.y + y / view.scale];
}

/** Larger or smaller, while the map's point under `at` (screen) stays where it is. */
export function zoomed(view: View, times: number, [x, y]: Point): View {
  const scale = Math.max(FARTHEST, Math.min(CLOSEST, view.scale * times));
  return { x: view.x + x / view.scale - x / scale, y: view.y + y / view.scale - y / scale, scale };
}

export function panned(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** Two fingers: from where they were to where they are. */
export function pinched(view: View, before: [Point, Point], after: [Point, Point]): View {
  const far = ([a, b]: [Point, Point]) => Math.hypot(a[0] - b[0], a[1] - b[1]) || 1;
  const middle = ([a, b]: [Point, Point]): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const [was, is] = [middle(before), middle(after)];
  const closer = zoomed(view, far(after) / far(before), was);
  return panned(closer, is[0] - was[0], is[1] - was[1]);
}

/** The view moved so that the box is seen, as little as possible. */
export function showing(view: View, box: Box, size: Size): View {
  const { x, y, scale } = view;
  const shift = (low: number, high: number, from: number, room: number) =>
    low < from ? low - from : high > from + room ? Math.min(high - from - room, low - from) : 0;
  return {
    x: x + shift(box.left - MARGIN, box.right + MARGIN, x, size.width / scale),
    y: y + shift(box.top - MARGIN, box.bottom + MARGIN, y, size.height / scale),
    scale,
  };
}

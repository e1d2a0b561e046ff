// What lies under a finger. A finger is wide: `reach` is half of it in the map's units.
import type { MapContent, MapObject } from "./content";
import { find } from "./edits";
import {
  arrowPoints,
  boxOf,
  distanceTo,
  distanceToEdge,
  halves,
  holds,
  type Point,
} from "./geometry";

function isNearLine(content: MapContent, object: MapObject, point: Point, reach: number): boolean {
  if (object.kind === "arrow") {
    const ends = arrowPoints(object, find(content, object.from), find(content, object.to));
    return distanceTo(ends, point) <= reach;
  }
  const { left, top, right, bottom } = boxOf(object);
  const [x, y] = point;
  if (x < left - reach || x > right + reach || y < top - reach || y > bottom + reach) return false;
  return distanceTo((object.points ?? []) as Point[], point) <= reach;
}

/** A word or a circle, with at least a finger's room around its middle. */
function isOver(object: MapObject, point: Point, reach: number): boolean {
  const { rx, ry } = halves(object);
  return holds({ ...object, kind: "circle", rx: Math.max(rx, reach), ry: Math.max(ry, reach) }, point);
}

function smallest(objects: MapObject[]): MapObject | undefined {
  const area = (object: MapObject) => halves(object).rx * halves(object).ry;
  return objects.reduce<MapObject | undefined>(
    (best, one) => (best && area(best) <= area(one) ? best : one),
    undefined,
  );
}

/** What can be joined, named or moved as one: the word or the smallest circle under the point. */
export function thingAt(content: MapContent, point: Point, reach: number): MapObject | undefined {
  const over = content.objects.filter(
    (one) => (one.kind === "circle" || one.kind === "text") && isOver(one, point, reach),
  );
  return smallest(over.filter(({ kind }) => kind === "text")) ?? smallest(over);
}

/** Anything: words and circles that hold nothing first, then lines and arrows, then outer circles. */
export function anythingAt(content: MapContent, point: Point, reach: number): MapObject | undefined {
  const thing = thingAt(content, point, reach);
  const isOuter = thing && content.objects.some(({ inside }) => inside === thing.id);
  if (thing && !isOuter) return thing;
  return lineAt(content, point, reach) ?? thing;
}

function lineAt(content: MapContent, point: Point, reach: number): MapObject | undefined {
  return content.objects
    .filter(({ kind }) => kind === "line" || kind === "arrow")
    .filter((one) => isNearLine(content, one, point, reach))
    .at(-1);
}

/** What a rubber takes away: an outer circle only by its outline. */
export function erasedAt(content: MapContent, point: Point, reach: number): MapObject | undefined {
  const line = lineAt(content, point, reach / 2);
  if (line) return line;
  const thing = anythingAt(content, point, reach / 2);
  if (thing?.kind !== "circle" || !content.objects.some(({ inside }) => inside === thing.id)) {
    return thing;
  }
  return distanceToEdge(thing, point) <= reach ? thing : undefined;
}

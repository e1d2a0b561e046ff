// Two copies of one map that were drawn on apart become one, and nothing of either is lost.
import { newId, type MapContent, type MapObject } from "./content";
import { mended } from "./reading";

const ASIDE = 24;

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A copy beside the original, for what both changed. */
function beside(object: MapObject): MapObject {
  const points = object.points?.map(([x = 0, y = 0, ...rest]) => [x + ASIDE, y + ASIDE, ...rest]);
  const copy = { ...object, id: newId(), x: object.x + ASIDE, y: object.y + ASIDE };
  return points ? { ...copy, points } : copy;
}

type Found = MapObject | undefined;

/** What stays of one object: ours where only we changed it, theirs where only they did, or both. */
function settle(base: Found, mine: Found, theirs: Found): MapObject[] {
  if (same(mine, theirs) || same(base, theirs)) return mine ? [mine] : [];
  if (same(base, mine)) return theirs ? [theirs] : [];
  if (mine && theirs) return [mine, beside(theirs)];
  return mine ? [mine] : [theirs!];
}

/**
 * Merge by object: `base` is what both began from. What one side took away and the other changed
 * stays; what both changed differently stays twice, side by side.
 */
export function merge(base: MapContent, mine: MapContent, theirs: MapContent): MapContent {
  const index = (content: MapContent) => new Map(content.objects.map((one) => [one.id, one]));
  const [before, ours, others] = [index(base), index(mine), index(theirs)];
  const ids = new Set([...others.keys(), ...ours.keys()]);
  const objects = [...ids].flatMap((id) => settle(before.get(id), ours.get(id), others.get(id)));
  const photo = same(base.photo, mine.photo) ? theirs.photo : (mine.photo ?? theirs.photo);
  return { v: 1, objects: mended(objects), ...(photo && { photo }) };
}

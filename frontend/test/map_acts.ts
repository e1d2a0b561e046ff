// Any acts on the shared map, as the canvas and the list make them.
import fc from "fast-check";
import { MEANINGS, emptyMap, type MapContent, type MapObject } from "../src/map/content";
import {
  add,
  allInside,
  arrowBetween,
  circleAt,
  grow,
  join,
  lineThrough,
  mean,
  move,
  nearer,
  putInside,
  remove,
  rename,
  reorder,
  wordAt,
} from "../src/map/edits";
import { apply, type Command } from "../src/map/history";
import { addNamed } from "../src/map/list";
import { isJoinable } from "../src/map/reading";

export type Act = (content: MapContent) => Command | undefined;

export const place = fc.integer({ min: -500, max: 900 });
export const nth = fc.nat(50);
export const word = fc.constantFrom("minä", "äiti ja isä", "työ keittiössä", "", "أمي", "oma kahvila rannalla");
export const meaning = fc.constantFrom(...MEANINGS);

export function pick(content: MapContent, at: number, wanted = (_: MapObject) => true): MapObject | undefined {
  const some = content.objects.filter(wanted);
  return some[at % Math.max(1, some.length)];
}

export const isCircle = (object: MapObject) => object.kind === "circle";

/** Acts as the canvas and the list make them. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(place, place, fc.integer({ min: 22, max: 300 }), fc.integer({ min: 22, max: 300 })).map(
    ([x, y, rx, ry]): Act => (content) => add(content, circleAt([x, y], rx, ry)),
  ),
  fc.tuple(place, place, word).map(
    ([x, y, text]): Act => (content) => add(content, { ...wordAt([x, y]), text }),
  ),
  fc.array(fc.tuple(place, place, fc.constant(0.5)), { minLength: 1, maxLength: 6 }).map(
    (points): Act => (content) => add(content, lineThrough(points)),
  ),
  fc.tuple(nth, place, place).map(([at, x, y]): Act => (content) => {
    const from = pick(content, at, isJoinable);
    return add(content, arrowBetween(from ?? [x, y], [y, x]));
  }),
  fc.tuple(word.filter(Boolean), meaning, nth, fc.boolean()).map(
    ([text, is, at, isIn]): Act => (content) =>
      addNamed(content, text, is, isIn ? pick(content, at, isCircle) : undefined),
  ),
  fc.tuple(nth, nth).map(([one, other]): Act => (content) => {
    const [from, to] = [pick(content, one), pick(content, other)];
    return from && to ? join(content, from, to) : undefined;
  }),
  fc.tuple(nth, nth, fc.boolean()).map(([one, other, isOut]): Act => (content) => {
    const object = pick(content, one, isJoinable);
    if (!object) return undefined;
    const own = new Set([object.id, ...allInside(content, object.id).map(({ id }) => id)]);
    const circle = pick(content, other, (one) => isCircle(one) && !own.has(one.id));
    return putInside(content, object, isOut ? undefined : circle);
  }),
  fc.tuple(nth, place, place, fc.boolean()).map(([at, x, y, settles]): Act => (content) => {
    const object = pick(content, at);
    return object && move(content, object, x, y, settles || object.inside === undefined);
  }),
  fc.tuple(nth, word, meaning, fc.nat(4)).map(([at, text, is, what]): Act => (content) => {
    const object = pick(content, at, isJoinable);
    if (!object) return undefined;
    if (what === 0) return rename(object, text);
    if (what === 1) return mean(object, is);
    if (what === 2) return nearer(content, object, 0.7);
    if (what === 3) return reorder(content, object, at % 2 ? 1 : -1);
    return object.kind === "circle" ? grow(object, 1.2) : undefined;
  }),
  nth.map((at): Act => (content) => {
    const object = pick(content, at);
    return object && remove(content, object);
  }),
);
export const acts = fc.array(act, { maxLength: 25 });

export function drawnBy(list: Act[], start = emptyMap()): MapContent {
  return list.reduce((content, one) => {
    const command = one(content);
    return command ? apply(content, command) : content;
  }, start);
}

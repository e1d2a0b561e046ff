// What can be done to a map, whichever way it is looked at. Each answers a command for the history.
import { isFree, newId, type MapContent, type MapObject, type Meaning, type Picture } from "./content";
import {
  PAPER,
  boxOf,
  boxOfAll,
  halves,
  holds,
  liesIn,
  moved,
  roomFor,
  round,
  type Box,
  type Point,
} from "./geometry";
import type { Change, Command } from "./history";
import { isJoinable } from "./reading";

type Room = { rx: number; ry: number };
const ROOMY: Room = { rx: 46, ry: 38 };
const LARGEST = 4000;
const SMALLEST = 22;

export function find(content: MapContent, id: string | undefined): MapObject | undefined {
  return id === undefined ? undefined : content.objects.find((object) => object.id === id);
}

/** Where a thing is: an arrow that joins is where its ends are. */
export function boxIn(content: MapContent, object: MapObject): Box {
  const ends = [find(content, object.from), find(content, object.to)];
  const joined = ends.filter((end) => end !== undefined).map(boxOf);
  return boxOfAll(joined) ?? boxOf(object);
}

/** Everything that lies in the circle, at any depth. */
export function allInside(content: MapContent, id: string): MapObject[] {
  const found = new Set([id]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { id: one, inside } of content.objects) if (inside && found.has(inside)) found.add(one);
  }
  found.delete(id);
  return content.objects.filter((object) => found.has(object.id));
}

export function joinsOf(content: MapContent, id: string): MapObject[] {
  return content.objects.filter(({ from, to }) => from === id || to === id);
}

/** The smallest circle an object lies in, itself and what lies in it left out. */
function outerOf(content: MapContent, object: MapObject): string | undefined {
  const own = new Set([object.id, ...allInside(content, object.id).map(({ id }) => id)]);
  let best: MapObject | undefined;
  for (const circle of content.objects) {
    if (circle.kind !== "circle" || own.has(circle.id) || !liesIn(object, circle)) continue;
    if (!best || area(circle) < area(best)) best = circle;
  }
  return best?.id;
}

function area(circle: MapObject): number {
  const { rx, ry } = halves(circle);
  return rx * ry;
}

function placed(object: MapObject, inside: string | undefined): MapObject {
  const { inside: _, ...rest } = object;
  return inside === undefined ? rest : { ...rest, inside };
}

function replace(before: MapObject, after: MapObject): Change {
  return { before, after };
}

/** Draw something. It is put into the circle it lies in; a new circle takes in what it goes around. */
export function add(content: MapContent, object: MapObject): Command {
  const inside = isFree(object) ? outerOf(content, object) : undefined;
  const made = placed(object, inside);
  const taken = content.objects.filter(
    (other) =>
      made.kind === "circle" && other.inside === inside && isFree(other) && liesIn(other, made),
  );
  return {
    changes: [
      { after: made, at: content.objects.length },
      ...taken.map((other) => replace(other, placed(other, made.id))),
    ],
  };
}

export function circleAt([x, y]: Point, rx = ROOMY.rx, ry = ROOMY.ry): MapObject {
  const at = { x: round(x), y: round(y), rx: round(rx), ry: round(ry) };
  return { id: newId(), kind: "circle", meaning: "other", text: "", ...at };
}

export function wordAt([x, y]: Point): MapObject {
  return { id: newId(), kind: "text", meaning: "other", text: "", x: round(x), y: round(y) };
}

export function lineThrough(points: number[][]): MapObject {
  const [x = 0, y = 0] = points[0] ?? [];
  return { id: newId(), kind: "line", meaning: "other", text: "", x, y, points };
}

export function arrowBetween(from: MapObject | Point, to: MapObject | Point): MapObject {
  const [x, y] = Array.isArray(from) ? from : [from.x, from.y];
  const end: Point = Array.isArray(to) ? to : [to.x, to.y];
  const arrow: MapObject = { id: newId(), kind: "arrow", meaning: "other", text: "", x, y, end };
  if (!Array.isArray(from)) arrow.from = from.id;
  if (!Array.isArray(to)) arrow.to = to.id;
  return arrow;
}

export function rename(object: MapObject, text: string): Command {
  const room = object.kind === "circle" && text.trim() ? roomFor(object, text) : {};
  return { changes: [replace(object, { ...object, ...room, text })] };
}

export function mean(object: MapObject, meaning: Meaning): Command {
  return { changes: [replace(object, { ...object, meaning })] };
}

export function grow(circle: MapObject, times: number): Command {
  const { rx, ry } = halves(circle);
  const fit = (value: number) => round(Math.min(LARGEST, Math.max(SMALLEST, value * times)));
  return { changes: [replace(circle, { ...circle, rx: fit(rx), ry: fit(ry) })] };
}

/** Move an object with everything in it. With `settles`, it comes to lie in the circle it is over. */
export function move(
  content: MapContent,
  object: MapObject,
  dx: number,
  dy: number,
  settles = true,
): Command {
  const changes = allInside(content, object.id).map((one) => replace(one, moved(one, dx, dy)));
  const there = moved(object, dx, dy);
  const inside = !isFree(there) ? undefined : settles ? outerOf(content, there) : object.inside;
  return { changes: [replace(object, placed(there, inside)), ...changes] };
}

/** Take away: what it held moves out into what held it, and arrows to it go along. */
export function remove(content: MapContent, object: MapObject): Command {
  const gone = new Set([object.id, ...joinsOf(content, object.id).map(({ id }) => id)]);
  const changes: Change[] = [];
  content.objects.forEach((one, was) => {
    if (gone.has(one.id)) changes.push({ before: one, was });
    else if (one.inside === object.id) changes.push(replace(one, placed(one, object.inside)));
  });
  return { changes };
}

/** Join two by an arrow; undefined when they are joined so already. */
export function join(content: MapContent, from: MapObject, to: MapObject): Command | undefined {
  const there = content.objects.some((one) => one.from === from.id && one.to === to.id);
  if (there || from.id === to.id || !isJoinable(from) || !isJoinable(to)) return undefined;
  return add(content, arrowBetween(from, to));
}

function middleOfAll(content: MapContent): Point {
  const { left, top, right, bottom } = boxOfAll(content.objects.filter(isFree).map(boxOf)) ?? PAPER;
  return [(left + right) / 2, (top + bottom) / 2];
}

/** The first free one of a spiral of places, in a circle or around a point of the paper. */
function spot(
  content: MapContent,
  circle: MapObject | undefined,
  start?: Point,
  room = ROOMY,
): Point | undefined {
  const middle: Point = start ?? (circle ? [circle.x, circle.y] : middleOfAll(content));
  const others = content.objects.filter(
    (one) => isJoinable(one) && one.id !== circle?.id && !(circle && one.inside !== circle.id),
  );
  const reach = circle ? halves(circle) : { rx: 180, ry: 180 };
  const isFreeAt = (at: Point) =>
    others.every((one) => (one.kind === "circle" ? farFrom(one, at, room) : !holds(one, at, 4)));
  for (let step = 0; step < 60; step++) {
    const share = circle ? Math.sqrt(step / 60) * 0.75 : step / 24;
    const angle = step * 2.4;
    const at: Point = [
      round(middle[0] + reach.rx * share * Math.cos(angle)),
      round(middle[1] + reach.ry * share * Math.sin(angle)),
    ];
    if (isFreeAt(at)) return at;
  }
  return undefined;
}

/** A free place on the paper for something new, near a point or the middle of what there is. */
export function freePlace(content: MapContent, start?: Point, room = ROOMY): Point {
  return spot(content, undefined, start, room) ?? [middleOfAll(content)[0], below(content, room)];
}

function below(content: MapContent, room: Room): number {
  const box = boxOfAll(content.objects.filter(isFree).map(boxOf)) ?? PAPER;
  return round(box.bottom + room.ry + 12);
}

/** A free place in a circle, which is grown as much as that needs. */
export function roomIn(
  content: MapContent,
  circle: MapObject,
  object: MapObject,
): { at: Point; changes: Change[] } {
  const [mine, its] = [halves(object), halves(circle)];
  let times = Math.max((mine.rx * 1.6) / its.rx, (mine.ry * 1.6) / its.ry, 1);
  const others = { ...content, objects: content.objects.filter(({ id }) => id !== object.id) };
  const grownBy = (by: number) => ({ ...circle, rx: round(its.rx * by), ry: round(its.ry * by) });
  let at = spot(others, grownBy(times));
  for (let tries = 0; !at && tries < 12; tries++) {
    times *= 1.2;
    at = spot(others, grownBy(times));
  }
  const changes = times > 1 ? [replace(circle, grownBy(times))] : [];
  return { at: at ?? [circle.x, circle.y], changes };
}

function farFrom(circle: MapObject, point: Point, room: Room): boolean {
  const { rx, ry } = halves(circle);
  return !holds({ ...circle, rx: rx + room.rx, ry: ry + room.ry }, point);
}

/** Put into a circle (or, without one, out of all): it moves there with what it holds. */
export function putInside(
  content: MapContent,
  object: MapObject,
  circle: MapObject | undefined,
): Command {
  const room = circle && roomIn(content, circle, object);
  const [x, y] = room ? room.at : outside(content, object);
  const command = move(content, object, x - object.x, y - object.y, false);
  const [first, ...rest] = command.changes;
  const put = replace(object, placed(first!.after!, circle?.id));
  return { changes: [put, ...rest, ...(room?.changes ?? [])] };
}

/** Below everything that is drawn, where no circle is. */
function outside(content: MapContent, object: MapObject): Point {
  const mine = new Set([object.id, ...allInside(content, object.id).map(({ id }) => id)]);
  const others = content.objects.filter((one) => isFree(one) && !mine.has(one.id));
  const box = boxOfAll(others.map(boxOf)) ?? PAPER;
  return [object.x, round(box.bottom + halves(object).ry + 12)];
}

/** Nearer to the middle of what it lies in, or of the map, or farther from it. */
export function nearer(content: MapContent, object: MapObject, times: number): Command | undefined {
  const circle = find(content, object.inside);
  const box = boxOfAll(content.objects.filter(isJoinable).map(boxOf)) ?? PAPER;
  const middle: Point = circle
    ? [circle.x, circle.y]
    : [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [dx, dy] = [object.x - middle[0], object.y - middle[1]];
  const there: Point = dx || dy ? [middle[0] + dx * times, middle[1] + dy * times] : middle;
  const far = Math.hypot(there[0] - object.x, there[1] - object.y);
  if (far < 1 || (circle && !holds(circle, there, 0.95))) return undefined;
  return move(content, object, there[0] - object.x, there[1] - object.y, false);
}

/** One place earlier or later in the list, among those that lie in the same circle. */
export function reorder(content: MapContent, object: MapObject, by: 1 | -1): Command | undefined {
  const kin = content.objects.filter((one) => one.inside === object.inside && isJoinable(one));
  const other = kin[kin.indexOf(object) + by];
  if (!other) return undefined;
  const was = content.objects.indexOf(object);
  return { changes: [{ before: object, after: object, was, at: content.objects.indexOf(other) }] };
}

export function photoChange(content: MapContent, photo: Picture | undefined): Command {
  return { changes: [], photo: { before: content.photo, after: photo } };
}

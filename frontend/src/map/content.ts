import { toBase64url } from "../shared/bytes";

/**
 * What a map holds, as it is sealed. Distances are in the map's own units, the first view 390 wide.
 *
 * Every object has an id of its own, made at random on the device that drew it, and is replaced as a
 * whole when it changes; a change never names an object by its place in the list. So two copies of a
 * map can be merged object by object (`merge.ts`), and two devices may once draw at the same time.
 * The order of `objects` is the order of the list view; on paper, larger circles lie under smaller
 * ones, lines above circles and words on top (`scene.ts`).
 */
export const KINDS = ["circle", "line", "arrow", "text"] as const;
export const MEANINGS = [
  "person",
  "place",
  "feeling",
  "obstacle",
  "strength",
  "question",
  "hope",
  "other",
] as const;
export type Kind = (typeof KINDS)[number];
export type Meaning = (typeof MEANINGS)[number];

export interface MapObject {
  /** Unique in the map and made on the device, so that two devices could once draw together. */
  id: string;
  kind: Kind;
  meaning: Meaning;
  text: string;
  /** Centre of a circle or a text; the first point of a line or an arrow. */
  x: number;
  y: number;
  /** Half-width and half-height of a circle. */
  rx?: number;
  ry?: number;
  /** A line's points [x, y, pressure]. */
  points?: number[][];
  /** What an arrow joins; a free end is a point: x, y at its beginning, `end` at its head. */
  from?: string;
  to?: string;
  end?: [number, number];
  /** The circle this lies in, when it was put there. */
  inside?: string;
}

export interface Picture {
  mime: string;
  /** base64 */
  data: string;
  /** Pixels. It lies under the drawing, as wide as the first view. */
  width?: number;
  height?: number;
}

export interface MapContent {
  v: 1;
  objects: MapObject[];
  /** A photo of the paper they drew on, instead of objects or beside them. */
  photo?: Picture;
}

/** What the server takes, less what sealing adds (nonce and tag). */
export const LIMIT = 5_000_000 - 28;
export const LONGEST_TEXT = 120;

export function emptyMap(): MapContent {
  return { v: 1, objects: [] };
}

export function isEmptyMap(content: MapContent | undefined): boolean {
  return !content || (content.objects.length === 0 && !content.photo);
}

/** An arrow that joins is led by what it joins, and lies nowhere itself. */
export function isFree(object: MapObject): boolean {
  return object.kind !== "arrow" || (!object.from && !object.to);
}

export function newId(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(9)));
}

const lengths = new WeakMap<object, number>();
const encoder = new TextEncoder();

function lengthOf(part: object): number {
  let length = lengths.get(part);
  if (length === undefined) {
    length = encoder.encode(JSON.stringify(part)).length;
    lengths.set(part, length);
  }
  return length;
}

/** How many bytes the map takes as JSON. Objects are not measured again while they do not change. */
export function sizeOf(content: MapContent): number {
  let size = '{"v":1,"objects":[]}'.length + Math.max(0, content.objects.length - 1);
  for (const object of content.objects) size += lengthOf(object);
  return content.photo ? size + ',"photo":'.length + lengthOf(content.photo) : size;
}

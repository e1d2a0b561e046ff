// A map that was opened from a link is somebody else's data: only what a map can hold is taken.
import {
  KINDS,
  LONGEST_TEXT,
  MEANINGS,
  emptyMap,
  type MapContent,
  type MapObject,
  type Picture,
} from "./content";

const FARTHEST = 100_000;
const MIMES = ["image/jpeg", "image/png", "image/webp"];

type Raw = Record<string, unknown>;

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPlace(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= FARTHEST;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{1,40}$/.test(value);
}

function pointsOf(value: unknown): number[][] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((point): point is number[] => Array.isArray(point) && point.slice(0, 3).every(isPlace))
    .filter((point) => point.length >= 2)
    .map(([x = 0, y = 0, pressure = 0.5]) => [x, y, Math.min(1, Math.max(0, pressure))]);
}

function half(value: unknown): number {
  return isPlace(value) ? Math.max(8, value) : 40;
}

function ownParts(raw: Raw, object: MapObject): MapObject | undefined {
  if (object.kind === "circle") return { ...object, rx: half(raw.rx), ry: half(raw.ry) };
  if (object.kind === "line") {
    const points = pointsOf(raw.points);
    return points.length > 0 ? { ...object, points } : undefined;
  }
  if (object.kind === "arrow") {
    if (isId(raw.from)) object.from = raw.from;
    if (isId(raw.to)) object.to = raw.to;
    const [x, y] = Array.isArray(raw.end) ? (raw.end as unknown[]) : [];
    object.end = isPlace(x) && isPlace(y) ? [x, y] : [object.x, object.y];
  }
  return object;
}

function objectOf(raw: unknown): MapObject | undefined {
  if (!isRaw(raw) || !isId(raw.id) || !isPlace(raw.x) || !isPlace(raw.y)) return undefined;
  const kind = KINDS.find((known) => known === raw.kind);
  if (!kind) return undefined;
  const meaning = MEANINGS.find((known) => known === raw.meaning) ?? "other";
  const text = typeof raw.text === "string" ? raw.text.slice(0, LONGEST_TEXT) : "";
  const object: MapObject = { id: raw.id, kind, meaning, text, x: raw.x, y: raw.y };
  if (isId(raw.inside)) object.inside = raw.inside;
  return ownParts(raw, object);
}

function photoOf(raw: unknown): Picture | undefined {
  if (!isRaw(raw) || typeof raw.data !== "string" || !/^[A-Za-z0-9+/]+=*$/.test(raw.data)) return;
  const mime = MIMES.find((known) => known === raw.mime);
  if (!mime) return undefined;
  const pixels = (value: unknown) => (isPlace(value) && value > 0 ? value : 1000);
  return { mime, data: raw.data, width: pixels(raw.width), height: pixels(raw.height) };
}

/** Mend what names an object that is not there, or a circle that lies in itself. */
export function mended(objects: MapObject[]): MapObject[] {
  const byId = new Map(objects.map((object) => [object.id, object]));
  const isCircle = (id: string | undefined) => id !== undefined && byId.get(id)?.kind === "circle";
  const isEnd = (id: string | undefined) => id !== undefined && isJoinable(byId.get(id));
  const liesInItself = (object: MapObject) => {
    const seen = new Set<string>();
    for (let at = object.inside; at !== undefined; at = byId.get(at)?.inside) {
      if (at === object.id || seen.has(at)) return true;
      seen.add(at);
    }
    return false;
  };
  const fix = (object: MapObject): MapObject => {
    const wrong = {
      inside: object.inside !== undefined && (!isCircle(object.inside) || liesInItself(object)),
      from: object.from !== undefined && !isEnd(object.from),
      to: object.to !== undefined && !isEnd(object.to),
    };
    if (!wrong.inside && !wrong.from && !wrong.to) return object;
    const fixed = { ...object };
    for (const key of ["inside", "from", "to"] as const) if (wrong[key]) delete fixed[key];
    return fixed;
  };
  for (const object of [...byId.values()]) byId.set(object.id, fix(object));
  return [...byId.values()];
}

export function isJoinable(object: MapObject | undefined): boolean {
  return object?.kind === "circle" || object?.kind === "text";
}

/** What a stored or an opened map says, whatever it says. */
export function readMap(raw: unknown): MapContent {
  if (!isRaw(raw) || !Array.isArray(raw.objects)) return emptyMap();
  const objects = raw.objects.map(objectOf).filter((object) => object !== undefined);
  const photo = photoOf(raw.photo);
  return { v: 1, objects: mended(objects), ...(photo && { photo }) };
}

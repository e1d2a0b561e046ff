/** What a map holds, as it is sealed. Distances are in the map's own units, the first view 390 wide. */
export type Kind = "circle" | "line" | "arrow" | "text";
export type Meaning = "person" | "place" | "feeling" | "obstacle" | "strength" | "question" | "hope" | "other";

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
  /** What an arrow joins; a free end is a point. */
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
}

export interface MapContent {
  v: 1;
  objects: MapObject[];
  /** A photo of the paper they drew on, instead of objects or beside them. */
  photo?: Picture;
}

export function emptyMap(): MapContent {
  return { v: 1, objects: [] };
}

export function isEmptyMap(content: MapContent | undefined): boolean {
  return !content || (content.objects.length === 0 && !content.photo);
}

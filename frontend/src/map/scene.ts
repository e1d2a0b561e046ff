// The drawn map as SVG. Only what has changed is drawn again; what moves under a finger lies on a
// layer of its own, so that thousands of things beneath need not be painted again with each move.
import { draw } from "../shared/make";
import type { MapContent, MapObject } from "./content";
import { LETTER, arrowPoints, directionOf, halves } from "./geometry";
import { arrowPath, blotPath, inkPath, labelOf, ovalPath, signPath, type Label } from "./shapes";
import { photoHeight, type Size, type View } from "./view";

type Around = { holdsOthers: boolean; from?: MapObject; to?: MapObject };

function words(label: Label): SVGElement[] {
  if (label.lines.length === 0) return [];
  const direction = directionOf(label.lines.join(" "));
  const lines = label.lines.map((line, index) => {
    const part = draw("tspan", { x: label.x, y: label.y + index * LETTER.line });
    part.textContent = line;
    return part;
  });
  return [draw("text", { direction }, ...lines)];
}

function signs(object: MapObject, label: Label): SVGElement[] {
  const path = signPath(object.meaning, label);
  return path ? [draw("path", { class: "pen sign", d: path })] : [];
}

function partsOf(object: MapObject, around: Around): SVGElement[] {
  if (object.kind === "line") return [draw("path", { class: "ink", d: inkPath(object.points ?? []) })];
  if (object.kind === "arrow") {
    const path = arrowPath(arrowPoints(object, around.from, around.to));
    return [draw("path", { class: "pen", d: path })];
  }
  const label = labelOf(object, around.holdsOthers);
  if (object.kind === "text") return [...words(label), ...signs(object, label)];
  const blot = draw("path", { class: "blot", d: blotPath(object) });
  const pen = draw("path", { class: "pen", d: ovalPath(object) });
  return [blot, pen, ...words(label), ...signs(object, label)];
}

function toneOf(object: MapObject, around: Around): string {
  if (object.kind !== "arrow") return object.meaning;
  return around.to?.meaning === "hope" ? "hope" : object.meaning;
}

/** One thing of the map, drawn. */
export function drawn(object: MapObject, around: Around): SVGGElement {
  const holds = around.holdsOthers ? " holds" : "";
  const classes = `thing ${object.kind} ${toneOf(object, around)}${holds}`;
  return draw("g", { class: classes, "data-id": object.id }, ...partsOf(object, around));
}

/** How much more is painted on each side than is seen: as `.drawing` in map.css. */
const MARGIN = 0.25;
const LAYERS = ["circle", "line", "arrow", "text"] as const;

interface Drawn {
  object: MapObject;
  around: Around;
  element: SVGGElement;
}

export interface Scene {
  /** Draw what has changed since the last time. */
  update(content: MapContent): void;
  /** Paint for a view, with a margin around it. */
  look(view: View, size: Size): void;
  /** Show what is painted as from another view, without painting it again. */
  slide(view: View): void;
  /** Put things on the live layer, moved, and hide the arrows that follow them; then lay all back. */
  lift(objects: MapObject[], arrows: MapObject[], dx: number, dy: number): void;
  lay(content: MapContent): void;
  /** Replace what is being drawn on the live layer. */
  sketch(...elements: SVGElement[]): void;
  mark(object: MapObject | undefined): void;
  destroy(): void;
}

export function newScene(paper: SVGSVGElement, live: SVGSVGElement): Scene {
  const layers = new Map(LAYERS.map((kind) => [kind, draw("g", {})]));
  const backdrop = draw("g", {});
  const [lifted, sketched, marks] = [draw("g", {}), draw("g", {}), draw("g", {})];
  paper.replaceChildren(backdrop, ...layers.values());
  live.replaceChildren(marks, lifted, sketched);
  const things = new Map<string, Drawn>();
  let photo: MapContent["photo"];
  let painted: View = { x: 0, y: 0, scale: 1 };

  const showPhoto = (content: MapContent) => {
    if (content.photo === photo) return;
    photo = content.photo;
    backdrop.replaceChildren();
    if (!photo) return;
    const href = `data:${photo.mime};base64,${photo.data}`;
    const height = photoHeight(content);
    backdrop.append(draw("image", { href, x: 0, y: 0, width: 390, height }));
  };

  const refresh = (object: MapObject, around: Around) => {
    const old = things.get(object.id);
    if (old && old.object === object && isSame(old.around, around)) return;
    const element = drawn(object, around);
    old?.element.replaceWith(element);
    things.set(object.id, { object, around, element });
  };

  const update = (content: MapContent) => {
    showPhoto(content);
    const byId = new Map(content.objects.map((object) => [object.id, object]));
    for (const [id, thing] of things) {
      if (byId.has(id)) continue;
      thing.element.remove();
      things.delete(id);
    }
    const full = new Set(content.objects.map(({ inside }) => inside));
    for (const object of content.objects) {
      const around: Around = { holdsOthers: full.has(object.id) };
      if (object.from) around.from = byId.get(object.from);
      if (object.to) around.to = byId.get(object.to);
      refresh(object, around);
    }
    arrange(layers, things, content);
  };

  return {
    update,
    look: (view, { width, height }) => {
      const [w, h] = [width / view.scale, height / view.scale];
      const [x, y] = [view.x - w * MARGIN, view.y - h * MARGIN];
      const box = [x, y, w * (1 + 2 * MARGIN), h * (1 + 2 * MARGIN)];
      painted = view;
      for (const layer of [paper, live]) {
        layer.setAttribute("viewBox", box.map((value) => value.toFixed(2)).join(" "));
        layer.style.transform = "";
      }
    },
    slide: ({ x, y, scale }) => {
      const [dx, dy] = [(painted.x - x) * scale, (painted.y - y) * scale];
      const transform = `translate(${dx}px, ${dy}px) scale(${scale / painted.scale})`;
      for (const layer of [paper, live]) layer.style.transform = transform;
    },
    lift: (objects, arrows, dx, dy) => {
      if (lifted.childElementCount === 0) {
        const elements = objects.map(({ id }) => things.get(id)?.element);
        lifted.append(...elements.filter((element) => element !== undefined));
        for (const { id } of arrows) things.get(id)?.element.setAttribute("visibility", "hidden");
      }
      lifted.setAttribute("transform", `translate(${dx.toFixed(1)} ${dy.toFixed(1)})`);
    },
    lay: (content) => {
      lifted.removeAttribute("transform");
      for (const { object, element } of things.values()) {
        if (element.parentNode === lifted) layers.get(object.kind)?.append(element);
        element.removeAttribute("visibility");
      }
      arrange(layers, things, content);
    },
    sketch: (...elements) => sketched.replaceChildren(...elements),
    mark: (object) => {
      const element = object && things.get(object.id)?.element;
      marks.replaceChildren(...(object && element ? [ringOf(object, element)] : []));
    },
    destroy: () => {
      paper.replaceChildren();
      live.replaceChildren();
    },
  };
}

function isSame(one: Around, other: Around): boolean {
  const { holdsOthers, from, to } = one;
  return holdsOthers === other.holdsOthers && from === other.from && to === other.to;
}

/** Order what is drawn as it lies on paper: larger circles under smaller ones. */
function arrange(
  layers: Map<string, SVGGElement>,
  things: Map<string, Drawn>,
  content: MapContent,
): void {
  const area = (object: MapObject) => halves(object).rx * halves(object).ry;
  for (const [kind, layer] of layers) {
    const objects = content.objects.filter((object) => object.kind === kind);
    if (kind === "circle") objects.sort((one, other) => area(other) - area(one));
    let next = layer.firstChild;
    for (const { id } of objects) {
      const element = things.get(id)!.element;
      if (element === next) next = next.nextSibling;
      else layer.insertBefore(element, next);
    }
  }
}

/** A dashed ring around what is chosen, or along a line. */
function ringOf(object: MapObject, element: SVGGElement): SVGElement {
  if (object.kind === "line" || object.kind === "arrow") {
    const d = element.querySelector("path")?.getAttribute("d") ?? "";
    return draw("path", { class: "ring", d });
  }
  const { rx, ry } = halves(object);
  return draw("ellipse", { class: "ring", cx: object.x, cy: object.y, rx: rx + 6, ry: ry + 6 });
}

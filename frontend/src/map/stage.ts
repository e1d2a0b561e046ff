// The paper under the hands: pointers, wheel, two fingers, and what part of the map is seen.
import type { Board } from "./board";
import { boxIn } from "./edits";
import type { Point } from "./geometry";
import { begin, pan, type Gesture, type Hand, type Tool, type Touch } from "./gestures";
import { newScene, type Scene } from "./scene";
import { panned, pinched, showing, toMap, wholeView, zoomed, type Size, type View } from "./view";

export interface Stage {
  scene: Scene;
  element: HTMLElement;
  tool(): Tool;
  choose(tool: Tool): void;
  zoom(times: number): void;
  whole(): void;
  pan(dx: number, dy: number): void;
  /** Bring the chosen thing into sight, above what covers the lowest `inset` pixels. */
  reveal(inset?: number): void;
  /** Look again as before `reveal`, unless the map was moved since. */
  unreveal(): void;
  /** The map's point in the middle of what is seen. */
  middle(): Point;
  destroy(): void;
}

/** So many things that painting them all takes longer than a frame. */
const MANY = 150;
/** Milliseconds without a move before what slid is painted sharp. */
const QUIET = 240;

interface StageOptions {
  board: Board;
  name(id: string, isNew: boolean): void;
  toolChanged(tool: Tool): void;
  /** A hand comes down; true when that alone was an act (it closed something), so a tap is no more. */
  touched(): boolean;
}

function layer(element: HTMLElement, name: string): SVGSVGElement {
  const found = element.querySelector(`[data-map-layer="${name}"]`);
  if (!(found instanceof SVGSVGElement)) throw new Error(`The map's template has no layer ${name}`);
  return found;
}

/** Do it once before the next frame, however often it is asked. */
function eachFrame(work: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      work();
    });
  };
}

export function newStage(element: HTMLElement, options: StageOptions): Stage {
  const { board } = options;
  const scene = newScene(layer(element, "paper"), layer(element, "live"));
  const ending = new AbortController();
  let view: View = { x: 0, y: 0, scale: 1 };
  let size: Size = { width: 390, height: 620 };
  let isWhole = true;
  let tool: Tool = "pen";
  let revealed: { from: View; to: View; wasWhole: boolean } | undefined;

  let settling: ReturnType<typeof setTimeout> | undefined;
  const paint = () => {
    clearTimeout(settling);
    scene.look(view, size);
  };
  // Thousands of things take long to paint: while they move they are shown as they were painted.
  const redraw = eachFrame(() => {
    if (board.content().objects.length < MANY) return paint();
    clearTimeout(settling);
    settling = setTimeout(paint, QUIET);
    scene.slide(view);
  });
  const look = (next: View) => {
    view = next;
    isWhole = false;
    redraw();
  };
  const whole = () => {
    view = wholeView(board.content(), size);
    isWhole = true;
    redraw();
  };
  const unreveal = () => {
    const { from, to, wasWhole } = revealed ?? {};
    revealed = undefined;
    if (!from || to !== view) return;
    look(from);
    isWhole = wasWhole ?? false;
  };
  const hand: Hand = {
    board,
    scene,
    scale: () => view.scale,
    pan: (dx, dy) => look(panned(view, dx, dy)),
    name: options.name,
  };
  const hands: Hands = {
    element,
    hand,
    view: () => view,
    look,
    touched: options.touched,
    lifted: unreveal,
    begin: (first, isPanning) => (isPanning ? pan(hand, first) : begin(tool, hand, first)),
  };
  watchHands(hands, ending.signal);
  watchWheel(element, () => view, look, ending.signal);
  const print = () => scene.look(wholeView(board.content(), size), size);
  window.addEventListener("beforeprint", print, { signal: ending.signal });
  window.addEventListener("afterprint", redraw, { signal: ending.signal });
  const observer = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    if (width === 0 || height === 0) return;
    if (!isWhole) view = panned(view, (width - size.width) / 2, 0);
    size = { width, height };
    if (isWhole) view = wholeView(board.content(), size);
    paint();
  });
  observer.observe(element);

  return {
    scene,
    element,
    tool: () => tool,
    choose: (next) => {
      tool = next;
      options.toolChanged(next);
    },
    zoom: (times) => look(zoomed(view, times, [size.width / 2, size.height / 2])),
    whole,
    pan: hand.pan,
    reveal: (inset = 0) => {
      const object = board.chosen();
      if (!object) return;
      const room = { ...size, height: Math.max(60, size.height - inset) };
      const there = showing(view, boxIn(board.content(), object), room);
      if (there.x === view.x && there.y === view.y) return;
      revealed = { from: view, to: there, wasWhole: isWhole };
      look(there);
    },
    unreveal,
    middle: () => toMap(view, [size.width / 2, size.height / 2]),
    destroy: () => {
      ending.abort();
      clearTimeout(settling);
      observer.disconnect();
      scene.destroy();
    },
  };
}

interface Hands {
  element: HTMLElement;
  hand: Hand;
  view(): View;
  look(view: View): void;
  touched(): boolean;
  lifted(): void;
  begin(first: Touch, isPanning: boolean): Gesture;
}

/** One finger draws, two fingers move and zoom; while a pen is down, the palm does nothing. */
function watchHands(hands: Hands, signal: AbortSignal): void {
  const { element, hand, view, look, begin: start } = hands;
  const down = new Map<number, Point>();
  let gesture: Gesture | undefined;
  let drawing: { id: number; type: string; from: Point; ignoresTap: boolean } | undefined;
  let corner: Point = [0, 0];
  const show = eachFrame(() => gesture?.show());
  const placeOf = (event: PointerEvent): Point => [event.clientX - corner[0], event.clientY - corner[1]];
  const touchOf = (event: PointerEvent): Touch => {
    const [x, y] = toMap(view(), placeOf(event));
    return [x, y, event.pointerType === "pen" ? event.pressure || 0.5 : 0.5];
  };
  const stop = () => {
    gesture?.cancel();
    gesture = undefined;
    drawing = undefined;
  };
  const listen = (type: string, listener: (event: PointerEvent) => void) =>
    element.addEventListener(type, (event) => listener(event as PointerEvent), { signal });

  listen("pointerdown", (event) => {
    const { left, top } = element.getBoundingClientRect();
    corner = [left, top];
    if (drawing?.type === "pen" && event.pointerType === "touch") return;
    if (event.pointerType === "mouse" && event.button > 1) return;
    element.setPointerCapture(event.pointerId);
    const from = placeOf(event);
    down.set(event.pointerId, from);
    if (down.size > 1) return stop();
    const { pointerId: id, pointerType: type } = event;
    drawing = { id, type, from, ignoresTap: hands.touched() };
    gesture = start(touchOf(event), event.button === 1);
    show();
  });
  listen("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    if (gesture && drawing?.id === event.pointerId) {
      const finer = event.getCoalescedEvents();
      gesture.move((finer.length > 0 ? finer : [event]).map(touchOf));
      show();
      return;
    }
    if (down.size !== 2) return;
    const were = [...down.values()] as [Point, Point];
    down.set(event.pointerId, placeOf(event));
    look(pinched(view(), were, [...down.values()] as [Point, Point]));
  });
  const rise = (event: PointerEvent) => {
    down.delete(event.pointerId);
    if (!gesture || drawing?.id !== event.pointerId) return;
    const { from, ignoresTap } = drawing;
    const ended = gesture;
    const [x, y] = placeOf(event);
    const isIgnored = ignoresTap && Math.hypot(x - from[0], y - from[1]) < 8;
    gesture = undefined;
    drawing = undefined;
    hands.lifted();
    if (event.type === "pointercancel" || isIgnored) ended.cancel();
    else ended.end();
  };
  listen("pointerup", rise);
  listen("pointercancel", rise);
  signal.addEventListener("abort", () => hand.scene.sketch());
}

/** Ctrl + wheel (also what a touchpad's pinch sends) zooms; the wheel alone moves the paper. */
function watchWheel(
  element: HTMLElement,
  view: () => View,
  look: (view: View) => void,
  signal: AbortSignal,
): void {
  const turned = (event: WheelEvent) => {
    event.preventDefault();
    const { left, top } = element.getBoundingClientRect();
    const at: Point = [event.clientX - left, event.clientY - top];
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
    if (event.ctrlKey || event.metaKey) look(zoomed(view(), Math.exp(-event.deltaY * lines * 0.004), at));
    else look(panned(view(), -event.deltaX * lines, -event.deltaY * lines));
  };
  element.addEventListener("wheel", turned, { signal, passive: false });
}

// What a finger, pen or mouse does with each tool, from its coming down to its going up.
import type { Board } from "./board";
import type { MapObject } from "./content";
import { draw } from "../shared/make";
import {
  add,
  allInside,
  arrowBetween,
  circleAt,
  find,
  join,
  joinsOf,
  lineThrough,
  move,
  remove,
  wordAt,
} from "./edits";
import { arrowPoints, moved, round, type Point } from "./geometry";
import { anythingAt, erasedAt, thingAt } from "./hits";
import { drawn, type Scene } from "./scene";
import { arrowPath, inkPath, ovalPath } from "./shapes";

const TOOLS = ["pen", "circle", "arrow", "word", "move", "erase"] as const;
export type Tool = (typeof TOOLS)[number];
/** x, y and pressure on the map; 0.5 where the device does not feel it. */
export type Touch = [number, number, number];

export interface Gesture {
  move(touches: Touch[]): void;
  /** Draw what it looks like now: at most once a frame. */
  show(): void;
  end(): void;
  cancel(): void;
}

export interface Hand {
  board: Board;
  scene: Scene;
  /** Screen pixels to one unit. */
  scale(): number;
  pan(dx: number, dy: number): void;
  /** Ask for the words of what was just made, or was tapped. */
  name(id: string, isNew: boolean): void;
}

/** Half a finger, 22 pixels, in the map's units. */
function reachOf(hand: Hand): number {
  return 22 / hand.scale();
}

function isTap(hand: Hand, from: Touch, to: Touch): boolean {
  return Math.hypot(to[0] - from[0], to[1] - from[1]) * hand.scale() < 8;
}

function pen(hand: Hand, first: Touch): Gesture {
  const points: Touch[] = [first];
  const nearest = 1.2 / hand.scale();
  return {
    move: (touches) => {
      for (const touch of touches) {
        const last = points.at(-1)!;
        if (Math.hypot(touch[0] - last[0], touch[1] - last[1]) >= nearest) points.push(touch);
      }
    },
    show: () => hand.scene.sketch(draw("path", { class: "ink", d: inkPath(points, false) })),
    end: () => {
      hand.scene.sketch();
      const rounded = points.map(([x, y, pressure]) => [
        round(x),
        round(y),
        Math.round(pressure * 100) / 100,
      ]);
      hand.board.act(add(hand.board.content(), lineThrough(rounded)));
    },
    cancel: () => hand.scene.sketch(),
  };
}

/** The oval that fits what the hand drew around. */
function ovalOf(touches: Touch[]): { middle: Point; rx: number; ry: number } {
  const xs = touches.map(([x]) => x);
  const ys = touches.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return {
    middle: [(left + right) / 2, (top + bottom) / 2],
    rx: Math.max(22, (right - left) / 2),
    ry: Math.max(22, (bottom - top) / 2),
  };
}

function circle(hand: Hand, first: Touch): Gesture {
  const touches: Touch[] = [first];
  const draft = circleAt([first[0], first[1]]);
  const isTapped = () => touches.every((touch) => isTap(hand, first, touch));
  const shaped = (): MapObject => {
    const { middle, rx, ry } = ovalOf(touches);
    return { ...draft, x: round(middle[0]), y: round(middle[1]), rx: round(rx), ry: round(ry) };
  };
  return {
    move: (more) => void touches.push(...more),
    show: () => {
      if (isTapped()) return;
      const trace = touches.map(([x, y], at) => `${at ? "L" : "M"}${round(x)} ${round(y)}`).join("");
      hand.scene.sketch(
        draw("path", { class: "pen trace", d: trace }),
        draw("path", { class: "pen", d: ovalPath(shaped()) }),
      );
    },
    end: () => {
      hand.scene.sketch();
      const there = isTapped() && thingAt(hand.board.content(), [first[0], first[1]], 0);
      if (there && !holdsOthers(hand, there)) return hand.name(there.id, false);
      const made = isTapped() ? draft : shaped();
      if (hand.board.act(add(hand.board.content(), made))) hand.name(made.id, true);
    },
    cancel: () => hand.scene.sketch(),
  };
}

function holdsOthers(hand: Hand, object: MapObject): boolean {
  return hand.board.content().objects.some(({ inside }) => inside === object.id);
}

function arrow(hand: Hand, first: Touch): Gesture {
  const content = hand.board.content();
  const start: Point = [first[0], first[1]];
  const from = thingAt(content, start, reachOf(hand));
  const draft = arrowBetween(from ?? start, start);
  let last = first;
  const target = (): MapObject | undefined => {
    const to = thingAt(content, [last[0], last[1]], reachOf(hand));
    return to?.id === from?.id ? undefined : to;
  };
  return {
    move: (touches) => void (last = touches.at(-1) ?? last),
    show: () => {
      const shown = { ...draft, end: [last[0], last[1]] as Point };
      const path = arrowPath(arrowPoints(shown, from, target()));
      hand.scene.sketch(draw("path", { class: "pen", d: path }));
    },
    end: () => {
      hand.scene.sketch();
      if (isTap(hand, first, last)) return;
      const to = target();
      const end: Point = [round(last[0]), round(last[1])];
      const command =
        from && to ? join(content, from, to) : add(content, arrowBetween(from ?? start, to ?? end));
      hand.board.act(command);
    },
    cancel: () => hand.scene.sketch(),
  };
}

function word(hand: Hand, first: Touch): Gesture {
  const nothing = () => undefined;
  return {
    move: nothing,
    show: nothing,
    end: () => {
      const at: Point = [first[0], first[1]];
      const there = thingAt(hand.board.content(), at, reachOf(hand) / 2);
      if (there && !holdsOthers(hand, there)) return hand.name(there.id, false);
      const made = wordAt(at);
      if (hand.board.act(add(hand.board.content(), made))) hand.name(made.id, true);
    },
    cancel: nothing,
  };
}

/** Move what is under the finger with all in it; on empty paper, move the paper. */
function drag(hand: Hand, first: Touch): Gesture {
  const content = hand.board.content();
  const object = anythingAt(content, [first[0], first[1]], reachOf(hand));
  hand.board.choose(object?.id);
  if (!object) return pan(hand, first);
  const together = [object, ...allInside(content, object.id)];
  const ids = new Set(together.map(({ id }) => id));
  const following = together.flatMap(({ id }) => joinsOf(content, id));
  const arrows = [...new Set(following)].filter(({ id }) => !ids.has(id));
  let last = first;
  const far = (): Point => [last[0] - first[0], last[1] - first[1]];
  const there = (id: string | undefined): MapObject | undefined => {
    const one = find(content, id);
    return one && ids.has(one.id) ? moved(one, ...far()) : one;
  };
  return {
    move: (touches) => void (last = touches.at(-1) ?? last),
    show: () => {
      if (isTap(hand, first, last)) return;
      hand.scene.mark(undefined);
      hand.scene.lift(together, arrows, ...far());
      const follow = (one: MapObject) =>
        drawn(one, { holdsOthers: false, from: there(one.from), to: there(one.to) });
      hand.scene.sketch(...arrows.map(follow));
    },
    end: () => {
      hand.scene.sketch();
      hand.scene.lay(content);
      if (isTap(hand, first, last)) return hand.name(object.id, false);
      hand.board.act(move(content, object, ...far()));
    },
    cancel: () => {
      hand.scene.sketch();
      hand.scene.lay(content);
    },
  };
}

/** The touches are on the map, which moves along: only the distance to the first one counts. */
function pan(hand: Hand, first: Touch): Gesture {
  let last = first;
  return {
    move: (touches) => void (last = touches.at(-1) ?? last),
    show: () => {
      hand.pan((last[0] - first[0]) * hand.scale(), (last[1] - first[1]) * hand.scale());
      last = first;
    },
    end: () => undefined,
    cancel: () => undefined,
  };
}

/** Nothing goes before the finger moves or rises, so that two fingers that zoom rub out nothing. */
function erase(hand: Hand, first: Touch): Gesture {
  let isRubbing = false;
  const rub = ([x, y]: Touch) => {
    const content = hand.board.content();
    const object = erasedAt(content, [x, y], reachOf(hand));
    if (object) hand.board.act(remove(content, object));
  };
  const start = () => {
    if (!isRubbing) rub(first);
    isRubbing = true;
  };
  return {
    move: (touches) => {
      if (!isRubbing && touches.every((touch) => isTap(hand, first, touch))) return;
      start();
      touches.forEach(rub);
    },
    show: () => undefined,
    end: start,
    cancel: () => undefined,
  };
}

const BEGIN: Record<Tool, (hand: Hand, first: Touch) => Gesture> = {
  pen,
  circle,
  arrow,
  word,
  move: drag,
  erase,
};

export function begin(tool: Tool, hand: Hand, first: Touch): Gesture {
  return BEGIN[tool](hand, first);
}

export { pan };

// The elastic stairs of a plan: a tread is as wide as its minutes, handles on the risers move them.
import { draw } from "../shared/make";
import { inWholeMinutes } from "../stairs/plan";
import { STAIRS, type Plan, type Stair } from "../stairs/stairs";

const WIDTH = 336;
const HEIGHT = 104;

export interface Steps {
  draw(plan: Plan, label: string): void;
}

/** `moved` is told how many minutes go over the riser between two neighbours, as they are dragged. */
export function drawSteps(
  svg: SVGSVGElement,
  moved: (from: Stair, to: Stair, minutes: number) => void,
): Steps {
  let shown: Plan | undefined;
  const treads = STAIRS.map((stair) => added(svg, "rect", `fill-${stair}`));
  const texts = STAIRS.map(() => added(svg, "text"));
  const grips = STAIRS.slice(1).map(() => added(svg, "circle", "grip"));
  const hands = STAIRS.slice(1).map((stair, index) => {
    const hand = added(svg, "circle", "grip-hand");
    drag(hand, svg, () => shown, (minutes) => {
      const before = STAIRS[index];
      if (before) moved(minutes < 0 ? before : stair, minutes < 0 ? stair : before, Math.abs(minutes));
    });
    return hand;
  });
  return {
    draw: (plan, label) => {
      shown = plan;
      svg.setAttribute("aria-label", label);
      const whole = inWholeMinutes(plan);
      const edges = edgesOf(plan);
      STAIRS.forEach((stair, index) => {
        const [x, next] = [edges[index] ?? 0, edges[index + 1] ?? WIDTH];
        const y = HEIGHT - heightOf(index);
        place(treads[index], { x, y, width: Math.max(0, next - x), height: HEIGHT - y, rx: 3 });
        place(texts[index], { x: (x + next) / 2, y: 94 });
        const text = texts[index];
        if (text) text.textContent = next - x < 14 ? "" : String(whole[stair]);
        if (index === 0) return;
        const riser = { cx: x, cy: HEIGHT - heightOf(index - 1) };
        place(grips[index - 1], { ...riser, r: 8 });
        place(hands[index - 1], { ...riser, r: 22 });
      });
    },
  };
}

/** Where each tread begins. */
function edgesOf(plan: Plan): number[] {
  const whole = STAIRS.reduce((sum, stair) => sum + plan[stair], 0) || 1;
  let x = 0;
  return STAIRS.map((stair) => {
    const edge = x;
    x += (plan[stair] / whole) * WIDTH;
    return edge;
  });
}

function heightOf(index: number): number {
  return index === STAIRS.length - 1 ? HEIGHT : 33.1 + index * 23.6;
}

/** Tell whole minutes as the pointer passes them: positive to the right. */
function drag(
  hand: SVGElement,
  svg: SVGSVGElement,
  plan: () => Plan | undefined,
  moved: (minutes: number) => void,
): void {
  let from: number | undefined;
  hand.addEventListener("pointerdown", (event) => {
    from = event.clientX;
    hand.setPointerCapture(event.pointerId);
  });
  hand.addEventListener("pointermove", (event) => {
    const now = plan();
    if (from === undefined || !now) return;
    const minutes = STAIRS.reduce((sum, stair) => sum + now[stair], 0);
    const one = svg.getBoundingClientRect().width / minutes;
    const passed = Math.trunc((event.clientX - from) / one);
    if (!passed) return;
    from += passed * one;
    moved(passed);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    hand.addEventListener(end, () => {
      from = undefined;
    });
  }
}

function added(svg: SVGSVGElement, name: "rect" | "text" | "circle", classes?: string): SVGElement {
  const element = draw(name, classes ? { class: classes } : {});
  svg.append(element);
  return element;
}

function place(element: SVGElement | undefined, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    element?.setAttribute(name, String(Math.round(value * 10) / 10));
  }
}

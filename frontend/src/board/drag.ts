// Dragging a note by its handle: between two others it moves there, on the middle of one it is laid
// under that one. Escape lets go. Everything here can be done from the note's menu too.

export type Drop =
  | { kind: "on"; note: string }
  | { kind: "between"; column: string; /** Stands before this one; null: last. */ before: string | null };

export interface DragEnds {
  mayMove(note: string): boolean;
  dropped(note: string, drop: Drop): void;
}

const EDGE = 60; // pixels from the edge of the window where it begins to scroll
const SPEED = 12;

interface Target {
  drop: Drop;
  element: Element;
  mark: "drop-on" | "drop-before" | "drop-last";
}

export function startDragging(host: HTMLElement, ends: DragEnds): void {
  host.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest(".board-grip") : null;
    const row = grip?.closest<HTMLElement>("[data-note]");
    const note = row?.dataset["note"];
    if (!row || !note || event.button !== 0 || !ends.mayMove(note)) return;
    event.preventDefault();
    follow(event, row, note);
  });

  function follow(start: PointerEvent, row: HTMLElement, note: string): void {
    let target: Target | undefined;
    let [x, y] = [start.clientX, start.clientY];
    let isOver = false;
    host.setPointerCapture(start.pointerId); // a row may be drawn anew meanwhile
    row.classList.add("dragged");

    const aim = (): void => {
      target?.element.classList.remove(target.mark);
      target = targetAt(host, x, y, note);
      target?.element.classList.add(target.mark);
    };
    const move = (event: PointerEvent): void => {
      if (event.pointerId !== start.pointerId) return;
      [x, y] = [event.clientX, event.clientY];
      aim();
    };
    const scroll = (): void => {
      if (isOver) return;
      const by = y < EDGE ? -SPEED : y > innerHeight - EDGE ? SPEED : 0;
      if (by) {
        scrollBy(0, by);
        aim();
      }
      requestAnimationFrame(scroll);
    };
    const end = (done: Event): void => {
      if (done instanceof PointerEvent && done.pointerId !== start.pointerId) return;
      if (done instanceof KeyboardEvent && done.key !== "Escape") return;
      isOver = true;
      row.classList.remove("dragged");
      target?.element.classList.remove(target.mark);
      host.removeEventListener("pointermove", move);
      for (const kind of ["pointerup", "pointercancel"]) host.removeEventListener(kind, end);
      removeEventListener("keydown", end, true);
      if (done.type === "pointerup" && target) ends.dropped(note, target.drop);
    };
    host.addEventListener("pointermove", move);
    for (const kind of ["pointerup", "pointercancel"]) host.addEventListener(kind, end);
    addEventListener("keydown", end, true);
    requestAnimationFrame(scroll);
  }
}

function targetAt(host: HTMLElement, x: number, y: number, dragged: string): Target | undefined {
  const under = document.elementFromPoint(x, y);
  const column = under?.closest<HTMLElement>("[data-column]");
  const key = column?.dataset["column"];
  if (!column || !key || !host.contains(column)) return undefined;
  const list = column.querySelector<HTMLElement>(".board-notes");
  const rows = [...(list?.children ?? [])] as HTMLElement[];
  const others = rows.filter((row) => row.dataset["note"] !== dragged);
  for (const row of others) {
    const { top, height } = row.getBoundingClientRect();
    const note = row.dataset["note"];
    if (!note || y > top + height) continue;
    const share = (y - top) / height;
    if (share > 0.25 && share < 0.75) return { drop: { kind: "on", note }, element: row, mark: "drop-on" };
    if (share <= 0.25) return before(row, key);
    const next = others[others.indexOf(row) + 1];
    return next ? before(next, key) : last(column, key);
  }
  return last(column, key);
}

function before(row: HTMLElement, column: string): Target {
  const drop = { kind: "between", column, before: row.dataset["note"] ?? null } as const;
  return { drop, element: row, mark: "drop-before" };
}

function last(section: Element, column: string): Target {
  return { drop: { kind: "between", column, before: null }, element: section, mark: "drop-last" };
}

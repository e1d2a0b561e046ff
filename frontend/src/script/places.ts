// Where a dragged row lands, and how long a stretched one becomes.

export interface Span {
  top: number;
  height: number;
}

/** The place among the rows for a row taken from `from` and let go at `y`: 0 is first. */
export function placeAt(rows: readonly Span[], from: number, y: number): number {
  const above = rows.filter((row, n) => n !== from && row.top + row.height / 2 < y).length;
  return Math.min(Math.max(above, 0), rows.length - 1);
}

const STEP = 5; // minutes
const LONGEST = 480;

/** Minutes after stretching by `pixels`: in steps of five, never under one step. */
export function stretched(minutes: number, pixels: number, height: number): number {
  const wanted = minutes + pixels / (height / minutes);
  return Math.min(Math.max(Math.round(wanted / STEP) * STEP, STEP), LONGEST);
}

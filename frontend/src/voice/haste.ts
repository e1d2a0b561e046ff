// A double tap goes on once: its second tap would answer what nobody has had time to read.
const BREATH = 400; // ms

/** Whether a tap at `now` comes too soon on a view shown at `shownAt`; not when the reader has
 * already chosen or written something on it. */
export function isHasty(shownAt: number, now: number, isTouched: boolean): boolean {
  return !isTouched && now - shownAt < BREATH;
}

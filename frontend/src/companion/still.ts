// Zero-screen mode: dark and still. The phone lies face down and gives one vibration.

/** Whether this device can give a sign that is felt and not heard. */
export function canVibrate(): boolean {
  return typeof navigator.vibrate === "function" && matchMedia("(pointer: coarse)").matches;
}

/** One short vibration. */
export function vibrate(): void {
  if (canVibrate()) navigator.vibrate(250);
}

/** Minutes before the latest start of the farewell at which the sign is given. */
const BEFORE = 1;

/** Whether the one sign of a meeting is due now. */
export function isSignDue(sign: { elapsed: number; farewellBeginsBy: number; inFarewell: boolean; told: boolean }): boolean {
  return !sign.told && !sign.inFarewell && sign.elapsed >= sign.farewellBeginsBy - BEFORE;
}

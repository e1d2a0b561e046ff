// The word that this link has answered goes later and apart from the answer, so that the two do not
// arrive side by side. A lost one costs a reminder, and is tried again when the link is opened.
import type { Keeper } from "./kept";
import { acknowledge } from "./sending";

const SOONEST = 4_000; // ms
const SPREAD = 26_000;

export function acknowledgeLater(token: string, keeper: Keeper): void {
  if (keeper.read().isTold) return;
  let isTelling = false;
  const tell = (): void => {
    if (isTelling) return;
    isTelling = true;
    clearTimeout(timer);
    void acknowledge(token).then((isTold) => {
      isTelling = isTold;
      if (isTold) keeper.write({ isTold });
    });
  };
  const timer = setTimeout(tell, SOONEST + random() * SPREAD);
  addEventListener("pagehide", tell);
}

/** From 0 to 1, not to be foretold. */
function random(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 2 ** 32;
}

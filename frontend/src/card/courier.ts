// Tries until the card has got through: again when the network is back, when the page is looked at
// again, and after a while.
import type { Delivered, Undelivered } from "./delivery";

export type Progress =
  | { state: "idle" }
  | { state: "working" }
  | { state: "given" }
  | ({ state: "waiting" } & Undelivered);

/** What the courier needs of its surroundings; a test gives its own clock. */
export interface Surroundings {
  /** Calls back after so many milliseconds; returns how to call it off. */
  after(milliseconds: number, act: () => void): () => void;
  /** Calls back when trying is worth while: network back, page in sight. Returns how to stop. */
  onChance(act: () => void): () => void;
}

export interface Courier {
  /** Begin, or begin again with what has changed. */
  give(): Promise<void>;
  stop(): void;
}

const PAUSES = [4, 8, 15, 30, 60];
const SECOND = 1000;

export function startCourier(
  deliver: () => Promise<Delivered>,
  tell: (progress: Progress) => void,
  surroundings: Surroundings = ofWindow(),
): Courier {
  let busy = false;
  let again = false;
  let stopped = false;
  let waiting: Undelivered | undefined;
  let tries = 0;
  let callOff = (): void => undefined;

  async function attempt(): Promise<void> {
    if (stopped) return;
    again = busy;
    if (busy) return;
    busy = true;
    callOff();
    const delivered = await safely(deliver);
    busy = false;
    if (again && !stopped) return attempt();
    settle(delivered);
  }

  function settle(delivered: Delivered): void {
    if (stopped) return;
    waiting = delivered.outcome === "given" ? undefined : delivered;
    tell(waiting ? { state: "waiting", ...waiting } : { state: "given" });
    if (waiting && waiting.outcome !== "too_large") {
      const pause = PAUSES[Math.min(tries++, PAUSES.length - 1)] ?? 60;
      callOff = surroundings.after(pause * SECOND, () => void attempt());
    }
  }

  const stopListening = surroundings.onChance(() => {
    if (waiting && waiting.outcome !== "too_large") void attempt();
  });
  return {
    give(): Promise<void> {
      tries = 0;
      tell({ state: "working" });
      return attempt();
    },
    stop(): void {
      stopped = true;
      callOff();
      stopListening();
    },
  };
}

/** Whatever goes wrong on the device itself is one more reason to try again, never a dead end. */
async function safely(deliver: () => Promise<Delivered>): Promise<Delivered> {
  try {
    return await deliver();
  } catch (error) {
    console.warn("The card could not be made", error);
    return { outcome: "failed", what: "card" };
  }
}

function ofWindow(): Surroundings {
  return {
    after(milliseconds, act) {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
    onChance(act) {
      const seen = (): void => {
        if (document.visibilityState === "visible") act();
      };
      window.addEventListener("online", act);
      document.addEventListener("visibilitychange", seen);
      return () => {
        window.removeEventListener("online", act);
        document.removeEventListener("visibilitychange", seen);
      };
    },
  };
}

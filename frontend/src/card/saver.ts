import type { Desk } from "../companion/desk";
import type { Running } from "../companion/running";

/** Keeps what is being typed: a moment after the last touch, and at once when the page is hidden. */
export interface Saver {
  /** `name` tells what is changed; of two changes with the same name only the later is kept. */
  later(name: string, update: (running: Running) => void): void;
  flush(): Promise<void>;
  stop(): void;
}

const PAUSE = 400;

export function startSaver(desk: Pick<Desk, "change">): Saver {
  const pending = new Map<string, (running: Running) => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const updates = [...pending.values()];
    pending.clear();
    if (!updates.length) return;
    await desk.change((running) => {
      for (const update of updates) update(running);
    });
  }

  const onHide = (): void => {
    if (document.visibilityState === "hidden") void flush();
  };
  const onLeave = (): void => void flush();
  document.addEventListener("visibilitychange", onHide);
  window.addEventListener("pagehide", onLeave);
  return {
    later(name, update) {
      pending.set(name, update);
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), PAUSE);
    },
    flush,
    stop() {
      document.removeEventListener("visibilitychange", onHide);
      window.removeEventListener("pagehide", onLeave);
      void flush();
    },
  };
}

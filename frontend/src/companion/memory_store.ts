// The same keeping without a device: for rehearsing, and for browsers that let nothing be stored.
import type { Running } from "./running";
import { firstBeat, type Beat, type Choices, type Queued, type Store } from "./store";

export function memoryStore(person: string, habits?: Choices): Store {
  let running: Running | undefined;
  let beat: Beat | undefined;
  let choices: Choices = habits ?? { person, hidesMinutes: false, vibrates: false };
  const queue = new Map<string, Queued>();
  const mine = (id: string): Running | undefined => (running?.id === id ? running : undefined);
  const forget = (): void => {
    running = undefined;
    beat = undefined;
  };
  return {
    running: async () => running,
    read: async (id) => mine(id),
    begin: async (begun) => {
      running ??= begun;
      beat ??= firstBeat(running);
      return running;
    },
    change: async (id, update) => {
      if (!mine(id)) return undefined;
      const next = structuredClone(running as Running);
      update(next);
      running = next;
      return next;
    },
    end: async (id, walk) => {
      if (!mine(id)) return false;
      forget();
      queue.set(id, { id, person, walk, revision: 1 });
      return true;
    },
    discard: async (id) => {
      if (mine(id)) forget();
    },
    beat: async () => beat,
    setBeat: async (id, update) => {
      if (beat?.id === id) update(beat);
    },
    queued: async () => [...queue.values()],
    enqueue: async (walk) => {
      const revision = (queue.get(walk.id)?.revision ?? 1) + 1;
      queue.set(walk.id, { id: walk.id, person, walk, revision });
    },
    settle: async (sent, refused) => {
      for (const { id, revision } of sent) {
        const now = queue.get(id);
        if (now?.revision !== revision) continue;
        const code = refused.get(id);
        if (code === undefined) queue.delete(id);
        else queue.set(id, { ...now, refused: code });
      }
    },
    choices: async () => choices,
    choose: async (update) => {
      choices = structuredClone(choices);
      update(choices);
      return choices;
    },
    hear: () => undefined,
  };
}

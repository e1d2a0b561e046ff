// The parts that others draw into the companion: mounted when they are first needed, and taken down
// when their place is left or the meeting has ended.
import { mountGiving, mountReadOver, mountSketch } from "../card/maker";
import type { LiveDesk } from "./desk";
import { part } from "./screens";

type PartName = "sketch" | "read-over" | "giving" | "map";
interface Mounted {
  destroy(): void;
}

export interface Parts {
  open(name: PartName): void;
  close(name: PartName): void;
  clear(): void;
}

export function partsOf(desk: LiveDesk): Parts {
  const mounted = new Map<PartName, Mounted>();
  const mounts: Record<PartName, (host: HTMLElement) => Mounted> = {
    sketch: (host) => mountSketch(host, desk),
    "read-over": (host) => mountReadOver(host, desk),
    giving: (host) => mountGiving(host, desk),
    map: () => ({ destroy: () => undefined }),
  };
  const close = (name: PartName): void => {
    mounted.get(name)?.destroy();
    mounted.delete(name);
  };
  return {
    open: (name) => {
      if (!mounted.has(name)) mounted.set(name, mounts[name](part(name)));
    },
    close,
    clear: () => {
      for (const name of [...mounted.keys()]) close(name);
    },
  };
}

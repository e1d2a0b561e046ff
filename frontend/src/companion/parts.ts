// The parts that others draw into the companion: mounted when they are first needed, and taken down
// when their place is left or the meeting has ended.
import { mountGiving, mountReadOver, mountSketch } from "../card/maker";
import { mountMap, type MountedMap } from "../map/editor";
import type { LiveDesk } from "./desk";
import { part } from "./screens";

type PartName = "sketch" | "read-over" | "giving" | "map";
interface Mounted {
  destroy(): void;
}

export interface Parts {
  open(name: PartName): void;
  close(name: PartName): void;
  /** Another tab changed the meeting. */
  refresh(): void;
  clear(): void;
}

/** `back` leaves the map. */
export function partsOf(desk: LiveDesk, back: () => void): Parts {
  const mounted = new Map<PartName, Mounted>();
  let map: MountedMap | undefined;
  const openMap = (host: HTMLElement): Mounted => {
    map = mountMap(host, {
      content: desk.running().map,
      changed: (content) =>
        void desk.change((running) => {
          running.map = content;
        }),
      back,
    });
    return map;
  };
  const mounts: Record<PartName, (host: HTMLElement) => Mounted> = {
    sketch: (host) => mountSketch(host, desk),
    "read-over": (host) => mountReadOver(host, desk),
    giving: (host) => mountGiving(host, desk),
    map: openMap,
  };
  const close = (name: PartName): void => {
    mounted.get(name)?.destroy();
    mounted.delete(name);
    if (name === "map") map = undefined;
  };
  return {
    open: (name) => {
      if (!mounted.has(name)) mounted.set(name, mounts[name](part(name)));
    },
    close,
    refresh: () => {
      const { map: drawn } = desk.running();
      if (map && JSON.stringify(map.content()) !== JSON.stringify(drawn)) map.replace(drawn);
    },
    clear: () => {
      for (const name of [...mounted.keys()]) close(name);
    },
  };
}

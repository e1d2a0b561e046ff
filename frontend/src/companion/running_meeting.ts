// One meeting on the screen, from its first stair until it leaves the device.
import { totalOf } from "../stairs/plan";
import type { LiveDesk } from "./desk";
import { stairNow, type Start } from "./meeting";
import { partsOf } from "./parts";
import { part, show, shown } from "./screens";
import type { Beat, Store } from "./store";
import { canVibrate, isSignDue, vibrate } from "./still";
import { keepTime } from "./timekeeper";
import { keepAwake } from "./wake";
import { walkOn } from "./walking";

export interface Habits {
  hidesMinutes: boolean;
  vibrates: boolean;
}

export interface RunningMeeting {
  desk: LiveDesk;
  /** Minutes since the beginning. */
  elapsed(): number;
  /** Show the stairs. */
  enter(): void;
  /** Draw again: a habit changed. */
  draw(): void;
  /** Another tab changed the meeting; false when it has ended there. */
  refresh(): Promise<boolean>;
  replan(start: Start): Promise<void>;
  stop(): void;
}

/** `beat` is what was stored last of the time. */
export function runMeeting(
  desk: LiveDesk,
  store: Store,
  beat: Beat | undefined,
  acts: { habits(): Habits; openPlan(): void },
): RunningMeeting {
  const life = new AbortController();
  const parts = partsOf(desk, () => enter());
  const { id, clock } = desk.running();
  let told = beat?.told ?? false;
  const known = beat && beat.elapsed > clock.elapsed ? beat : clock;
  const time = keepTime(known, {
    read: store.beat,
    write: (now) => void store.setBeat(id, (kept) => void Object.assign(kept, now)),
    tick: () => {
      walking.draw();
      sign();
    },
  });
  const awake = keepAwake();
  const walking = walkOn(desk, time, {
    openPlan: acts.openPlan,
    hidesMinutes: () => acts.habits().hidesMinutes,
    arrived: () => {
      showParts();
      window.scrollTo(0, 0); // a small screen shows a new stair from its top
    },
  });
  const unwatch = desk.watch(() => walking.draw());

  const sign = (): void => {
    const { elapsed, farewellBeginsBy, stair } = walking.pace();
    const isWanted = shown() === "still" || acts.habits().vibrates;
    if (!isSignDue({ elapsed, farewellBeginsBy, inFarewell: stair === "farewell", told })) return;
    told = true;
    void store.setBeat(id, (kept) => {
      kept.told = true;
    });
    if (isWanted) vibrate();
  };
  const showParts = (): void => {
    const { kind } = desk.running();
    if (kind !== "client_meeting") return;
    const stair = stairNow(desk.running());
    if (stair === "advice") parts.open("sketch");
    else parts.close("sketch");
    if (stair === "farewell") parts.open("read-over");
  };
  const enter = (): void => {
    walking.draw();
    showParts();
    show("walking");
  };

  const { signal } = life;
  const on = (id: string, act: () => void): void =>
    part(id).addEventListener("click", act, { signal });
  on("draw", () => {
    show("map");
    parts.open("map");
  });
  on("give", () => {
    show("giving");
    parts.open("giving");
  });
  on("lay-down", () => {
    part("still-vibrates").hidden = !canVibrate();
    part("still-silent").hidden = canVibrate();
    show("still");
  });
  on("wake", enter);
  document.addEventListener(
    "keydown",
    () => {
      if (shown() === "still") enter();
    },
    { signal },
  );
  for (const button of document.querySelectorAll("[data-returns]")) {
    button.addEventListener("click", enter, { signal });
  }
  for (const button of document.querySelectorAll<HTMLElement>("[data-to]")) {
    button.addEventListener(
      "click",
      () => {
        void walking.go(button.dataset["to"] as ReturnType<typeof stairNow>).then(enter);
      },
      { signal },
    );
  }
  return {
    desk,
    elapsed: () => time.elapsed(),
    enter,
    draw: () => walking.draw(),
    refresh: async () => {
      const goesOn = await desk.refresh();
      if (goesOn) {
        parts.refresh();
        showParts();
      }
      return goesOn;
    },
    replan: (start) => {
      const known = time.known();
      return desk.change((running) => {
        running.plan = start.plan;
        running.minutes = totalOf(start.plan);
        running.form = start.form;
        running.withInterpreter = start.withInterpreter;
        running.clock = known;
      });
    },
    stop: () => {
      life.abort();
      unwatch();
      walking.stop();
      time.stop();
      awake.stop();
      parts.clear();
    },
  };
}

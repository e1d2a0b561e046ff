// The companion: opens to what is on the device, begins, carries and ends a meeting.
import { readData, type CompanionData } from "./data";
import { deskOn } from "./desk";
import { beginMeeting, defaultsFrom, endedWalk, type Start } from "./meeting";
import { memoryStore } from "./memory_store";
import { endOfForgotten, isLeftOpen, openingOf, showResume } from "./opening";
import { reflecting } from "./reflecting";
import { runMeeting, type RunningMeeting } from "./running_meeting";
import type { EndedWalk, Running } from "./running";
import { part, show, shown, startDialogs, tell } from "./screens";
import { startScreen } from "./start";
import { canVibrate } from "./still";
import { openStore, type Beat, type Choices, type Store } from "./store";
import { startSync } from "./sync";

export async function startCompanion(): Promise<void> {
  const data = readData();
  const device = await openStore(data.person).catch(() => undefined);
  part("not-stored").hidden = device !== undefined;
  startDialogs();
  const store = device ?? memoryStore(data.person);
  const sync = startSync(store);
  const companion = companionOf(data, store, await store.choices(), () => sync.now());
  await companion.open();
}

/** The network was slow, and the page shown was the kept one: it may be somebody else's. */
export function onLateNews({ person }: { person: string }): void {
  if (person !== readData().person) location.reload();
}

/** Before a meeting ends: only a card that has got through lives on in the client's link. */
function tellEnding({ giving }: Running): void {
  const state = giving?.asked ? "waiting" : giving?.cardPrint ? "given" : "nothing";
  for (const one of document.querySelectorAll<HTMLElement>("[data-ends]")) {
    one.hidden = one.dataset["ends"] !== state;
  }
}

interface Companion {
  open(): Promise<void>;
}

function companionOf(data: CompanionData, device: Store, habits: Choices, send: () => void): Companion {
  // Where the meeting on the screen lies: on the device, or nowhere when rehearsing.
  let store = device;
  let choices = habits;
  let meeting: RunningMeeting | undefined;
  let ended: EndedWalk | undefined;

  const rehearsing = (): boolean => store !== device;
  const plan = startScreen(data, {
    begin: (start, practice) => void begin(start, practice),
    replan: (start) => void replan(start),
  });
  const reflect = reflecting(data, (reflection) => void thank(reflection));

  const openStart = (practice = false): void => {
    plan.open(choices.start ?? data.defaults, practice);
    show("start", { focus: false });
  };
  const walk = (running: Running, beat: Beat | undefined): void => {
    meeting?.stop();
    meeting = runMeeting(deskOn(store, data, running, rehearsing()), store, beat, {
      habits: () => choices,
      openPlan: () => {
        if (meeting) plan.edit(meeting.desk.running());
        show("start");
      },
    });
    for (const one of document.querySelectorAll<HTMLElement>("[data-only]")) {
      one.hidden = one.dataset["only"] !== running.kind;
    }
    meeting.enter();
  };
  const goOn = async (running: Running): Promise<void> => {
    await store.setBeat(running.id, (beat) => {
      beat.left = false;
    });
    walk(running, await store.beat());
  };
  const open = async (): Promise<void> => {
    const running = await device.running();
    if (!running) return openStart(location.hash === "#rehearse");
    const beat = await device.beat();
    const opening = openingOf(running, beat, Date.now());
    if (opening === "walk") walk(running, beat);
    else showResume(running, opening, data);
  };

  /** The next meeting begins as the latest client meeting did, not as a team's own meeting. */
  const remember = (start: Start): Promise<Choices> =>
    store.choose((kept) => {
      if (start.kind === "client_meeting") kept.start = defaultsFrom(start);
    });
  const begin = async (start: Start, practice: boolean): Promise<void> => {
    store = practice ? memoryStore(data.person, choices) : device;
    choices = await remember(start);
    void (practice || navigator.storage?.persist?.());
    walk(await store.begin(beginMeeting(data, start, new Date())), await store.beat());
  };
  const replan = async (start: Start): Promise<void> => {
    choices = await remember(start);
    await meeting?.replan(start);
    meeting?.enter();
  };
  const finish = async (running: Running, elapsed: number): Promise<void> => {
    ended = endedWalk(running, elapsed);
    await store.end(running.id, ended); // first: if the device cannot keep it, the meeting goes on
    meeting?.stop();
    meeting = undefined;
    reflect.open();
    show("reflect");
    if (!rehearsing()) send();
  };
  const end = async (): Promise<void> => {
    if (meeting) return finish(meeting.desk.running(), meeting.elapsed());
    const running = await store.running();
    const beat = await store.beat();
    if (running) await finish(running, endOfForgotten(running, beat));
  };
  const thank = async (reflection?: EndedWalk["reflection"]): Promise<void> => {
    if (ended && reflection) await store.enqueue({ ...ended, reflection });
    ended = undefined;
    tell("thanks-words", data.words[rehearsing() ? "rehearsed" : "thanks"] ?? "");
    show("thanks");
    if (!rehearsing()) send();
  };
  const discard = async (): Promise<void> => {
    const running = meeting?.desk.running();
    meeting?.stop();
    meeting = undefined;
    if (running) await store.discard(running.id);
    openStart();
  };

  /** Back in sight after a night: the same question as when the page is opened anew. */
  const comeBack = async (): Promise<void> => {
    if (!meeting || rehearsing() || document.visibilityState !== "visible") return;
    const running = meeting.desk.running();
    if (!isLeftOpen(running, await store.beat(), Date.now())) return;
    meeting?.stop();
    meeting = undefined;
    showResume(running, "forgotten", data);
  };
  document.addEventListener("visibilitychange", () => void comeBack());

  /** Another tab changed the meeting: show the same here, without a word. */
  const followMeeting = async (): Promise<void> => {
    if (rehearsing()) return;
    if (meeting) {
      if (await meeting.refresh()) return;
      meeting.stop();
      meeting = undefined;
      openStart();
    } else if (shown() === "start" || shown() === "resume") await open();
  };
  device.hear((news) => {
    if (news === "meeting") void followMeeting();
    if (news === "choices" && !rehearsing()) void device.choices().then(adopt);
  });

  const adopt = (kept: Choices): void => {
    choices = kept;
    part<HTMLInputElement>("hides-minutes").checked = kept.hidesMinutes;
    part<HTMLInputElement>("vibrates").checked = kept.vibrates;
    meeting?.draw();
  };
  const onChoice = (id: string, update: (kept: Choices, on: boolean) => void): void => {
    const box = part<HTMLInputElement>(id);
    box.addEventListener("change", () => {
      void store.choose((kept) => update(kept, box.checked)).then(adopt);
    });
  };
  onChoice("hides-minutes", (kept, on) => void (kept.hidesMinutes = on));
  onChoice("vibrates", (kept, on) => void (kept.vibrates = on));
  adopt(choices);
  part("vibrates-label").hidden = !canVibrate();

  const on = (id: string, act: () => unknown): void => part(id).addEventListener("click", () => void act());
  on("end", end);
  on("end-forgotten", end);
  on("discard", discard);
  for (const id of ["resume", "resume-anyway"]) {
    on(id, async () => {
      const running = await device.running();
      if (running) await goOn(running);
      else openStart();
    });
  }
  on("another", async () => {
    store = device;
    adopt(await device.choices()); // what was chosen in a rehearsal goes with it
    openStart();
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element && target.closest('[data-opens="ending"]'))) return;
    if (meeting) tellEnding(meeting.desk.running());
    else void store.running().then((running) => running && tellEnding(running));
  });
  part("leave").addEventListener("click", () => {
    const id = meeting?.desk.running().id;
    if (id) void store.setBeat(id, (beat) => void (beat.left = true));
  });
  return { open };
}

// The recording's place on the giving page: record, listen, record again, delete.
import type { Desk } from "../companion/desk";
import type { Recording } from "./content";
import type { Part } from "./parts";
import { all, showOnly, within } from "./parts";
import type { Take } from "./recorder";
import { playable, startTake } from "./recorder";

export function mountRecording(host: HTMLElement, desk: Desk): Part {
  const place = within(host, "[data-recording]");
  const fill = within<HTMLProgressElement>(place, "[data-fill]");
  const player = within<HTMLAudioElement>(place, "[data-player]");
  let take: Take | undefined;
  let address = "";
  let isBusy = false;
  let isLeft = false;

  function show(mode: "none" | "going" | "done"): void {
    showOnly(place, "data-mode", mode);
  }

  function load(recording: Recording | undefined): void {
    if (address) URL.revokeObjectURL(address);
    address = recording ? playable(recording) : "";
    if (address) player.src = address;
    else player.removeAttribute("src");
    show(recording ? "done" : "none");
  }

  async function begin(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    player.pause();
    showOnly(place, "data-trouble", "");
    fill.value = 0;
    take = await startTake({
      elapsed: (seconds) => void (fill.value = seconds),
      done: (recording) => void keep(recording),
      trouble: (trouble) => {
        load(desk.running().draft.recording);
        showOnly(place, "data-trouble", trouble);
      },
    });
    isBusy = false;
    if (isLeft) take?.cancel();
    if (!take || isLeft) return;
    show("going");
    within(place, "[data-act=stop]").focus();
  }

  async function keep(recording: Recording): Promise<void> {
    take = undefined;
    await desk.change(({ draft }) => void (draft.recording = recording));
    if (isLeft) return;
    load(recording);
    player.focus();
  }

  async function forget(): Promise<void> {
    await desk.change(({ draft }) => void delete draft.recording);
    load(undefined);
    within(place, "[data-act=start]").focus();
  }

  const acts: Record<string, () => void> = {
    start: () => void begin(),
    again: () => void begin(),
    stop: () => take?.stop(),
    delete: () => void forget(),
  };
  for (const button of all(place, "[data-act]")) {
    button.addEventListener("click", () => acts[button.dataset.act ?? ""]?.());
  }
  load(desk.running().draft.recording);
  return {
    destroy() {
      isLeft = true;
      take?.stop(); // what was said so far is kept
      if (address) URL.revokeObjectURL(address);
    },
  };
}

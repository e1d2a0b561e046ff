// A recording of the client's or the interpreter's voice, made and kept on the device.
import { fromBase64, toBase64 } from "../shared/bytes";
import type { Recording } from "./content";

const MOST_SECONDS = 90;
/** Speech is clear at this rate, and ninety seconds stay far under the card's limit. */
const BITS_PER_SECOND = 32_000;
/** What every phone can play comes first. */
const FORMATS = [
  "audio/mp4;codecs=mp4a.40.2",
  "audio/mp4",
  "audio/webm;codecs=opus",
  "audio/ogg;codecs=opus",
];
const TICK = 250;

export type Trouble = "no_microphone" | "not_allowed" | "not_supported" | "failed";

export interface Take {
  /** Ends the take; `done` gets what was said. */
  stop(): void;
  /** Ends the take and keeps nothing. */
  cancel(): void;
}

export interface Listener {
  /** Seconds gone, a few times a second. */
  elapsed(seconds: number): void;
  done(recording: Recording): void;
  trouble(trouble: Trouble): void;
}

/** Starts recording; ends by itself after ninety seconds. */
export async function startTake(listener: Listener): Promise<Take | undefined> {
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === "undefined") {
    listener.trouble("not_supported");
    return undefined;
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    return record(stream, listener);
  } catch (error) {
    listener.trouble(troubleOf(error));
    return undefined;
  }
}

function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "NotReadableError") return "no_microphone";
  if (name === "NotAllowedError" || name === "SecurityError") return "not_allowed";
  return "failed";
}

function record(stream: MediaStream, listener: Listener): Take {
  const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
  const options = { audioBitsPerSecond: BITS_PER_SECOND, ...(mimeType ? { mimeType } : {}) };
  const recorder = new MediaRecorder(stream, options);
  const parts: Blob[] = [];
  const begun = performance.now();
  let isKept = true;
  const secondsGone = (): number => Math.min(MOST_SECONDS, (performance.now() - begun) / 1000);
  const ticking = setInterval(() => {
    listener.elapsed(secondsGone());
    if (secondsGone() >= MOST_SECONDS) stop();
  }, TICK);

  function stop(): void {
    clearInterval(ticking);
    if (recorder.state !== "inactive") recorder.stop();
  }
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  recorder.addEventListener("error", () => listener.trouble("failed"));
  const seconds = new Promise<number>((resolve) => {
    recorder.addEventListener("stop", () => resolve(Math.round(secondsGone())));
  });
  void seconds.then(async (length) => {
    clearInterval(ticking);
    for (const track of stream.getTracks()) track.stop();
    if (!isKept) return;
    // Ended before the microphone gave anything: what was recorded before stays.
    if (parts.every((part) => part.size === 0)) listener.trouble("failed");
    else listener.done(await recordingOf(parts, recorder.mimeType, length));
  });
  recorder.start();
  return {
    stop,
    cancel() {
      isKept = false;
      stop();
    },
  };
}

async function recordingOf(parts: Blob[], mime: string, seconds: number): Promise<Recording> {
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return { mime, data: toBase64(bytes), seconds: Math.max(1, seconds) };
}

/** What a player can be given; release it with `URL.revokeObjectURL`. */
export function playable(recording: Recording): string {
  return URL.createObjectURL(new Blob([fromBase64(recording.data)], { type: recording.mime }));
}

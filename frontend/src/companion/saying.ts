// What the companion says of time, as words. A client may read the screen: time is never a stair's
// name with a deadline, and what the adviser is asked is a question.
import { filled } from "../shared/filled";
import type { Pace } from "../stairs/pace";
import type { Stair } from "../stairs/stairs";
import type { CompanionData } from "./data";

export interface Saying {
  stair: Stair;
  /** Small, above. */
  label: string;
  /** Large. */
  main: string;
  /** Quiet, below. */
  line: string;
  /** The forward area asks to be noticed. */
  due: boolean;
  /** `label` and `main` tell minutes, which may be hidden. */
  tellsMinutes: boolean;
}

type Words = Pick<CompanionData, "words" | "minutes_words" | "number_words">;

/** `lines` are the stair's quiet line, and the question to ask oneself when its time is nearly spent. */
export function sayingAt(pace: Pace, lines: readonly string[], words: Words): Saying {
  const { stair, state } = pace;
  const say = (key: string): string => words.words[key] ?? "";
  const calm = {
    stair,
    label: say("time_left"),
    main: inWords(words.minutes_words, pace.leftForStair),
    line: lines[0] ?? "",
    due: false,
    tellsMinutes: true,
  };
  if (stair === "farewell") {
    if (state !== "over") return calm;
    return { ...calm, label: "", main: say("close_calmly"), tellsMinutes: false };
  }
  if (state === "calm") return calm;
  const asked = state === "farewell_now" ? say("ask_farewell_now") : (lines[1] ?? "");
  const question = { ...calm, label: say("ask_yourself"), main: asked, due: true, tellsMinutes: false };
  return { ...question, line: timeLeft(pace, words) };
}

function timeLeft(pace: Pace, words: Words): string {
  const left = inWords(words.minutes_words, pace.leftInMeeting);
  if (pace.leftInMeeting <= 0) return words.words["gather_calmly"] ?? "";
  if (pace.state === "farewell_now") return filled(words.words["left"] ?? "", { left });
  const kept = inWords(words.number_words, pace.planNow.farewell);
  return filled(words.words["left_and_kept"] ?? "", { left, kept });
}

/** Words stand in their list by the minute; the last one for anything longer. */
function inWords(list: string[], minutes: number): string {
  const index = Math.min(Math.max(0, Math.round(minutes)), list.length - 1);
  return list[index] ?? "";
}

const MINUTE = 60_000;

/**
 * Lets a text change at most once a minute, so that nothing flickers: a new stair or a new kind of
 * saying shows at once, and a word of time waits for its turn.
 */
export function steadily(): (next: Saying, mono: number) => Saying {
  let shown: Saying | undefined;
  let since = 0;
  return (next, mono) => {
    const isNew = !shown || shown.stair !== next.stair || shown.due !== next.due;
    const mayChange = mono - since >= MINUTE;
    if (!shown || isNew || (mayChange && differs(shown, next))) {
      shown = next;
      since = mono;
    }
    return shown;
  };
}

function differs(one: Saying, other: Saying): boolean {
  return one.main !== other.main || one.line !== other.line || one.label !== other.label;
}

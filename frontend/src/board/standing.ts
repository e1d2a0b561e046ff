// The board in words. Above it: what it now allows. At its foot, since it comes by itself: whether the
// line holds, what waits, what was just removed, and what did not get through.
import { button, make } from "../shared/make";
import type { Standing } from "./link";
import type { Facts } from "./wire";
import { counted, type Say } from "./words";

export interface StandingView {
  above: HTMLElement;
  host: HTMLElement;
  stand(now: Standing): void;
  see(facts: Facts, waiting: number, lasts: boolean): void;
  /** To those who listen only. */
  tell(words: string): void;
  /** Something did not get through; `text` is what was written, to be kept in sight. */
  warn(words: string, text?: string): void;
  offerUndo(note: string, text: string): void;
  forgetUndo(): void;
}

export interface StandingEnds {
  restore(note: string): void;
  /** Whether there was room for the words in the field. */
  rewrite(text: string): boolean;
}

export function standingView(say: Say, ends: StandingEnds): StandingView {
  const line = make("p", "notice attention");
  const facts = make("p", "notice");
  for (const each of [line, facts]) each.setAttribute("role", "status");
  const warnings = make("div", "stack tight");
  warnings.setAttribute("role", "alert");
  const undo = make("p", "board-undo");
  undo.setAttribute("role", "status");
  const heard = make("p", "visually-hidden");
  heard.setAttribute("role", "status");
  const host = make("div", "board-standing at-foot", line, warnings, undo, heard);
  let standing: Standing = "starting";

  function write(element: HTMLElement, words: string): void {
    element.hidden = words === "";
    if (element.textContent !== words) element.textContent = words;
  }

  function wordsOf(waiting: number, lasts: boolean): string {
    const isCut = standing === "cut" || (standing !== "refused" && !navigator.onLine);
    if (standing === "refused") return [say("refused"), waiting ? say(lasts ? "kept" : "kept_in_sight") : ""].join(" ").trim();
    if (isCut && !lasts) return [say("cut"), say("unkept")].join(" ");
    if (isCut) return [say("cut"), waiting ? counted(say, "waits", waiting) : say("cut_write")].join(" ");
    return standing === "asking" ? say("asking") : "";
  }

  function factsOf({ closed, hidden, count, leads }: Facts): string {
    if (closed) return say("closed");
    if (!hidden) return "";
    const written = count ? counted(say, "on_board", count) : say("empty");
    return [say(leads ? "hidden_leads" : "hidden"), written].join(" ");
  }

  function warn(words: string, text?: string): void {
    const close = button("quiet", say("understood"));
    const acts = make("p", "actions", close);
    const box = make("div", "notice attention", make("p", "", words), acts);
    close.addEventListener("click", () => box.remove());
    if (text !== undefined) {
      const again = button("button compact", say("write_again"));
      again.addEventListener("click", () => {
        if (ends.rewrite(text)) box.remove();
      });
      acts.before(make("blockquote", "board-quote", text));
      acts.prepend(again);
    } else {
      const same = [...warnings.children].find((each) => each.firstElementChild?.textContent === words);
      same?.remove(); // said once is enough
    }
    warnings.prepend(box);
  }

  return {
    above: facts,
    host,
    stand: (now) => {
      standing = now;
    },
    see: (now, waiting, lasts) => {
      write(facts, factsOf(now));
      write(line, wordsOf(waiting, lasts));
    },
    tell: (words) => {
      heard.textContent = ""; // the same words again would not be read
      requestAnimationFrame(() => {
        heard.textContent = words;
      });
    },
    warn,
    offerUndo: (note, text) => {
      const back = button("button compact", say("undo"));
      back.addEventListener("click", () => ends.restore(note));
      undo.replaceChildren(make("span", "", say("removed", { text })), back);
      back.focus(); // where it was there is nothing to stand on
    },
    forgetUndo: () => undo.replaceChildren(),
  };
}

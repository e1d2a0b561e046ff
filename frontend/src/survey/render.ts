// What the survey looks like, for whoever writes it: a preview that tries everything and sends nothing.
import { make } from "../shared/make";
import { asked } from "./conditions";
import type { Definition, Language } from "./definition";
import { arrowed, drawFilling } from "./filling";
import type { Acts, Filling } from "./filling";
import { say, textIn, write } from "./words";

export { drawQuestion } from "./question";

/** Where the one who tries it is: before the questions, in them, or after sending. */
type Stage = "start" | "filling" | "thanks";
interface Tried {
  filling: Filling;
  stage: Stage;
}

const previews = new WeakMap<HTMLElement, Tried>();

/**
 * The survey as its respondent sees it, in `host`; nothing is sent or kept. Drawn again (while the
 * definition is being written) it stays where it was and keeps what was tried. `at` turns to a
 * question by its key.
 */
export function renderPreview(host: HTMLElement, definition: Definition, language: Language, at?: string): void {
  const before = previews.get(host);
  const first = asked(definition, {})[0]?.key ?? "";
  const filling: Filling = {
    ...{ definition, language, paging: definition.paging, answers: before?.filling.answers ?? {} },
    at: at ?? before?.filling.at ?? first,
  };
  const tried: Tried = { filling, stage: at ? "filling" : (before?.stage ?? "start") };
  previews.set(host, tried);
  const turn = (stage: Stage, to: string): void => {
    Object.assign(tried, { stage });
    filling.at = to;
    show();
  };
  const acts: Acts = {
    changed: () => undefined,
    go: (next) => turn("filling", next),
    send: () => turn("thanks", first),
  };
  const show = (): void => {
    host.classList.add("survey");
    if (tried.stage === "start") return host.replaceChildren(startOf(filling, () => turn("filling", first)));
    if (tried.stage === "filling") return host.replaceChildren(...drawFilling(filling, acts, { level: "h3" }));
    filling.answers = {};
    host.replaceChildren(thanksOf(filling, () => turn("start", first)));
  };
  show();
}

/** What is read before the questions; what is promised depends on the survey that is made of it. */
function startOf({ definition, language }: Filling, begin: () => void): HTMLElement {
  const title = write(make("h3"), definition.title, language);
  const intro = write(make("p", "told"), definition.intro, language);
  return step(say(language, "start"), begin, title, intro);
}

function thanksOf({ definition, language }: Filling, again: () => void): HTMLElement {
  const own = textIn(definition.thanks, language) ? [write(make("p", "lead told"), definition.thanks, language)] : [];
  const title = make("h3", "", say(language, "thanks_title"));
  return step(say(language, "start"), again, title, ...own, make("p", "", say(language, "thanks_text")));
}

function step(words: string, go: () => void, ...parts: HTMLElement[]): HTMLElement {
  const whole = make("form", "view", ...parts, make("div", "dock", arrowed(words)));
  whole.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  return whole;
}

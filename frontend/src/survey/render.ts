// What the survey looks like, for whoever writes it: a preview that tries everything and sends nothing.
import { asked } from "./conditions";
import type { Definition, Language } from "./definition";
import { drawFilling } from "./filling";
import type { Filling } from "./filling";

export { drawQuestion } from "./question";

const previews = new WeakMap<HTMLElement, Filling>();

/**
 * The survey as its respondent sees it, in `host`; nothing is sent or kept. Drawn again (while the
 * definition is being written) it stays where it was and keeps what was tried. `at` turns to a
 * question by its key.
 */
export function renderPreview(host: HTMLElement, definition: Definition, language: Language, at?: string): void {
  const before = previews.get(host);
  const first = asked(definition, {})[0]?.key ?? "";
  const filling: Filling = {
    definition, language, paging: definition.paging, answers: before?.answers ?? {}, at: at ?? before?.at ?? first,
  };
  previews.set(host, filling);
  const show = (): void => {
    host.classList.add("survey");
    const acts = {
      changed: () => undefined,
      go: (next: string) => { filling.at = next; show(); },
      send: () => { filling.at = first; filling.answers = {}; show(); },
    };
    host.replaceChildren(...drawFilling(filling, acts, { level: "h3", isPreview: true }));
  };
  show();
}

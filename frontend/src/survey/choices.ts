// One chosen of many, and many of many.
import { make } from "../shared/make";
import { PREFER_NOT_TO_SAY } from "./definition";
import type { Multiple, Single } from "./definition";
import { say } from "./words";
import { checkbox, labelled, optionsOf, radio, undoing } from "./ground";
import type { Drawn, Ground } from "./ground";

export function drawSingle(question: Single, ground: Ground): Drawn {
  const { language, answers, changed, name } = ground;
  const inputs = optionsOf(question, language).map(({ key, text }) => {
    const input = radio(name, key, answers[question.key] === key);
    return { input, label: labelled(input, text, language) };
  });
  const undo = undoing(say(language, "undo_choice"), () => {
    for (const { input } of inputs) input.checked = false;
    inputs[0]?.input.focus();
    tell();
  });
  const tell = (): void => {
    const chosen = inputs.find(({ input }) => input.checked)?.input.value;
    undo.see(chosen !== undefined && !question.required);
    changed(question.key, chosen);
  };
  for (const { input } of inputs) input.addEventListener("change", tell);
  undo.see(!question.required && inputs.some(({ input }) => input.checked));
  return { parts: [make("div", "options", ...inputs.map(({ label }) => label)), undo.way], group: true };
}

/** Not to say stands alone: choosing it lets go of the others, and they of it. */
export function drawMultiple(question: Multiple, ground: Ground): Drawn {
  const { language, answers, changed, name } = ground;
  const before = answers[question.key];
  const inputs = optionsOf(question, language).map(({ key, text }) => {
    const input = checkbox(name, key, before === key || (Array.isArray(before) && before.includes(key)));
    return { input, label: labelled(input, text, language) };
  });
  const tell = (touched: HTMLInputElement): void => {
    for (const { input } of inputs) {
      const clash = (touched.value === PREFER_NOT_TO_SAY) !== (input.value === PREFER_NOT_TO_SAY);
      if (touched.checked && clash) input.checked = false;
    }
    const chosen = inputs.filter(({ input }) => input.checked).map(({ input }) => input.value);
    if (chosen[0] === PREFER_NOT_TO_SAY) changed(question.key, PREFER_NOT_TO_SAY);
    else changed(question.key, chosen.length > 0 ? chosen : undefined);
  };
  for (const { input } of inputs) input.addEventListener("change", () => tell(input));
  return { parts: [make("div", "options", ...inputs.map(({ label }) => label))], group: true };
}

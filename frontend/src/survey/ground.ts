// What every question on the page stands on.
import { button, make } from "../shared/make";
import { PREFER_NOT_TO_SAY } from "./definition";
import type { Answer, Answers, Language, Option, Question, Texts } from "./definition";
import { say, write } from "./words";

/** Called with the answer of a question (of a row, in a grid), undefined when there is none. */
export type Changed = (key: string, answer: Answer | undefined) => void;

export interface Ground {
  language: Language;
  answers: Answers;
  changed: Changed;
  /** Unlike any other on the page: the same question may stand there twice, in a preview. */
  name: string;
}

/** What a drawn question is made of; `group`: several controls answer it together. */
export interface Drawn {
  parts: HTMLElement[];
  group: boolean;
}

/** A choice with its words; `input` is a radio or a checkbox. */
export function labelled(input: HTMLInputElement, texts: Texts, language: Language): HTMLLabelElement {
  return make("label", "", input, write(make("span"), texts, language));
}

/** The choice not to say, as one more option. */
export function optionsOf(question: { options: Option[]; may_decline: boolean }, language: Language): Option[] {
  return question.may_decline ? [...question.options, declining(language)] : question.options;
}

export function declining(language: Language): Option {
  return { key: PREFER_NOT_TO_SAY, text: { [language]: say(language, "decline") } };
}

export function radio(name: string, value: string, isChosen: boolean): HTMLInputElement {
  const input = make("input");
  Object.assign(input, { type: "radio", name, value, checked: isChosen });
  return input;
}

export function checkbox(name: string, value: string, isChosen: boolean): HTMLInputElement {
  const input = radio(name, value, isChosen);
  input.type = "checkbox";
  return input;
}

/** A plain word that acts. */
export function wordButton(words: string, act: () => void): HTMLButtonElement {
  const made = button("quiet", words);
  made.addEventListener("click", act);
  return made;
}

/** Takes a choice back; seen once something has been chosen, where an answer may be left out. */
export function undoing(words: string, act: () => void): { way: HTMLElement; see: (isSeen: boolean) => void } {
  const way = make("p", "undo", wordButton(words, act));
  return { way, see: (isSeen) => { way.hidden = !isSeen; } };
}

/**
 * "Prefer not to say" beside controls that cannot hold it: while it is chosen they are asleep.
 * `again` gives the answer the controls would give.
 */
export function decliner(
  question: Question,
  ground: Ground,
  controls: HTMLFieldSetElement,
  again: () => Answer | undefined,
): HTMLElement[] {
  if (!question.may_decline) return [];
  const { key } = question;
  const box = checkbox(ground.name, PREFER_NOT_TO_SAY, ground.answers[key] === PREFER_NOT_TO_SAY);
  controls.disabled = box.checked;
  box.addEventListener("change", () => {
    controls.disabled = box.checked;
    ground.changed(key, box.checked ? PREFER_NOT_TO_SAY : again());
  });
  const declined = declining(ground.language).text;
  return [make("div", "options", labelled(box, declined, ground.language))];
}

/** The group that `decliner` puts to sleep. */
export function controlsOf(...children: HTMLElement[]): HTMLFieldSetElement {
  const group = make("fieldset", "controls", ...children);
  group.setAttribute("role", "presentation");
  return group;
}

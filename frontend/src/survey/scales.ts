// Scales: numbers in a row, a slider, and several scales together. Nothing is chosen beforehand.
import { make } from "../shared/make";
import { PREFER_NOT_TO_SAY } from "./definition";
import type { Answer, Ends, Grid, Language, Scale } from "./definition";
import { say, textIn, write } from "./words";
import { decliner, controlsOf, declining, labelled, radio, undoing, wordButton } from "./ground";
import type { Drawn, Ground } from "./ground";

/** More numbers than this are not laid in a row. */
const MOST_IN_A_ROW = 21;

export function drawScale(question: Scale, ground: Ground): Drawn {
  const isWide = question.ends.most - question.ends.least >= MOST_IN_A_ROW;
  if (question.look === "slider" || isWide) return { parts: [slider(question, ground, !isWide)], group: true };
  return { parts: points(question, ground), group: true };
}

/** "1 helppoa" and "10 vaikeaa" under the ends. */
function endsOf({ least, most, low, high }: Ends, language: Language): HTMLElement {
  const end = (number: number, words: string): string => (words ? `${number} ${words}` : String(number));
  const texts = [end(least, textIn(low, language)), end(most, textIn(high, language))];
  const ends = make("p", "ends", ...texts.map((text) => make("span", "", text)));
  ends.setAttribute("aria-hidden", "true"); // each end's own number says it aloud
  return ends;
}

function pointLabel(number: number, { least, most, low, high }: Ends, input: HTMLInputElement, language: Language): HTMLElement {
  const end = number === least ? low : number === most ? high : undefined;
  const label = make("label", "", input, make("span", "", String(number)));
  if (end && textIn(end, language)) {
    const words = write(make("span", "visually-hidden"), end, language);
    words.prepend(" ");
    label.append(words);
  }
  return label;
}

/** The numbers as radios, with their ends. */
function points(question: Scale, { language, answers, changed, name }: Ground): HTMLElement[] {
  const { key, ends, required, may_decline } = question;
  const inputs: HTMLInputElement[] = [];
  const row = make("div", "points");
  for (let number = ends.least; number <= ends.most; number += 1) {
    const input = radio(name, String(number), answers[key] === number);
    inputs.push(input);
    row.append(pointLabel(number, ends, input, language));
  }
  const parts = [row, endsOf(ends, language)];
  if (may_decline) {
    const input = radio(name, PREFER_NOT_TO_SAY, answers[key] === PREFER_NOT_TO_SAY);
    inputs.push(input);
    parts.push(make("div", "options", labelled(input, declining(language).text, language)));
  }
  const undo = undoing(say(language, "undo_choice"), () => {
    for (const input of inputs) input.checked = false;
    inputs[0]?.focus();
    tell();
  });
  const tell = (): void => {
    const chosen = inputs.find((input) => input.checked)?.value;
    undo.see(chosen !== undefined && !required);
    changed(key, chosen === undefined || chosen === PREFER_NOT_TO_SAY ? chosen : Number(chosen));
  };
  for (const input of inputs) input.addEventListener("change", tell);
  undo.see(!required && inputs.some((input) => input.checked));
  return [...parts, undo.way];
}

/** A slider that has no value until it is touched; `withNumbers` offers the row of numbers instead. */
function slider(question: Scale, ground: Ground, withNumbers: boolean): HTMLElement {
  const { language, answers, changed } = ground;
  const { key, ends, required } = question;
  const range = make("input");
  const { least, most } = ends;
  Object.assign(range, { type: "range", min: String(least), max: String(most), step: "1" });
  const said = make("output", "slide-value");
  let value: Answer | undefined = typeof answers[key] === "number" ? answers[key] : undefined;
  range.value = String(value ?? Math.round((least + most) / 2));
  const see = (): void => {
    said.textContent = value === undefined ? say(language, "slider_unset") : String(value);
    range.classList.toggle("unset", value === undefined);
    range.setAttribute("aria-valuetext", said.textContent);
    undo.see(value !== undefined && !required);
  };
  const take = (): void => {
    value = Number(range.value);
    see();
    changed(key, value);
  };
  const undo = undoing(say(language, "undo_choice"), () => {
    value = undefined;
    see();
    range.focus();
    changed(key, undefined);
  });
  range.setAttribute("aria-labelledby", ground.name);
  range.addEventListener("input", take);
  // The middle, where the slider waits, is chosen by touching it.
  range.addEventListener("pointerup", take);
  range.addEventListener("keydown", (event) => {
    if (event.key === " " || event.key === "Enter") take();
    if (event.key === "Enter") event.preventDefault();
  });
  see();
  const controls = controlsOf(said, range, endsOf(ends, language), undo.way);
  const whole = make("div", "slide", controls, ...decliner(question, ground, controls, () => value));
  if (withNumbers) {
    const words = wordButton(say(language, "slider_numbers"), () => {
      const declined = controls.disabled ? PREFER_NOT_TO_SAY : value;
      const now = declined === undefined ? {} : { [key]: declined };
      whole.replaceChildren(...points(question, { ...ground, answers: now }));
      whole.querySelector("input")?.focus();
    });
    controls.append(words);
  }
  return whole;
}

/** Several scales with the same ends: a table on the desk, single questions on a phone. */
export function drawGrid(question: Grid, ground: Ground): Drawn {
  const rows = question.rows.map((row, number) => {
    const name = `${ground.name}-${number}`;
    const text = write(make("p", "grid-name"), row.text, ground.language);
    text.id = name;
    const scale: Scale = { ...question, ...row, type: "scale", look: "radio" };
    const group = make("div", "grid-row", text, make("div", "grid-points", ...points(scale, { ...ground, name })));
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-labelledby", name);
    group.dataset["row"] = row.key;
    return group;
  });
  return { parts: [make("div", "grid-rows", ...rows)], group: true };
}

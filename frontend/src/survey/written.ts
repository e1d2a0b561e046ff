// What is written by hand: words, numbers and days. What cannot be understood is kept as written,
// and said when one goes on.
import { foundIn } from "../shared/identifiers";
import { make } from "../shared/make";
import { PREFER_NOT_TO_SAY } from "./definition";
import type { Answer, Day, NumberQuestion, Open } from "./definition";
import { say } from "./words";
import { controlsOf, decliner } from "./ground";
import type { Drawn, Ground } from "./ground";
import { dayFrom, numberFrom, partsOf, written } from "./reading";

function textOf(answer: Answer | undefined): string {
  return answer === undefined || answer === PREFER_NOT_TO_SAY ? "" : String(answer);
}

/** Short words on a line, long ones in a field that grows; a count when the room is running out. */
export function drawOpen(question: Open, ground: Ground): Drawn {
  const { language, answers, changed, name } = ground;
  const field = question.long ? make("textarea") : make("input");
  const note = make("p", "note");
  const warning = make("p", "notice attention");
  warning.setAttribute("role", "status");
  note.id = `${name}-count`;
  field.value = textOf(answers[question.key]);
  field.dir = "auto";
  field.autocomplete = "off";
  if (field instanceof HTMLTextAreaElement) field.rows = 5;
  field.setAttribute("aria-labelledby", name);
  const see = (): void => {
    const count = [...field.value].length;
    const values = { count, longest: question.longest };
    note.textContent = count > question.longest * 0.8 ? say(language, "length", values) : "";
    const words = foundIn(field.value).length > 0 ? say(language, "identifiers") : "";
    if (warning.textContent !== words) warning.textContent = words;
  };
  const answer = (): string | undefined => (field.value.trim() ? field.value : undefined);
  field.addEventListener("input", () => {
    see();
    changed(question.key, answer());
  });
  see();
  const controls = controlsOf(field, note, warning);
  return { parts: [controls, ...decliner(question, ground, controls, answer)], group: false };
}

export function drawNumber(question: NumberQuestion, ground: Ground): Drawn {
  const { language, answers, changed, name } = ground;
  const { least, most } = question;
  const field = make("input", "short-field");
  field.type = "text";
  field.inputMode = question.whole && (least ?? 0) >= 0 ? "numeric" : "decimal";
  field.autocomplete = "off";
  const given = answers[question.key];
  field.value = typeof given === "number" ? written(given, language) : textOf(given);
  field.setAttribute("aria-labelledby", name);
  const limits = make("p", "note", limitsOf(question, ground));
  limits.id = `${name}-limits`;
  if (limits.textContent) field.setAttribute("aria-describedby", limits.id);
  const answer = (): Answer | undefined => numberFrom(field.value);
  field.addEventListener("input", () => changed(question.key, answer()));
  const controls = controlsOf(limits, field);
  if (least === null && most === null) limits.hidden = true;
  return { parts: [controls, ...decliner(question, ground, controls, answer)], group: false };
}

function limitsOf({ least, most }: NumberQuestion, { language }: Ground): string {
  if (least !== null && most !== null) {
    return say(language, "number_between", { least: written(least, language), most: written(most, language) });
  }
  if (least !== null) return say(language, "number_least", { least: written(least, language) });
  return most === null ? "" : say(language, "number_most", { most: written(most, language) });
}

/** Day, month and year each in a field of its own: the same in every browser and language. */
export function drawDay(question: Day, ground: Ground): Drawn {
  const { language, answers, changed, name } = ground;
  const given = partsOf(textOf(answers[question.key]));
  const fields = ["day", "month", "year"].map((part, place) => {
    const field = make("input");
    Object.assign(field, { type: "text", inputMode: "numeric", autocomplete: "off", maxLength: place === 2 ? 4 : 2 });
    field.id = `${name}-${part}`;
    field.value = given[place] ?? "";
    return field;
  });
  const labels = ["day", "month", "year"].map((part, place) => {
    const label = make("label", "", say(language, part));
    label.htmlFor = `${name}-${part}`;
    return make("div", `date-${part}`, label, fields[place]!);
  });
  const answer = (): string | undefined => dayFrom(fields.map((field) => field.value.trim()));
  for (const field of fields) field.addEventListener("input", () => changed(question.key, answer()));
  const controls = controlsOf(make("div", "date-parts", ...labels));
  return { parts: [controls, ...decliner(question, ground, controls, answer)], group: true };
}

// Draws one question with its controls, and what is wrong with its answer.
import { make } from "../shared/make";
import type { Answers, Language, Question } from "./definition";
import { drawMultiple, drawSingle } from "./choices";
import type { Changed, Drawn, Ground } from "./ground";
import { drawRanking } from "./ranking";
import { drawGrid, drawScale } from "./scales";
import { drawDay, drawNumber, drawOpen } from "./written";
import { say, textIn, write } from "./words";

type Level = "h1" | "h2" | "h3";
/** A text longer than this is read as a paragraph, not as a heading. */
const LONGEST_HEADING = 120;
let drawn = 0;

/**
 * A question with its controls. `answers` are those given so far (rows of a grid have keys of their
 * own), and `changed` is told of each change. Nothing is chosen beforehand.
 */
export function drawQuestion(
  question: Question,
  language: Language,
  answers: Answers,
  changed: Changed,
  level: Level = "h2",
): HTMLElement {
  drawn += 1;
  const ground: Ground = { language, answers, changed, name: `question-${drawn}` };
  if (question.type === "info") return drawInfo(question, ground, level);
  const heading = write(make(level), question.text, language);
  heading.id = ground.name;
  heading.tabIndex = -1;
  const { parts, group } = drawControls(question, ground);
  const notes = notesOf(question, ground);
  const fault = make("p", "error");
  fault.id = `${ground.name}-fault`;
  fault.hidden = true;
  const described = [...notes, fault].map(({ id }) => id).join(" ");
  let place: HTMLElement;
  if (group) {
    place = make("fieldset", "", make("legend", "", heading), ...notes, fault, ...parts);
    place.setAttribute("aria-describedby", described);
  } else {
    place = make("div", "", heading, ...notes, fault, ...parts);
    const field = place.querySelector("input, textarea");
    field?.setAttribute("aria-describedby", `${described} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
    if (question.required) field?.setAttribute("aria-required", "true");
  }
  const whole = make("div", `asked asked-${question.type}`, place);
  whole.dataset["question"] = question.key;
  return whole;
}

function drawInfo(question: Question, { language, name }: Ground, level: Level): HTMLElement {
  const isLong = textIn(question.text, language).length > LONGEST_HEADING;
  const heading = isLong
    ? make(level, "visually-hidden", say(language, "information"))
    : write(make(level), question.text, language);
  heading.id = name;
  heading.tabIndex = -1;
  const texts = isLong ? [question.text, question.hint] : [question.hint];
  const paragraphs = texts.filter((text) => textIn(text, language)).map((text) => write(make("p", "told"), text, language));
  const whole = make("div", "asked asked-info", heading, ...paragraphs);
  whole.dataset["question"] = question.key;
  return whole;
}

function drawControls(question: Exclude<Question, { type: "info" }>, ground: Ground): Drawn {
  switch (question.type) {
    case "single": return drawSingle(question, ground);
    case "multiple": return drawMultiple(question, ground);
    case "scale": return drawScale(question, ground);
    case "grid": return drawGrid(question, ground);
    case "open": return drawOpen(question, ground);
    case "number": return drawNumber(question, ground);
    case "date": return drawDay(question, ground);
    case "ranking": return drawRanking(question, ground);
  }
}

/** The hint, how many may be chosen, and whether an answer is needed. */
function notesOf(question: Question, { language, name }: Ground): HTMLElement[] {
  const notes: HTMLElement[] = [];
  if (textIn(question.hint, language)) notes.push(write(make("p", "note"), question.hint, language));
  const words: string[] = [];
  if (question.type === "multiple") {
    words.push(question.most ? say(language, "choose_most", { most: question.most }) : say(language, "choose_many"));
  }
  if (question.type === "ranking") words.push(say(language, "ranking_how"));
  if (question.required) words.push(say(language, "required"));
  if (words.length > 0) notes.push(make("p", "note", words.join(" ")));
  notes.forEach((note, number) => { note.id = `${name}-note-${number}`; });
  return notes;
}

/** Shows beside a drawn question what is wrong with its answer; no words take the fault away. */
export function tellFault(whole: HTMLElement, words: string): void {
  const fault = whole.querySelector<HTMLElement>(".error");
  if (!fault) return;
  fault.textContent = words;
  fault.hidden = !words;
  whole.classList.toggle("wrong", Boolean(words));
  const fields = whole.querySelectorAll("textarea, input:not([type=radio], [type=checkbox], [type=range])");
  for (const field of fields) {
    if (words) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

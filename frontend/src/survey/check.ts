/**
 * What is wrong with an answer, before it is sent: the same rules, codes and texts put into the same
 * form as in juuristo/surveys/answers.py.
 */
import { foundIn } from "../shared/identifiers";
import { answerKeys, answerTo, asked, isEmpty, scaleOf } from "./conditions";
import { PREFER_NOT_TO_SAY } from "./definition";
import type { Answers, Day, Definition, Grid, Info, NumberQuestion, Question, Scale } from "./definition";

export type FaultCode =
  | "required"
  | "unknown_option"
  | "too_many"
  | "out_of_range"
  | "not_a_number"
  | "not_whole"
  | "not_a_day"
  | "too_long"
  | "not_text"
  | "identifiers"
  | "incomplete_ranking";
/** A question that takes an answer of its own: a grid does so by its rows (``scaleOf``). */
export type Answerable = Exclude<Question, Grid | Info>;

const LARGEST = 1e15;
const SPACE = " \n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
const STARTS_WITH_SPACE = new RegExp(`^[${SPACE}]+`);
const SPACES = new RegExp(`[${SPACE}]`);
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** The faults of one answer; none when it can be sent. An answer may be anything at all. */
export function faultsOf(question: Answerable, answer: unknown): FaultCode[] {
  const fault = isEmpty(answer) ? undefined : faultOf(question, answer);
  if (fault) return [fault];
  const nothing = isEmpty(answer) || (question.type === "open" && tidy(answer as string) === "");
  return nothing && question.required && answer !== PREFER_NOT_TO_SAY ? ["required"] : [];
}

/** A question's own, or each row of a grid. */
export function answerables(question: Question): Answerable[] {
  if (question.type === "grid") return question.rows.map((row) => scaleOf(question, row));
  return question.type === "info" ? [] : [question];
}

/** The answers to what is asked, in the form they are stored; the others stay on the device. */
export function answersToSend(definition: Definition, answers: Answers): Answers {
  const sent: Answers = {};
  for (const question of asked(definition, answers)) {
    for (const key of answerKeys(question)) {
      const answer = answerTo(key, answers);
      const told = question.type === "open" && typeof answer === "string" ? tidy(answer) : answer;
      if (told !== undefined && !isEmpty(told)) sent[key] = told;
    }
  }
  return sent;
}

/** One form for one text: composed letters, line feeds, no control characters or edges. */
export function tidy(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", " ").replace(CONTROLS, "").normalize("NFC");
  let end = lines.length;
  while (end > 0 && SPACES.test(lines.charAt(end - 1))) end -= 1;
  return lines.slice(0, end).replace(STARTS_WITH_SPACE, "");
}

/** How many characters a text has, as people and the server count them. */
function lengthOf(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

function faultOf(question: Answerable, answer: unknown): FaultCode | undefined {
  if (answer === PREFER_NOT_TO_SAY) return question.may_decline ? undefined : "unknown_option";
  switch (question.type) {
    case "single":
      return question.options.some((option) => option.key === answer) ? undefined : "unknown_option";
    case "multiple": {
      const chosen = listed(answer, question.options);
      if (!chosen) return "unknown_option";
      return question.most !== null && new Set(chosen).size > question.most ? "too_many" : undefined;
    }
    case "ranking": {
      const order = listed(answer, question.options);
      if (!order) return "unknown_option";
      const complete = order.length === question.options.length && new Set(order).size === order.length;
      return complete ? undefined : "incomplete_ranking";
    }
    case "scale":
      return scaleFault(question, answer);
    case "number":
      return numberFault(question, answer);
    case "date":
      return dayFault(question, answer);
    case "open":
      return textFault(question.longest, answer);
  }
}

function listed(answer: unknown, options: { key: string }[]): string[] | undefined {
  const known = new Set<unknown>(options.map((option) => option.key));
  return Array.isArray(answer) && answer.every((key) => known.has(key)) ? (answer as string[]) : undefined;
}

function scaleFault({ ends }: Scale, answer: unknown): FaultCode | undefined {
  if (typeof answer !== "number" || !Number.isFinite(answer)) return "not_a_number";
  if (!Number.isInteger(answer)) return "not_whole";
  return answer < ends.least || answer > ends.most ? "out_of_range" : undefined;
}

function numberFault({ least, most, whole }: NumberQuestion, answer: unknown): FaultCode | undefined {
  if (typeof answer !== "number" || !Number.isFinite(answer)) return "not_a_number";
  if (whole && !Number.isInteger(answer)) return "not_whole";
  const outside = answer < (least ?? -LARGEST) || answer > (most ?? LARGEST) || Math.abs(answer) > LARGEST;
  return outside ? "out_of_range" : undefined;
}

function dayFault({ earliest, latest }: Day, answer: unknown): FaultCode | undefined {
  if (typeof answer !== "string" || !isDay(answer)) return "not_a_day";
  return (earliest && answer < earliest) || (latest && answer > latest) ? "out_of_range" : undefined;
}

/** Whether a text is an ISO day of the calendar, such as 2026-01-31. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? [];
  if (!year || !month || !day || year === "0000") return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
}

function textFault(longest: number, answer: unknown): FaultCode | undefined {
  if (typeof answer !== "string" || LONE_SURROGATE.test(answer)) return "not_text";
  if (lengthOf(answer) > 10 * longest + 1000) return "too_long"; // not worth the work of composing it
  const text = tidy(answer);
  if (lengthOf(text) > longest) return "too_long";
  return foundIn(text).length > 0 ? "identifiers" : undefined; // the server stores it readable
}

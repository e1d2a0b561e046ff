// The way through the questions: what is asked now, where one is, and what is wrong. No page here.
import { answerables, faultsOf } from "./check";
import { answerKeys, asked, isEmpty } from "./conditions";
import type { Answer, Answers, Definition, Question } from "./definition";

/** The step after the last question, where one sends. No question has this key. */
export const END = "/";

export interface Place {
  /** Undefined at the end. */
  question: Question | undefined;
  /** Which of the questions asked now, from one; information texts are not counted. */
  number: number;
  count: number;
  previous: string | undefined;
  next: string;
}

const isCounted = (question: Question): boolean => question.type !== "info";

/** Where `at` is. A question that is no longer asked gives the nearest one before it. */
export function placeOf(definition: Definition, answers: Answers, at: string): Place {
  const now = asked(definition, answers);
  const count = now.filter(isCounted).length;
  const before = indexIn(definition, at);
  let index = now.length;
  if (at !== END) {
    const upTo = now.filter((question) => indexIn(definition, question.key) <= before).length;
    index = Math.max(upTo - 1, 0);
  }
  return {
    question: now[index],
    number: now.slice(0, index + 1).filter(isCounted).length,
    count,
    previous: now[index - 1]?.key,
    next: now[index + 1]?.key ?? END,
  };
}

function indexIn(definition: Definition, key: string): number {
  return definition.questions.findIndex((question) => question.key === key);
}

export interface Faulty {
  /** The question on the page; of a grid's row, the grid. */
  question: string;
  /** The question or row whose answer it is. */
  key: string;
  code: string;
}

/** What is wrong with the answers to `question`, one fault for each answer. */
export function faultsIn(question: Question, answers: Answers): Faulty[] {
  return answerables(question).flatMap((each) => {
    const [code] = faultsOf(each, answers[each.key]);
    return code ? [{ question: question.key, key: each.key, code }] : [];
  });
}

export function allFaults(definition: Definition, answers: Answers): Faulty[] {
  return asked(definition, answers).flatMap((question) => faultsIn(question, answers));
}

/** How many of the questions asked now have been answered; a grid when any of its rows has. */
export function answeredCount(definition: Definition, answers: Answers): number {
  const has = (question: Question): boolean =>
    answerKeys(question).some((key) => !isEmpty(answers[key]));
  return asked(definition, answers).filter(has).length;
}

/** The answers with one changed. */
export function withAnswer(answers: Answers, key: string, answer: Answer | undefined): Answers {
  const { [key]: _before, ...others } = answers;
  return answer === undefined ? others : { ...others, [key]: answer };
}

/** Which questions are asked: the same rules as juuristo/surveys/conditions.py. */
import type { Answer, Answers, Comparison, Condition, Definition, Grid, Question, Scale } from "./definition";

/** Whether a condition holds; the lack of one always does. */
export function holds(condition: Condition | null | undefined, answers: Answers): boolean {
  if (!condition) return true;
  if ("all" in condition) return condition.all.every((each) => holds(each, answers));
  if ("any" in condition) return condition.any.some((each) => holds(each, answers));
  if ("not" in condition) return !holds(condition.not, answers);
  return compares(condition, answerTo(condition.question, answers));
}

/**
 * The questions that are asked, in order; grids stay grids. Answers to questions that are not asked
 * themselves decide nothing.
 */
export function asked(definition: Definition, answers: Answers): Question[] {
  const counted: Answers = {};
  return definition.questions.filter((question) => {
    if (!holds(question.shown_if, counted)) return false;
    for (const key of answerKeys(question)) {
      const answer = answerTo(key, answers);
      if (answer !== undefined) counted[key] = answer;
    }
    return true;
  });
}

/** The keys under which a question is answered: a grid's rows, none of a text. */
export function answerKeys(question: Question): string[] {
  if (question.type === "grid") return question.rows.map((row) => row.key);
  return question.type === "info" ? [] : [question.key];
}

/** The row of a grid as the single question it is. */
export function scaleOf(grid: Grid, row: Grid["rows"][number]): Scale {
  const { required, may_decline, shown_if, ends } = grid;
  return {
    ...{ type: "scale", key: row.key, text: row.text, hint: {}, about_me: false, look: "radio" },
    ...{ required, may_decline, shown_if, ends },
  };
}

export function isEmpty(answer: unknown): boolean {
  return answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && answer.length === 0);
}

/** An answer by key, never something that an object merely inherits. */
export function answerTo(key: string, answers: Answers): Answer | undefined {
  return Object.hasOwn(answers, key) ? answers[key] : undefined;
}

function compares(test: Comparison, answer: Answer | undefined): boolean {
  if (answer === undefined || isEmpty(answer)) return test.operator === "is_not";
  const value = test.value ?? null;
  switch (test.operator) {
    case "answered":
      return true;
    case "is":
      return is(answer, value);
    case "is_not":
      return !is(answer, value);
  }
  if (typeof answer !== "number" || typeof value !== "number") return false;
  return test.operator === "at_least" ? answer >= value : answer <= value;
}

/** The option itself, or among those chosen; of numbers, the same number. */
function is(answer: Answer, value: string | number | null): boolean {
  return Array.isArray(answer) ? (answer as unknown[]).includes(value) : answer === value;
}

// What the client has said so far. It lives in the page and its tab, and goes when it has been sent.

export interface Answers {
  statements: string[];
  /** Which statement is on the page; as many as there are statements: the comment. */
  at: number;
  /** 1–5 by statement; one passed over is left out. */
  marks: Record<string, number>;
  comment: string;
}

export type Bead = "done" | "here" | "ahead";

export function emptyAnswers(statements: string[]): Answers {
  return { statements, at: 0, marks: {}, comment: "" };
}

/** Answers kept as text, undefined when they are not whole or were given to other statements. */
export function readAnswers(text: string | null, statements: string[]): Answers | undefined {
  try {
    const { at, marks, comment, ...kept } = JSON.parse(text ?? "null") as Answers;
    const isSame = kept.statements.join(" ") === statements.join(" ");
    const isThere = Number.isInteger(at) && at >= 0 && at <= statements.length;
    const areMarks = Object.entries(marks).every(
      ([statement, mark]) => statements.includes(statement) && [1, 2, 3, 4, 5].includes(mark),
    );
    if (!isSame || !isThere || !areMarks || typeof comment !== "string") return undefined;
    return { statements, at, marks, comment };
  } catch {
    return undefined;
  }
}

/** The statement on the page, undefined when all have been passed. */
export function statementOf(answers: Answers): string | undefined {
  return answers.statements[answers.at];
}

function moved(answers: Answers, by: number): Answers {
  const at = Math.min(Math.max(answers.at + by, 0), answers.statements.length);
  return { ...answers, at };
}

export const back = (answers: Answers): Answers => moved(answers, -1);

/** Goes on with the mark, or, without one, as if the statement had been passed over. */
export function mark(answers: Answers, value: number | undefined): Answers {
  const statement = statementOf(answers);
  if (!statement) return answers;
  const { [statement]: _before, ...others } = answers.marks;
  return moved({ ...answers, marks: value ? { ...others, [statement]: value } : others }, 1);
}

export function beads(answers: Answers): Bead[] {
  return answers.statements.map((_, n) => {
    if (n === answers.at) return "here";
    return n < answers.at ? "done" : "ahead";
  });
}

export function isEmpty(answers: Answers): boolean {
  return Object.keys(answers.marks).length === 0 && answers.comment.trim() === "";
}

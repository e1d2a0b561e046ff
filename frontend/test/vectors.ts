/**
 * Answers the questions Python asks, to show that both keep the same rules: reads JSON from standard
 * input, `{name: [arguments…][]}`, and writes what the functions of those names answered.
 * Run by tests/test_browser_copies.py.
 */
import { readFileSync } from "node:fs";
import { foundIn } from "../src/shared/identifiers";
import { paceAt } from "../src/stairs/pace";
import { moveMinutes, planFor } from "../src/stairs/plan";
import { bands, sliceOutline } from "../src/stairs/slice";
import type { Move, Plan, Stair } from "../src/stairs/stairs";
import { durations } from "../src/stairs/walk";
import { answersToSend, faultsOf, tidy, type Answerable } from "../src/survey/check";
import { asked } from "../src/survey/conditions";
import type { Answers, Definition } from "../src/survey/definition";
import { allFaults } from "../src/survey/steps";

const answers = {
  plan: (shares: Plan, minutes: number) => planFor(shares, minutes),
  moved: (plan: Plan, from: Stair, to: Stair, minutes: number, minimums: Plan) =>
    moveMinutes(plan, from, to, minutes, minimums),
  pace: (plan: Plan, moves: Move[], now: number) => paceAt(plan, moves, now),
  durations: (moves: Move[], now: number) => durations(moves, now),
  bands: (minutes: number, moves: Move[], until: number, size: number) => bands(minutes, moves, until, size),
  outline: (radius: number, size: number) => sliceOutline(radius, size),
  asked: (definition: Definition, answers: Answers) => asked(definition, answers).map(({ key }) => key),
  answer: (question: Answerable, answer: unknown) => faultsOf(question, answer),
  answers: (definition: Definition, answers: Answers) => ({
    faults: allFaults(definition, answers).map(({ key, code }) => [key, code]),
    sent: answersToSend(definition, answers),
  }),
  tidy: (text: string) => tidy(text),
  identifiers: (text: string) => foundIn(text).map(({ kind, text: found }) => [kind, found]),
};

const questions = JSON.parse(readFileSync(0, "utf8")) as Record<keyof typeof answers, unknown[][]>;
const answered = Object.entries(questions).map(([name, asked]) => {
  const answer = answers[name as keyof typeof answers] as (...words: unknown[]) => unknown;
  return [name, asked.map((words) => answer(...words))];
});
process.stdout.write(JSON.stringify(Object.fromEntries(answered)));

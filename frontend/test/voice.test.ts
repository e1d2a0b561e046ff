import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { back, beads, emptyAnswers, isEmpty, mark, readAnswers, statementOf } from "../src/voice/answers";
import type { Answers } from "../src/voice/answers";
import { isHasty } from "../src/voice/haste";
import { check, send } from "../src/voice/sending";

const STATEMENTS = ["heard", "answers", "next_step", "go_on", "believe"];
const step = fc.oneof(fc.constant("back" as const), fc.integer({ min: 1, max: 5 }), fc.constant(undefined));

function walked(steps: ("back" | number | undefined)[]): Answers {
  return steps.reduce<Answers>(
    (answers, each) => (each === "back" ? back(answers) : mark(answers, each)),
    emptyAnswers(STATEMENTS),
  );
}

test("given any way through the statements then every mark is 1–5 of a known one, and the place exists", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const answers = walked(steps);
      assert.ok(answers.at >= 0 && answers.at <= STATEMENTS.length);
      for (const [statement, value] of Object.entries(answers.marks)) {
        assert.ok(STATEMENTS.includes(statement) && value >= 1 && value <= 5);
      }
      assert.equal(beads(answers).length, STATEMENTS.length);
      assert.equal(beads(answers).filter((bead) => bead === "here").length, answers.at < 5 ? 1 : 0);
    }),
  );
});

test("given a statement passed over then it is left out, also when it had been answered", () => {
  const once = mark(emptyAnswers(STATEMENTS), 4);
  assert.deepEqual(once.marks, { heard: 4 });
  assert.deepEqual(mark(back(once), undefined).marks, {});
});

test("given the last statement then the comment follows, and back leads to it again", () => {
  const answers = walked([1, 2, 3, 4, 5]);
  assert.equal(statementOf(answers), undefined);
  assert.equal(statementOf(back(answers)), "believe");
  assert.equal(back(emptyAnswers(STATEMENTS)).at, 0);
});

test("given nothing said then there is nothing to send", () => {
  assert.ok(isEmpty({ ...walked([undefined]), comment: "  " }));
  assert.ok(!isEmpty({ ...walked([undefined]), comment: "Kiitos" }));
  assert.ok(!isEmpty(walked([1])));
});

test("given answers under way when they are read again then they are the same; anything else is none", () => {
  const answers = { ...walked([5, undefined, 3]), comment: "Kiitos" };
  const text = JSON.stringify(answers);
  assert.deepEqual(readAnswers(text, STATEMENTS), answers);
  assert.equal(readAnswers(text, STATEMENTS.slice(1)), undefined);
  const broken = [{ at: 9 }, { at: 0.5 }, { marks: { heard: 6 } }, { marks: { other: 1 } }, { comment: 1 }];
  for (const part of broken) {
    assert.equal(readAnswers(JSON.stringify({ ...answers, ...part }), STATEMENTS), undefined);
  }
  for (const other of [null, "", "{", "[]", "1"]) assert.equal(readAnswers(other, STATEMENTS), undefined);
});

test("given a double tap then its second one is too soon, unless something was chosen in between", () => {
  assert.ok(isHasty(1000, 1200, false));
  assert.ok(!isHasty(1000, 1200, true));
  assert.ok(!isHasty(1000, 1400, false));
});

function answering(reply: () => Response): RequestInit[] {
  const asked: RequestInit[] = [];
  globalThis.fetch = async (_path: unknown, init: RequestInit = {}) => {
    asked.push(init);
    return reply();
  };
  return asked;
}

test("given an answer then it travels without cookies and without the page's address", async () => {
  const asked = answering(() => new Response(null, { status: 204 }));
  const answers = { ...walked([5, undefined, 3]), comment: " Kiitos " };
  assert.equal(await send("ticket", answers), "sent");
  assert.equal(await check("ticket"), "open");
  for (const init of asked) {
    assert.equal(init.credentials, "omit");
    assert.equal(init.referrerPolicy, "no-referrer");
  }
  const body = { ticket: "ticket", marks: { heard: 5, next_step: 3 }, comment: "Kiitos" };
  assert.deepEqual(JSON.parse(String(asked[0]?.body)), body);
});

test("given what the server says then each has its outcome", async () => {
  const answers = walked([5]);
  const outcomes: [number, unknown, string][] = [
    [404, {}, "gone"],
    [429, {}, "busy"],
    [422, { code: "identifiers" }, "identifiers"],
    [422, { code: "invalid" }, "failed"],
    [500, {}, "failed"],
  ];
  for (const [status, body, wanted] of outcomes) {
    answering(() => Response.json(body, { status }));
    assert.equal(await send("t", answers), wanted);
  }
  answering(() => new Response("<html>", { status: 422 }));
  assert.equal(await send("t", answers), "failed");
  globalThis.fetch = async () => {
    throw new TypeError("no network");
  };
  assert.equal(await send("t", answers), "offline");
});

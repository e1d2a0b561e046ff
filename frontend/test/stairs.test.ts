// What the browser alone does with the stairs; the shared rules are held to Python's by pytest.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { paceAt } from "../src/stairs/pace";
import { inWholeMinutes, moveMinutes, nudged, planFor, totalOf } from "../src/stairs/plan";
import { STAIRS, type Move } from "../src/stairs/stairs";

const SHARES = { empathy: 0.15, guidance: 0.35, advice: 0.35, farewell: 0.15 };
const MINIMUMS = { empathy: 1, guidance: 2, advice: 2, farewell: 2 };
const PLAN = planFor(SHARES, 45);

const stairs = fc.constantFrom(...STAIRS);
const length = fc.double({ min: 0.5, max: 500, noNaN: true });
const walks = fc
  .array(fc.tuple(stairs, fc.double({ min: 0, max: 30, noNaN: true })), { minLength: 1, maxLength: 10 })
  .map((steps): Move[] => {
    let at = 0;
    return steps.map(([stair, gap], index) => ({ stair, at: index === 0 ? 0 : (at += gap) }));
  });

test("given a clock set back, the pace stands still at the last move", () => {
  const moves: Move[] = [
    { stair: "empathy", at: 0 },
    { stair: "guidance", at: 9 },
  ];
  assert.deepEqual(paceAt(PLAN, moves, 3), paceAt(PLAN, moves, 9));
  assert.equal(paceAt(PLAN, moves, -5).elapsed, 9);
});

test("given any moment, the pace has only numbers and the plan is whole", () => {
  fc.assert(
    fc.property(length, walks, fc.double({ min: 0, max: 1000, noNaN: true }), (minutes, moves, now) => {
      const pace = paceAt(planFor(SHARES, minutes), moves, now);
      const sum = totalOf(pace.planNow);
      assert.ok(Math.abs(sum - Math.max(minutes, pace.elapsed)) <= 1e-8 * Math.max(1, sum));
      assert.ok(pace.leftForStair >= 0 && pace.leftInMeeting >= 0);
    }),
  );
});

test("given a plan in whole minutes, it sums to the whole length", () => {
  assert.deepEqual(inWholeMinutes(PLAN), { empathy: 6, guidance: 16, advice: 16, farewell: 7 });
  fc.assert(
    fc.property(length, (minutes) => {
      assert.equal(totalOf(inWholeMinutes(planFor(SHARES, minutes))), Math.round(minutes));
    }),
  );
});

test("given a handle drawn, a minute goes from one stair to the other", () => {
  assert.deepEqual(moveMinutes(PLAN, "advice", "farewell", 1, MINIMUMS), {
    empathy: 6.75,
    guidance: 15.75,
    advice: 14.75,
    farewell: 7.75,
  });
});

test("given a plus, the longest stair gives and the farewell last", () => {
  assert.equal(nudged(PLAN, "empathy", 1, MINIMUMS).farewell, 6.75);
  const short = { empathy: 1, guidance: 2, advice: 2, farewell: 5 };
  assert.deepEqual(nudged(short, "guidance", 1, MINIMUMS), { ...short, guidance: 3, farewell: 4 });
  const least = { ...MINIMUMS };
  assert.deepEqual(nudged(least, "empathy", 1, MINIMUMS), least);
});

test("given a minus, the next stair gets the minute and the minimum holds", () => {
  assert.equal(nudged(PLAN, "guidance", -1, MINIMUMS).advice, 16.75);
  assert.equal(nudged(PLAN, "farewell", -1, MINIMUMS).advice, 16.75);
  assert.equal(nudged(PLAN, "empathy", -30, MINIMUMS).empathy, 1);
});

test("given any nudges, the length stays exactly", () => {
  fc.assert(
    fc.property(length, fc.array(fc.tuple(stairs, fc.integer({ min: -3, max: 3 }))), (minutes, nudges) => {
      const plan = planFor(SHARES, minutes);
      const edited = nudges.reduce((now, [stair, by]) => nudged(now, stair, by, MINIMUMS), plan);
      assert.equal(totalOf(edited), minutes);
      for (const stair of STAIRS) assert.ok(edited[stair] >= Math.min(plan[stair], MINIMUMS[stair]) - 1e-6);
    }),
  );
});

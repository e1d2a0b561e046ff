// What a meeting is made of, how it is kept, and how its walk is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rehearsing, someData } from "./companion_ground";
import { deskOn } from "../src/companion/desk";
import {
  beginMeeting,
  defaultsFrom,
  endedWalk,
  isLength,
  move,
  planOf,
  withInterpreterMinutes,
  withoutInterpreterMinutes,
} from "../src/companion/meeting";
import { memoryStore } from "../src/companion/memory_store";
import { endOfForgotten, isLeftOpen, openingOf } from "../src/companion/opening";
import type { EndedWalk } from "../src/companion/running";
import { firstBeat } from "../src/companion/store";
import { isSignDue } from "../src/companion/still";
import { sendAll, waitAfter, type Answer } from "../src/companion/sync";
import { totalOf } from "../src/stairs/plan";
import { STAIRS } from "../src/stairs/stairs";

const data = someData();
const START = {
  kind: "client_meeting",
  form: "phone",
  withInterpreter: false,
  plan: { empathy: 6.75, guidance: 15.75, advice: 15.75, farewell: 6.75 },
} as const;
const begun = () => beginMeeting(data, { ...START, plan: { ...START.plan } }, new Date(1_000_000));

test("given an interpreter, the plan is half longer, rounded up to five", () => {
  assert.deepEqual([15, 30, 45, 60, 90].map(withInterpreterMinutes), [25, 45, 70, 90, 135]);
  for (const minutes of [15, 30, 45, 60, 90]) {
    assert.equal(withoutInterpreterMinutes(withInterpreterMinutes(minutes)), minutes);
  }
});

test("given any length, the plan sums to it and what is remembered gives it again", () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 480 }), (minutes) => {
      assert.ok(isLength(minutes));
      const plan = planOf(data, "client_meeting", data.kinds[0]!.shares, minutes);
      assert.equal(totalOf(plan), minutes);
      const kept = defaultsFrom({ ...START, plan });
      assert.equal(kept.minutes, minutes);
      const again = planOf(data, "client_meeting", kept.shares, minutes);
      for (const stair of STAIRS) assert.ok(Math.abs(again[stair] - plan[stair]) < 1e-6);
    }),
  );
  assert.ok(![4, 481, 12.5, Number.NaN].some(isLength));
});

test("given any moves at any times, the ended walk is a walk", () => {
  const moves = fc.array(fc.tuple(fc.constantFrom(...STAIRS), fc.double({ min: 0, max: 99, noNaN: true })));
  fc.assert(
    fc.property(moves, fc.double({ min: 0, max: 99, noNaN: true }), (gone, end) => {
      const running = begun();
      for (const [stair, at] of gone) move(running, stair, at);
      const walk = endedWalk(running, end);
      assert.equal(walk.moves[0]?.at, 0);
      assert.ok(walk.moves.every(({ at }, index) => at >= (walk.moves[index - 1]?.at ?? 0)));
      assert.ok(walk.lasted >= walk.moves[walk.moves.length - 1]!.at);
      assert.equal("draft" in walk || "card" in walk || "map" in walk, false);
    }),
  );
});

test("given a walk that ended, neither draft, map nor key is left, and the walk waits", async () => {
  const store = memoryStore(data.person);
  const running = await store.begin(begun());
  await store.change(running.id, (one) => {
    one.draft.steps[0]!.text = "Menen kurssille";
    one.card = { id: "i", key: "salainen", version: 1 };
  });
  assert.equal(await store.end(running.id, endedWalk(running, 40)), true);
  assert.equal(await store.end(running.id, endedWalk(running, 41)), false);
  assert.equal(await store.running(), undefined);
  const queue = await store.queued();
  assert.equal(queue.length, 1);
  assert.ok(!JSON.stringify(queue).includes("salainen"));
});

test("given two that begin at once, both get the same meeting", async () => {
  const store = memoryStore(data.person);
  const [one, other] = await Promise.all([store.begin(begun()), store.begin(begun())]);
  assert.equal(one.id, other.id);
});

test("given a desk, a change is read from it at once and heard; an ended meeting takes none", async () => {
  const store = memoryStore(data.person);
  const desk = deskOn(store, data, await store.begin(begun()), rehearsing);
  let heard = 0;
  const stop = desk.watch(() => (heard += 1));
  await desk.change((running) => move(running, "guidance", 3));
  assert.equal(desk.running().moves.length, 2);
  assert.equal(heard, 1);
  stop();
  await store.discard(desk.running().id);
  await desk.change((running) => move(running, "advice", 4));
  assert.equal(desk.running().moves.length, 2);
  assert.equal(await desk.refresh(), false);
});

const walkOf = (id: string): EndedWalk => ({ ...endedWalk(begun(), 40), id });

test("given a queue, sending twice or half-way loses and doubles nothing", async () => {
  const outcomes = fc.array(fc.constantFrom("taken", "lost_answer", "no_network", "signed_out"), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(outcomes, async (faults) => {
      const server = new Map<string, EndedWalk>();
      const store = memoryStore(data.person);
      for (const id of ["a", "b", "c"]) await store.enqueue(walkOf(id));
      for (const fault of [...faults, "taken"]) {
        const post = async (walks: EndedWalk[]): Promise<Answer> => {
          if (fault === "signed_out") return "signed_out";
          if (fault === "no_network") return undefined;
          for (const walk of walks) server.set(walk.id, walk);
          return fault === "lost_answer" ? undefined : { refused: [] };
        };
        await sendAll(store, post);
      }
      assert.deepEqual([...server.keys()].sort(), ["a", "b", "c"]);
      assert.deepEqual(await store.queued(), []);
    }),
  );
});

test("given a reflection written while the walk is on its way, it is sent too", async () => {
  const store = memoryStore(data.person);
  await store.enqueue(walkOf("a"));
  const sent: EndedWalk[] = [];
  await sendAll(store, async (walks) => {
    sent.push(...walks);
    await store.enqueue({ ...walkOf("a"), reflection: { difficulty: { empathy: 3 }, note: "" } });
    return { refused: [] };
  });
  assert.equal((await store.queued()).length, 1);
  await sendAll(store, async (walks) => {
    sent.push(...walks);
    return { refused: [] };
  });
  assert.equal(sent.at(-1)?.reflection?.difficulty.empathy, 3);
  assert.deepEqual(await store.queued(), []);
});

test("given a walk that the server refuses, it stays on the device and comes last", async () => {
  const store = memoryStore(data.person);
  await store.enqueue(walkOf("a"));
  await sendAll(store, async () => ({ refused: [{ id: "a", code: "other_person" }] }));
  assert.equal((await store.queued())[0]?.refused, "other_person");
  await store.enqueue(walkOf("b"));
  const order: string[] = [];
  await sendAll(store, async (walks) => {
    order.push(...walks.map(({ id }) => id));
    return undefined;
  });
  assert.deepEqual(order, ["b", "a"]);
});

test("given failures in a row, the waits grow and end at a quarter of an hour", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 99].map(waitAfter), [5000, 15_000, 60_000, 300_000, 900_000, 900_000]);
});

test("given a meeting on the device, the page opens to the stairs, or asks when it was left long", () => {
  const running = begun();
  const wall = running.clock.wall;
  const beat = { ...firstBeat(running), wall: wall + 60_000, elapsed: 1 };
  assert.equal(openingOf(running, beat, wall + 120_000), "walk");
  assert.equal(openingOf(running, { ...beat, left: true }, wall + 120_000), "resume");
  assert.equal(openingOf(running, beat, wall + 40 * 60_000), "resume");
  assert.equal(openingOf(running, beat, wall + 16 * 3_600_000), "forgotten");
  assert.equal(endOfForgotten(running, { ...beat, elapsed: 20 }), 20);
  assert.equal(endOfForgotten(running, { ...beat, elapsed: 900 }), 45);
});

test("given a page that was open all the while, only a long absence makes its meeting forgotten", () => {
  const running = begun();
  const { wall } = running.clock;
  const beat = { ...firstBeat(running), wall, elapsed: 10 };
  assert.equal(isLeftOpen(running, beat, wall + 2 * 3_600_000), false);
  assert.equal(isLeftOpen(running, beat, wall + 60 * 3_600_000), true);
  // Asked and gone on with: not asked again at every return.
  const resumed = { ...beat, wall: wall + 60 * 3_600_000, elapsed: 3610 };
  assert.equal(isLeftOpen(running, resumed, resumed.wall + 60_000), false);
});

test("given the time before the farewell, the one sign is given once and never in the farewell", () => {
  const sign = { elapsed: 30, farewellBeginsBy: 38, inFarewell: false, told: false };
  assert.equal(isSignDue(sign), false);
  assert.equal(isSignDue({ ...sign, elapsed: 37.2 }), true);
  assert.equal(isSignDue({ ...sign, elapsed: 37.2, told: true }), false);
  assert.equal(isSignDue({ ...sign, elapsed: 37.2, inFarewell: true }), false);
});

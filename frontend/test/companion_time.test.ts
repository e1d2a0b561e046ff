// The clock of a running meeting, and what is said of time.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isForgotten, lastKnownMoment, looked, resumed, woken, type Clock } from "../src/companion/clock";
import { sayingAt, steadily, type Saying } from "../src/companion/saying";
import { paceAt } from "../src/stairs/pace";
import { STAIRS, type Move } from "../src/stairs/stairs";

const MINUTE = 60_000;
const span = fc.integer({ min: 0, max: 30 * MINUTE });
const jump = fc.integer({ min: -24 * 60 * MINUTE, max: 24 * 60 * MINUTE });
const start: Clock = { wall: 1_000_000_000_000, mono: 5_000, elapsed: 0 };
const near = (one: number, other: number): void => assert.ok(Math.abs(one - other) < 1e-6, `${one} ${other}`);

test("given a clock that is set while the page is seen, only the steady time counts", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(span, jump), { maxLength: 20 }), (looks) => {
      let clock = start;
      let true_ = 0;
      for (const [gone, set] of looks) {
        true_ += gone;
        clock = looked(clock, { wall: clock.wall + gone + set, mono: clock.mono + gone }, true);
      }
      near(clock.elapsed, true_ / MINUTE);
    }),
  );
});

test("given any looks at any clocks, a meeting never goes back in time", () => {
  const look = fc.tuple(span, jump, fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(fc.array(look, { maxLength: 30 }), (looks) => {
      let clock = start;
      for (const [gone, set, watched, reloaded] of looks) {
        const now = { wall: clock.wall + gone + set, mono: reloaded ? 0 : clock.mono + gone };
        const next = reloaded ? resumed(clock, now) : looked(clock, now, watched);
        assert.ok(next.elapsed >= clock.elapsed);
        clock = next;
      }
    }),
  );
});

test("given a device that sleeps unseen, its sleep counts although the steady clock stood", () => {
  fc.assert(
    fc.property(span, span, (awake, asleep) => {
      const now = { wall: start.wall + awake + asleep, mono: start.mono + awake };
      near(looked(start, now, false).elapsed, (awake + asleep) / MINUTE);
    }),
  );
});

test("given a wall clock set back while unseen, the steady time still counts", () => {
  const now = { wall: start.wall - 60 * MINUTE, mono: start.mono + 7 * MINUTE };
  near(looked(start, now, false).elapsed, 7);
});

test("given a reload, the time away counts by the wall clock and never below nothing", () => {
  near(resumed({ wall: 100 * MINUTE, elapsed: 12 }, { wall: 115 * MINUTE, mono: 0 }).elapsed, 27);
  near(resumed({ wall: 100 * MINUTE, elapsed: 12 }, { wall: 40 * MINUTE, mono: 0 }).elapsed, 12);
});

test("given another tab that kept the time, coming back takes its word", () => {
  // The clock was set an hour ahead while the other tab was seen: it knew better.
  const now = { wall: start.wall + 70 * MINUTE, mono: start.mono + 10 * MINUTE };
  const stored = { wall: start.wall + 69 * MINUTE, elapsed: 9 };
  near(woken(start, stored, now).elapsed, 10);
  near(woken(start, undefined, now).elapsed, 70);
  near(woken(start, { wall: start.wall, elapsed: 0 }, now).elapsed, 70);
});

test("given a meeting left overnight, it is forgotten and ends at the last known moment", () => {
  const last = { minutes: 45, acted: 31, known: 33 };
  assert.equal(isForgotten(last, 50), false);
  assert.equal(isForgotten(last, 14 * 60), true);
  assert.equal(lastKnownMoment(last), 33);
  assert.equal(lastKnownMoment({ ...last, known: 800 }), 45);
  assert.equal(lastKnownMoment({ ...last, acted: 60, known: 800 }), 60);
});

const numbers = Array.from({ length: 242 }, (_, minute) => String(minute));
const WORDS = {
  minutes_words: numbers.map((minute) => `noin ${minute} minuuttia`),
  number_words: numbers,
  words: {
    time_left: "Aikaa on",
    ask_yourself: "Kysy itseltäsi",
    ask_farewell_now: "Olisiko nyt hyvä koota yhteen?",
    left: "Aikaa on {left}.",
    left_and_kept: "Aikaa on {left}, siitä {kept} lopuksi.",
    gather_calmly: "Kootkaa rauhassa se, mikä on tärkeintä.",
    close_calmly: "Päättäkää rauhassa.",
  },
};
const PLAN = { empathy: 8, guidance: 17, advice: 12, farewell: 8 };
const LINES = ["Kuuntele ja kysy.", "Joko tärkein kysymys löytyi?"];
const inGuidance: Move[] = [
  { stair: "empathy", at: 0 },
  { stair: "guidance", at: 8 },
];
const said = (moves: Move[], now: number): Saying => sayingAt(paceAt(PLAN, moves, now), LINES, WORDS);

test("given a calm stair, minutes are said and the quiet line", () => {
  const saying = said(inGuidance, 15);
  assert.equal(`${saying.label} ${saying.main}`, "Aikaa on noin 10 minuuttia");
  assert.equal(saying.line, LINES[0]);
  assert.equal(saying.due, false);
});

test("given a stair whose time is nearly spent, the adviser is asked, and the end's time is told", () => {
  const saying = said(inGuidance, 24);
  assert.equal(saying.main, "Joko tärkein kysymys löytyi?");
  assert.equal(saying.line, "Aikaa on noin 21 minuuttia, siitä 8 lopuksi.");
  assert.equal(saying.due, true);
});

test("given a late hour, it is asked kindly and no deadline is said", () => {
  const late = said(inGuidance, 40);
  assert.equal(late.main, "Olisiko nyt hyvä koota yhteen?");
  assert.equal(late.line, "Aikaa on noin 5 minuuttia.");
  assert.equal(said(inGuidance, 50).line, "Kootkaa rauhassa se, mikä on tärkeintä.");
});

test("given the farewell, nothing is ever due", () => {
  const moves: Move[] = [{ stair: "empathy", at: 0 }, { stair: "farewell", at: 30 }];
  assert.equal(said(moves, 35).main, "noin 10 minuuttia");
  assert.equal(said(moves, 60).main, "Päättäkää rauhassa.");
  assert.equal(said(moves, 60).due, false);
});

test("given any moment, what is said holds no figure that is not a word of ours, and never fails", () => {
  const stair = fc.constantFrom(...STAIRS);
  fc.assert(
    fc.property(stair, fc.double({ min: 0, max: 500, noNaN: true }), (now, at) => {
      const saying = said([{ stair: now, at: 0 }], at);
      assert.ok(saying.main.length > 0);
      assert.ok(!`${saying.label}${saying.main}${saying.line}`.includes("{"));
    }),
  );
});

test("given looks every second, a text changes at most once a minute", () => {
  const settled = steadily();
  let changes = 0;
  let before = "";
  for (let second = 0; second < 600; second += 1) {
    const shown = settled(said(inGuidance, 8 + second / 60 + (second % 2)), second * 1000).main;
    if (shown !== before) changes += 1;
    before = shown;
  }
  assert.ok(changes <= 11, String(changes));
});

test("given a move, the new stair's words show at once", () => {
  const settled = steadily();
  settled(said([{ stair: "empathy", at: 0 }], 1), 0);
  assert.equal(settled(said(inGuidance, 8.1), 1000).stair, "guidance");
});

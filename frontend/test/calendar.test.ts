import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { calendarOf, escapeText, fold, instantOf } from "../src/card/calendar";
import { type CardContent, emptyDraft, emptyStep } from "../src/card/content";

const NOW = new Date("2026-11-22T10:00:00Z");
const STEP = { ...emptyStep(), text: "Mene kirjastoon", day: "2026-12-03", clock: "10:00", where: "Kotka" };

function card(steps: CardContent["steps"]): CardContent {
  return {
    ...emptyDraft("fi", "fi"),
    ...{ v: 1, organisation: "", form: "phone", expires: "2027-02-22", steps },
  };
}

const calendar = (steps: CardContent["steps"], tells = false, title = "Muistutus") =>
  calendarOf(card(steps), { title, tells }, "key", NOW);
const unfolded = (text: string) => text.replaceAll("\r\n ", "");

test("given a dated step, the entry says only the reminder and stands at Finland's time", async () => {
  const text = await calendar([STEP]);
  assert.ok(text.includes("SUMMARY:Muistutus\r\n"));
  assert.ok(text.includes("DTSTART:20261203T080000Z\r\n"));
  for (const word of ["kirjastoon", "Kotka", "LOCATION", "http"]) assert.ok(!text.includes(word));
});

test("given the client's wish, the entry tells the step, and never the key", async () => {
  const text = unfolded(await calendar([{ ...STEP, own: "اذهب", withWhom: "Ohjaaja" }], true));
  assert.ok(text.includes("SUMMARY:اذهب\r\n"));
  assert.ok(text.includes("LOCATION:Kotka\r\n"));
  assert.ok(text.includes("DESCRIPTION:Mene kirjastoon\\nOhjaaja\r\n"));
  assert.ok(!text.includes("key"));
});

test("given a step without a clock time, the entry is of the whole day", async () => {
  const text = await calendar([{ ...STEP, clock: "" }]);
  assert.ok(text.includes("DTSTART;VALUE=DATE:20261203\r\n"));
  assert.ok(!text.includes("DURATION"));
});

test("given several steps, each dated one is an event of its own, the same each time", async () => {
  const steps = [STEP, { ...STEP, day: "" }, { ...STEP, day: "2026-12-10" }];
  const uids = async () => (await calendar(steps)).match(/UID:.*/g);
  const first = await uids();
  assert.equal(first?.length, 2);
  assert.equal(new Set(first).size, 2);
  assert.deepEqual(await uids(), first);
});

test("given a day on either side of a clock change, the instant follows Finland's clock", () => {
  assert.equal(instantOf("2026-07-01", "9:00").toISOString(), "2026-07-01T06:00:00.000Z");
  assert.equal(instantOf("2027-03-28", "02:30").toISOString(), "2027-03-28T00:30:00.000Z");
  assert.equal(instantOf("2027-03-28", "04:30").toISOString(), "2027-03-28T01:30:00.000Z");
  assert.equal(instantOf("2026-10-25", "05:00").toISOString(), "2026-10-25T03:00:00.000Z");
  assert.equal(instantOf("2026-12-31", "00:00").toISOString(), "2026-12-30T22:00:00.000Z");
});

test("given any text, no line is over 75 octets and unfolding gives the line back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      const line = `SUMMARY:${escapeText(text)}`;
      const folded = fold(line);
      for (const part of folded.split("\r\n")) assert.ok(Buffer.byteLength(part) <= 75);
      assert.equal(unfolded(folded), line);
      assert.ok(!/[\r\n]/.test(line));
    }),
  );
});

test("given signs that mean something in a calendar, they are escaped", () => {
  assert.equal(escapeText("a,b;c\\d\r\ne\u0007"), "a\\,b\\;c\\\\d\\ne");
});

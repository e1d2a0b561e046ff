import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDraft, emptyStep } from "../src/card/content";
import { directionOf, htmlLanguage, saidSteps } from "../src/card/face";
import { recordText, whenText } from "../src/card/record";
import { capitalised, clockInWords, dateInWords, dayInWords, spokenDay } from "../src/card/when";

const DAY = "2026-12-03";
const WORDS = {
  heading: "Sovitut seuraavat askeleet",
  when: "Milloin",
  clock: "klo {time}",
  where: "Missä",
  withWhom: "Kenen kanssa",
  services: "Palvelut",
};

test("given a day, then it is said in the client's language, Gregorian and with Latin digits", () => {
  assert.equal(capitalised(dayInWords(DAY, "fi"), "fi"), "Torstaina 3. joulukuuta");
  assert.equal(dayInWords(DAY, "sv"), "torsdag 3 december");
  assert.match(dayInWords(DAY, "ar"), /الخميس.*3 ديسمبر/);
  assert.match(dayInWords(DAY, "fa-AF"), /3 دسمبر/);
  assert.match(dayInWords(DAY, "th"), /3 ธันวาคม/);
  assert.equal(dateInWords("2027-02-22", "fi"), "22.\u00a0helmikuuta\u00a02027");
  assert.match(dateInWords("2027-02-22", "th"), /2027/);
});

test("given every weekday, then Finnish says on which day", () => {
  const days = [30, 1, 2, 3, 4, 5, 6].map((day) => `2026-${day === 30 ? 11 : 12}-${String(day).padStart(2, "0")}`);
  const said = days.map((day) => spokenDay(day, "fi").split(" ")[0]);
  const weekdays = ["maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina"];
  assert.deepEqual(said, [...weekdays, "lauantaina", "sunnuntaina"]);
  assert.equal(spokenDay(DAY, "fi"), "torstaina 3.12.");
});

test("given a language no device knows, then the day is written in numbers", () => {
  assert.equal(dayInWords(DAY, "qq"), "3.12.2026");
  assert.equal(dateInWords(DAY, "qq"), "3.12.2026");
});

test("given a clock time, then it is on the 24-hour clock", () => {
  assert.equal(clockInWords("10:00", "fi"), "10");
  assert.equal(clockInWords("09:05", "fi"), "9.05");
  assert.equal(clockInWords("15:30", "ar"), "15:30");
  assert.equal(clockInWords("00:00", "en"), "0:00");
});

test("given the codes of client languages, then each has its html language and direction", () => {
  assert.deepEqual(["fi-easy", "prs", "ckb", "vi"].map(htmlLanguage), ["fi", "fa-AF", "ckb", "vi"]);
  assert.deepEqual(["ar", "prs", "ckb"].map(directionOf), ["rtl", "rtl", "rtl"]);
  assert.equal(directionOf("th"), "ltr");
});

test("given an empty row among the steps, then it is no step", () => {
  const own = { ...emptyStep(), own: "خطوة" };
  assert.deepEqual(saidSteps([emptyStep(), own, { ...emptyStep(), text: "  " }]), [own]);
});

test("given one step with its facts, then the record has each on its own line", () => {
  const draft = emptyDraft("ar", "fi");
  draft.steps = [
    {
      ...{ text: "Menen\nkurssille.", own: "أذهب", day: DAY, clock: "10:00" },
      ...{ where: "Mäntykosken kirjasto", withWhom: "Ohjaaja" },
    },
  ];
  draft.services = [{ name: "Kurssineuvonta", sentence: "", link: "" }];
  assert.equal(
    recordText(draft, WORDS, "fi"),
    "Sovitut seuraavat askeleet\nMenen kurssille.\nMilloin: 3.12.2026 klo 10\n" +
      "Missä: Mäntykosken kirjasto\nKenen kanssa: Ohjaaja\nPalvelut: Kurssineuvonta",
  );
});

test("given several steps, then the record numbers them and leaves out what was not said", () => {
  const draft = emptyDraft("fi", "fi");
  draft.steps = [{ ...emptyStep(), text: "Soitan." }, emptyStep(), { ...emptyStep(), text: "Käyn." }];
  assert.equal(recordText(draft, WORDS, "fi"), "Sovitut seuraavat askeleet\n1. Soitan.\n2. Käyn.");
});

test("given only a clock time, then the record has it alone", () => {
  assert.equal(whenText({ ...emptyStep(), clock: "9:30" }, WORDS, "fi"), "klo 9.30");
});

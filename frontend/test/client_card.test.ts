import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { placeOf, recall, remember, sendAnswer } from "../src/card/answered";
import { sayable, voiceFor } from "../src/card/reading";
import { readCard, soundOf } from "../src/card/received";
import { newLink, newTicket } from "../src/sealed/crypto";

// ---- what came out of a card

const CARD = {
  v: 1,
  language: "ar",
  written: "fi",
  steps: [{ text: "Mene", own: "اذهب", day: "2026-12-03", clock: "10:00", where: "", withWhom: "" }],
  services: [],
  encouragement: "",
  calendarTells: true,
  organisation: "oma",
  form: "face_to_face",
  expires: "2027-02-22",
};

test("given a card as it is sealed, it is read as it is", () => {
  const map = newLink();
  const [voice, step] = [newTicket(), newTicket()];
  const contact = { name: "N", hours: "", phone: "012", email: "", address: "" };
  const recording = { mime: "audio/webm;codecs=opus", data: btoa("sound"), seconds: 3 };
  const whole = { ...CARD, map, voice, step, contact, recording };
  assert.deepEqual(readCard(whole), whole);
});

test("given anything else, it is no card or a card in its shapes; reading never fails", () => {
  for (const other of [undefined, null, 1, "x", [], {}, { v: 2, steps: [] }, { v: 1 }]) {
    assert.equal(readCard(other), undefined);
  }
  fc.assert(
    fc.property(fc.record({ steps: fc.array(fc.anything()), map: fc.anything() }), (odd) => {
      const card = readCard({ ...odd, v: 1, services: odd.map, contact: odd.map });
      assert.ok(card && card.steps.length <= 3);
    }),
  );
});

test("given a recording that is no sound, or a broken link to a map, it is left out", () => {
  const odd = { mime: "text/html", data: btoa("<script>"), seconds: 1 };
  const card = readCard({ ...CARD, recording: odd, map: { id: "../x", key: "y" }, voice: "short" });
  assert.deepEqual(card, CARD);
  assert.equal(soundOf({ mime: "audio/webm", data: "a", seconds: 1 }), undefined);
});

test("given a day or a clock that does not exist, it is left out", () => {
  const steps = [{ ...CARD.steps[0], day: "2026-13-40", clock: "25:00" }];
  const read = readCard({ ...CARD, steps })?.steps[0];
  assert.deepEqual([read?.day, read?.clock], ["", ""]);
});

// ---- voices

const voice = (lang: string, localService: boolean) => ({ lang, localService });

test("given voices of the device and of the network, only the device's are used", () => {
  const voices = [voice("ar-SA", false), voice("fi-FI", true), voice("sv_SE", true)];
  assert.equal(voiceFor("ar", voices), undefined);
  assert.equal(voiceFor("fi", voices), voices[1]);
  assert.equal(voiceFor("sv-SE", voices), voices[2]);
  assert.equal(voiceFor("so", voices), undefined);
});

test("given several voices of a language, the same country's goes first", () => {
  const voices = [voice("fa-IR", true), voice("fa-AF", true)];
  assert.equal(voiceFor("fa-AF", voices), voices[1]);
});

test("given lines in languages that no voice speaks, the rest is read", () => {
  const lines = [
    { text: "Mene", lang: "fi" },
    { text: "اذهب", lang: "ar" },
    { text: " ", lang: "fi" },
  ];
  assert.deepEqual(
    sayable(lines, [voice("fi-FI", true)]).map(([line]) => line.text),
    ["Mene"],
  );
});

// ---- done, not yet

class Memory {
  rows = new Map<string, string>();
  getItem(key: string): string | null {
    return this.rows.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.rows.set(key, value);
  }
}
let storage: Storage;
beforeEach(() => {
  storage = new Memory() as unknown as Storage;
});

test("given an answer, the device remembers it under a name that opens nothing", async () => {
  const { key } = newLink();
  const place = await placeOf(key);
  assert.ok(!place.includes(key));
  remember(storage, place, { answer: "done", sent: true });
  assert.deepEqual(recall(storage, place), { answer: "done", sent: true });
});

test("given a device that keeps nothing or something odd, nothing was answered", () => {
  storage.setItem("x", "{nonsense");
  storage.setItem("y", '{"answer": "maybe"}');
  for (const place of ["x", "y", "z"]) assert.deepEqual(recall(storage, place), { sent: false });
  assert.deepEqual(recall(undefined, "x"), { sent: false });
  remember(undefined, "x", { sent: false });
});

test("given the answer's ticket, it travels without a name, and is settled once it cannot count again", async () => {
  const asked: RequestInit[] = [];
  let status = 204;
  globalThis.fetch = async (_input, init = {}) => {
    asked.push(init);
    if (status === 0) throw new TypeError("network");
    return new Response(null, { status });
  };
  assert.equal(await sendAnswer("t", "done"), true);
  assert.equal(asked[0]?.body, '{"ticket":"t","state":"done"}');
  assert.equal(asked[0]?.credentials, "omit");
  for (const [given, settled] of [[404, true], [429, false], [500, false], [0, false]] as const) {
    status = given;
    assert.equal(await sendAnswer("t", "not_yet"), settled);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { BlindRSA, RSABSSA } from "@cloudflare/blindrsa-ts";
import fc from "fast-check";
import { fromBase64, toBase64 } from "../src/shared/bytes";
import { filled } from "../src/shared/filled";
import { blind, openBallot, unblind } from "../src/survey/ballot";
import type { Answers, Definition, Question } from "../src/survey/definition";
import { keptFrom, nameOf, shortHash } from "../src/survey/kept";
import { fragmentOf, isSame, likelyLanguage, linkOf } from "../src/survey/link";
import { movedIn } from "../src/survey/ranking";
import { dayFrom, numberFrom, partsOf, written } from "../src/survey/reading";
import { acknowledge, fetchForm, send, signed } from "../src/survey/sending";
import { allFaults, answeredCount, END, placeOf, withAnswer } from "../src/survey/steps";
import { textIn } from "../src/survey/words";

const plain = { hint: {}, required: false, may_decline: false, about_me: false, shown_if: null };
const YES_NO = [
  { key: "yes", text: { fi: "Kyllä" } },
  { key: "no", text: { fi: "Ei" } },
];
const single = (key: string, more: Partial<Question> = {}): Question =>
  ({ ...plain, key, type: "single", text: { fi: key }, options: YES_NO, ...more }) as Question;
const DEFINITION: Definition = {
  title: { fi: "Kysely" },
  intro: {},
  thanks: {},
  paging: "one_at_a_time",
  questions: [
    single("wellbeing", { required: true }),
    single("how", { shown_if: { question: "wellbeing", operator: "is", value: "yes" } }),
    { ...plain, key: "background", type: "info", text: { fi: "Lopuksi" } },
    single("why_not", { shown_if: { question: "wellbeing", operator: "is", value: "no" } }),
    {
      ...{ ...plain, key: "stairs", type: "grid", text: { fi: "Portaat" }, required: true },
      ends: { least: 1, most: 10, low: {}, high: {} },
      rows: [
        { key: "empathy", text: { fi: "Empatia" } },
        { key: "advice", text: { fi: "Neuvonta" } },
      ],
    },
  ],
};

const anyAnswers = fc.dictionary(
  fc.constantFrom("wellbeing", "how", "why_not", "empathy"),
  fc.oneof(fc.constantFrom("yes", "no"), fc.integer({ min: 1, max: 10 })),
) as fc.Arbitrary<Answers>;

test("given any answers then the steps lead from the first question to the end and back the same way", () => {
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      const way: string[] = [];
      let at = placeOf(DEFINITION, answers, "").question!.key;
      for (let steps = 0; at !== END && steps < 20; steps += 1) {
        const place = placeOf(DEFINITION, answers, at);
        assert.equal(place.question?.key, at);
        assert.equal(place.previous, way.at(-1));
        assert.ok(place.number <= place.count && place.number >= 1);
        way.push(at);
        at = place.next;
      }
      assert.equal(at, END);
      assert.equal(placeOf(DEFINITION, answers, END).previous, way.at(-1));
    }),
  );
});

test("given a question that is asked no more then one is at the nearest before it", () => {
  assert.equal(placeOf(DEFINITION, { wellbeing: "yes" }, "why_not").question?.key, "background");
  assert.equal(placeOf(DEFINITION, { wellbeing: "no" }, "how").question?.key, "wellbeing");
  assert.equal(placeOf(DEFINITION, {}, "unheard_of").question?.key, "wellbeing");
});

test("given follow-ups then they are counted only while they are asked, and texts never", () => {
  assert.equal(placeOf(DEFINITION, {}, "").count, 2);
  const place = placeOf(DEFINITION, { wellbeing: "no" }, "stairs");
  assert.deepEqual([place.number, place.count], [3, 3]);
});

test("given what is missing then each fault names its question, of a row the grid", () => {
  assert.deepEqual(allFaults(DEFINITION, { wellbeing: "maybe", empathy: 11 }), [
    { question: "wellbeing", key: "wellbeing", code: "unknown_option" },
    { question: "stairs", key: "empathy", code: "out_of_range" },
    { question: "stairs", key: "advice", code: "required" },
  ]);
  assert.deepEqual(allFaults(DEFINITION, { wellbeing: "yes", empathy: 1, advice: 2 }), []);
  assert.equal(answeredCount(DEFINITION, { wellbeing: "yes", why_not: "yes", advice: 2 }), 2);
  assert.deepEqual(withAnswer({ how: "yes" }, "how", undefined), {});
});

test("given an order then moving keeps every option once and puts the moved one in its place", () => {
  const keys = ["a", "b", "c", "d", "e"];
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.integer({ min: -3, max: 9 }), (key, to) => {
      const order = movedIn(keys, key, to);
      assert.deepEqual([...order].sort(), keys);
      assert.equal(order.indexOf(key), Math.min(Math.max(to, 0), 4));
      assert.deepEqual(order.filter((each) => each !== key), keys.filter((each) => each !== key));
    }),
  );
});

test("given numbers as they are written here then they are read, and what is none stays as typed", () => {
  const read: [string, unknown][] = [
    ["3,5", 3.5], ["3.5", 3.5], ["−2", -2], ["1 200", 1200], ["1\u00a0200,5", 1200.5], ["", undefined], ["  ", undefined],
    ["sata", "sata"], ["1,2,3", "1,2,3"], ["5e3", "5e3"], ["0x10", "0x10"],
  ];
  for (const [text, number] of read) assert.equal(numberFrom(text), number, text);
  assert.equal(written(3.5, "fi"), "3,5");
  assert.equal(written(-2, "sv"), "-2");
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom("fi", "sv", "en"), (whole, language) => {
      const number = whole / 8;
      assert.equal(numberFrom(written(number, language as "fi")), number);
    }),
  );
});

test("given days as they are typed then a whole one is an ISO day, and half a day comes back as it was", () => {
  assert.equal(dayFrom(["3", "2", "2020"]), "2020-02-03");
  assert.equal(dayFrom(["", "", ""]), undefined);
  const part = fc.stringMatching(/^\d{0,2}$/);
  fc.assert(
    fc.property(part, part, fc.stringMatching(/^\d{0,4}$/), (day, month, year) => {
      const [date, ...others] = partsOf(dayFrom([day, month, year]) ?? "");
      assert.deepEqual([date, ...others].map((each) => Number(each || "-1")), [day, month, year].map((each) => Number(each || "-1")));
    }),
  );
});

const TOKEN = "t".repeat(43);
const WAVE = "w".repeat(22);

test("given an address then its link is found whole or not at all", () => {
  const invited = { kind: "invited", language: "sv", wave: WAVE, token: TOKEN } as const;
  assert.deepEqual(linkOf("/s/", `#sv.${WAVE}.${TOKEN}`), invited);
  assert.deepEqual(linkOf("/s/", `#de.${WAVE}.${TOKEN}`), { ...invited, language: "fi" });
  for (const fragment of ["", "#sv", `#sv.${WAVE}`, `#sv.${WAVE}.${TOKEN}x`, `#sv.${WAVE}.${TOKEN.slice(1)}`]) {
    assert.equal(linkOf("/s/", fragment), undefined);
  }
  assert.deepEqual(linkOf("/q/kevat-2026/", "#en"), { kind: "open", slug: "kevat-2026", language: "en" });
  assert.deepEqual(linkOf("/q/kevat-2026/", ""), { kind: "open", slug: "kevat-2026", language: undefined });
  assert.deepEqual(linkOf("/s/", fragmentOf(invited, "en")), { ...invited, language: "en" });
  assert.ok(isSame(invited, { ...invited, language: "en" }));
  assert.ok(!isSame(invited, { ...invited, token: "u".repeat(43) }));
  assert.ok(!isSame(invited, undefined));
  assert.equal(likelyLanguage(["de-DE", "sv-FI", "fi"]), "sv");
  assert.equal(likelyLanguage(["de"]), "fi");
});

test("given a link then its place on the device is its own and does not tell the token", () => {
  const one = { kind: "invited", language: "fi", wave: WAVE, token: TOKEN } as const;
  assert.notEqual(nameOf(one), nameOf({ ...one, token: "u".repeat(43) }));
  assert.equal(nameOf(one), nameOf({ ...one, language: "en" }));
  assert.ok(!nameOf(one).includes("ttt"));
  assert.ok(shortHash(TOKEN).length <= 11);
});

test("given anything at all on the device then what is read has answers and a place", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.constant(null)), (text) => {
      const kept = keptFrom(text);
      assert.equal(typeof kept.answers, "object");
      assert.notEqual(kept.answers, null);
      assert.equal(typeof kept.at, "string");
    }),
  );
});

test("given a blinded message then the signature unblinds to a ballot that the key has signed", async () => {
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const numbers = { modulusLength: 2048, publicExponent: Uint8Array.from([1, 0, 1]) };
  const { publicKey, privateKey } = await suite.generateKey(numbers);
  const key = toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", publicKey)));
  const exchange = await blind(key);
  const signature = await suite.blindSign(privateKey, fromBase64(exchange.blinded));
  const ballot = await unblind(exchange, toBase64(signature));
  assert.ok("signature" in ballot);
  assert.equal(ballot.message, exchange.message);
  assert.equal(fromBase64(ballot.message).length, 64); // 32 of the randomizer, 32 of ours
  assert.ok(await suite.verify(publicKey, fromBase64(ballot.signature), fromBase64(ballot.message)));
  assert.ok(![exchange.blinded, toBase64(signature)].includes(ballot.signature));
  const other = await blind(key);
  assert.notEqual(other.blinded, exchange.blinded);
  const foreign = await BlindRSA.generateKey({ ...numbers, hash: "SHA-384" });
  const wrong = await suite.blindSign(foreign.privateKey, fromBase64(exchange.blinded)).catch(() => signature.reverse());
  await assert.rejects(unblind(exchange, toBase64(wrong)));
});

test("given an open link then its ballot is 32 bytes, never the same", () => {
  const [one, other] = [openBallot(), openBallot()] as { nonce: string }[];
  assert.equal(fromBase64(one!.nonce).length, 32);
  assert.notEqual(one!.nonce, other!.nonce);
});

function answering(reply: () => Response): { path: string; init: RequestInit }[] {
  const asked: { path: string; init: RequestInit }[] = [];
  globalThis.fetch = async (path: unknown, init: RequestInit = {}) => {
    asked.push({ path: String(path), init });
    return reply();
  };
  return asked;
}

test("given an answer then it travels without cookies, address or token", async () => {
  const asked = answering(() => Response.json({ thanks: true }, { status: 201 }));
  assert.equal(await send({ wave: WAVE, ballot: { nonce: "x" } }, { how: "yes" }), "sent");
  await acknowledge(TOKEN);
  await fetchForm({ kind: "invited", language: "fi", wave: WAVE, token: TOKEN });
  for (const { init } of asked) {
    assert.equal(init.credentials, "omit");
    assert.equal(init.referrerPolicy, "no-referrer");
  }
  assert.deepEqual(JSON.parse(String(asked[0]!.init.body)), { wave: WAVE, ballot: { nonce: "x" }, answers: { how: "yes" } });
  assert.equal(asked[1]!.init.keepalive, true);
  assert.ok(!asked[2]!.path.includes(TOKEN) && asked[2]!.init.body === undefined);
});

test("given what the server says then each has its outcome", async () => {
  const right = { wave: WAVE, ballot: { nonce: "x" } };
  const outcomes: [number, unknown, unknown][] = [
    [409, { code: "already_answered" }, "sent"],
    [410, { code: "closed" }, "closed"],
    [409, { code: "not_yet" }, "not_yet"],
    [403, { code: "bad_ballot" }, "spoiled"],
    [404, { code: "unknown_wave" }, "unknown"],
    [429, { code: "busy" }, "busy"],
    [413, { code: "too_large" }, "failed"],
    [500, {}, "failed"],
    [422, { code: "faulty", faults: [{ question: "how", code: "required" }] }, [{ question: "how", code: "required" }]],
  ];
  for (const [status, body, wanted] of outcomes) {
    answering(() => Response.json(body, { status }));
    assert.deepEqual(await send(right, {}), wanted);
  }
  answering(() => Response.json({ code: "already_exchanged" }, { status: 409 }));
  assert.equal(await signed(TOKEN, "x"), "elsewhere");
  answering(() => new Response("<html>", { status: 502 }));
  assert.equal(await send(right, {}), "failed");
  globalThis.fetch = async () => {
    throw new TypeError("no network");
  };
  assert.equal(await send(right, {}), "offline");
});

test("given texts then Finnish stands in for what is missing, and places are filled", () => {
  assert.equal(textIn({ fi: "Hei", sv: "" }, "sv"), "Hei");
  assert.equal(textIn({ fi: "Hei", sv: "Hej" }, "sv"), "Hej");
  assert.equal(filled("{number} / {count} {x}", { number: 1, count: 2 }), "1 / 2 {x}");
});

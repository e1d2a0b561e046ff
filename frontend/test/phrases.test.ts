import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { loadPhrases, newestPhrases, say, type Phrases } from "../src/client/phrases";

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
});

const finnish: Phrases = {
  language: "fi",
  name: "suomi",
  lang: "fi",
  dir: "ltr",
  texts: { "voice.statement_of": "Lause {number} / {count}" },
};

function answering(status: (path: string) => number): { asked: string[]; credentials: string[] } {
  const seen = { asked: [] as string[], credentials: [] as string[] };
  globalThis.fetch = async (path, options) => {
    seen.asked.push(String(path));
    seen.credentials.push(String(options?.credentials));
    const code = status(String(path));
    return new Response(code === 200 ? JSON.stringify(finnish) : "", { status: code });
  };
  return seen;
}

test("values go to their places, and an unknown place stays to be seen", () => {
  assert.equal(say(finnish, "voice.statement_of", { number: 3, count: 5 }), "Lause 3 / 5");
  assert.equal(say(finnish, "voice.statement_of", { number: 0 }), "Lause 0 / {count}");
  assert.equal(say(finnish, "voice.none"), "voice.none");
});

test("the words are fetched without cookies, with the organisation's slug", async () => {
  const seen = answering(() => 200);
  assert.deepEqual(await loadPhrases("fi-easy", "oma virasto"), finnish);
  assert.deepEqual(seen.asked, ["/c/phrases/fi-easy.json?of=oma%20virasto"]);
  assert.deepEqual(seen.credentials, ["omit"]);
});

test("a language that nobody speaks gives Finnish", async () => {
  const seen = answering((path) => (path.includes("/fi.json") ? 200 : 404));
  assert.equal((await loadPhrases("../secret")).language, "fi");
  assert.deepEqual(seen.asked, ["/c/phrases/..%2Fsecret.json", "/c/phrases/fi.json"]);
});

test("a server in trouble is told", async () => {
  answering(() => 500);
  await assert.rejects(loadPhrases("ar"));
});

test("given two languages chosen one after the other, the one chosen last counts however they arrive", async () => {
  const answers: (() => void)[] = [];
  globalThis.fetch = (path) =>
    new Promise((resolve) => {
      const language = /phrases\/(\w+)/.exec(String(path))?.[1];
      answers.push(() => resolve(Response.json({ ...finnish, language })));
    });
  const load = newestPhrases();
  const [first, second] = [load("so"), load("ar")];
  answers.reverse().forEach((answer) => answer());
  assert.equal((await second)?.language, "ar");
  assert.equal(await first, undefined);
});

test("given a language that was overtaken, its failure is nobody's trouble", async () => {
  const load = newestPhrases();
  answering((path) => (path.includes("/so.json") ? 500 : 200));
  const [first, second] = [load("so"), load("fi")];
  assert.equal(await first, undefined);
  assert.equal((await second)?.language, "fi");
  await assert.rejects(load("so"));
});

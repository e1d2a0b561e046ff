// How the companion's page is answered, with the network quick, slow, broken or signed out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageAnswer, type Kept } from "../src/worker/page";

const page = (words: string, person = "me", status = 200): Response =>
  new Response(words, { status, headers: { "X-Companion-Person": person } });
const signedOut = (): Response => Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" });
// A real one is not ok and has status 0.
const redirect = (): Response => Object.defineProperty(signedOut(), "ok", { value: false });
const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function cache(before?: Response, running = false): Kept & { now(): Promise<string | undefined> } {
  let held = before;
  return {
    match: async () => held?.clone(),
    keep: async (response) => void (held = response),
    forget: async () => void (held = undefined),
    isMeetingRunning: async () => running,
    now: async () => held?.clone().text(),
  };
}
const told = async (kept: Kept, ask: () => Promise<Response>): Promise<[string, unknown]> => {
  const { answer, later } = pageAnswer(kept, ask, 30);
  return [await (await answer).text(), await later];
};

test("given a quick network, its page is shown and kept", async () => {
  const kept = cache(page("old"));
  assert.deepEqual(await told(kept, async () => page("new")), ["new", undefined]);
  assert.equal(await kept.now(), "new");
});

test("given no network or a broken server, the kept page is shown", async () => {
  assert.deepEqual(await told(cache(page("old")), async () => Promise.reject(new TypeError())), ["old", undefined]);
  assert.deepEqual(await told(cache(page("old")), async () => page("sorry", "me", 502)), ["old", undefined]);
});

test("given a slow network, the kept page is shown soon, and the late one kept and told of", async () => {
  const kept = cache(page("old"));
  const answer = await told(kept, async () => {
    await after(80);
    return page("other's", "you");
  });
  assert.deepEqual(answer, ["old", { person: "you" }]);
  assert.equal(await kept.now(), "other's");
});

test("given a sign-in that has ended, a running meeting goes on and otherwise the page is forgotten", async () => {
  const running = cache(page("old"), true);
  assert.equal((await told(running, async () => redirect()))[0], "old");
  assert.equal(await running.now(), "old");
  const idle = cache(page("old"));
  assert.equal((await told(idle, async () => redirect()))[0], "");
  assert.equal(await idle.now(), undefined);
});

test("given nothing kept and no network, the browser says so itself", async () => {
  const { answer } = pageAnswer(cache(), async () => Promise.reject(new TypeError()), 30);
  assert.equal((await answer).type, "error");
});

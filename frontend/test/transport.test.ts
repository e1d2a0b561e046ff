import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { hashOf, newLink, proofToken } from "../src/sealed/crypto";
import { expiryOf, fetchSealed, openLink, remove, replace, upload } from "../src/sealed/transport";

/** A server that keeps what MEETINGS promises, in memory, and everything that was asked of it. */
interface Row {
  kind: string;
  version: number;
  proof: string;
  body: Uint8Array;
}
let rows: Map<string, Row>;
let asked: { path: string; init: RequestInit; body: Uint8Array }[];

const stored = (status: number) => Response.json({ expires: "2027-02-22" }, { status });
const empty = (status: number) => new Response(null, { status });

function create(headers: Headers, body: Uint8Array): Response {
  const id = headers.get("X-Sealed-Id")!;
  if (rows.has(id)) return empty(409);
  rows.set(id, {
    kind: headers.get("X-Sealed-Kind")!,
    version: 1,
    proof: headers.get("X-Sealed-Proof")!,
    body,
  });
  return stored(201);
}

function show(row: Row): Response {
  return new Response(row.body as Uint8Array<ArrayBuffer>, {
    headers: {
      "X-Sealed-Kind": row.kind,
      "X-Sealed-Version": String(row.version),
      "X-Sealed-Expires": "2027-02-22",
    },
  });
}

async function answer(path: string, init: RequestInit, body: Uint8Array): Promise<Response> {
  const headers = new Headers(init.headers);
  if (path === "/c/") return create(headers, body);
  const [, , id, what] = path.split("/");
  const row = rows.get(id!);
  if (!row) return empty(404);
  if (init.method !== "POST") return show(row);
  if ((await hashOf(headers.get("X-Sealed-Token")!)) !== row.proof) return empty(404);
  if (what === "delete") return rows.delete(id!) ? empty(204) : empty(404);
  if (Number(headers.get("X-Sealed-Version")) !== row.version + 1) return empty(409);
  Object.assign(row, { version: row.version + 1, body });
  return stored(200);
}

beforeEach(() => {
  rows = new Map();
  asked = [];
  globalThis.fetch = async (input, init = {}) => {
    const body = (init.body as Uint8Array | undefined) ?? new Uint8Array();
    asked.push({ path: String(input), init, body });
    return answer(String(input), init, body);
  };
});

function answering(respond: () => Response | Promise<Response>): void {
  globalThis.fetch = async () => respond();
}

test("given an upload, it opens from its link, can be replaced once per version and removed", async () => {
  const link = newLink();
  const first = await upload(link, "card", { a: 1 }, "csrf");
  assert.deepEqual(first, { outcome: "stored", expires: "2027-02-22", version: 1 });
  const opened = await openLink(link, "card");
  assert.deepEqual(opened, {
    outcome: "opened",
    content: { a: 1 },
    version: 1,
    expires: "2027-02-22",
  });
  assert.equal((await replace(link, "card", 2, { a: 2 })).outcome, "stored");
  assert.equal((await replace(link, "card", 2, { a: 3 })).outcome, "conflict");
  assert.equal((await remove(link)).outcome, "removed");
  assert.equal((await openLink(link, "card")).outcome, "gone");
  assert.equal((await remove(link)).outcome, "removed");
});

test("given a lost answer, uploading again puts the newer content under the same link", async () => {
  const link = newLink();
  await upload(link, "card", { a: 1 }, "csrf");
  const again = await upload(link, "card", { a: 2 }, "csrf");
  assert.deepEqual(again, { outcome: "stored", expires: "2027-02-22", version: 2 });
  const opened = await openLink<{ a: number }>(link, "card");
  assert.ok(opened.outcome === "opened" && opened.content.a === 2);
});

test("given an id that somebody else has, the upload is a conflict", async () => {
  const link = newLink();
  await upload(link, "card", { a: 1 }, "csrf");
  const other = { id: link.id, key: newLink().key };
  assert.equal((await upload(other, "card", { a: 2 }, "csrf")).outcome, "conflict");
});

test("given any request, neither the key nor a word of the content is in it", async () => {
  const link = newLink();
  await upload(link, "card", { words: "Mene kirjastoon" }, "csrf");
  await replace(link, "card", 2, { words: "Mene kirjastoon" });
  await openLink(link, "card");
  await remove(link);
  const key = Buffer.from(link.key, "base64url");
  const secrets = [link.key, key.toString("hex"), key.toString("base64"), "kirjastoon"];
  for (const { path, init, body } of asked) {
    const sent = [path, JSON.stringify(init.headers), Buffer.from(body).toString("latin1")].join();
    for (const secret of [...secrets, key.toString("latin1")]) assert.ok(!sent.includes(secret));
  }
});

test("given a request of the link's holder, it carries no cookie and no referrer", async () => {
  const link = newLink();
  await openLink(link, "card");
  await replace(link, "card", 2, {});
  await remove(link);
  assert.equal(asked.length, 3);
  for (const { init } of asked) {
    assert.equal(init.credentials, "omit");
    assert.equal(init.referrerPolicy, "no-referrer");
  }
});

test("given a fault, the outcome names it", async () => {
  const link = newLink();
  answering(() => Promise.reject(new TypeError("network")));
  assert.equal((await upload(link, "card", {}, "")).outcome, "offline");
  assert.equal((await fetchSealed(link.id)).outcome, "offline");
  assert.equal((await remove(link)).outcome, "offline");
  for (const [status, outcome] of [
    [403, "signed_out"],
    [413, "too_large"],
    [429, "busy"],
    [503, "offline"],
    [500, "failed"],
  ] as const) {
    answering(() => empty(status));
    assert.equal((await upload(link, "card", {}, "")).outcome, outcome);
  }
  answering(() => Object.defineProperty(new Response(), "type", { value: "opaqueredirect" }));
  assert.equal((await upload(link, "card", {}, "")).outcome, "signed_out");
});

test("given too much, nothing is sent", async () => {
  const content = { photo: "x".repeat(5_000_000) };
  assert.equal((await upload(newLink(), "map", content, "")).outcome, "too_large");
  assert.equal((await replace(newLink(), "map", 2, content)).outcome, "too_large");
  assert.equal(asked.length, 0);
});

test("given the wrong key, what lies there is as good as gone", async () => {
  const link = newLink();
  await upload(link, "card", {}, "");
  const wrong = { id: link.id, key: newLink().key };
  assert.equal((await openLink(wrong, "card")).outcome, "gone");
  assert.notEqual(await proofToken(wrong), await proofToken(link));
});

test("given a day, what is sealed then expires on the first Monday after 90 days", () => {
  assert.equal(expiryOf("2026-11-22"), "2027-02-22");
  assert.equal(expiryOf("2026-11-24"), "2027-02-22");
  assert.equal(expiryOf("2026-11-25"), "2027-03-01");
});

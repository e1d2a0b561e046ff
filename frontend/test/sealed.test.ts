import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { fromBase64url, toBase64url } from "../src/shared/bytes";
import { hashOf, newLink, open, proofHash, proofToken, seal } from "../src/sealed/crypto";
import { addressOf, parseAddress, parseFragment, voiceAddress } from "../src/sealed/links";

globalThis.crypto ??= webcrypto as Crypto;
const CONTENT = { steps: ["Mene kirjastoon", "اذهب إلى المكتبة"], n: 1 };

test("given any bytes, base64url carries them without padding", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64url(bytes);
      assert.match(text, /^[\w-]*$/);
      assert.equal(text, Buffer.from(bytes).toString("base64url"));
      assert.deepEqual(fromBase64url(text), bytes);
    }),
  );
});

test("given text that is not base64url, nothing is read", () => {
  for (const text of ["a", "a+b/", "YQ==", "å", "aB"]) assert.equal(fromBase64url(text), undefined);
});

test("given a link, what was sealed opens with it", async () => {
  const link = newLink();
  assert.equal(fromBase64url(link.id)?.length, 16);
  assert.equal(fromBase64url(link.key)?.length, 32);
  const body = await seal(link, "card", 1, CONTENT);
  assert.deepEqual(await open(link, "card", 1, body), CONTENT);
});

test("given another key, id, kind or version, or a changed byte, nothing opens", async () => {
  const link = newLink();
  const body = await seal(link, "card", 1, CONTENT);
  const changed = body.slice();
  changed[20]! ^= 1;
  assert.equal(await open({ ...link, key: newLink().key }, "card", 1, body), undefined);
  assert.equal(await open({ ...link, id: newLink().id }, "card", 1, body), undefined);
  assert.equal(await open(link, "map", 1, body), undefined);
  assert.equal(await open(link, "card", 2, body), undefined);
  assert.equal(await open(link, "card", 1, changed), undefined);
  assert.equal(await open(link, "card", 1, body.slice(0, 5)), undefined);
  assert.equal(await open({ ...link, key: "short" }, "card", 1, body), undefined);
});

test("given the same content twice, each gets a fresh nonce", async () => {
  const link = newLink();
  const nonces = new Set<string>();
  for (let i = 0; i < 50; i++) {
    nonces.add(toBase64url((await seal(link, "card", 1, CONTENT)).slice(0, 12)));
  }
  assert.equal(nonces.size, 50);
});

test("given sealed bytes, they show none of the words", async () => {
  const body = Buffer.from(await seal(newLink(), "card", 1, CONTENT)).toString("latin1");
  assert.ok(!body.includes("kirjastoon"));
});

test("given a link, the proof is HKDF of its key and its hash is what the server stores", async () => {
  const link = { id: "AAAAAAAAAAAAAAAAAAAAAA", key: toBase64url(new Uint8Array(32)) };
  const token = await proofToken(link);
  const { hkdfSync, createHash } = await import("node:crypto");
  const wanted = hkdfSync("sha256", Buffer.alloc(32), Buffer.alloc(0), "juuristo proof", 32);
  assert.equal(token, Buffer.from(wanted).toString("base64url"));
  assert.equal(await proofHash(link), createHash("sha256").update(token, "utf8").digest("hex"));
  assert.equal(await hashOf(token), await proofHash(link));
  assert.notEqual(token, link.key);
});

test("given an address, its parts are read back", () => {
  const link = newLink();
  for (const kind of ["card", "map"] as const) {
    const address = new URL(addressOf(kind, link, "fi-easy", "https://example.org"));
    assert.ok(!address.pathname.includes(link.key));
    assert.deepEqual(parseAddress(address), { language: "fi-easy", kind, link });
  }
});

test("given a damaged address, its language is still read and nothing else", () => {
  const link = newLink();
  const damaged = addressOf("card", link, "ar", "https://example.org").slice(0, -3);
  assert.deepEqual(parseAddress(new URL(damaged)), { language: "ar" });
  assert.deepEqual(parseAddress(new URL("https://example.org/c/short/#ar." + link.key)), {
    language: "ar",
  });
  assert.deepEqual(parseAddress(new URL("https://example.org/c/x/#<b>")), { language: "" });
  assert.deepEqual(parseAddress(new URL("https://example.org/c/x/")), { language: "" });
});

test("given a voice address, its fragment holds the language and the ticket", () => {
  const ticket = newLink().key;
  const { hash } = new URL(voiceAddress(ticket, "sv", "https://example.org"));
  assert.deepEqual(parseFragment(hash), { language: "sv", secret: ticket });
});

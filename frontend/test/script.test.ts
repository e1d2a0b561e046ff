import assert from "node:assert/strict";
import { test } from "node:test";

import { placeAt, stretched } from "../src/script/places";

const rows = [
  { top: 0, height: 100 },
  { top: 100, height: 40 },
  { top: 140, height: 200 },
];

test("given a row let go above the middle of another then it lands before that one", () => {
  assert.equal(placeAt(rows, 2, 10), 0);
  assert.equal(placeAt(rows, 2, 110), 1);
  assert.equal(placeAt(rows, 0, 130), 1);
  assert.equal(placeAt(rows, 0, 300), 2);
});

test("given a row let go where it was then it stays", () => {
  assert.equal(placeAt(rows, 0, 20), 0);
  assert.equal(placeAt(rows, 1, 120), 1);
  assert.equal(placeAt(rows, 2, 9999), 2);
});

test("given a stretched row then its minutes go in steps of five", () => {
  assert.equal(stretched(10, 36, 74), 15);
  assert.equal(stretched(10, -36, 74), 5);
  assert.equal(stretched(10, -500, 74), 5);
  assert.equal(stretched(10, 1e6, 74), 480);
});

// What becomes of a map: told, limited, read from a stranger, merged with another copy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { newBoard } from "../src/map/board";
import { LIMIT, emptyMap, newId, sizeOf, type MapContent } from "../src/map/content";
import { add, circleAt, find, lineThrough, photoChange, rename, wordAt } from "../src/map/edits";
import { merge } from "../src/map/merge";
import { readMap } from "../src/map/reading";
import { acts, drawnBy } from "./map_acts";

test("given two copies drawn on apart, merging loses nothing that either drew", () => {
  fc.assert(
    fc.property(acts, acts, acts, (first, mine, others) => {
      const base = drawnBy(first);
      const [ours, theirs] = [drawnBy(mine, base), drawnBy(others, base)];
      const merged = merge(base, ours, theirs);
      const texts = merged.objects.map(({ kind, text, meaning: is }) => `${kind} ${text} ${is}`);
      for (const side of [ours, theirs]) {
        for (const object of side.objects) {
          if (isDeepStrictEqual(find(base, object.id), object)) continue; // or changed to itself
          assert.ok(texts.includes(`${object.kind} ${object.text} ${object.meaning}`));
        }
      }
      assert.deepEqual(readMap(JSON.parse(JSON.stringify(merged))), merged);
    }),
  );
});


test("given one side that changed nothing, merging gives the other side's map", () => {
  fc.assert(
    fc.property(acts, acts, (first, others) => {
      const base = drawnBy(first);
      const theirs = drawnBy(others, base);
      assert.deepEqual(merge(base, base, theirs), theirs);
      const ids = ({ objects }: MapContent) => objects.map(({ id }) => id).sort();
      assert.deepEqual(ids(merge(base, theirs, base)), ids(theirs));
    }),
  );
});


test("given anything in place of a map, reading it gives a map and never fails", () => {
  fc.assert(fc.property(fc.jsonValue(), (raw) => assert.ok(Array.isArray(readMap(raw).objects))));
  const strange = {
    objects: [
      { id: "a", kind: "circle", meaning: "magic", text: 5, x: 1, y: 2, inside: "b" },
      { id: "b", kind: "circle", meaning: "hope", text: "x".repeat(500), x: 1, y: 2, inside: "a" },
      { id: "c", kind: "arrow", x: 0, y: 0, from: "a", to: "nobody" },
      { id: "d", kind: "line", x: 0, y: 0, points: [[1, "2"], [3, 4]] },
      { id: "e", kind: "script", x: 0, y: 0 },
      { id: "f", kind: "text", x: Infinity, y: 0 },
    ],
    photo: { mime: "image/svg+xml", data: "PHN2Zz4=" },
  };
  const { objects, photo } = readMap(strange);
  assert.deepEqual(objects.map(({ id }) => id), ["a", "b", "c", "d"]);
  assert.deepEqual([objects[0]!.meaning, objects[0]!.text, objects[0]!.inside], ["other", "", undefined]);
  assert.deepEqual([objects[1]!.text.length, objects[1]!.inside], [120, "a"]);
  assert.deepEqual([objects[2]!.from, objects[2]!.to], ["a", undefined]);
  assert.deepEqual(objects[3]!.points, [[3, 4, 0.5]]);
  assert.equal(photo, undefined);
});


test("given a map, its size is that of its JSON", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const content = drawnBy(list);
      assert.equal(sizeOf(content), new TextEncoder().encode(JSON.stringify(content)).length);
    }),
  );
});


test("given a full map, the next act is refused with a message, and taking away is not", () => {
  let told = 0;
  const board = newBoard({ content: emptyMap(), changed: () => undefined, full: () => told++ });
  const photo = { mime: "image/jpeg", data: "A".repeat(LIMIT - 200), width: 10, height: 10 };
  assert.equal(board.act(photoChange(board.content(), photo)), true);
  const many = Array.from({ length: 60 }, (_, at) => [at, at, 0.5]);
  assert.equal(board.act(add(board.content(), lineThrough(many))), false);
  assert.equal(told, 1);
  assert.equal(board.content().objects.length, 0);
  assert.equal(board.act(photoChange(board.content(), undefined)), true);
  assert.equal(board.act(add(board.content(), lineThrough(many))), true);
  board.flush();
});


test("given a word that was made and left empty, it is as if it had never been", () => {
  const board = newBoard({ content: emptyMap(), changed: () => undefined, full: () => undefined });
  board.act(add(board.content(), circleAt([0, 0])));
  const made = { ...wordAt([200, 200]), id: newId() };
  board.act(add(board.content(), made));
  board.act(rename(made, "x"), "name");
  board.forget(made.id);
  assert.equal(board.content().objects.length, 1);
  assert.equal(board.canRedo(), false);
  board.undo();
  assert.equal(board.content().objects.length, 0);
  board.flush();
});


test("given acts, the owner is told once after a short pause, and at once when flushed", async () => {
  const told: number[] = [];
  const changed = ({ objects }: MapContent) => void told.push(objects.length);
  const board = newBoard({ content: emptyMap(), changed, full: () => undefined });
  board.act(add(board.content(), circleAt([0, 0])));
  board.act(add(board.content(), circleAt([500, 0])));
  assert.deepEqual(told, []);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(told, [2]);
  board.act(add(board.content(), circleAt([0, 500])));
  board.flush();
  assert.deepEqual(told, [2, 3]);
});

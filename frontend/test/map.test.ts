// The shared map: commands, history, geometry, merging, and that the list says what the picture shows.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newBoard } from "../src/map/board";
import {
  LIMIT,
  MEANINGS,
  emptyMap,
  newId,
  sizeOf,
  type MapContent,
  type MapObject,
} from "../src/map/content";
import {
  add,
  allInside,
  arrowBetween,
  circleAt,
  find,
  grow,
  join,
  lineThrough,
  mean,
  move,
  nearer,
  photoChange,
  putInside,
  remove,
  rename,
  reorder,
  wordAt,
} from "../src/map/edits";
import { arrowPoints, halves, holds, liesIn, linesOf, moved } from "../src/map/geometry";
import { apply, invert, newHistory, redo, remember, undo, type Command } from "../src/map/history";
import { addNamed } from "../src/map/list";
import { merge } from "../src/map/merge";
import { isJoinable, readMap } from "../src/map/reading";
import { arrowPath, blotPath, inkPath, labelOf, ovalPath, signPath } from "../src/map/shapes";

type Act = (content: MapContent) => Command | undefined;

const place = fc.integer({ min: -500, max: 900 });
const nth = fc.nat(50);
const word = fc.constantFrom("minä", "äiti ja isä", "työ keittiössä", "", "أمي", "oma kahvila rannalla");
const meaning = fc.constantFrom(...MEANINGS);

function pick(content: MapContent, at: number, wanted = (_: MapObject) => true): MapObject | undefined {
  const some = content.objects.filter(wanted);
  return some[at % Math.max(1, some.length)];
}

const isCircle = (object: MapObject) => object.kind === "circle";

/** Acts as the canvas and the list make them. */
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(place, place, fc.integer({ min: 22, max: 300 }), fc.integer({ min: 22, max: 300 })).map(
    ([x, y, rx, ry]): Act => (content) => add(content, circleAt([x, y], rx, ry)),
  ),
  fc.tuple(place, place, word).map(
    ([x, y, text]): Act => (content) => add(content, { ...wordAt([x, y]), text }),
  ),
  fc.array(fc.tuple(place, place, fc.constant(0.5)), { minLength: 1, maxLength: 6 }).map(
    (points): Act => (content) => add(content, lineThrough(points)),
  ),
  fc.tuple(nth, place, place).map(([at, x, y]): Act => (content) => {
    const from = pick(content, at, isJoinable);
    return add(content, arrowBetween(from ?? [x, y], [y, x]));
  }),
  fc.tuple(word.filter(Boolean), meaning, nth, fc.boolean()).map(
    ([text, is, at, isIn]): Act => (content) =>
      addNamed(content, text, is, isIn ? pick(content, at, isCircle) : undefined),
  ),
  fc.tuple(nth, nth).map(([one, other]): Act => (content) => {
    const [from, to] = [pick(content, one), pick(content, other)];
    return from && to ? join(content, from, to) : undefined;
  }),
  fc.tuple(nth, nth, fc.boolean()).map(([one, other, isOut]): Act => (content) => {
    const object = pick(content, one, isJoinable);
    if (!object) return undefined;
    const own = new Set([object.id, ...allInside(content, object.id).map(({ id }) => id)]);
    const circle = pick(content, other, (one) => isCircle(one) && !own.has(one.id));
    return putInside(content, object, isOut ? undefined : circle);
  }),
  fc.tuple(nth, place, place, fc.boolean()).map(([at, x, y, settles]): Act => (content) => {
    const object = pick(content, at);
    return object && move(content, object, x, y, settles || object.inside === undefined);
  }),
  fc.tuple(nth, word, meaning, fc.nat(4)).map(([at, text, is, what]): Act => (content) => {
    const object = pick(content, at, isJoinable);
    if (!object) return undefined;
    if (what === 0) return rename(object, text);
    if (what === 1) return mean(object, is);
    if (what === 2) return nearer(content, object, 0.7);
    if (what === 3) return reorder(content, object, at % 2 ? 1 : -1);
    return object.kind === "circle" ? grow(object, 1.2) : undefined;
  }),
  nth.map((at): Act => (content) => {
    const object = pick(content, at);
    return object && remove(content, object);
  }),
);
const acts = fc.array(act, { maxLength: 25 });

function drawnBy(list: Act[], start = emptyMap()): MapContent {
  return list.reduce((content, one) => {
    const command = one(content);
    return command ? apply(content, command) : content;
  }, start);
}

test("given any acts, undoing all of them gives the first map, and redoing all the last", () => {
  fc.assert(
    fc.property(acts, (list) => {
      let content = emptyMap();
      let history = newHistory();
      for (const one of list) {
        const command = one(content);
        if (!command) continue;
        content = apply(content, command);
        history = remember(history, command);
      }
      const last = content;
      for (let step = undo(history); step; step = undo(history)) {
        history = step.history;
        content = apply(content, step.command);
      }
      assert.deepEqual(content, emptyMap());
      for (let step = redo(history); step; step = redo(history)) {
        history = step.history;
        content = apply(content, step.command);
      }
      assert.deepEqual(content, last);
    }),
  );
});

test("given any map and act, its inverse takes the map back to the same list in the same order", () => {
  fc.assert(
    fc.property(acts, act, (list, one) => {
      const before = drawnBy(list);
      const command = one(before);
      if (command) assert.deepEqual(apply(apply(before, command), invert(command)), before);
    }),
  );
});

test("given acts of one key, they are undone as one; others one by one", () => {
  const circle = circleAt([100, 100]);
  let content = apply(emptyMap(), add(emptyMap(), circle));
  let history = newHistory();
  for (const text of ["m", "mi", "minä"]) {
    const command = rename(content.objects[0]!, text);
    content = apply(content, command);
    history = remember(history, command, "name");
  }
  const moving = move(content, content.objects[0]!, 5, 5);
  history = remember(history, moving, "move");
  assert.equal(history.past.length, 2);
  const first = undo(undo(history)!.history)!;
  assert.equal(apply(content, first.command).objects[0]!.text, "");
});

test("given any acts, every name of another object is of one that is there, and nothing lies in itself", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const content = drawnBy(list);
      const ids = content.objects.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(readMap(JSON.parse(JSON.stringify(content))), content);
      for (const object of content.objects) {
        for (const id of [object.inside, object.from, object.to]) assert.ok(!id || ids.includes(id));
        assert.ok(!allInside(content, object.id).includes(object));
      }
    }),
  );
});

test("given any acts of the list, what is inside a circle is drawn within it", () => {
  const listed = fc.array(
    fc.tuple(word.filter(Boolean), meaning, nth, fc.nat(3)),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(listed, (list) => {
      let content = emptyMap();
      for (const [text, is, at, what] of list) {
        const circle = pick(content, at, isCircle);
        const moving = pick(content, at + 1, isCircle);
        const own = moving && [moving.id, ...allInside(content, moving.id).map(({ id }) => id)];
        const isFree = circle && moving && !own?.includes(circle.id);
        const command =
          what === 0 && isFree
            ? putInside(content, moving, circle)
            : what === 1 && moving
              ? nearer(content, moving, 1.35)
              : addNamed(content, text, is, what === 2 ? undefined : circle);
        if (command) content = apply(content, command);
      }
      for (const object of content.objects) {
        const circle = find(content, object.inside);
        if (circle) assert.ok(holds(circle, [object.x, object.y], 1.01), object.text);
      }
    }),
  );
});

test("given a circle drawn around things, it takes them in, and moving it moves them all", () => {
  let content = emptyMap();
  const inner = { ...circleAt([100, 100], 30, 30), id: "inner" };
  const innermost = { ...wordAt([100, 100]), id: "word", text: "koti" };
  const outside = { ...circleAt([400, 100], 30, 30), id: "outside" };
  const line = { ...lineThrough([[30, 110, 0.5], [40, 150, 0.5]]), id: "line" };
  const outer = { ...circleAt([110, 110], 120, 120), id: "outer" };
  for (const object of [inner, innermost, line, outside, outer]) {
    content = apply(content, add(content, object));
  }
  const insides = Object.fromEntries(content.objects.map(({ id, inside }) => [id, inside]));
  assert.deepEqual(insides, {
    inner: "outer",
    word: "inner",
    line: "outer",
    outside: undefined,
    outer: undefined,
  });
  const after = apply(content, move(content, find(content, "outer")!, 50, -20));
  for (const { id } of content.objects) {
    const [was, is] = [find(content, id)!, find(after, id)!];
    const wanted = id === "outside" ? was : moved(was, 50, -20);
    assert.deepEqual(is, wanted);
  }
});

test("given a circle that is taken away, what it held stays and the arrows to it go", () => {
  let content = emptyMap();
  const outer = { ...circleAt([100, 100], 200, 200), id: "outer" };
  const middle = { ...circleAt([100, 100], 100, 100), id: "middle" };
  const inner = { ...circleAt([100, 100], 30, 30), id: "inner" };
  const far = { ...circleAt([600, 100], 30, 30), id: "far" };
  for (const one of [outer, middle, inner, far]) content = apply(content, add(content, one));
  content = apply(content, join(content, find(content, "middle")!, find(content, "far")!)!);
  const after = apply(content, remove(content, find(content, "middle")!));
  assert.deepEqual(after.objects.map(({ id }) => id), ["outer", "inner", "far"]);
  assert.equal(find(after, "inner")!.inside, "outer");
});

test("given an arrow that joins two, it ends at their edges wherever they are", () => {
  fc.assert(
    fc.property(place, place, place, place, (x, y, otherX, otherY) => {
      fc.pre(Math.hypot(x - otherX, y - otherY) > 160);
      const [from, to] = [circleAt([x, y], 40, 30), circleAt([otherX, otherY], 40, 30)];
      const [start, , end] = arrowPoints(arrowBetween(from, to), from, to);
      assert.ok(!holds(from, start, 0.98) && holds(from, start, 1.6));
      assert.ok(!holds(to, end, 0.98) && holds(to, end, 2));
    }),
  );
});

test("given any thing, it is always drawn the same, with numbers only", () => {
  fc.assert(
    fc.property(place, place, fc.double({ min: 8, max: 900, noNaN: true }), word, meaning, (x, y, r, text, is) => {
      const circle: MapObject = { ...circleAt([x, y], r, r), text, meaning: is };
      const label = labelOf(circle, false);
      const paths = [ovalPath(circle), blotPath(circle), signPath(is, label)];
      assert.deepEqual(paths, [ovalPath(circle), blotPath(circle), signPath(is, label)]);
      for (const path of paths) assert.doesNotMatch(path, /NaN|Infinity|undefined/);
    }),
  );
  assert.match(inkPath([[10, 10, 0.5]]), /^M[\d .Q-]+Z$/);
  const [one, other] = [circleAt([5, 5]), circleAt([5, 5])];
  assert.doesNotMatch(arrowPath(arrowPoints(arrowBetween(one, other), one, other)), /NaN/);
});

test("given words, they are broken between words and the circle grows to hold them", () => {
  assert.deepEqual(linesOf("työ keittiössä", 90), ["työ", "keittiössä"]);
  assert.deepEqual(linesOf("  ", 90), []);
  const small = circleAt([0, 0], 22, 22);
  const grown = rename(small, "maahanmuuttovirasto").changes[0]!.after!;
  assert.ok(halves(grown).rx > 22);
  assert.equal(rename(grown, "").changes[0]!.after!.rx, grown.rx);
});

test("given two copies drawn on apart, merging loses nothing that either drew", () => {
  fc.assert(
    fc.property(acts, acts, acts, (first, mine, others) => {
      const base = drawnBy(first);
      const [ours, theirs] = [drawnBy(mine, base), drawnBy(others, base)];
      const merged = merge(base, ours, theirs);
      const texts = merged.objects.map(({ kind, text, meaning: is }) => `${kind} ${text} ${is}`);
      for (const side of [ours, theirs]) {
        for (const object of side.objects) {
          if (find(base, object.id) === object) continue;
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

test("given many things put into one circle, it grows and none lies on another", () => {
  let content = apply(emptyMap(), addNamed(emptyMap(), "koti", "place", undefined));
  const outer = () => content.objects[0]!;
  for (let at = 0; at < 12; at++) {
    content = apply(content, addNamed(content, `asia ${at}`, "other", outer()));
  }
  const inner = content.objects.slice(1);
  for (const one of inner) {
    assert.ok(holds(outer(), [one.x, one.y]));
    for (const other of inner) assert.ok(one === other || !holds(one, [other.x, other.y]));
  }
});

test("given a thing that lies in a circle, the circle is the larger one", () => {
  const [large, small] = [circleAt([0, 0], 100, 100), circleAt([10, 0], 20, 20)];
  assert.ok(liesIn(small, large));
  assert.ok(!liesIn(large, small));
});

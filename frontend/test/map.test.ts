// The shared map: commands, history, geometry, and that the list and the picture say the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptyMap, type MapObject } from "../src/map/content";
import {
  add,
  allInside,
  arrowBetween,
  circleAt,
  find,
  join,
  lineThrough,
  move,
  nearer,
  putInside,
  remove,
  rename,
  wordAt,
} from "../src/map/edits";
import { arrowPoints, halves, holds, liesIn, linesOf, moved } from "../src/map/geometry";
import { apply, invert, newHistory, redo, remember, undo } from "../src/map/history";
import { addNamed } from "../src/map/list";
import { readMap } from "../src/map/reading";
import { arrowPath, blotPath, inkPath, labelOf, ovalPath, signPath } from "../src/map/shapes";
import { wholeOf } from "../src/map/view";
import { act, acts, drawnBy, isCircle, meaning, nth, pick, place, word } from "./map_acts";

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

test("given long names in the list, their circles do not lie over each other", () => {
  const names = ["oma koti", "vuokrarästi, josta perintä jo kirjoitti", "kurssi", "ystävät naapurissa"];
  let content = emptyMap();
  for (const name of names) content = apply(content, addNamed(content, name, "other", undefined));
  for (const one of content.objects) {
    const { rx, ry } = halves(one);
    for (let turn = 0; turn < 6.3; turn += 0.1) {
      const edge: [number, number] = [one.x + rx * Math.cos(turn), one.y + ry * Math.sin(turn)];
      const over = content.objects.find((other) => other !== one && holds(other, edge));
      assert.equal(over?.text, undefined, one.text);
    }
  }
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

test("given joined things that were moved far, the whole map is where they are", () => {
  const [one, other] = [circleAt([5000, 5000]), circleAt([5200, 5000])];
  const arrow = { ...arrowBetween(one, other), x: 0, y: 0, end: [0, 0] as [number, number] };
  const whole = wholeOf({ v: 1, objects: [one, other, arrow] });
  assert.ok(whole.left > 4900 && whole.right < 5300);
});

test("given words, they are broken between words and the circle grows to hold them", () => {
  assert.deepEqual(linesOf("työ keittiössä", 90), ["työ", "keittiössä"]);
  assert.deepEqual(linesOf("  ", 90), []);
  const small = circleAt([0, 0], 22, 22);
  const grown = rename(small, "maahanmuuttovirasto").changes[0]!.after!;
  assert.ok(halves(grown).rx > 22);
  assert.equal(rename(grown, "").changes[0]!.after!.rx, grown.rx);
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

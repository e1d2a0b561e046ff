import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dropped, standing, stepped, topsFor } from "../src/board/moving";
import type { Note } from "../src/board/notes";
import { deviceSecret, forgetBoards, newId, outboxFor } from "../src/board/outbox";
import { pilesOf, placeAt } from "../src/board/piles";
import { gather, nothing, sentences } from "../src/board/saying";
import { shortly, wordsIn } from "../src/board/words";
import { op, seen, wireNote } from "./board_acts";

const COLUMNS = ["c1", "c2"];

function notesOf(...given: [id: string, place: number, further?: Partial<Note>][]): Map<string, Note> {
  return new Map(given.map(([id, place, further]) => [id, { ...wireNote(id, { place }), isWaiting: false, ...further }]));
}

function order(notes: Map<string, Note>, column = "c1"): string[] {
  return pilesOf(notes, COLUMNS).get(column)!.map(({ note }) => note.id);
}

/** The notes after a move, as the server would leave them. */
function after(notes: Map<string, Note>, id: string, move: ReturnType<typeof stepped>): Map<string, Note> {
  assert.ok(move);
  const before = notes.get(id)!;
  return new Map(notes).set(id, { ...before, group: null, ...move.payload });
}

test("given notes then they stand by place, and equal ones by id, the same for all", () => {
  const notes = notesOf(["b", 2], ["a", 2], ["c", 1], ["far", 0, { column: "c2" }], ["lost", 9, { column: "gone" }]);
  assert.deepEqual([order(notes), order(notes, "c2")], [["c", "a", "b", "lost"], ["far"]]);
});

test("given notes under others then they are in the top one's pile; of those under each other none is lost", () => {
  const notes = notesOf(["top", 1], ["low", 2, { group: "mid" }], ["mid", 3, { group: "top" }], ["free", 4, { group: "gone" }]);
  const piles = pilesOf(notes, COLUMNS).get("c1")!;
  assert.deepEqual(piles.map(({ note, under }) => [note.id, under.map(({ id }) => id)]), [
    ["top", ["low", "mid"]],
    ["free", []],
  ]);
  const ring = notesOf(["a", 1, { group: "b" }], ["b", 2, { group: "a" }], ["c", 3, { group: "b" }]);
  assert.deepEqual(order(ring), ["a", "b", "c"]);
});

test("given any column then a step up and down changes places with the neighbour alone", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 }), fc.nat(), (places, pick) => {
      const notes = notesOf(...places.map((place, at): [string, number] => [`n${at}`, place]));
      const before = order(notes);
      const at = pick % before.length;
      const id = before[at]!;
      for (const [step, to] of [["up", at - 1], ["down", at + 1]] as const) {
        const move = stepped(pilesOf(notes, COLUMNS), notes.get(id)!, step);
        if (to < 0 || to >= before.length) assert.equal(move, undefined);
        else {
          const expected = before.filter((each) => each !== id);
          expected.splice(to, 0, id);
          assert.deepEqual(order(after(notes, id, move)), expected);
        }
      }
    }),
  );
});

test("given a step aside then it goes to the end of the next column, and nowhere past the last", () => {
  const notes = notesOf(["a", 1]);
  const piles = pilesOf(notes, COLUMNS);
  assert.deepEqual(stepped(piles, notes.get("a")!, "right"), { kind: "move", payload: { column: "c2" } });
  assert.equal(stepped(piles, notes.get("a")!, "left"), undefined);
  assert.deepEqual(standing(piles, notes.get("a")!), { number: 1, count: 1 });
});

test("given a drop then it goes before the named one, last, or under it; where it was, nowhere", () => {
  const notes = notesOf(["a", 1], ["b", 2], ["c", 3], ["d", 4, { group: "a" }]);
  const piles = pilesOf(notes, COLUMNS);
  const between = (before: string | null) => ({ kind: "between", column: "c1", before }) as const;
  const c = notes.get("c")!;
  assert.deepEqual(order(after(notes, "c", dropped(piles, c, between("a")))), ["c", "a", "b"]);
  assert.deepEqual(order(after(notes, "a", dropped(piles, notes.get("a")!, between(null)))), ["b", "c", "a"]);
  assert.equal(dropped(piles, c, between(null)), undefined);
  assert.deepEqual(dropped(piles, c, { kind: "on", note: "a" }), { kind: "group", payload: { group: "a" } });
  const d = notes.get("d")!;
  assert.equal(dropped(piles, d, { kind: "on", note: "a" }), undefined);
  assert.ok(dropped(piles, d, between("b")), "out of its pile");
});

test("given a note then it may be laid under the others of its column, the nearest first", () => {
  const notes = notesOf(["a", 1], ["b", 2], ["c", 3], ["d", 4], ["e", 5, { group: "b" }]);
  const piles = pilesOf(notes, COLUMNS);
  assert.deepEqual(topsFor(piles, notes.get("d")!).map(({ id }) => id), ["c", "b", "a"]);
  assert.deepEqual(topsFor(piles, notes.get("e")!).map(({ id }) => id), ["a", "c", "d"]);
});

test("given an empty column then there is a place in it", () => {
  assert.equal(placeAt([], 0), 1);
});

// ---- what is said

const say = wordsIn({
  ...{ others_added_one: "Uusi: {text}", others_added_many: "{count} uutta." },
  ...{ others_changed_one: "Yksi muuttui.", others_changed_many: "{count} muuttui." },
  ...{ others_removed_one: "Yksi poistettiin.", others_removed_many: "{count} poistettiin." },
});

test("given others' acts then they are said together, each note once, and thumbs not at all", () => {
  const gathering = nothing();
  const notes = notesOf(["a", 1], ["b", 2], ["old", 3]);
  gather(gathering, seen(1, op("add", "a"), { text: "Kuuntelen" }));
  assert.equal(sentences(gathering, say, notes), "Uusi: Kuuntelen");
  gather(gathering, seen(2, op("add", "b"), { text: "Odotan" }));
  gather(gathering, seen(3, op("move", "b"), {}));
  gather(gathering, seen(4, op("edit", "old"), {}));
  gather(gathering, seen(5, op("move", "old"), {}));
  gather(gathering, seen(6, op("thumb", "old"), { thumbs: 1 }));
  gather(gathering, seen(7, op("remove", "gone"), {}));
  assert.equal(sentences(gathering, say, notes), "2 uutta. Yksi muuttui. Yksi poistettiin.");
});

test("given what came and went meanwhile then nothing is said of it", () => {
  const gathering = nothing();
  gather(gathering, seen(1, op("add", "a"), { text: "Hetken" }));
  gather(gathering, seen(2, op("remove", "a"), {}));
  assert.equal(sentences(gathering, say, new Map()), "");
});

test("given a long note then it is cut at a word", () => {
  assert.equal(shortly("lyhyt\n lappu "), "lyhyt lappu");
  assert.match(shortly("sana ".repeat(40)), /^(sana )+sana…$/);
  assert.ok(shortly("x".repeat(500)).length <= 61);
});

// ---- what is kept on the device

class Store implements Storage {
  readonly kept = new Map<string, string>();
  get length(): number {
    return this.kept.size;
  }
  key = (at: number): string | null => [...this.kept.keys()][at] ?? null;
  getItem = (name: string): string | null => this.kept.get(name) ?? null;
  setItem = (name: string, value: string): void => void this.kept.set(name, value);
  removeItem = (name: string): void => void this.kept.delete(name);
  clear = (): void => this.kept.clear();
}

test("given two tabs and a closed page then each unsent act is there in its order, and another person's is not", () => {
  const store = new Store();
  const [one, other] = [outboxFor(() => store, "board.b.p"), outboxFor(() => store, "board.b.p")];
  const acts = Array.from({ length: 12 }, (_, at) => op("add", `n${at}`));
  acts.slice(0, 10).forEach(one.keep);
  one.forget(acts[3]!.op);
  assert.equal(other.left().length, 9); // a tab opened later begins after what it found
  acts.slice(10).forEach(other.keep);
  const left = outboxFor(() => store, "board.b.p").left();
  assert.deepEqual(left.map(({ note }) => note), ["n0", "n1", "n2", "n4", "n5", "n6", "n7", "n8", "n9", "n10", "n11"]);
  assert.deepEqual(outboxFor(() => store, "board.b.q").left(), []);
});

test("given what is no act of ours in the store then it is passed over", () => {
  const store = new Store();
  store.setItem("board.b.op.x", "{broken");
  store.setItem("board.b.op.y", '{"order": 1}');
  assert.deepEqual(outboxFor(() => store, "board.b").left(), []);
});

test("given a browser that keeps nothing then it is known, and nothing fails", () => {
  const refusing = (): Storage => {
    throw new Error("refused");
  };
  const outbox = outboxFor(refusing, "board.b");
  outbox.keep(op("add", "a"));
  assert.ok(!outbox.lasts());
  assert.match(deviceSecret(refusing, "b"), /^[0-9a-f]{32}$/);
});

test("given one who signs out then the tab keeps neither secret nor unsent words of any board, and the rest stays", () => {
  const store = new Store();
  const before = deviceSecret(() => store, "b");
  outboxFor(() => store, "board.b").keep(op("add", "a", { text: "Vain minun" }));
  store.setItem("other", "1");
  forgetBoards(() => store);
  assert.deepEqual([...store.kept.keys()], ["other"]);
  assert.notEqual(deviceSecret(() => store, "b"), before);
  forgetBoards(() => {
    throw new Error("refused");
  });
});

test("given a board then its secret stays, and another board has another", () => {
  const store = new Store();
  const first = deviceSecret(() => store, "one");
  assert.equal(deviceSecret(() => store, "one"), first);
  assert.notEqual(deviceSecret(() => store, "two"), first);
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

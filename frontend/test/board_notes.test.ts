import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { act, begin, done, newBoard, refuse, shown, take } from "../src/board/notes";
import type { Op } from "../src/board/wire";
import { op, seen, Server, snapshot, wireNote } from "./board_acts";

function opened(...notes: ReturnType<typeof wireNote>[]): ReturnType<typeof newBoard> {
  const board = newBoard();
  begin(board, snapshot(0, notes));
  return board;
}

test("given a note written here then it is shown at once, last in its column and waiting", () => {
  const board = opened(wireNote("a", { place: 4 }));
  act(board, op("add", "b", { column: "c1", text: "Kuuntelu" }));
  const note = shown(board).get("b")!;
  assert.deepEqual([note.text, note.place, note.mine, note.isWaiting], ["Kuuntelu", 5, true, true]);
});

test("given the server's word of one's own note, done first or seen first, then it waits no more and is one note", () => {
  for (const isDoneFirst of [true, false]) {
    const board = opened();
    const mine = op("add", "b", { column: "c1", text: "Kuuntelu" });
    act(board, mine);
    if (isDoneFirst) {
      done(board, mine.op, 1);
      assert.ok(shown(board).get("b"), "it is not lost between the two");
    }
    assert.ok(take(board, seen(1, mine, wireNote("b", { author: "Aino", text: "Kuuntelu" }), true)));
    if (!isDoneFirst) done(board, mine.op, 1);
    assert.deepEqual(board.waiting, []);
    const note = shown(board).get("b")!;
    assert.deepEqual([shown(board).size, note.author, note.mine, note.isWaiting], [1, "Aino", true, false]);
  }
});

test("given a whole board told while something waits then it is still shown, once", () => {
  const board = opened();
  const [stored, waiting] = [op("add", "b", { text: "Ehti" }), op("add", "c", { text: "Ei ehtinyt" })];
  act(board, stored);
  act(board, waiting);
  done(board, stored.op, 7);
  begin(board, snapshot(7, [wireNote("b", { text: "Ehti" })]));
  assert.deepEqual([...shown(board).values()].map(({ text, isWaiting }) => [text, isWaiting]), [
    ["Ehti", false],
    ["Ei ehtinyt", true],
  ]);
});

test("given an operation missing in between then nothing is taken, and what is known changes nothing", () => {
  const board = opened(wireNote("a"));
  const edit = op("edit", "a");
  assert.ok(!take(board, seen(2, edit, { text: "uusi" })));
  assert.equal(shown(board).get("a")!.text, "a");
  assert.ok(take(board, seen(1, edit, { text: "uusi" })));
  assert.ok(take(board, seen(1, edit, { text: "vanha" })));
  assert.equal(shown(board).get("a")!.text, "uusi");
});

test("given another's act on a hidden board then its version alone is taken, and the count", () => {
  const board = opened();
  const hidden = { version: 1, op: null, kind: "add", note: null, payload: {}, author: null, mine: false } as const;
  assert.ok(take(board, hidden));
  assert.deepEqual([board.version, board.facts?.count, shown(board).size], [1, 1, 0]);
});

test("given a reveal and a closing then the board's facts follow", () => {
  const board = opened();
  const none = { op: "x", note: null, author: null, mine: false } as const;
  take(board, { ...none, version: 1, kind: "reveal", payload: { hidden: false } as never });
  take(board, { ...none, version: 2, kind: "close", payload: { closed: true } as never });
  assert.deepEqual([board.facts?.hidden, board.facts?.closed], [false, true]);
});

test("given one's own thumb then it counts once, however often it is told", () => {
  const board = opened(wireNote("a", { thumbs: 2 }));
  const thumb = op("thumb", "a");
  act(board, thumb);
  assert.deepEqual([shown(board).get("a")!.thumbs, shown(board).get("a")!.thumbed], [3, true]);
  take(board, seen(1, thumb, { thumbs: 3 }));
  assert.deepEqual([shown(board).get("a")!.thumbs, shown(board).get("a")!.thumbed], [3, true]);
  take(board, seen(2, op("thumb", "a"), { thumbs: 4 }));
  assert.deepEqual([shown(board).get("a")!.thumbs, shown(board).get("a")!.thumbed], [4, true]);
});

test("given a note removed here then put back then it is there again, before and after the server knows", () => {
  const board = opened(wireNote("a", { mine: true }));
  const [away, back] = [op("remove", "a"), op("restore", "a")];
  act(board, away);
  assert.equal(shown(board).size, 0);
  act(board, back);
  assert.equal(shown(board).get("a")?.text, "a");
  take(board, seen(1, away, {}, true));
  assert.equal(shown(board).get("a")?.text, "a");
  take(board, seen(2, back, wireNote("a"), true));
  assert.deepEqual([shown(board).get("a")?.mine, shown(board).get("a")?.isWaiting], [true, false]);
});

test("given what moves with a note then the others' fields are written too", () => {
  const board = opened(wireNote("a"), wireNote("b", { group: "a" }));
  take(board, seen(1, op("move", "a"), { column: "c2", also: { b: { column: "c2" }, unknown: { column: "c2" } } }));
  assert.deepEqual([...shown(board).values()].map(({ column }) => column), ["c2", "c2"]);
});

test("given a refusal then what was shown of it goes, and what it was is returned", () => {
  const board = opened();
  const flood = op("add", "b", { text: "Liikaa" });
  act(board, flood);
  assert.equal(refuse(board, flood.op)?.payload.text, "Liikaa");
  assert.deepEqual([shown(board).size, board.waiting.length], [0, 0]);
  assert.equal(refuse(board, flood.op), undefined);
});

// ---- the same board for all, whatever order things reach each in

const IDS = ["a", "b", "c", "d"];
const anOp = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), note: fc.constantFrom(...IDS), text: fc.string() }),
  fc.record({ kind: fc.constantFrom("edit", "remove", "thumb", "ungroup") as never, note: fc.constantFrom(...IDS), text: fc.string() }),
  fc.record({ kind: fc.constant("move" as const), note: fc.constantFrom(...IDS), text: fc.constant("") }),
) as fc.Arbitrary<{ kind: Op["kind"]; note: string; text: string }>;

test("given any acts of two, told late, twice or from the middle, then all see what the server holds", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anOp, fc.boolean(), fc.boolean()), { maxLength: 40 }), (acts) => {
      const server = new Server();
      const [one, other] = [newBoard(), newBoard()];
      begin(one, server.snapshot());
      begin(other, server.snapshot());
      const hear = (board: typeof one): void => server.ops.forEach((each) => assert.ok(take(board, each)));
      for (const [{ kind, note, text }, isOne, isTold] of acts) {
        if (kind === "add" ? server.notes.has(note) : !server.notes.has(note)) continue;
        const made = op(kind, note, kind === "add" || kind === "edit" ? { text } : kind === "move" ? { column: "c2" } : {});
        const mine = isOne ? one : other;
        act(mine, made);
        const version = server.do(made);
        if (isTold) hear(mine);
        else done(mine, made.op, version);
      }
      hear(one);
      hear(one);
      begin(other, server.snapshot());
      const expected = new Map([...server.notes].map(([id, { mine: _, thumbed: __, ...rest }]) => [id, rest]));
      for (const board of [one, other]) {
        assert.deepEqual(board.waiting, []);
        const found = new Map([...shown(board)].map(([id, { mine: _, thumbed: __, isWaiting: ___, ...rest }]) => [id, rest]));
        assert.deepEqual(new Map([...found].sort()), new Map([...expected].sort()));
      }
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE, POLL, SILENCE, startLink, TRY_SOCKET_AGAIN, type Link, type Reply, type SocketEvents, type Standing } from "../src/board/link";
import { act, begin, done, newBoard, take, type Board } from "../src/board/notes";
import type { Message, Op } from "../src/board/wire";
import { op, Server } from "./board_acts";

interface Wired {
  events: SocketEvents;
  sent: Record<string, unknown>[];
  isClosed: boolean;
}

/** A browser with its clock, its sockets and its requests, before a server that may fail in all ways. */
class Ground {
  readonly server = new Server();
  readonly board: Board = newBoard();
  readonly sockets: Wired[] = [];
  readonly standings: Standing[] = [];
  readonly posted: Op[][] = [];
  readonly link: Link;
  socketState: "whole" | "blocked" | "deaf" = "whole";
  isReachable = true;
  isAllowed = true;
  asked = 0;
  private now = 0;
  private alarms: { at: number; ring: () => void }[] = [];

  constructor(state: Ground["socketState"] = "whole") {
    this.socketState = state;
    this.link = startLink(
      {
        device: "secret",
        socket: (events) => this.socket(events),
        ask: (since) => {
          this.asked += 1;
          return this.reply(() => [this.news(since)]);
        },
        post: (ops) => {
          this.posted.push(ops);
          return this.reply(() => ops.map((each) => ({ type: "done", op: each.op, version: this.server.do(each) })));
        },
        later: (milliseconds, ring) => {
          const alarm = { at: this.now + milliseconds, ring };
          this.alarms.push(alarm);
          return () => void (this.alarms = this.alarms.filter((each) => each !== alarm));
        },
        chance: () => 0,
      },
      {
        since: () => this.board.version,
        unsent: () => this.board.waiting.filter((each) => each.done === undefined).map((each) => each.op),
        heard: (message) => this.hear(message),
        stands: (standing) => this.standings.at(-1) !== standing && this.standings.push(standing),
      },
    );
  }

  get socketNow(): Wired {
    return this.sockets.at(-1)!;
  }

  /** Do something on the page. */
  perform(made: Op): void {
    act(this.board, made);
    this.link.send(made);
  }

  /** What another person does, told to this socket. */
  other(made: Op): void {
    this.server.do(made);
    const last = this.server.ops.at(-1)!;
    if (this.socketState === "whole") this.tell({ type: "ops", version: last.version, ops: [last] });
  }

  cut(isRefused = false): void {
    const { events } = this.socketNow;
    this.socketNow.isClosed = true;
    events.closed(isRefused);
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      await settled();
      const next = this.alarms.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.alarms = this.alarms.filter((each) => each !== next);
      this.now = next.at;
      next.ring();
    }
    this.now = end;
    await settled();
  }

  tell(message: Message): void {
    if (!this.socketNow.isClosed) this.socketNow.events.heard(JSON.stringify(message));
  }

  private socket(events: SocketEvents): ReturnType<Parameters<typeof startLink>[0]["socket"]> {
    const wired: Wired = { events, sent: [], isClosed: false };
    this.sockets.push(wired);
    queueMicrotask(() => {
      if (wired.isClosed) return;
      if (this.socketState === "blocked" || !this.isReachable) return events.closed(false);
      if (!this.isAllowed) return events.closed(true);
      events.opened();
    });
    return {
      send: (text) => {
        wired.sent.push(JSON.parse(text));
        queueMicrotask(() => this.answer(wired, JSON.parse(text)));
      },
      close: () => {
        wired.isClosed = true;
      },
    };
  }

  private answer(wired: Wired, message: Record<string, unknown>): void {
    if (wired.isClosed || this.socketState !== "whole") return;
    if (message["type"] === "hello") return this.tell(this.news((message["since"] as number | null) ?? undefined));
    const made = message as unknown as Op;
    const before = this.server.version;
    const version = this.server.do(made);
    if (version > before) this.tell({ type: "ops", version, ops: [this.server.ops.at(-1)!] });
    this.tell({ type: "done", op: made.op, version });
  }

  private news(since: number | undefined): Message {
    if (since === undefined) return this.server.snapshot();
    return { type: "ops", version: this.server.version, ops: this.server.ops.slice(since) };
  }

  private async reply(messages: () => Message[]): Promise<Reply> {
    await Promise.resolve();
    if (!this.isAllowed) return "refused";
    return this.isReachable ? messages() : "unreachable";
  }

  private hear(message: Message): void {
    if (message.type === "snapshot") begin(this.board, message);
    else if (message.type === "done") done(this.board, message.op, message.version);
    else if (message.type === "ops" && !message.ops.every((each) => take(this.board, each))) this.link.again();
  }
}

/** All that follows without the clock has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const add = (id: string): Op => op("add", id, { column: "c1", text: id });

function assertSame(ground: Ground): void {
  assert.deepEqual(ground.board.waiting, []);
  assert.equal(ground.board.version, ground.server.version);
  assert.deepEqual([...ground.board.notes.keys()].sort(), [...ground.server.notes.keys()].sort());
}

test("given a websocket that passes then the board is told whole once, and nothing is asked", async () => {
  const ground = new Ground();
  await ground.pass(0);
  ground.perform(add("mine"));
  await ground.pass(0);
  ground.other(add("theirs"));
  assertSame(ground);
  assert.deepEqual(ground.standings, ["starting", "live"]);
  assert.deepEqual([ground.asked, ground.sockets.length], [0, 1]);
  assert.deepEqual(ground.sockets[0]!.sent[0], { type: "hello", device: "secret", since: null });
});

test("given a line cut twenty times while two write then nothing is lost and nothing doubled", async () => {
  const ground = new Ground();
  await ground.pass(0);
  for (let round = 1; round <= 20; round += 1) {
    ground.perform(add(`before-${round}`)); // sent, and cut before the answer
    ground.cut();
    ground.perform(add(`away-${round}`));
    ground.server.do(add(`theirs-${round}`));
    await ground.pass(1_000);
    assertSame(ground);
  }
  assert.equal(ground.server.version, 60);
  assert.equal(ground.sockets.length, 21);
  assert.ok(!ground.standings.includes("asking"), "a line that worked is not given up");
  assert.equal(ground.socketNow.sent[0]!["since"], 57, "only the missing is asked for");
});

test("given a websocket that fails twice then it is asked every two seconds, and what is unsent is posted", async () => {
  const ground = new Ground("blocked");
  await ground.pass(1_000);
  assert.equal(ground.sockets.length, 2);
  assert.deepEqual(ground.standings, ["starting", "asking"]);
  ground.perform(add("mine"));
  ground.server.do(add("theirs"));
  await ground.pass(POLL);
  assertSame(ground);
  const { asked } = ground;
  await ground.pass(5 * POLL);
  assert.equal(ground.asked, asked + 5);
});

test("given polling then the websocket is tried again now and then, and taken when it passes", async () => {
  const ground = new Ground("blocked");
  await ground.pass(1_000);
  ground.socketState = "whole";
  await ground.pass(TRY_SOCKET_AGAIN);
  assert.equal(ground.standings.at(-1), "live");
  const { asked } = ground;
  await ground.pass(5 * POLL);
  assert.equal(ground.asked, asked, "nothing is asked any more");
});

test("given a websocket that opens and says nothing then it counts as failed", async () => {
  const ground = new Ground("deaf");
  await ground.pass(2 * PATIENCE + 2_000);
  assert.equal(ground.standings.at(-1), "asking");
});

test("given a server that is away then it is said, and all goes through when it is back", async () => {
  const ground = new Ground();
  await ground.pass(0);
  ground.isReachable = false;
  ground.cut();
  ground.perform(add("a"));
  await ground.pass(10_000);
  assert.equal(ground.standings.at(-1), "cut");
  ground.perform(add("b"));
  ground.isReachable = true;
  await ground.pass(10_000);
  assertSame(ground);
  assert.equal(ground.standings.at(-1), "live");
});

test("given a word that the network is back then nothing is waited for", async () => {
  const ground = new Ground();
  await ground.pass(0);
  ground.isReachable = false;
  ground.cut();
  await ground.pass(60_000);
  ground.isReachable = true;
  ground.link.wake();
  await ground.pass(100);
  assert.equal(ground.standings.at(-1), "live");
});

test("given a wire pulled out silently then what is sent unanswered begins a new line", async () => {
  const ground = new Ground();
  await ground.pass(0);
  ground.socketState = "deaf";
  ground.perform(add("a"));
  await ground.pass(PATIENCE - 1);
  assert.equal(ground.sockets.length, 1);
  ground.socketState = "whole";
  await ground.pass(1_000);
  assert.equal(ground.sockets.length, 2);
  assertSame(ground);
});

test("given silence then it is asked the other way, and a line that kept news back is begun anew", async () => {
  const ground = new Ground();
  await ground.pass(0);
  await ground.pass(SILENCE);
  assert.deepEqual([ground.asked, ground.sockets.length], [1, 1], "quiet, and rightly so");
  ground.socketState = "deaf";
  ground.other(add("theirs"));
  ground.socketState = "whole";
  await ground.pass(SILENCE + 1_000);
  assert.equal(ground.sockets.length, 2);
  assertSame(ground);
});

test("given a gap in the order then what is between is asked for", async () => {
  const ground = new Ground();
  await ground.pass(0);
  ground.server.do(add("missed"));
  ground.other(add("told"));
  await ground.pass(1_000);
  assertSame(ground);
});

test("given that one may not be here then it ends, by either way, and what was written is kept", async () => {
  for (const state of ["whole", "blocked"] as const) {
    const ground = new Ground(state);
    await ground.pass(1_000);
    ground.isAllowed = false;
    if (state === "whole") ground.cut(true);
    ground.perform(add("a"));
    await ground.pass(TRY_SOCKET_AGAIN);
    assert.equal(ground.standings.at(-1), "refused");
    assert.equal(ground.board.waiting.length, 1);
    const { asked, sockets } = ground;
    await ground.pass(TRY_SOCKET_AGAIN);
    assert.deepEqual([ground.asked, ground.sockets.length], [asked, sockets.length]);
  }
});

test("given more unsent than one post holds then it goes in several, without a pause", async () => {
  const ground = new Ground("blocked");
  await ground.pass(1_000);
  for (let number = 0; number < 250; number += 1) act(ground.board, add(`n${number}`));
  ground.link.wake();
  await ground.pass(10);
  assert.deepEqual(ground.posted.map(({ length }) => length), [100, 100, 50]);
  assertSame(ground);
});

// The line to the server. A websocket when it passes; when it fails twice in a row, asking every two
// seconds, and now and then the websocket again. What is unsent goes again on every new line: the
// server knows an operation by its id.
import type { Message, Op } from "./wire";

/** `starting` until the board has been heard of; `cut`: nothing gets through; `refused`: for good. */
export type Standing = "starting" | "live" | "asking" | "cut" | "refused";

/** What came of asking or sending. */
export type Reply = Message[] | "unreachable" | "refused";

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  heard(text: string): void;
  /** `isRefused`: one may not be here, and trying again is no use. */
  closed(isRefused: boolean): void;
}

/** All that touches the world, so that tests can stand in for it. */
export interface World {
  device: string;
  socket(events: SocketEvents): Socket;
  /** Whatever is newer than `since`. */
  ask(since: number | undefined): Promise<Reply>;
  post(ops: Op[]): Promise<Reply>;
  later(milliseconds: number, act: () => void): () => void;
  /** 0–1: forty browsers should not come back in the same moment. */
  chance(): number;
}

export interface Ends {
  since(): number | undefined;
  unsent(): Op[];
  heard(message: Message): void;
  stands(standing: Standing): void;
}

export interface Link {
  /** Sends an operation that is already in the outbox. */
  send(op: Op): void;
  /** Something in between is missing: the line is begun anew from what is known. */
  again(): void;
  /** There is reason to believe that the network is back, or the page is looked at again. */
  wake(): void;
  stop(): void;
}

export const POLL = 2_000;
export const SILENCE = 30_000; // no word for so long, and it is asked whether there should have been
export const PATIENCE = 8_000; // for an answer on the socket
export const BATCH = 100;
export const TRY_SOCKET_AGAIN = 60_000;
const WAITS = [300, 1_000, 2_000, 4_000, 8_000];
const FAILURES = 2;

type Timer = "socket" | "poll" | "patience" | "silence";

export function startLink(world: World, ends: Ends): Link {
  const timers = new Map<Timer, () => void>();
  let socket: Socket | undefined;
  let isOpen = false;
  let hasHeard = false; // on this socket
  let hasWorked = false; // on any
  let failures = 0; // sockets in a row that never said a word
  let tries = 0; // in a row without a word by any way
  let isAsking = false;
  let isBusy = false;
  let isStopped = false;

  const unset = (...names: Timer[]): void =>
    names.forEach((name) => {
      timers.get(name)?.();
      timers.delete(name);
    });
  const set = (name: Timer, milliseconds: number, act: () => void): void => {
    unset(name);
    const ring = (): void => {
      timers.delete(name);
      act();
    };
    timers.set(name, world.later(milliseconds, ring));
  };
  const wait = (): number => WAITS[Math.min(tries, WAITS.length - 1)]! * (0.5 + world.chance() / 2);

  // ---- the websocket

  function connect(): void {
    if (isStopped || socket) return;
    unset("socket");
    isOpen = hasHeard = false;
    const mine: Socket = world.socket({
      opened: () => {
        if (socket !== mine) return;
        isOpen = true;
        mine.send(JSON.stringify({ type: "hello", device: world.device, since: ends.since() ?? null }));
      },
      heard: (text) => {
        if (socket === mine) hear(text);
      },
      closed: (isRefused) => {
        if (socket === mine) lose(isRefused);
      },
    });
    socket = mine;
    set("patience", PATIENCE, reconnect);
  }

  function write(op: Op): void {
    socket?.send(JSON.stringify({ type: "op", ...op }));
  }

  function hear(text: string): void {
    const isFirst = !hasHeard;
    hasHeard = hasWorked = true;
    failures = tries = 0;
    isAsking = false;
    unset("patience", "poll");
    set("silence", SILENCE * (1 + world.chance()), () => void probe());
    ends.stands("live");
    const message = messageFrom(text);
    if (message) ends.heard(message);
    if (isFirst) ends.unsent().forEach(send); // the greeting's answer told which had arrived
  }

  function send(op: Op): void {
    write(op);
    if (!timers.has("patience")) set("patience", PATIENCE, reconnect); // soon answered, or dead
  }

  /** A wire that was pulled out says nothing: so it is asked by the other way what it should have said. */
  async function probe(): Promise<void> {
    const [mine, since] = [socket, ends.since()];
    const reply = await world.ask(since);
    if (socket !== mine || isStopped) return;
    if (reply === "refused") return end();
    const isDeaf = reply === "unreachable" || (ends.since() === since && reply.some((each) => isNews(each, since)));
    if (isDeaf) reconnect();
    else set("silence", SILENCE * (1 + world.chance()), () => void probe());
  }

  function reconnect(): void {
    const last = socket;
    lose(false);
    last?.close();
  }

  function lose(isRefused: boolean): void {
    if (!socket) return;
    socket = undefined;
    isOpen = false;
    unset("patience", "silence");
    if (isStopped) return;
    if (isRefused) return end();
    failures = hasHeard ? 0 : failures + 1;
    tries += 1;
    if (failures < FAILURES) return set("socket", wait(), connect);
    set("socket", TRY_SOCKET_AGAIN, connect);
    if (isAsking) return;
    isAsking = true;
    void poll();
  }

  // ---- asking

  async function poll(): Promise<void> {
    if (isStopped || isBusy || !isAsking) return;
    isBusy = true;
    unset("poll");
    const unsent = ends.unsent().slice(0, BATCH);
    const sent = unsent.length ? await world.post(unsent) : [];
    const asked = typeof sent === "string" ? sent : await world.ask(ends.since());
    isBusy = false;
    if (isStopped) return;
    if (typeof sent !== "string") sent.forEach(ends.heard);
    if (asked === "refused") return end();
    const isBack = asked !== "unreachable" && tries > FAILURES;
    tries = asked === "unreachable" ? tries + 1 : 0;
    if (asked !== "unreachable") asked.forEach(ends.heard);
    if (!isAsking) return; // the socket was quicker
    ends.stands(asked === "unreachable" ? "cut" : "asking");
    if (isBack && hasWorked) connect(); // the server is there again: its websocket perhaps too
    const isMore = ends.unsent().length > 0 && unsent.length === BATCH;
    set("poll", asked === "unreachable" ? wait() : isMore ? 0 : POLL, () => void poll());
  }

  function end(): void {
    stop();
    ends.stands("refused");
  }

  function stop(): void {
    isStopped = true;
    timers.forEach((cancel) => cancel());
    const last = socket;
    socket = undefined;
    last?.close();
  }

  ends.stands("starting");
  connect();
  return {
    send: (op) => {
      if (isOpen && hasHeard) send(op);
      else void poll(); // or it goes when the greeting has been answered
    },
    again: reconnect,
    wake: () => {
      if (isStopped) return;
      void poll();
      if (isOpen) void probe();
      else connect();
    },
    stop,
  };
}

function isNews(message: Message, since: number | undefined): boolean {
  return (message.type === "ops" || message.type === "snapshot") && message.version > (since ?? -1);
}

function messageFrom(text: string): Message | undefined {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return undefined;
  }
}

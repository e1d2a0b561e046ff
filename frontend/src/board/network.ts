// The world of the link: the browser's own websocket, fetch and clock.
import { csrfToken } from "../shared/csrf";
import type { Reply, World } from "./link";
import { NOT_FOR_YOU, SIGNED_OUT, type Message } from "./wire";

const PATIENCE = 15_000; // ms: a network that takes all and answers nothing is none
const REFUSING: readonly number[] = [401, 403, 404];

export interface Addresses {
  socket: string;
  ops: string;
}

export function worldOf({ socket: path, ops }: Addresses, device: string): World {
  return {
    device,
    socket: (events) => {
      const address = new URL(path, location.href);
      address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
      const socket = new WebSocket(address);
      socket.addEventListener("open", events.opened);
      socket.addEventListener("message", ({ data }) => events.heard(String(data)));
      socket.addEventListener("close", ({ code }) => events.closed(code === SIGNED_OUT || code === NOT_FOR_YOU));
      return {
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
        },
        close: () => socket.close(),
      };
    },
    ask: async (since) => {
      const query = since === undefined ? "" : `?since=${since}`;
      const answer = await request(ops + query, { headers: { "X-Board-Device": device } });
      return typeof answer === "string" ? answer : [answer as Message];
    },
    post: async (sent) => {
      const answer = await request(ops, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken(), "X-Board-Device": device },
        body: JSON.stringify({ device, ops: sent }),
      });
      return typeof answer === "string" ? answer : (answer as { results: Message[] }).results;
    },
    later: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
    chance: Math.random,
  };
}

async function request(address: string, further: RequestInit): Promise<object | Exclude<Reply, Message[]>> {
  try {
    const answer = await fetch(address, {
      ...{ cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) },
      ...further,
    });
    if (answer.type === "opaqueredirect" || REFUSING.includes(answer.status)) return "refused";
    return answer.ok ? ((await answer.json()) as object) : "unreachable";
  } catch {
    return "unreachable";
  }
}

// The companion's service worker. It keeps the companion's one page and the files that show it, all
// of one build; it touches no other address, no POST, and nothing of any meeting.
import { pageAnswer, type Kept } from "./worker/page";
import { isMeetingRunning } from "./worker/running";
import type { Ground, Worker } from "./worker/types";

declare const self: Worker;

const { build, page, files } = self.ground as Ground;
const NAME = "juuristo-companion-";
const cache = (): Promise<Cache> => caches.open(NAME + build);

/** A build is taken up whole or not at all: a page without its files would not open. */
async function install(): Promise<void> {
  const kept = await cache();
  const [response] = await Promise.all([
    fetch(page, { credentials: "same-origin", redirect: "manual", cache: "no-store" }),
    kept.addAll(files),
  ]);
  if (!response.ok) throw new Error("signed out");
  await keep(response);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(NAME) && name !== NAME + build);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Another build's page would ask for files that are not here. */
async function keep(response: Response): Promise<void> {
  if (response.headers.get("X-Companion-Build") === build) await (await cache()).put(page, response);
}

const kept: Kept = {
  match: async () => (await cache()).match(page),
  keep,
  forget: async () => void (await (await cache()).delete(page)),
  isMeetingRunning,
};

async function fileAnswer(request: Request): Promise<Response> {
  return (await (await cache()).match(request)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === page) {
    const { answer, later } = pageAnswer(kept, () => fetch(request));
    event.respondWith(answer);
    event.waitUntil(
      later.then(async (news) => {
        if (news) (await self.clients.get(event.resultingClientId))?.postMessage(news);
      }),
    );
  } else if (files.includes(url.pathname)) {
    event.respondWith(fileAnswer(request));
  }
});

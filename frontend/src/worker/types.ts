// What a service worker sees of the browser, as far as ours needs it.

/** What the server tells at the head of the script (juuristo/meetings/companion_files.py). */
export interface Ground {
  build: string;
  page: string;
  files: string[];
}

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Waiting {
  request: Request;
  resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
}

export interface Worker {
  ground: Ground;
  location: Location;
  clients: {
    claim(): Promise<void>;
    get(id: string): Promise<{ postMessage(message: unknown): void } | undefined>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(name: "fetch", listener: (event: Fetching) => void): void;
}

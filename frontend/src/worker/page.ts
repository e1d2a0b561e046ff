// How the companion's page is answered: from the network when it is quick, else as it was kept.

export interface Kept {
  match(): Promise<Response | undefined>;
  keep(response: Response): Promise<void>;
  forget(): Promise<void>;
  isMeetingRunning(person: string): Promise<boolean>;
}

/** What the page is told when the network answered after the kept page was shown. */
export interface LateNews {
  /** Whose page it is now; "" when nobody is signed in. */
  person: string;
}

/** How long (ms) the network may take before the kept page is shown. */
const PATIENCE = 700;

export interface PageAnswer {
  answer: Promise<Response>;
  /** News that came too late for the answer. */
  later: Promise<LateNews | undefined>;
}

export function pageAnswer(kept: Kept, ask: () => Promise<Response>, patience = PATIENCE): PageAnswer {
  const network = ask().then(
    (response) => settled(kept, response),
    () => undefined,
  );
  let isLate = false;
  const answer = (async (): Promise<Response> => {
    const before = await kept.match();
    if (!before) return (await network)?.response ?? Response.error();
    const first = await Promise.race([network, wait(patience)]);
    isLate = first === LATE;
    return first === LATE ? before : (first?.response ?? before);
  })();
  const later = Promise.all([network, answer.catch(() => undefined)]).then(([fresh]) =>
    isLate ? fresh?.news : undefined,
  );
  return { answer, later };
}

interface Fresh {
  /** Nothing: what is kept is better. */
  response?: Response;
  news?: LateNews;
}

/** Keep what the network said, or see that it says nothing of use. */
async function settled(kept: Kept, response: Response): Promise<Fresh> {
  if (response.ok) {
    const person = personOf(response);
    // Another's page may not stay, even where this one cannot be kept in its place.
    if (personOf(await kept.match()) !== person) await kept.forget();
    await kept.keep(response.clone());
    return { response, news: { person } };
  }
  if (response.type !== "opaqueredirect") return response.status >= 500 ? {} : { response };
  // Signed out: a meeting that runs goes on, and whoever comes next signs in first.
  const before = await kept.match();
  if (before && (await kept.isMeetingRunning(personOf(before)))) return {};
  await kept.forget();
  return { response, news: { person: "" } };
}

function personOf(page: Response | undefined): string {
  return page?.headers.get("X-Companion-Person") ?? "";
}

const LATE = Symbol("late");

function wait(ms: number): Promise<typeof LATE> {
  return new Promise((resolve) => setTimeout(() => resolve(LATE), ms));
}

import type { CardDraft, Giving } from "../card/content";
import type { MapContent } from "../map/content";
import type { Form, Kind, Move, Plan } from "../stairs/stairs";

/** A meeting that is going on, as it lies on the device; gone when the meeting ends. */
export interface Running {
  id: string;
  /** Whose it is: nobody else's device session may take it up or send it. */
  person: string;
  kind: Kind;
  form: Form;
  withInterpreter: boolean;
  /** How long there is. */
  minutes: number;
  plan: Plan;
  /** ISO, by the device's clock. */
  startedAt: string;
  moves: Move[];
  /** The last known place of time: wall clock (ms) and minutes gone. */
  clock: { wall: number; elapsed: number };
  draft: CardDraft;
  map: MapContent;
  /** Links of what was uploaded, so that a change goes to the same card. */
  card?: Link & { version: number };
  mapLink?: Link & { version: number };
  giving?: Giving;
}

/** Both base64url; the key never leaves the device but in the link's fragment and QR. */
export interface Link {
  id: string;
  key: string;
}

/** What is sent to the server when a meeting has ended: interfaces of POST /api/v1/meetings/sync. */
export interface EndedWalk {
  id: string;
  person: string;
  kind: Kind;
  form: Form;
  with_interpreter: boolean;
  minutes: number;
  plan: Plan;
  moves: Move[];
  lasted: number;
  started_at: string;
  reflection?: { difficulty: Partial<Plan>; note: string };
}

import type { Link } from "../companion/running";
import type { MapContent } from "../map/content";
import type { Form } from "../stairs/stairs";

/** One next step, in the client's words. */
export interface Step {
  text: string;
  /** The same in the client's own language, typed by the client or the interpreter. */
  own: string;
  /** ISO date "2026-12-03" or "". */
  day: string;
  /** "10:00" or "". */
  clock: string;
  /** Where and with whom. */
  where: string;
  withWhom: string;
}

/** How to reach the unit; a copy of a coordinator's row in the card's written language. */
export interface Contact {
  name: string;
  hours: string;
  phone: string;
  email: string;
  address: string;
}

export interface Service {
  name: string;
  sentence: string;
  link: string;
}

export interface Recording {
  mime: string;
  /** base64 */
  data: string;
  seconds: number;
}

/** The phrases that are offered as a line of encouragement. */
const READY_LINES = ["card.kind_going", "card.kind_one", "card.kind_another"] as const;
export type ReadyLine = (typeof READY_LINES)[number];

export function readyLine(key: unknown): ReadyLine | undefined {
  return READY_LINES.find((line) => line === key);
}

/** What adviser and client make together; kept on the device until the meeting ends. */
export interface CardDraft {
  /** The client's language: a code of juuristo/meetings/phrases. */
  language: string;
  /** The language the steps' `text` is written in: fi, sv or en. */
  written: string;
  steps: Step[];
  contact?: Contact;
  services: Service[];
  encouragement: string;
  /** The encouragement is this ready line, which every card says in its reader's language. */
  readyLine?: ReadyLine;
  recording?: Recording;
  /** The calendar entry may carry the step's own words; else it says only "Muistutus". */
  calendarTells: boolean;
}

/** What a card holds, as it is sealed. */
export interface CardContent extends CardDraft {
  v: 1;
  /** The slug, for the organisation's own wording of the fixed phrases. */
  organisation: string;
  form: Form;
  /** ISO date, a Monday. */
  expires: string;
  /** The map's link, when one was drawn: id and key in base64url. */
  map?: { id: string; key: string };
  /** Single-use rights to answer (base64url): the client voice, and done / not yet. */
  voice?: string;
  step?: string;
}

/** What the device remembers of giving the card, until the meeting ends. */
export interface Giving {
  /** The adviser has asked for the card; it is tried again until it has got through. */
  asked: boolean;
  /** The map stays with the adviser's device and is not given. */
  withoutMap: boolean;
  /** Made before anything is sent, so that a second try goes to the same places. */
  card?: Link;
  map?: Link;
  voice: string;
  step: string;
  ticketsKnown: boolean;
  /** A print of the card that was sealed last: equal when nothing has changed since. */
  cardPrint?: string;
  /** This device's map when it was sealed last: what the client has drawn since is not in it. */
  mapSealed?: MapContent;
  /** ISO date, a Monday, told by the server. */
  expires?: string;
}

export function emptyStep(): Step {
  return { text: "", own: "", day: "", clock: "", where: "", withWhom: "" };
}

export function emptyDraft(language: string, written: string): CardDraft {
  return {
    language,
    written,
    steps: [emptyStep()],
    services: [],
    encouragement: "",
    calendarTells: false,
  };
}

import type { Form, Kind, Plan, Stair } from "../stairs/stairs";

/** What the server tells the companion's page (juuristo/meetings/companion_data.py). */
export interface CompanionData {
  /** The acting person's id: walks and a running meeting are theirs alone. */
  person: string;
  language: Written;
  /** The organisation's slug. */
  organisation: string;
  defaults: Defaults | null;
  kinds: KindOfMeeting[];
  /** "noin kymmenen minuuttia" by whole minutes; the last one stands for anything longer. */
  minutes_words: string[];
  /** "kymmenen", in the same order. */
  number_words: string[];
  languages: ClientLanguage[];
  services: ServiceRow[];
  contacts: ContactRow[];
  /** Sentences of the scripts, in the adviser's language; `{name}` is filled in with `filled`. */
  words: Record<string, string>;
}

/** The languages a card's steps are written in. */
export type Written = "fi" | "sv" | "en";
export type Localized = Partial<Record<Written, string>>;

/** How this person began their latest meeting. Shares 0–1 by stair. */
export interface Defaults {
  kind: Kind;
  minutes: number;
  form: Form;
  with_interpreter: boolean;
  shares: Plan;
}

export interface KindOfMeeting {
  kind: Kind;
  name: string;
  /** 0–1 by stair. */
  shares: Plan;
  /** The least minutes an edited plan leaves to a stair. */
  minimums: Plan;
  /** The quiet line of a stair. */
  lines: Record<Stair, string[]>;
  prompts: Record<Stair, string[]>;
}

export interface ClientLanguage {
  code: string;
  name: string;
  lang: string;
  dir: "ltr" | "rtl";
}

export interface ServiceRow {
  id: string;
  name: Localized;
  sentence: Localized;
  link: string;
}

export interface ContactRow {
  id: string;
  office: string | null;
  name: Localized;
  hours: Localized;
  phone: string;
  email: string;
  address: string;
}

/** A coordinator's text in the language, or in the first that it has. */
export function saidIn(text: Localized, language: Written): string {
  return text[language] || text.fi || text.sv || text.en || "";
}

export function kindOf(data: CompanionData, kind: Kind): KindOfMeeting {
  const found = data.kinds.find((one) => one.kind === kind) ?? data.kinds[0];
  if (!found) throw new Error("no kinds of meeting");
  return found;
}

/** What the server put on the page. */
export function readData(): CompanionData {
  return JSON.parse(document.getElementById("companion-data")?.textContent ?? "") as CompanionData;
}

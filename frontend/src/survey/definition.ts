// What a survey asks: the same document as juuristo/surveys/definition.py.
export type Language = "fi" | "sv" | "en";
export type Texts = Partial<Record<Language, string>>;
export const PREFER_NOT_TO_SAY = "prefer_not_to_say";

export interface Option {
  key: string;
  text: Texts;
}

export interface Comparison {
  question: string;
  operator: "is" | "is_not" | "at_least" | "at_most" | "answered";
  value?: string | number | null;
}
export type Condition = Comparison | { all: Condition[] } | { any: Condition[] } | { not: Condition };

interface Asked {
  key: string;
  text: Texts;
  hint: Texts;
  required: boolean;
  may_decline: boolean;
  about_me: boolean;
  shown_if: Condition | null;
}
export interface Ends {
  least: number;
  most: number;
  low: Texts;
  high: Texts;
}
export interface Single extends Asked {
  type: "single";
  options: Option[];
}
export interface Multiple extends Asked {
  type: "multiple";
  options: Option[];
  most: number | null;
}
export interface Scale extends Asked {
  type: "scale";
  ends: Ends;
  look: "radio" | "slider";
}
export interface Grid extends Asked {
  type: "grid";
  ends: Ends;
  rows: { key: string; text: Texts }[];
}
export interface Open extends Asked {
  type: "open";
  long: boolean;
  longest: number;
}
export interface NumberQuestion extends Asked {
  type: "number";
  least: number | null;
  most: number | null;
  whole: boolean;
}
export interface Day extends Asked {
  type: "date";
  earliest: string | null;
  latest: string | null;
}
export interface Ranking extends Asked {
  type: "ranking";
  options: Option[];
}
export interface Info extends Asked {
  type: "info";
}
export type Question = Single | Multiple | Scale | Grid | Open | NumberQuestion | Day | Ranking | Info;

export interface Definition {
  title: Texts;
  intro: Texts;
  thanks: Texts;
  paging: "one_at_a_time" | "one_page";
  questions: Question[];
}

/** An answer by question key; rows of a grid have keys of their own. */
export type Answer = string | number | string[];
export type Answers = Record<string, Answer>;

// How written numbers and days are read and written. No page here.
import { localeOf } from "../shared/locale";
import type { Language } from "./definition";

const NUMBER = /^[-−–]?\d+(?:[.,]\d+)?$/;

/** "3,5", "3.5", "−2" and "1 200" are numbers; anything else stays the text it is. */
export function numberFrom(text: string): number | string | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  if (!plain) return undefined;
  if (!NUMBER.test(plain)) return text;
  return Number(plain.replace(/^[−–]/, "-").replace(",", "."));
}

/** A number as readers of the language write it: 3.5 → "3,5". */
export function written(number: number, language: Language): string {
  const format = { useGrouping: false, maximumFractionDigits: 20 };
  return new Intl.NumberFormat(localeOf(language), format).format(number).replace("−", "-");
}

/** Day, month and year as typed → "2026-01-31". What is no day yet stays as typed: "-13-". */
export function dayFrom(parts: string[]): string | undefined {
  const [day = "", month = "", year = ""] = parts;
  if (!day && !month && !year) return undefined;
  if ([day, month, year].every((part) => /^\d+$/.test(part)) && year.length === 4) {
    return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  }
  return `${year}-${month}-${day}`;
}

/** "2026-01-31" → ["31", "1", "2026"]: as one types them. */
export function partsOf(day: string): [string, string, string] {
  const [year = "", month = "", date = ""] = day.split("-");
  return [date.replace(/^0(?=\d)/, ""), month.replace(/^0(?=\d)/, ""), year];
}

/** Days and clock times in the client's language: Gregorian calendar, Latin digits everywhere. */
import { localeOf } from "../shared/locale";

/** `lang` is the html language of the phrases, such as "fa-AF". */
function knows(lang: string): boolean {
  return Intl.DateTimeFormat.supportedLocalesOf([lang]).length > 0;
}

function written(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function intl(day: string, lang: string, parts: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(`${localeOf(lang)}-u-ca-gregory-nu-latn`, {
    ...parts,
    timeZone: "UTC",
  });
  return format.format(written(day));
}

/** "2026-12-03" → "3.12.2026": how a day is written where the device lacks the language. */
export function plainDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date}.${month}.${year}`;
}

/** "2026-12-03" → "torstaina 3. joulukuuta", "الخميس، 3 ديسمبر". */
export function dayInWords(day: string, lang: string): string {
  if (!knows(lang)) return plainDay(day);
  const words = intl(day, lang, { weekday: "long", day: "numeric", month: "long" });
  // Finnish says on which day with an ending; the weekday stands first and takes -na in each case.
  return lang === "fi" ? words.replace(/^\p{L}+/u, "$&na") : words;
}

/** "2027-02-22" → "22. helmikuuta 2027", never broken in two lines. */
export function dateInWords(day: string, lang: string): string {
  if (!knows(lang)) return plainDay(day);
  const words = intl(day, lang, { day: "numeric", month: "long", year: "numeric" });
  return words.replaceAll(" ", "\u00a0");
}

/** "10:00" → "10" in Finnish and Swedish, "10:00" elsewhere; always on the 24-hour clock. */
export function clockInWords(clock: string, lang: string): string {
  const [hour = "", minute = ""] = clock.split(":");
  if (lang !== "fi" && lang !== "sv") return `${Number(hour)}:${minute}`;
  return minute === "00" ? `${Number(hour)}` : `${Number(hour)}.${minute}`;
}

/** The first letter large, as at the beginning of a line; scripts without cases stay as they are. */
export function capitalised(text: string, lang: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(lang) + text.slice(first.length);
}

/** "2026-12-03" → "torstaina 3.12.": a day as the adviser reads it aloud. */
export function spokenDay(day: string, lang: string): string {
  if (lang !== "fi") return dayInWords(day, lang);
  const weekday = intl(day, lang, { weekday: "long" });
  return `${weekday}na ${plainDay(day).replace(/\d+$/, "")}`;
}

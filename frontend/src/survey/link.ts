// What the page's address says: which survey, in which language, and by what right.
import type { Language } from "./definition";
import { isLanguage } from "./words";

/** `wave` and `token` as they stand in an invitation; a link open to all has its name in the path. */
export type Link =
  | { kind: "invited"; language: Language; wave: string; token: string }
  | { kind: "open"; language: Language | undefined; slug: string };

const INVITED = /^#(\w\w)\.([\w-]{22})\.([\w-]{43})$/;
const OPEN = /^\/q\/([\w-]+)\/$/;

/** Undefined when the address is no whole link. */
export function linkOf(path: string, fragment: string): Link | undefined {
  const slug = OPEN.exec(path)?.[1];
  if (slug) {
    const language = fragment.slice(1);
    return { kind: "open", slug, language: isLanguage(language) ? language : undefined };
  }
  const [, language = "", wave = "", token = ""] = INVITED.exec(fragment) ?? [];
  if (!token) return undefined;
  return { kind: "invited", wave, token, language: isLanguage(language) ? language : "fi" };
}

/** The fragment that opens the same link in another language. */
export function fragmentOf(link: Link, language: Language): string {
  return link.kind === "open" ? `#${language}` : `#${language}.${link.wave}.${link.token}`;
}

/** Whether two addresses open the same survey by the same right. */
export function isSame(one: Link | undefined, other: Link | undefined): boolean {
  const named = (link: Link | undefined): string => (link ? fragmentOf(link, "fi") + (link.kind === "open" ? link.slug : "") : "");
  return named(one) === named(other);
}

/** The language the page speaks when the link names none. */
export function likelyLanguage(wanted: readonly string[]): Language {
  const found = wanted.map((code) => code.slice(0, 2)).find(isLanguage);
  return found && isLanguage(found) ? found : "fi";
}

// The addresses of what is sealed. What follows "#" never leaves the browser.
import { fromBase64url } from "../shared/bytes";
import type { Link, SealedKind } from "./crypto";

const PATHS: Record<SealedKind, string> = { card: "c", map: "m" };

/** `/c/<id>/#<language>.<key>`, after `origin` when it is given. */
export function addressOf(kind: SealedKind, link: Link, language: string, origin = ""): string {
  return `${origin}/${PATHS[kind]}/${link.id}/#${language}.${link.key}`;
}

/** `/voice/#<language>.<ticket>` */
export function voiceAddress(ticket: string, language: string, origin = ""): string {
  return `${origin}/voice/#${language}.${ticket}`;
}

/** The language and the key or ticket of a fragment; each empty when it is not there or is damaged. */
export function parseFragment(hash: string): { language: string; secret: string } {
  const [language = "", secret = ""] = hash.replace(/^#/, "").split(".", 2);
  return {
    language: /^[a-z]{2,3}(-[a-z]{2,8})?$/.test(language) ? language : "",
    secret: fromBase64url(secret)?.length === 32 ? secret : "",
  };
}

export interface Address {
  /** The client's language, or "" when even that cannot be read. */
  language: string;
  kind?: SealedKind;
  /** Missing when the id or the key is damaged. */
  link?: Link;
}

/** Reads a card's or a map's address: `location`, an URL, or what a QR holds. */
export function parseAddress(address: Pick<URL, "pathname" | "hash">): Address {
  const [, letter, id = ""] = /^\/([cm])\/([\w-]{22})\/$/.exec(address.pathname) ?? [];
  const { language, secret } = parseFragment(address.hash);
  if (!letter || !secret || fromBase64url(id)?.length !== 16) return { language };
  return { language, kind: letter === "c" ? "card" : "map", link: { id, key: secret } };
}

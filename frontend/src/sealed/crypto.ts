// Sealing in the browser (trust T2): whoever has the link can read, the server never can.
// AES-256-GCM with a fresh nonce each time; id, kind and version are bound to the content. A proof
// token derived from the key lets the holder of the link replace or delete without showing the key.
import type { Link } from "../companion/running";
import { fromBase64url, toBase64url, toHex } from "../shared/bytes";

export type { Link };
export type SealedKind = "card" | "map";

const ID_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function randomText(length: number): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(length)));
}

/** A new id and key, made on this device. */
export function newLink(): Link {
  return { id: randomText(ID_BYTES), key: randomText(KEY_BYTES) };
}

/** A single-use right to answer; the server gets its `hashOf`. */
export function newTicket(): string {
  return randomText(KEY_BYTES);
}

/** SHA-256 of the text itself, in hex: how the server knows a token or a ticket. */
export async function hashOf(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))));
}

function keyBytes(link: Link): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64url(link.key);
  if (bytes?.length !== KEY_BYTES) throw new RangeError("The key is not 32 bytes of base64url");
  return bytes;
}

function parameters(link: Link, kind: SealedKind, version: number, nonce: Uint8Array<ArrayBuffer>) {
  return { name: "AES-GCM", iv: nonce, additionalData: utf8(`${link.id}.${kind}.${version}`) };
}

async function aesKey(link: Link, usage: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", keyBytes(link), "AES-GCM", false, [usage]);
}

/** Returns nonce‖ciphertext of the content as JSON. Versions count from 1. */
export async function seal(
  link: Link,
  kind: SealedKind,
  version: number,
  content: unknown,
): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = utf8(JSON.stringify(content));
  const key = await aesKey(link, "encrypt");
  const sealed = await crypto.subtle.encrypt(parameters(link, kind, version, nonce), key, plain);
  const body = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  body.set(nonce);
  body.set(new Uint8Array(sealed), NONCE_BYTES);
  return body;
}

/** The content, or undefined when the key, id, kind or version is another or a byte has changed. */
export async function open<T>(
  link: Link,
  kind: SealedKind,
  version: number,
  body: Uint8Array<ArrayBuffer>,
): Promise<T | undefined> {
  try {
    const nonce = body.slice(0, NONCE_BYTES);
    const key = await aesKey(link, "decrypt");
    const rest = body.slice(NONCE_BYTES);
    const plain = await crypto.subtle.decrypt(parameters(link, kind, version, nonce), key, rest);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain)) as T;
  } catch {
    return undefined;
  }
}

/** What shows the server that we hold the key: HKDF-SHA-256, in base64url. */
export async function proofToken(link: Link): Promise<string> {
  const key = await crypto.subtle.importKey("raw", keyBytes(link), "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("juuristo proof") };
  return toBase64url(new Uint8Array(await crypto.subtle.deriveBits(how, key, KEY_BYTES * 8)));
}

/** What the server stores of the token. */
export async function proofHash(link: Link): Promise<string> {
  return hashOf(await proofToken(link));
}

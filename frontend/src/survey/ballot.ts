// The right to answer without a name (trust T3): a random message is blinded, signed by the server
// unseen, and unblinded. The server knows the ballot as genuine later, but not whose it is.
// RSABSSA-SHA384-PSS-Randomized of RFC 9474.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { fromBase64, toBase64 } from "../shared/bytes";

/** All in base64. `key` is the wave's public key, with which this was blinded. */
export interface Exchange {
  key: string;
  message: string;
  blinded: string;
  inverse: string;
}
export type Ballot = { message: string; signature: string } | { nonce: string };

const MESSAGE_BYTES = 32;

/** Whether the browser can blind at all: only on https, or on one's own machine. */
export function canBlind(): boolean {
  return typeof crypto !== "undefined" && crypto.subtle !== undefined;
}

function imported(key: string): Promise<CryptoKey> {
  const kind = { name: "RSA-PSS", hash: "SHA-384" };
  return crypto.subtle.importKey("spki", fromBase64(key), kind, true, ["verify"]);
}

/** Makes a message that nobody has seen, and blinds it. */
export async function blind(key: string): Promise<Exchange> {
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const message = suite.prepare(crypto.getRandomValues(new Uint8Array(MESSAGE_BYTES)));
  const { blindedMsg, inv } = await suite.blind(await imported(key), message);
  return { key, message: toBase64(message), blinded: toBase64(blindedMsg), inverse: toBase64(inv) };
}

/** The ballot, once the blinded message has been signed. Rejects what the key has not signed. */
export async function unblind({ key, message, inverse }: Exchange, signed: string): Promise<Ballot> {
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const [whole, hidden] = [fromBase64(message), fromBase64(inverse)];
  const signature = await suite.finalize(await imported(key), whole, fromBase64(signed), hidden);
  return { message, signature: toBase64(signature) };
}

/** By an open link the ballot is a number used once, so that one sending counts once. */
export function openBallot(): Ballot {
  return { nonce: toBase64(crypto.getRandomValues(new Uint8Array(MESSAGE_BYTES))) };
}

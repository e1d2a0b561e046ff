// All that stays on the device: that this link has been answered. The link itself is not kept.
import { hashOf } from "../sealed/crypto";

/** Under what the device keeps something of a link, without the link being told by it. */
export async function nameOf(ticket: string, what = "answered"): Promise<string> {
  return `voice.${(await hashOf(`${what} ${ticket}`)).slice(0, 32)}`;
}

export async function wasAnswered(ticket: string): Promise<boolean> {
  try {
    return localStorage.getItem(await nameOf(ticket)) === "answered";
  } catch {
    return false; // storage is closed to us: the server knows
  }
}

export async function rememberAnswered(ticket: string): Promise<void> {
  try {
    localStorage.setItem(await nameOf(ticket), "answered");
  } catch {
    // the server knows
  }
}

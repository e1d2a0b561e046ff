// A code for the client voice alone, for those who want no card.
import type { Desk } from "../companion/desk";
import { hashOf, newTicket } from "../sealed/crypto";
import { voiceAddress } from "../sealed/links";
import type { Carrier } from "./delivery";
import { within, wordsOf } from "./parts";
import { qrPicture } from "../shared/qr_picture";

export function mountVoiceAlone(host: HTMLElement, desk: Desk, carrier: Carrier): void {
  const button = within<HTMLButtonElement>(host, "[data-voice]");
  const words = wordsOf(host);
  const frame = within(host, "[data-voice-qr]");
  const show = (text: string, name: string): void => {
    frame.replaceChildren(qrPicture(text, name));
    frame.hidden = false;
    button.hidden = true;
  };

  async function make(): Promise<void> {
    if (desk.rehearsing) {
      within(host, "[data-voice-practice]").hidden = false;
      show(words.practice_qr ?? "", words.practice ?? "");
      return;
    }
    button.disabled = true;
    const address = await orderedAddress(desk, carrier);
    button.disabled = false;
    within(host, "[data-voice-failed]").hidden = address !== undefined;
    if (!address) return;
    within<HTMLInputElement>(host, "[data-voice-link]").value = address;
    within(host, "[data-voice-real]").hidden = false;
    show(address, words.voice_qr ?? "");
  }

  button.addEventListener("click", () => void make());
}

/** The address works only when the server knows its ticket. */
async function orderedAddress(desk: Desk, carrier: Carrier): Promise<string | undefined> {
  const { draft, form } = desk.running();
  const ticket = newTicket();
  const tickets = [{ hash: await hashOf(ticket), purpose: "voice" as const }];
  const answer = await carrier.tickets({ tickets, language: draft.language, form });
  if (answer.outcome !== "known") return undefined;
  return voiceAddress(ticket, draft.language, location.origin);
}

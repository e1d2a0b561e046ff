// Farewell: the card is given. The parts of its page and what they share.
import type { Desk } from "../companion/desk";
import { copied } from "../shared/copied";
import { networkCarrier } from "./carrier";
import { mountChoices } from "./choices";
import type { Carrier } from "./delivery";
import { addressGiven, mountHanding } from "./handing";
import { buildSheet, clearSheets, printSheet } from "./paper";
import type { Part } from "./parts";
import { within, wordsOf } from "./parts";
import type { RecordWords } from "./record";
import { recordText } from "./record";
import { mountRecording } from "./recording";
import { startSaver } from "./saver";
import type { Saver } from "./saver";
import { mountVoiceAlone } from "./voice_alone";
import { startWording } from "./wording";
import type { Wording } from "./wording";

export function mountGiving(
  host: HTMLElement,
  desk: Desk,
  carrier: Carrier = networkCarrier(),
): Part {
  const saver = startSaver(desk);
  const wording = startWording(desk.data.organisation, show);
  const choices = mountChoices(host, desk, saver, (language) => void wording.ask(language));
  const recording = mountRecording(host, desk);
  const handing = mountHanding(host, desk, carrier, saver);
  mountVoiceAlone(host, desk, carrier);
  mountPaper(host, desk, saver, wording);
  mountRecord(host, desk, saver);

  function show(): void {
    choices.show(wording.now());
    handing.show();
  }
  const unwatch = desk.watch(show);
  void wording.ask(desk.running().draft.language);
  return {
    destroy() {
      unwatch();
      wording.stop();
      recording.destroy();
      handing.destroy();
      saver.stop();
      clearSheets();
    },
  };
}

/** Paper needs no network: the code is on it only when the card has been uploaded. */
function mountPaper(host: HTMLElement, desk: Desk, saver: Saver, wording: Wording): void {
  const { practice, practice_qr } = wordsOf(host);
  within(host, "[data-print]").addEventListener("click", () => {
    void saver.flush().then(() => {
      const { draft, giving } = desk.running();
      const address = desk.rehearsing ? practice_qr : addressGiven(desk);
      within(host, "[data-say=no_phrases]").hidden = wording.isReady();
      printSheet(
        buildSheet({
          content: draft,
          phrases: wording.now(),
          ...(address ? { address } : {}),
          ...(giving?.expires ? { expires: giving.expires } : {}),
          ...(desk.rehearsing && practice ? { practice } : {}),
        }),
      );
    });
  });
}

function mountRecord(host: HTMLElement, desk: Desk, saver: Saver): void {
  const words = wordsOf(host) as unknown as RecordWords;
  const shown = within(host, "[data-record-shown]");
  const field = within<HTMLTextAreaElement>(shown, "textarea");
  within(host, "[data-record]").addEventListener("click", () => {
    void saver.flush().then(async () => {
      const text = recordText(desk.running().draft, words, desk.data.language);
      const isCopied = await copied(text);
      within(host, "[data-recorded]").hidden = !isCopied;
      shown.hidden = isCopied;
      field.value = text;
      if (!isCopied) field.select();
    });
  });
}

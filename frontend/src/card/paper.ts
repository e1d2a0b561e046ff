// The card on paper, printed from the adviser's device in the client's language.
import type { Phrases } from "../client/phrases";
import { say } from "../client/phrases";
import { make } from "../shared/make";
import type { FaceContent } from "./face";
import { buildFace } from "./face";
import { qrPicture } from "../shared/qr_picture";
import { dateInWords } from "./when";

export interface Sheet {
  content: FaceContent;
  phrases: Phrases;
  /** The card's address and its last day, once it has been uploaded. */
  address?: string;
  expires?: string;
  /** Said at the top of a sheet that is only practice. */
  practice?: string;
}

/** The sheet as it goes to the printer; hidden on the screen. */
export function buildSheet({ content, phrases, address, expires, practice }: Sheet): HTMLElement {
  const sheet = make("section", "paper client");
  sheet.lang = phrases.lang;
  sheet.dir = phrases.dir;
  sheet.append(make("p", "paper-title", practice ?? say(phrases, "card.title")));
  sheet.append(buildFace(content, phrases));
  if (address) {
    const words = make("div", "paper-words", make("p", "strong", say(phrases, "card.scan")));
    if (expires) {
      const date = dateInWords(expires, phrases.lang);
      words.append(make("p", "note", say(phrases, "card.expires", { date })));
    }
    sheet.append(make("div", "paper-qr", qrPicture(address, say(phrases, "card.qr")), words));
  }
  return sheet;
}

/** Opens the device's own print dialog with nothing but the sheet. */
export function printSheet(sheet: HTMLElement): void {
  clearSheets();
  document.body.append(sheet);
  const { title } = document;
  document.title = sheet.querySelector(".paper-title")?.textContent ?? title;
  window.addEventListener("afterprint", () => void (document.title = title), { once: true });
  window.print();
}

/** The sheet stays until the next one: some devices lay the page out after the dialog has closed. */
export function clearSheets(): void {
  for (const sheet of document.querySelectorAll("body > .paper")) sheet.remove();
}

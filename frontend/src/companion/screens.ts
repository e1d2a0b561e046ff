// The page's sections, one shown at a time; and its dialogs, opened only by a person's own touch.
import { closeFromBehind } from "../shared/behind";

export type Screen = "start" | "resume" | "walking" | "map" | "giving" | "still" | "reflect" | "thanks";

/** An element that the template has; the page is broken without it. */
export function part<T extends Element = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing`);
  return found as unknown as T;
}

export function tell(id: string, text: string): void {
  const place = part(id);
  if (place.textContent !== text) place.textContent = text;
}

export function show(screen: Screen, { focus = true } = {}): void {
  for (const section of document.querySelectorAll<HTMLElement>("[data-screen]")) {
    section.hidden = section.dataset["screen"] !== screen;
  }
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  if (shown() !== screen) window.scrollTo(0, 0);
  document.body.dataset["shows"] = screen;
  const heading = document.querySelector<HTMLElement>(`[data-screen="${screen}"] h1`);
  document.title = `${heading?.innerText.trim() ?? ""} – Juuristo`;
  if (focus) heading?.focus({ preventScroll: true });
}

export function shown(): Screen | undefined {
  return document.body.dataset["shows"] as Screen | undefined;
}

/** `data-opens` opens a dialog, `data-shuts` and a press beside it close it. */
export function startDialogs(): void {
  closeFromBehind();
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) {
      target.closest("dialog")?.close();
      part<HTMLDialogElement>(opener.dataset["opens"] ?? "").showModal();
    } else if (target.closest("[data-shuts]")) target.closest("dialog")?.close();
  });
}

export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

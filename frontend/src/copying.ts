// A button that puts a field's text on the clipboard: <button data-copy="field id" data-copied="…">.
// Without a script the button stays hidden, and the text can be chosen by hand.
import { copied } from "./shared/copied";

const TOLD = 5_000; // ms: later the clipboard may hold something else

function tell(button: HTMLButtonElement): void {
  button.dataset["words"] ??= button.textContent;
  const words = button.dataset["words"];
  button.ariaLive = "polite";
  button.textContent = button.dataset["copied"] ?? "";
  setTimeout(() => {
    button.textContent = words;
  }, TOLD);
}

export function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
  }
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>("button[data-copy]") : null;
    const field = document.getElementById(button?.dataset["copy"] ?? "");
    if (!button || !(field instanceof HTMLInputElement)) return;
    field.select();
    void copied(field.value).then((isCopied) => {
      if (isCopied) tell(button);
      else field.focus(); // chosen: the reader's own shortcut copies it
    });
  });
}

// A button that puts a field's text on the clipboard: <button data-copy="field id" data-copied="…">.
// Without a script the button stays hidden, and the text can be chosen by hand.

export function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
  }
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-copy]");
    const field = document.getElementById(button?.dataset.copy ?? "");
    if (!button || !(field instanceof HTMLInputElement)) return;
    field.select();
    void navigator.clipboard
      .writeText(field.value)
      .then(() => {
        button.textContent = button.dataset.copied ?? "";
      })
      .catch(() => field.focus()); // chosen: the reader's own shortcut copies it
  });
}

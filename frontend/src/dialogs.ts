// <c-dialog> is a native <dialog>. Its opener is a link to the confirm page (or a button), so that
// the act is within reach without this script too.
import { closeFromBehind } from "./shared/behind";

function dialogOf(opener: Element): HTMLDialogElement | null {
  const found = document.getElementById(opener.getAttribute("data-dialog") ?? "");
  return found instanceof HTMLDialogElement ? found : null;
}

export function startDialogs(): void {
  closeFromBehind();
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && dialogOf(opener);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  });
}

// An open dialog closes when the ground behind it is pressed. The browser tells such a press as one on
// the dialog itself, as it does of a press on the dialog's own margin and of a selection that is drawn
// out of one of its fields: those two close nothing.

function pressedBehind({ target, clientX: x, clientY: y }: MouseEvent): HTMLDialogElement | undefined {
  if (!(target instanceof HTMLDialogElement)) return undefined;
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom ? target : undefined;
}

/** For every dialog of the page; called once. */
export function closeFromBehind(): void {
  let begun: HTMLDialogElement | undefined;
  document.addEventListener("pointerdown", (event) => {
    begun = pressedBehind(event);
  });
  document.addEventListener("click", (event) => {
    const dialog = pressedBehind(event);
    if (dialog && dialog === begun) dialog.close();
  });
}

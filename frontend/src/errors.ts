/** After a failed post the reader is taken to the summary, which says what to mend. */
export function focusErrors(): void {
  const summary = document.querySelector<HTMLElement>("[data-errors]:not([data-seen])");
  if (!summary) return;
  summary.dataset["seen"] = "";
  summary.focus();
}

/** A table wider than its place scrolls; only then is the region a stop for the keyboard. */
export function markScrollRegions(): void {
  for (const region of document.querySelectorAll<HTMLElement>(".scroll")) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
}

/** What a mounted part gives back: how to take it away again. */
export interface Part {
  destroy(): void;
}

/** An element the part's own template promises. */
export function within<Found extends Element = HTMLElement>(host: ParentNode, selector: string): Found {
  const found = host.querySelector<Found>(selector);
  if (!found) throw new Error(`missing from the page: ${selector}`);
  return found;
}

export function all(host: ParentNode, selector: string): HTMLElement[] {
  return [...host.querySelectorAll<HTMLElement>(selector)];
}

/** A copy of what a template holds. */
export function cloned(host: ParentNode, selector: string): HTMLElement {
  const { content } = within<HTMLTemplateElement>(host, selector);
  const [first] = content.children;
  if (!first) throw new Error(`nothing in ${selector}`);
  return document.importNode(first, true) as HTMLElement;
}

/** Shows of the elements marked with `attribute` only those whose mark is `name`. */
export function showOnly(host: ParentNode, attribute: string, name: string): void {
  for (const one of all(host, `[${attribute}]`)) one.hidden = one.getAttribute(attribute) !== name;
}

/** The adviser's sentences of a part, by name. */
export function wordsOf(host: ParentNode): Record<string, string> {
  const words = all(host, "[data-word]");
  return Object.fromEntries(words.map((one) => [one.dataset.word ?? "", one.textContent ?? ""]));
}

/** True when somebody is writing in the part: it must not be drawn anew under their hands. */
export function isBusy(host: Element): boolean {
  return host.contains(document.activeElement);
}

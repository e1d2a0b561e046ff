// Finding the parts of the map's template: one that is missing is a fault of ours, said at once.

export function part<E extends Element = HTMLElement>(host: ParentNode, name: string): E {
  const found = host.querySelector<E>(`[data-map-${name}]`);
  if (!found) throw new Error(`The map's template has no ${name}`);
  return found;
}

export function fieldOf<E extends HTMLInputElement | HTMLSelectElement = HTMLInputElement>(
  form: ParentNode,
  name: string,
): E {
  const found = form.querySelector<E>(`[name="${name}"]`);
  if (!found) throw new Error(`The map's form has no ${name}`);
  return found;
}

/** Show or hide; true when that changed something. */
export function toggle(element: HTMLElement, isShown: boolean): boolean {
  if (element.hidden !== isShown) return false;
  element.hidden = !isShown;
  return true;
}

const SVG = "http://www.w3.org/2000/svg";

/** An element with its classes and what it holds. A string becomes text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  classes = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.append(...children);
  return element;
}

/** A button that acts by itself: it sends no form. */
export function button(classes: string, ...children: (Node | string)[]): HTMLButtonElement {
  const made = make("button", classes, ...children);
  made.type = "button";
  return made;
}

/** The same for a drawing, whose geometry is given by attributes. */
export function draw<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number>,
  ...children: Node[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

// A quiet word beside a field when what is written there looks like a person's details. It never
// stops anybody and never takes the focus.
import { foundIn } from "../shared/identifiers";
import { within } from "./parts";

const PAUSE = 700;

/** `host` holds the template of the warnings; they are shown in `place` after a pause in typing. */
export function watchWords(
  host: ParentNode,
  field: HTMLTextAreaElement | HTMLInputElement,
  place: HTMLElement,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    const kinds = [...new Set(foundIn(field.value).map((found) => found.kind))].sort();
    if (place.dataset.kinds === kinds.join(" ")) return;
    place.dataset.kinds = kinds.join(" ");
    place.replaceChildren(...kinds.flatMap((kind) => warning(host, kind)));
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  look();
}

function warning(host: ParentNode, kind: string): Node[] {
  const { content } = within<HTMLTemplateElement>(host, "template[data-warnings]");
  const found = content.querySelector(`[data-kind="${kind}"]`);
  return found ? [document.importNode(found, true)] : [];
}

// The words of the map stand in its template, so that one page has them from gettext and another
// from the client's phrases. What is said later stands there hidden.
import { filled } from "../shared/filled";

export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The words of `[data-phrase="map.<key>"]` in the host, as they are when asked. */
export function wordsOf(host: ParentNode): Words {
  const places = new Map<string, Element>();
  for (const element of host.querySelectorAll("[data-phrase]")) {
    places.set(element.getAttribute("data-phrase") ?? "", element);
  }
  return (key, values = {}) => {
    return filled(places.get(`map.${key}`)?.textContent?.trim() ?? key, values);
  };
}

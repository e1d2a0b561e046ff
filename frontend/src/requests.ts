// htmx under the strict content policy: no eval, no injected style, nothing kept in storage.
import htmx from "htmx.org";

function csrfToken(): string | undefined {
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value;
}

/** The words of an element that asks again by itself (``data-quiet``): nobody pressed anything. */
function quietWords(event: Event): HTMLElement | null {
  const { elt, requestConfig } = (event as CustomEvent).detail;
  if (requestConfig?.verb !== "get" || !(elt instanceof HTMLElement)) return null;
  return document.getElementById(elt.dataset["quiet"] ?? "");
}

/** Shows the frame's own words about a request that did not get through. */
function tellFailure(event: Event): void {
  const words = quietWords(event) ?? document.getElementById("request-failed");
  if (words) words.hidden = false;
}

/** What asks by itself got through again. */
function tellReturn(event: Event): void {
  const words = quietWords(event);
  if (words && (event as CustomEvent).detail.successful) words.hidden = true;
}

/** Whether `fresh` says how things were before what `shown` already tells (data-as-of, a number):
 * requests run side by side, and their answers may overtake each other on the way. */
function isOvertaken(shown: HTMLElement, fresh: Element | null): boolean {
  const [asOf, now] = [fresh?.getAttribute("data-as-of"), shown.dataset.asOf];
  return Boolean(asOf && now) && Number(asOf) < Number(now);
}

export function startRequests(): void {
  Object.assign(htmx.config, {
    allowEval: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    // A form with faults comes back as 422 (or 200), a refusal as 409, and both are shown; other
    // errors are told in words.
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "409", swap: true },
      { code: "422", swap: true },
      { code: "[45]..", swap: false, error: true },
    ],
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const { headers, verb } = (event as CustomEvent).detail;
    const token = csrfToken();
    if (token && verb !== "get") headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { detail } = event as CustomEvent;
    if (isOvertaken(detail.target, detail.fragment.querySelector("[data-as-of]"))) {
      detail.shouldSwap = false;
    }
  });
  document.addEventListener("htmx:afterRequest", tellReturn);
  document.addEventListener("htmx:responseError", tellFailure);
  document.addEventListener("htmx:sendError", tellFailure);
  document.addEventListener("htmx:timeout", tellFailure);
}

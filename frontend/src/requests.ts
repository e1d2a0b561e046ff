// htmx under the strict content policy: no eval, no injected style, nothing kept in storage.
import htmx from "htmx.org";
import { csrfToken } from "./shared/csrf";
import { keepStored, takeBack } from "./taking_back";

/** What htmx tells of a request, as far as we look at it. */
interface Told {
  elt: Element;
  requestConfig: { verb: string; formData: FormData };
  pathInfo: { finalRequestPath: string; responsePath: string | null | undefined };
  xhr: XMLHttpRequest;
  /** Not told of a request that did not get through. */
  successful?: boolean;
}

const PATIENCE = 20_000; // ms: a network that takes all and answers nothing is none
/** The frame's own words: a request did not get through; it led to where one signs in. */
const FAILED = "request-failed";
const SIGNED_OUT = "signed-out";

function show(id: string, isShown: boolean): void {
  const words = document.getElementById(id);
  if (words) words.hidden = !isShown;
}

/** The words of an element that asks again by itself: nobody pressed anything. */
function quietly({ elt }: Told): string {
  return (elt instanceof HTMLElement && elt.dataset["quiet"]) || FAILED;
}

function on(name: string, act: (told: Told, event: Event) => void): void {
  document.addEventListener(`htmx:${name}`, (event) => act((event as CustomEvent<Told>).detail, event));
}

/** Another page than the one asked for is no part of this one: it is where one signs in. */
function leadsElsewhere({ pathInfo: { finalRequestPath, responsePath } }: Told): boolean {
  const pathOf = (address: string): string => new URL(address, location.href).pathname;
  return responsePath ? pathOf(responsePath) !== pathOf(finalRequestPath) : false;
}

/** Whether `fresh` says how things were before what `shown` already tells (data-as-of, a number):
 * requests run side by side, and their answers may overtake each other on the way. */
function isOvertaken(shown: Element, fresh: ParentNode): boolean {
  const [asOf, now] = [fresh, shown].map((each) => each.querySelector("[data-as-of]")?.getAttribute("data-as-of"));
  return Boolean(asOf && now) && Number(asOf) < Number(now);
}

function tellHowItWent(told: Told): void {
  if (told.successful) for (const id of [SIGNED_OUT, quietly(told)]) show(id, false);
  const isStored = told.successful && told.xhr.status < 400; // a refusal is an answer too
  (isStored ? keepStored : takeBack)(told.elt, told.requestConfig.formData);
}

export function startRequests(): void {
  Object.assign(htmx.config, {
    allowEval: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    timeout: PATIENCE,
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
    const { headers, verb } = (event as CustomEvent<{ headers: Record<string, string>; verb: string }>).detail;
    if (verb !== "get") headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ target: Element; fragment: ParentNode; shouldSwap: boolean }>;
    if (isOvertaken(detail.target, detail.fragment)) detail.shouldSwap = false;
  });
  // Said before and taken back, so that those who listen hear of a second failure too.
  on("beforeSend", ({ requestConfig }) => {
    if (requestConfig.verb !== "get") show(FAILED, false);
  });
  on("beforeOnLoad", (told, event) => {
    if (!leadsElsewhere(told)) return;
    event.preventDefault();
    show(SIGNED_OUT, true);
  });
  on("afterRequest", tellHowItWent);
  for (const failure of ["responseError", "sendError", "timeout"]) {
    on(failure, (told) => show(quietly(told), true));
  }
}

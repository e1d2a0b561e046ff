// The fixed words of the clients' pages. They come from the server once the page knows, from its
// link, which language the client speaks.
import { closeFromBehind } from "../shared/behind";
import { filled } from "../shared/filled";

export interface Phrases {
  /** Our code: "fi-easy", "prs". */
  language: string;
  /** The language's name in itself. */
  name: string;
  /** For the page's lang attribute and for Intl: "fi", "fa-AF". */
  lang: string;
  dir: "ltr" | "rtl";
  texts: Record<string, string>;
}

const FALLBACK = "fi";

const PATIENCE = 20_000; // ms: a network that takes all and answers nothing is none

async function fetchPhrases(language: string, organisation: string): Promise<Response> {
  const of = organisation ? `?of=${encodeURIComponent(organisation)}` : "";
  const path = `/c/phrases/${encodeURIComponent(language)}.json${of}`;
  return fetch(path, { credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
}

/** Loads a language; an unknown one (a link written wrong) gives Finnish. Rejects without a network. */
export async function loadPhrases(language: string, organisation = ""): Promise<Phrases> {
  let answer = await fetchPhrases(language || FALLBACK, organisation);
  if (answer.status === 404) answer = await fetchPhrases(FALLBACK, organisation);
  if (!answer.ok) throw new Error(`phrases: ${answer.status}`);
  return (await answer.json()) as Phrases;
}

/**
 * Loads languages for a page on which they can be chosen one after the other: what has been overtaken
 * by another choice gives undefined, however it went.
 */
export function newestPhrases(): (language: string, organisation?: string) => Promise<Phrases | undefined> {
  let last = 0;
  return async (language, organisation) => {
    last += 1;
    const mine = last;
    try {
      const phrases = await loadPhrases(language, organisation);
      return mine === last ? phrases : undefined;
    } catch (error) {
      if (mine === last) throw error;
      return undefined;
    }
  };
}

/** The words of a key, `{name}` replaced from `values`. A missing key shows itself. */
export function say(phrases: Phrases, key: string, values: Record<string, string | number> = {}): string {
  return filled(phrases.texts[key] ?? key, values);
}

const each = (root: ParentNode, attribute: string, put: (element: Element, key: string) => void): void => {
  for (const element of root.querySelectorAll(`[${attribute}]`)) {
    put(element, element.getAttribute(attribute) ?? "");
  }
};

/**
 * Puts the words in their places: text of [data-phrase], aria-label of [data-phrase-label],
 * placeholder of [data-phrase-placeholder], the page's title from [data-phrase-title]; and says on
 * the page which language it speaks. `root` may be a clone of a template that is not shown yet.
 */
export function fillPhrases(root: ParentNode, phrases: Phrases): void {
  const page = document.documentElement;
  page.lang = phrases.lang;
  page.dir = phrases.dir;
  page.dataset.language = phrases.language;
  each(root, "data-phrase", (element, key) => { element.textContent = say(phrases, key); });
  each(root, "data-phrase-label", (element, key) => { element.setAttribute("aria-label", say(phrases, key)); });
  each(root, "data-phrase-placeholder", (element, key) => {
    element.setAttribute("placeholder", say(phrases, key));
  });
  each(root, "data-phrase-title", (_element, key) => { document.title = `${say(phrases, key)} – Juuristo`; });
  for (const choice of document.querySelectorAll("[data-language-choice]")) {
    const chosen = choice.getAttribute("data-language-choice") === phrases.language;
    if (chosen) choice.setAttribute("aria-current", "true");
    else choice.removeAttribute("aria-current");
  }
}

/** The list of languages: `chosen` gets the code of the language the client touched. */
export function startLanguages(chosen: (language: string) => void): void {
  closeFromBehind();
  const dialog = document.querySelector<HTMLDialogElement>("#languages");
  document.querySelector("[data-languages-open]")?.addEventListener("click", () => dialog?.showModal());
  dialog?.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const choice = event.target.closest("[data-language-choice]");
    if (choice || event.target.closest("[data-close]")) dialog.close();
    if (choice) chosen(choice.getAttribute("data-language-choice") ?? "");
  });
}

/** When not even the words could be had: the page's own line about the network, in many languages. */
export function tellNoWords(): void {
  const line = document.getElementById("no-words");
  if (line) line.hidden = false;
}

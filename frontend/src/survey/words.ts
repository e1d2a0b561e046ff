// The page's words in three languages. They come with the page (juuristo/surveys/answering.py), so
// that the language changes without a network.
import { filled } from "../shared/filled";
import type { Language, Texts } from "./definition";

interface Words {
  texts: Record<string, string>;
}

export const LANGUAGES: Record<Language, string> = { fi: "Suomi", sv: "Svenska", en: "English" };

let words: Partial<Record<Language, Words>> | undefined;

function wordsIn(language: Language): Words | undefined {
  words ??= JSON.parse(document.getElementById("survey-words")?.textContent ?? "{}") as typeof words;
  return words?.[language];
}

export function isLanguage(code: string): code is Language {
  return code in LANGUAGES;
}

/** The words of a key. A missing key shows itself. */
export function say(language: Language, key: string, values: Record<string, string | number> = {}): string {
  return filled(wordsIn(language)?.texts[key] ?? key, values);
}

/** A text in the language, else in Finnish. */
export function textIn(texts: Texts, language: Language): string {
  return texts[language] || texts.fi || "";
}

/** Puts a text on an element, and says so when it is in another language than the page. */
export function write<Kind extends HTMLElement>(element: Kind, texts: Texts, language: Language): Kind {
  element.textContent = textIn(texts, language);
  if (!texts[language] && texts.fi) element.lang = "fi";
  return element;
}

/** Swedish as it is written in Finland ("24.11"), English as in Britain. */
const LOCALES: Record<string, string> = { sv: "sv-FI", en: "en-GB" };

/** Return the locale that writes days and times as readers of `language` do here. */
export function localeOf(language: string): string {
  return LOCALES[language] ?? language;
}

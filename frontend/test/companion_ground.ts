import type { CompanionData } from "../src/companion/data";

export const rehearsing = true;

/** What the server would tell, as far as the tests need it. */
export function someData(): CompanionData {
  const sayings = { empathy: ["", ""], guidance: ["", ""], advice: ["", ""], farewell: ["", ""] };
  return {
    person: "5b0c8c1e-0000-4000-8000-000000000001",
    language: "fi",
    organisation: "oma",
    defaults: null,
    kinds: [
      {
        kind: "client_meeting",
        name: "asiakastapaaminen",
        shares: { empathy: 0.15, guidance: 0.35, advice: 0.35, farewell: 0.15 },
        minimums: { empathy: 1, guidance: 2, advice: 2, farewell: 2 },
        lines: sayings,
        prompts: sayings,
      },
    ],
    minutes_words: [],
    number_words: [],
    languages: [],
    services: [],
    contacts: [],
    words: {},
  };
}

// After the meeting: four marks and one line, only for the adviser. Skipping is as easy as saving.
import { filled } from "../shared/filled";
import { foundIn } from "../shared/identifiers";
import { STAIRS, type Plan } from "../stairs/stairs";
import type { CompanionData } from "./data";
import type { EndedWalk } from "./running";
import { part, tell } from "./screens";

export interface Reflecting {
  open(): void;
}

/** `done` gets what was told, or nothing when it was skipped. */
export function reflecting(
  data: CompanionData,
  done: (reflection?: NonNullable<EndedWalk["reflection"]>) => void,
): Reflecting {
  const form = part<HTMLFormElement>("reflect");
  const line = part<HTMLInputElement>("reflect-note");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const note = line.value.trim();
    const fault = identifiersIn(note, data);
    tell("reflect-fault", fault);
    line.setAttribute("aria-invalid", String(fault !== ""));
    if (fault) {
      line.focus();
      part("reflect-fault").scrollIntoView({ block: "nearest" }); // above the buttons that stay in reach
      return;
    }
    const difficulty = marksOf(form);
    const isEmpty = note === "" && Object.keys(difficulty).length === 0;
    done(isEmpty ? undefined : { difficulty, note });
  });
  line.addEventListener("input", () => {
    if (!identifiersIn(line.value, data)) tell("reflect-fault", "");
  });
  part("skip-reflection").addEventListener("click", () => done());
  return {
    open: () => {
      form.reset();
      tell("reflect-fault", "");
      line.removeAttribute("aria-invalid");
    },
  };
}

function marksOf(form: HTMLFormElement): Partial<Plan> {
  const marks: Partial<Plan> = {};
  const data = new FormData(form);
  for (const stair of STAIRS) {
    const mark = Number(data.get(stair));
    if (mark) marks[stair] = mark;
  }
  return marks;
}

/** The line lies readable on the server, so it may not tell who somebody is. */
function identifiersIn(note: string, data: CompanionData): string {
  const [found] = foundIn(note);
  if (!found) return "";
  return filled(data.words["identifiers"] ?? "", { what: data.words[found.kind] ?? found.text });
}

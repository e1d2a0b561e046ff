// Before a meeting: how long, how, and the plan on the stairs. The same screen edits a running plan.
import { filled } from "../shared/filled";
import { inWholeMinutes, moveMinutes, nudged, scaled, totalOf } from "../stairs/plan";
import { STAIRS, type Form, type Kind, type Plan, type Stair } from "../stairs/stairs";
import { kindOf, type CompanionData, type Defaults } from "./data";
import { isLength, planOf, sharesOf, withInterpreterMinutes, withoutInterpreterMinutes, type Start } from "./meeting";
import type { Running } from "./running";
import { part, tell } from "./screens";
import { drawSteps } from "./steps";

/** What is being chosen. `minutes` is what was asked for; the plan's sum is longer with a tick. */
interface Chosen extends Start {
  minutes: number;
}

export interface StartScreen {
  /** Begin afresh with the person's own defaults. */
  open(defaults: Defaults | null, rehearsing: boolean): void;
  /** Edit the plan of a running meeting. */
  edit(running: Running): void;
}

export interface StartActs {
  begin(start: Start, rehearsing: boolean): void;
  /** The plan of the running meeting was changed. */
  replan(start: Start): void;
}

const FALLBACK = 45;

export function startScreen(data: CompanionData, acts: StartActs): StartScreen {
  const form = part<HTMLFormElement>("start");
  const own = part<HTMLInputElement>("minutes-own");
  let defaults: Defaults | null = null;
  let rehearsing = false;
  let editing = false;
  let chosen = first(data, null, "client_meeting");

  const minimums = (): Plan => kindOf(data, chosen.kind).minimums;
  const plan = (next: Plan): void => {
    chosen.plan = next;
    draw();
  };
  const steps = drawSteps(part<SVGSVGElement>("steps"), (from, to, minutes) =>
    plan(moveMinutes(chosen.plan, from, to, minutes, minimums())),
  );

  /** Has a line of its own, so that nothing moves when it comes. */
  const tellFault = (isWrong: boolean): void => {
    const fault = part("minutes-fault");
    fault.textContent = isWrong ? (fault.dataset["words"] ?? "") : "";
  };
  const lengthen = (minutes: number): void => {
    if (isLength(minutes)) plan(planOf(data, chosen.kind, chosen.plan, minutes));
  };
  const chooseMinutes = (minutes: number): void => {
    chosen.minutes = minutes;
    lengthen(chosen.withInterpreter ? withInterpreterMinutes(minutes) : minutes);
  };

  /** Put what is chosen on the controls. */
  const fill = (): void => {
    const known = [...form.elements].some(
      (one) => one instanceof HTMLInputElement && one.name === "minutes" && one.value === String(chosen.minutes),
    );
    set(form, "minutes", known ? String(chosen.minutes) : "other");
    set(form, "form", chosen.form);
    part("other-minutes").hidden = known;
    own.value = String(chosen.minutes);
    checkbox(form).checked = chosen.withInterpreter;
    draw();
  };

  const draw = (): void => {
    const whole = inWholeMinutes(chosen.plan);
    const values = Object.fromEntries(STAIRS.map((stair) => [stair, String(whole[stair])]));
    steps.draw(chosen.plan, filled(data.words["shares"] ?? "", values));
    for (const row of document.querySelectorAll<HTMLElement>("#plan [data-stair]")) {
      const minutes = String(whole[row.dataset["stair"] as Stair]);
      const words = filled(data.words["minutes"] ?? "", { n: minutes });
      const output = row.querySelector("output");
      if (output && output.textContent !== words) output.textContent = words;
    }
    const n = String(Math.round(totalOf(chosen.plan)));
    tell("interpreter-words", filled(data.words["with_interpreter"] ?? "", { n }));
    part("interpreter-time").hidden = !chosen.withInterpreter;
    part("method-plan").hidden = isMethods(data, chosen);
  };

  /** What the screen is for: a meeting of a kind, a rehearsal, or a change to what goes on. */
  const dress = (): void => {
    const client = chosen.kind === "client_meeting";
    tell("start-title", data.words[editing ? "plan_title" : `new_${chosen.kind}`] ?? "");
    tell("begin-words", data.words[editing ? "go_on" : rehearsing ? "begin_rehearsal" : "begin"] ?? "");
    part("with-interpreter").hidden = !client;
    part("start-back").hidden = editing;
    part("call-off").hidden = !editing || rehearsing;
    part("other-kinds").hidden = editing;
    part("rehearse").hidden = rehearsing;
    for (const link of document.querySelectorAll<HTMLElement>("#other-kinds [data-kind]")) {
      link.hidden = link.dataset["kind"] === chosen.kind;
    }
  };

  const restart = (kind: Kind): void => {
    chosen = first(data, defaults, kind);
    fill();
    dress();
  };

  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === "form") chosen.form = target.value as Form;
    if (target.name === "interpreter") {
      chosen.withInterpreter = target.checked;
      chooseMinutes(chosen.minutes);
    }
    if (target.name === "minutes") {
      const other = target.value === "other";
      part("other-minutes").hidden = !other;
      tellFault(false);
      if (other) own.focus();
      else chooseMinutes(Number(target.value));
    }
  });
  own.addEventListener("input", () => {
    const minutes = own.valueAsNumber;
    if (isLength(minutes)) {
      tellFault(false);
      chooseMinutes(minutes);
    }
  });
  own.addEventListener("change", () => {
    tellFault(!isLength(own.valueAsNumber));
  });
  form.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const stair = button?.closest<HTMLElement>("[data-stair]")?.dataset["stair"] as Stair | undefined;
    if (stair) plan(nudged(chosen.plan, stair, Number(button?.dataset["by"]), minimums()));
    const longer = Number(button?.dataset["longer"] ?? 0);
    if (longer) lengthen(Math.round(totalOf(chosen.plan)) + longer);
    const kind = button?.dataset["kind"] as Kind | undefined;
    if (kind) restart(kind);
  });
  part("method-plan").addEventListener("click", () =>
    plan(scaled(kindOf(data, chosen.kind).shares, totalOf(chosen.plan))),
  );
  part("rehearse").addEventListener("click", () => {
    rehearsing = true;
    part("rehearsing").hidden = false;
    dress();
    part("start-title").focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const other = set(form, "minutes") === "other";
    if (other && !isLength(own.valueAsNumber)) {
      tellFault(true);
      own.focus();
      return;
    }
    if (editing) acts.replan(chosen);
    else acts.begin(chosen, rehearsing);
  });

  return {
    open: (known, practice) => {
      [defaults, rehearsing, editing] = [known, practice, false];
      part("rehearsing").hidden = !practice;
      restart("client_meeting");
    },
    edit: (running) => {
      editing = true;
      rehearsing = !part("rehearsing").hidden;
      const { kind, form: held, withInterpreter, plan: now } = running;
      const whole = Math.round(running.minutes);
      const minutes = withInterpreter ? withoutInterpreterMinutes(whole) : whole;
      chosen = { kind, form: held, withInterpreter, plan: now, minutes };
      fill();
      dress();
    },
  };
}

function first(data: CompanionData, defaults: Defaults | null, kind: Kind): Chosen {
  const before = Math.round(defaults?.minutes ?? FALLBACK);
  // An interpreter comes for one client: the next meeting begins without the tick.
  const minutes = defaults?.with_interpreter ? withoutInterpreterMinutes(before) : before;
  const plan = planOf(data, kind, sharesOf(data, kind, defaults), minutes);
  return { kind, form: defaults?.form ?? "face_to_face", withInterpreter: false, minutes, plan };
}

function isMethods(data: CompanionData, { kind, plan }: Start): boolean {
  const own = inWholeMinutes(plan);
  const methods = inWholeMinutes(scaled(kindOf(data, kind).shares, totalOf(plan)));
  return STAIRS.every((stair) => own[stair] === methods[stair]);
}

function checkbox(form: HTMLFormElement): HTMLInputElement {
  return form.elements.namedItem("interpreter") as HTMLInputElement;
}

/** The value of a group of radios, given or read. */
function set(form: HTMLFormElement, name: string, value?: string): string {
  const group = form.elements.namedItem(name) as RadioNodeList;
  if (value !== undefined) group.value = value;
  return group.value;
}

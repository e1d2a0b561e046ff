// Advice: one to three next steps in the client's words, kept as they are written.
import { saidIn, type ServiceRow, type Written } from "../companion/data";
import type { Desk } from "../companion/desk";
import { button } from "../shared/make";
import type { Service, Step } from "./content";
import { emptyStep } from "./content";
import type { Part } from "./parts";
import { all, cloned, isBusy, within } from "./parts";
import { startSaver } from "./saver";
import { watchWords } from "./warnings";
import { keepWording } from "./wording";

const MOST_STEPS = 3;
type Field = keyof Step;

export function mountSketch(host: HTMLElement, desk: Desk): Part {
  const saver = startSaver(desk);
  const list = within(host, "[data-steps]");
  const add = within<HTMLButtonElement>(host, "[data-add]");
  let shown = "";

  function show(): void {
    const { steps } = desk.running().draft;
    shown = JSON.stringify(steps);
    list.replaceChildren(...steps.map((step, at) => stepRow(step, at, steps.length)));
    add.hidden = steps.length >= MOST_STEPS;
  }

  function stepRow(step: Step, at: number, count: number): HTMLElement {
    const row = cloned(host, "template[data-step]");
    giveIds(row, at);
    nameRow(row, at, count);
    for (const field of fieldsOf(row)) {
      const name = field.dataset.field as Field;
      field.value = step[name];
      field.addEventListener("input", () => keep(at, name, field.value));
    }
    within<HTMLDetailsElement>(row, "[data-more]").open = hasFacts(step);
    for (const found of all(row, "[data-found]")) {
      watchWords(host, within<TextField>(row, `[data-field=${found.dataset.found}]`), found);
    }
    const remove = within<HTMLButtonElement>(row, "[data-remove]");
    remove.hidden = count < 2;
    remove.addEventListener("click", () => void change((steps) => void steps.splice(at, 1), at - 1));
    return row;
  }

  function keep(at: number, name: Field, value: string): void {
    saver.later(`${at}.${name}`, (running) => {
      const step = running.draft.steps[at];
      if (step) step[name] = value;
      shown = JSON.stringify(running.draft.steps);
    });
  }

  async function change(update: (steps: Step[]) => void, focusOn: number): Promise<void> {
    await saver.flush();
    await desk.change((running) => update(running.draft.steps));
    show();
    all(list, "textarea")[Math.max(0, focusOn)]?.focus();
  }

  add.addEventListener("click", () => {
    const at = desk.running().draft.steps.length;
    void change((steps) => void (steps.length < MOST_STEPS && steps.push(emptyStep())), at);
  });
  const services = mountServices(host, desk);
  const unwatch = desk.watch(() => {
    services();
    if (!isBusy(list) && JSON.stringify(desk.running().draft.steps) !== shown) show();
  });
  show();
  if (!desk.rehearsing) void keepWording(desk.data.organisation, codesOf(desk));
  return {
    destroy() {
      unwatch();
      saver.stop();
    },
  };
}

function codesOf({ data }: Desk): string[] {
  return data.languages.map(({ code }) => code);
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

function fieldsOf(row: HTMLElement): TextField[] {
  return [...row.querySelectorAll<TextField>("[data-field]")];
}

function hasFacts(step: Step): boolean {
  return Boolean(step.day || step.clock || step.where || step.withWhom);
}

/** Labels and hints find their fields by ids, which a template cannot hold. */
function giveIds(row: HTMLElement, at: number): void {
  const id = (name = ""): string => `sketch-${at}-${name}`;
  for (const field of fieldsOf(row)) field.id = id(field.dataset.field);
  for (const one of all(row, "[data-id]")) one.id = id(one.dataset.id);
  for (const label of all(row, "[data-for]")) label.setAttribute("for", id(label.dataset.for));
  for (const one of all(row, "[data-about]")) {
    one.setAttribute("aria-describedby", id(one.dataset.about));
  }
}

/** A lone step has the sentence as its label; of several each has its number. */
function nameRow(row: HTMLElement, at: number, count: number): void {
  const numbered = within(row, "[data-numbered]");
  const only = within(row, "[data-only]");
  only.hidden = count > 1;
  numbered.hidden = count < 2;
  numbered.textContent = (numbered.textContent ?? "").replace("{number}", String(at + 1));
  (count > 1 ? only : numbered).remove();
}

/** The services the coordinator lists: on the card with one tap, off with another. */
function mountServices(host: HTMLElement, desk: Desk): () => void {
  const { services, language } = desk.data;
  within(host, "[data-services]").hidden = services.length === 0;
  const buttons = services.map((row) => {
    const one = button("pick", saidIn(row.name, language));
    one.addEventListener("click", () => {
      void desk.change(({ draft }) => {
        draft.services = toggled(draft.services, onCard(row, draft.written as Written));
      });
    });
    return { one, row };
  });
  within(host, "[data-service-list]").replaceChildren(...buttons.map(({ one }) => one));
  const press = (): void => {
    const { draft } = desk.running();
    for (const { one, row } of buttons) {
      const service = onCard(row, draft.written as Written);
      one.setAttribute("aria-pressed", String(draft.services.some((on) => isSame(on, service))));
    }
  };
  press();
  return press;
}

function onCard(row: ServiceRow, language: Written): Service {
  const { link } = row;
  return { name: saidIn(row.name, language), sentence: saidIn(row.sentence, language), link };
}

function isSame(one: Service, other: Service): boolean {
  return one.name === other.name && one.link === other.link;
}

function toggled(services: Service[], service: Service): Service[] {
  const others = services.filter((one) => !isSame(one, service));
  return others.length < services.length ? others : [...services, service];
}

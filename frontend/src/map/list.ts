// The same map as a list: everything can be read, made and changed by keyboard and by ear.
import { button, make } from "../shared/make";
import type { Board } from "./board";
import { isFree, type MapContent, type MapObject, type Meaning } from "./content";
import {
  add,
  allInside,
  circleAt,
  find,
  freePlace,
  join,
  joinsOf,
  mean,
  nearer,
  putInside,
  remove,
  rename,
  reorder,
  roomIn,
} from "./edits";
import { halves, type Point } from "./geometry";
import type { Command } from "./history";
import { calledOf } from "./keys";
import { warnOf } from "./naming";
import { fieldOf, part, toggle } from "./places";
import type { Words } from "./words";

export interface List {
  show(isShown: boolean): void;
  /** Say everything anew: the words have changed. */
  refresh(): void;
}

interface Item {
  li: HTMLLIElement;
  opener: HTMLButtonElement;
  name: HTMLElement;
  about: HTMLElement;
  inner: HTMLUListElement;
}

function newItem(id: string): Item {
  const [name, about] = [make("span", "name"), make("span", "about")];
  name.dir = "auto";
  const opener = button("item", name, about);
  opener.dataset.id = id;
  const inner = make("ul");
  return { li: make("li", "", opener, inner), opener, name, about, inner };
}

/** Put the elements in this order, touching only what is out of its place. */
function order(parent: Element, elements: Element[]): void {
  let next = parent.firstElementChild;
  for (const element of elements) {
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
}

function isThing({ kind }: MapObject): boolean {
  return kind === "circle" || kind === "text";
}

/** Things first, each with what lies in it; then free lines and arrows. */
function shownIn(content: MapContent): MapObject[] {
  const lines = content.objects.filter((one) => !isThing(one) && isFree(one));
  return [...content.objects.filter(isThing), ...lines];
}

export function startList(
  host: HTMLElement,
  board: Board,
  words: Words,
  say: (text: string) => void,
): List {
  const root = part(host, "list");
  const items = part<HTMLUListElement>(root, "items");
  const editing = part<HTMLFormElement>(root, "editing");
  const known = new Map<string, Item>();
  let isShown = false;
  let open: string | undefined;

  const nameOf = (object: MapObject) => calledOf(object, words);
  const aboutOf = (content: MapContent, object: MapObject): string => {
    const outer = find(content, object.inside);
    const joined = joinedTo(content, object).map(({ other }) => nameOf(other));
    const parts = isThing(object) ? [words(`meaning_${object.meaning}`)] : [];
    if (outer) parts.push(words("item_inside", { name: nameOf(outer) }));
    if (joined.length > 0) parts.push(words("item_joined", { names: joined.join(", ") }));
    return parts.join(" · ");
  };
  const itemOf = (object: MapObject): Item => {
    const item = known.get(object.id) ?? newItem(object.id);
    known.set(object.id, item);
    return item;
  };
  const render = () => {
    const content = board.content();
    const focused = document.activeElement;
    if (open && !find(content, open)) open = undefined;
    const inner = new Map<Element, Element[]>([[items, []]]);
    const shown = shownIn(content);
    for (const object of shown) {
      const item = itemOf(object);
      const isOpen = object.id === open;
      setText(item.name, nameOf(object));
      setText(item.about, aboutOf(content, object));
      item.opener.setAttribute("aria-expanded", String(isOpen));
      if (isOpen && editing.parentNode !== item.li) item.li.insertBefore(editing, item.inner);
      const outer = find(content, object.inside);
      const parent = outer ? itemOf(outer).inner : items;
      inner.set(parent, [...(inner.get(parent) ?? []), item.li]);
    }
    for (const [parent, elements] of inner) order(parent, elements);
    forgetMissing(content);
    toggle(editing, open !== undefined);
    toggle(part(root, "empty"), shown.length === 0);
    toggle(part(root, "pictured"), content.photo !== undefined);
    if (focused !== document.activeElement && focused instanceof HTMLElement) focused.focus();
  };
  const forgetMissing = (content: MapContent) => {
    const ids = new Set(content.objects.map(({ id }) => id));
    for (const [id, item] of known) {
      if (ids.has(id)) continue;
      if (item.li.contains(editing)) root.append(editing);
      item.li.remove();
      known.delete(id);
    }
  };
  const unfold = (id: string | undefined) => {
    open = open === id ? undefined : id;
    board.choose(open);
    refresh();
  };
  const fill = () => {
    const object = find(board.content(), open);
    if (object) fillEditing(editing, board.content(), object, words);
  };

  items.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".item") : null;
    if (button instanceof HTMLElement) unfold(button.dataset.id);
  });
  startAdding(root, board, words, say);
  const deleted = (at: number) => {
    const left = [...items.querySelectorAll<HTMLElement>(".item")];
    (left[Math.min(at, left.length - 1)] ?? fieldOf(part(root, "adding"), "text")).focus();
  };
  const opened = () => find(board.content(), open);
  startEditing(editing, { board, words, say, opened, deleted });
  const refresh = () => {
    if (!isShown) return;
    render();
    fill();
    fillInside(fieldOf(part(root, "adding"), "inside"), board.content(), undefined, words);
  };
  board.watch(refresh);
  return {
    show: (shown) => {
      isShown = shown;
      toggle(root, shown);
      if (shown) refresh();
    },
    refresh,
  };
}

function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function joinedTo(content: MapContent, object: MapObject): { arrow: MapObject; other: MapObject }[] {
  return joinsOf(content, object.id).flatMap((arrow) => {
    const other = find(content, arrow.from === object.id ? arrow.to : arrow.from);
    return other ? [{ arrow, other }] : [];
  });
}

/** Fill a choice with things; the first option of the template stays. */
function fillThings(
  select: HTMLSelectElement,
  things: MapObject[],
  value: string | undefined,
  words: Words,
): void {
  const options = things.map((thing) => {
    const option = make("option", "", calledOf(thing, words));
    option.value = thing.id;
    return option;
  });
  select.replaceChildren(select.options[0]!, ...options);
  select.value = value ?? "";
}

function fillInside(
  select: HTMLSelectElement,
  content: MapContent,
  object: MapObject | undefined,
  words: Words,
): void {
  const own = object ? new Set([object.id, ...allInside(content, object.id).map(({ id }) => id)]) : undefined;
  const circles = content.objects.filter(({ kind, id }) => kind === "circle" && !own?.has(id));
  const value = object ? object.inside : select.value;
  fillThings(select, circles, circles.some(({ id }) => id === value) ? value : undefined, words);
}

function fillEditing(form: HTMLFormElement, content: MapContent, object: MapObject, words: Words): void {
  const text = fieldOf(form, "text");
  if (document.activeElement !== text || text.dataset.id !== object.id) text.value = object.text;
  text.dataset.id = object.id;
  warnOf(text, part(form, "warning"));
  toggle(part(form, "things"), isThing(object));
  fieldOf<HTMLSelectElement>(form, "meaning").value = object.meaning;
  fillInside(fieldOf<HTMLSelectElement>(form, "inside"), content, object, words);
  const others = content.objects.filter((one) => isThing(one) && one.id !== object.id);
  fillThings(fieldOf<HTMLSelectElement>(form, "join"), others, undefined, words);
  const joins = joinedTo(content, object).map(({ arrow, other }) => {
    const label = words("unjoin", { name: calledOf(other, words) });
    const unjoin = make("button", "quiet", label);
    unjoin.value = `unjoin ${arrow.id}`;
    return make("li", "", unjoin);
  });
  part(form, "joins").replaceChildren(...joins);
}

function startAdding(root: HTMLElement, board: Board, words: Words, say: (text: string) => void): void {
  const form = part<HTMLFormElement>(root, "adding");
  const text = fieldOf(form, "text");
  const warning = part(form, "warning");
  text.addEventListener("input", () => warnOf(text, warning));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = text.value.trim();
    if (!name) return void text.focus();
    const content = board.content();
    const outer = find(content, fieldOf<HTMLSelectElement>(form, "inside").value);
    const meaning = fieldOf<HTMLSelectElement>(form, "meaning").value as Meaning;
    if (!board.act(addNamed(content, name, meaning, outer))) return;
    say(words("said_added", { name }));
    text.value = "";
    warnOf(text, warning);
    text.focus();
  });
}

/** A new circle with its words, in a free place of its outer circle or of the paper. */
export function addNamed(
  content: MapContent,
  text: string,
  meaning: Meaning,
  outer: MapObject | undefined,
): Command {
  const named = (at: Point) => rename({ ...circleAt(at), meaning }, text).changes[0]!.after!;
  const anywhere = named([0, 0]);
  if (!outer) return add(content, named(freePlace(content, undefined, halves(anywhere))));
  const { at, changes } = roomIn(content, outer, anywhere);
  const made = { ...named(at), inside: outer.id };
  return { changes: [{ after: made, at: content.objects.length }, ...changes] };
}

interface Editing {
  board: Board;
  words: Words;
  say(text: string): void;
  opened(): MapObject | undefined;
  /** Told when the thing that was the n-th in the list has gone. */
  deleted(at: number): void;
}

function startEditing(form: HTMLFormElement, editing: Editing): void {
  const { board, words, say, opened } = editing;
  const text = fieldOf(form, "text");
  text.addEventListener("input", () => {
    const object = opened();
    if (object) board.act(rename(object, text.value), `name ${object.id}`);
  });
  form.addEventListener("change", (event) => {
    const object = opened();
    if (!object || !(event.target instanceof HTMLSelectElement)) return;
    const name = calledOf(object, words);
    if (event.target.name === "meaning") {
      const meaning = event.target.value as Meaning;
      board.act(mean(object, meaning));
      say(words("said_meaning", { name, meaning: words(`meaning_${meaning}`) }));
    }
    if (event.target.name === "inside") {
      const outer = find(board.content(), event.target.value);
      board.act(putInside(board.content(), object, outer));
      if (outer) say(words("said_inside", { name, other: calledOf(outer, words) }));
      else say(words("said_outside", { name }));
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = (event as SubmitEvent).submitter;
    if (button instanceof HTMLButtonElement) press(form, editing, button.value);
  });
}

function press(form: HTMLFormElement, editing: Editing, value: string): void {
  const { board, words, say } = editing;
  const object = editing.opened();
  if (!object) return;
  const content = board.content();
  const name = calledOf(object, words);
  const told = (command: Command | undefined, key: string, other = "") => {
    say(words(board.act(command) ? key : "said_cannot", { name, other }));
  };
  if (value === "earlier") told(reorder(content, object, -1), "said_moved");
  else if (value === "later") told(reorder(content, object, 1), "said_moved");
  else if (value === "nearer") told(nearer(content, object, 0.7), "said_nearer");
  else if (value === "farther") told(nearer(content, object, 1.35), "said_farther");
  else if (value === "join") {
    const other = find(content, fieldOf<HTMLSelectElement>(form, "join").value);
    if (other) told(join(content, object, other), "said_joined", calledOf(other, words));
  } else if (value === "delete") {
    const at = shownIn(content).indexOf(object);
    told(remove(content, object), "said_deleted");
    editing.deleted(at);
  } else if (value.startsWith("unjoin ")) {
    const arrow = find(content, value.slice("unjoin ".length));
    if (arrow) told(remove(content, arrow), "said_unjoined");
    form.querySelector<HTMLElement>('[name="join"]')?.focus();
  }
}

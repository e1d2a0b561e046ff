import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { emptyDraft } from "../src/card/content";
import type { CardContent } from "../src/card/content";
import { type Progress, startCourier } from "../src/card/courier";
import type { Carrier, Delivered, TicketOrder } from "../src/card/delivery";
import { contentOf, deliver, givingOf, isChanged } from "../src/card/delivery";
import type { Link, Running } from "../src/companion/running";
import type { MapContent } from "../src/map/content";
import { readMap } from "../src/map/reading";
import type { SealedKind } from "../src/sealed/crypto";
import type { Refused } from "../src/sealed/transport";

const TODAY = "2026-11-22";
const EXPIRES = "2027-02-22";
type Fault = Refused["outcome"] | "answer_lost" | "fine";

function meeting(): Running {
  const draft = emptyDraft("ar", "fi");
  draft.steps = [{ ...draft.steps[0]!, text: "Menen tutustumispäivään." }];
  return {
    id: "m",
    person: "p",
    kind: "client_meeting",
    form: "face_to_face",
    withInterpreter: false,
    minutes: 45,
    plan: { empathy: 6.75, guidance: 15.75, advice: 15.75, farewell: 6.75 },
    startedAt: "2026-11-22T08:00:00Z",
    moves: [{ stair: "empathy", at: 0 }],
    clock: { wall: 0, elapsed: 0 },
    draft,
    map: { v: 1, objects: [] },
  };
}

function deskWith(running: Running) {
  let now = running;
  return {
    data: { organisation: "oma" } as never,
    running: () => now,
    change: async (update: (running: Running) => void) => {
      const next = structuredClone(now);
      update(next);
      now = next;
    },
  };
}

const circle = {
  ...{ id: "o", kind: "circle" as const, meaning: "hope" as const, text: "koulu" },
  ...{ x: 1, y: 2, rx: 30, ry: 40 },
};

/** A server in memory that fails as it is told to, one fault a request. */
function server(faults: Fault[] = []) {
  const rows = new Map<string, { key: string; version: number; content: unknown; kind: SealedKind }>();
  const orders: TicketOrder[] = [];
  const refuse = (outcome: Refused["outcome"]): Refused => ({ outcome });
  /** The act is done although its answer is lost on the way. */
  function faulty<T>(act: () => T | Refused): T | Refused {
    const fault = faults.shift() ?? "fine";
    if (fault === "fine") return act();
    if (fault === "answer_lost") {
      act();
      return refuse("offline");
    }
    return refuse(fault);
  }
  const put = (link: Link, kind: SealedKind, version: number, content: unknown) => {
    rows.set(link.id, { key: link.key, kind, version, content: structuredClone(content) });
    return { outcome: "stored" as const, expires: EXPIRES, version };
  };
  const carrier: Carrier = {
    upload: async (link, kind, content) =>
      faulty(() => (rows.has(link.id) ? refuse("conflict") : put(link, kind, 1, content))),
    replace: async (link, kind, version, content) =>
      faulty(() => {
        const row = rows.get(link.id);
        if (!row || row.key !== link.key) return refuse("gone");
        return row.version + 1 === version ? put(link, kind, version, content) : refuse("conflict");
      }),
    openLink: async (link) =>
      faulty(() => {
        const row = rows.get(link.id);
        if (!row) return refuse("gone");
        const { content, version } = row;
        return { outcome: "opened" as const, content, version, expires: EXPIRES };
      }),
    remove: async (link) =>
      faulty(() => {
        rows.delete(link.id);
        return { outcome: "removed" as const };
      }),
    tickets: async (order) =>
      faulty(() => {
        orders.push(order);
        return { outcome: "known" as const };
      }),
  };
  const of = (kind: SealedKind) => [...rows.values()].filter((row) => row.kind === kind);
  return { carrier, rows, orders, of, faults };
}

test("given a card with a map, when it is given, then map and card lie on the server and the desk knows", async () => {
  const desk = deskWith({ ...meeting(), map: { v: 1, objects: [circle] } });
  const there = server();
  assert.deepEqual(await deliver(desk, there.carrier, TODAY), { outcome: "given" });
  const card = there.of("card")[0]!.content as CardContent;
  const { mapLink } = desk.running();
  assert.equal(card.map!.id, mapLink!.id);
  assert.equal(there.rows.get(mapLink!.id)!.kind, "map");
  assert.equal(desk.running().card!.version, 1);
  assert.equal(desk.running().giving!.expires, EXPIRES);
  assert.equal(card.expires, EXPIRES);
  assert.equal(await isChanged(desk, TODAY), false);
});

test("then the server hears only the hashes of the tickets that the card holds", async () => {
  const desk = deskWith(meeting());
  const there = server();
  await deliver(desk, there.carrier, TODAY);
  const { voice, step } = there.of("card")[0]!.content as CardContent;
  const { tickets, language, form } = there.orders[0]!;
  assert.deepEqual([language, form], ["ar", "face_to_face"]);
  assert.ok(voice && step);
  assert.ok(tickets.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash) && hash !== voice));
});

test("given a change after giving, then the same card is replaced with the next version", async () => {
  const desk = deskWith(meeting());
  const there = server();
  await deliver(desk, there.carrier, TODAY);
  const { id, key } = desk.running().card!;
  await desk.change(({ draft }) => void (draft.encouragement = "Hyvin menee."));
  assert.equal(await isChanged(desk, TODAY), true);
  await deliver(desk, there.carrier, TODAY);
  assert.deepEqual(desk.running().card, { id, key, version: 2 });
  assert.equal((there.of("card")[0]!.content as CardContent).encouragement, "Hyvin menee.");
  assert.equal(there.orders.length, 1);
});

test("given the map is left out after giving, then the card forgets it and the map is taken back", async () => {
  const desk = deskWith({ ...meeting(), map: { v: 1, objects: [circle] } });
  const there = server();
  await deliver(desk, there.carrier, TODAY);
  await desk.change((running) => void (givingOf(running).withoutMap = true));
  assert.equal(await isChanged(desk, TODAY), true);
  await deliver(desk, there.carrier, TODAY);
  assert.equal((there.of("card")[0]!.content as CardContent).map, undefined);
  assert.deepEqual(there.of("map"), []);
  assert.equal(desk.running().mapLink, undefined);
});

test("given the client drew on the map meanwhile, then an update keeps what both drew", async () => {
  const desk = deskWith({ ...meeting(), map: { v: 1, objects: [circle] } });
  const there = server();
  await deliver(desk, there.carrier, TODAY);
  const { mapLink } = desk.running();
  const theirs = { ...circle, id: "theirs", text: "oma toive" };
  await there.carrier.replace(mapLink!, "map", 2, { v: 1, objects: [circle, theirs] });
  for (const text of ["ammatti", "koti"]) {
    await desk.change(({ map }) => void map.objects.push({ ...circle, id: text, text }));
    assert.equal(await isChanged(desk, TODAY), true);
    assert.deepEqual(await deliver(desk, there.carrier, TODAY), { outcome: "given" });
  }
  const drawn = there.of("map")[0]!.content as MapContent;
  assert.deepEqual(drawn.objects.map(({ text }) => text).sort(), ["ammatti", "koti", "koulu", "oma toive"]);
  assert.deepEqual(desk.running().mapLink, { ...linkOf(mapLink!), version: 4 });
});

test("given the client only opened and saved the map, then an update doubles nothing of it", async () => {
  const outer = { ...circle, id: "outer", text: "arki", rx: 90, ry: 60 };
  const inner = { ...circle, inside: "outer" }; // as the device writes it
  const desk = deskWith({ ...meeting(), map: { v: 1, objects: [outer, inner] } });
  const there = server();
  await deliver(desk, there.carrier, TODAY);
  const { mapLink } = desk.running();
  await there.carrier.replace(mapLink!, "map", 2, readMap({ v: 1, objects: [outer, inner] }));
  await desk.change(({ map }) => void (map.objects[1]!.text = "ammattikoulu"));
  await deliver(desk, there.carrier, TODAY);
  const drawn = there.of("map")[0]!.content as MapContent;
  assert.deepEqual(drawn.objects.map(({ text }) => text).sort(), ["ammattikoulu", "arki"]);
});

test("given something else than a map under the map's link, then the card is given all the same", async () => {
  const desk = deskWith({ ...meeting(), map: { v: 1, objects: [circle] } });
  const there = server();
  await deliver(desk, there.carrier, TODAY);
  await there.carrier.replace(desk.running().mapLink!, "map", 2, { objects: "none" });
  await desk.change(({ map }) => void (map.objects[0]!.text = "työ"));
  assert.deepEqual(await deliver(desk, there.carrier, TODAY), { outcome: "given" });
});

const linkOf = ({ id, key }: Link): Link => ({ id, key });

test("given the client has deleted the card, when it is updated, then a new one is given", async () => {
  const desk = deskWith(meeting());
  const there = server();
  await deliver(desk, there.carrier, TODAY);
  const first = desk.running().card!;
  there.rows.clear();
  await desk.change(({ draft }) => void (draft.encouragement = "Taas."));
  await deliver(desk, there.carrier, TODAY);
  assert.notEqual(desk.running().card!.id, first.id);
  assert.equal(there.of("card").length, 1);
});

test("given the voice is refused, then the card goes without it", async () => {
  const desk = deskWith(meeting());
  const there = server(["failed"]);
  assert.equal((await deliver(desk, there.carrier, TODAY)).outcome, "given");
  assert.equal((there.of("card")[0]!.content as CardContent).voice, undefined);
});

test("given a map too large, then it is named and nothing is marked as given", async () => {
  const desk = deskWith({ ...meeting(), map: { v: 1, objects: [circle] } });
  const refused = await deliver(desk, server(["fine", "too_large"]).carrier, TODAY);
  assert.deepEqual(refused, { outcome: "too_large", what: "map" });
  assert.equal(desk.running().card, undefined);
});

const FAULTS: Fault[] = ["offline", "answer_lost", "signed_out", "busy", "failed", "fine"];

test("property: whatever faults come, trying on ends with one card that holds the latest words", async () => {
  const faults = fc.array(fc.constantFrom(...FAULTS), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(faults, fc.boolean(), async (broken, edits) => {
      const desk = deskWith({ ...meeting(), map: { v: 1, objects: [circle] } });
      const there = server([...broken]);
      let outcome: Delivered["outcome"] = "offline";
      for (let tries = 0; tries < 20 && outcome !== "given"; tries++) {
        if (edits && tries === 1) await desk.change(({ draft }) => void (draft.encouragement = "b"));
        outcome = (await deliver(desk, there.carrier, TODAY)).outcome;
      }
      assert.equal(outcome, "given");
      assert.equal(there.of("card").length, 1);
      assert.equal(there.of("map").length, 1);
      const { card, mapLink } = desk.running();
      const row = there.rows.get(card!.id)!;
      assert.equal(row.version, card!.version);
      assert.deepEqual(row.content, contentOf(desk, TODAY));
      assert.equal(there.rows.get(mapLink!.id)!.key, mapLink!.key);
    }),
    { numRuns: 200 },
  );
});

test("property: a card is never marked as given before the server has stored it", async () => {
  const faults = fc.array(fc.constantFrom(...FAULTS), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(faults, async (broken) => {
      const desk = deskWith(meeting());
      const there = server([...broken]);
      await deliver(desk, there.carrier, TODAY);
      const { card } = desk.running();
      assert.ok(!card || there.rows.has(card.id));
    }),
  );
});

/** Time and chances in the test's own hand. */
function surroundings() {
  const timers: { due: number; act: () => void }[] = [];
  let chance = (): void => undefined;
  return {
    timers,
    chance: () => chance(),
    given: {
      after(due: number, act: () => void) {
        const timer = { due, act };
        timers.push(timer);
        return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
      },
      onChance(act: () => void) {
        chance = act;
        return () => void (chance = () => undefined);
      },
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("given no network, then the courier waits, tells why, and goes on when it is back", async () => {
  const answers: Delivered[] = [{ outcome: "offline", what: "card" }, { outcome: "given" }];
  const told: Progress[] = [];
  const around = surroundings();
  const courier = startCourier(async () => answers.shift()!, (progress) => told.push(progress), around.given);
  await courier.give();
  assert.deepEqual(told.at(-1), { state: "waiting", outcome: "offline", what: "card" });
  assert.equal(around.timers.length, 1);
  around.chance();
  await settled();
  assert.deepEqual(told.at(-1), { state: "given" });
  assert.equal(around.timers.length, 0);
});

test("given a card too large, then it is not tried again by itself", async () => {
  let tries = 0;
  const around = surroundings();
  const deliverOnce = async (): Promise<Delivered> => (tries++, { outcome: "too_large", what: "card" });
  const courier = startCourier(deliverOnce, () => undefined, around.given);
  await courier.give();
  around.chance();
  await settled();
  assert.equal(tries, 1);
  assert.equal(around.timers.length, 0);
});

test("given the part is left, then nothing more is tried or told", async () => {
  const told: Progress[] = [];
  const around = surroundings();
  const deliverNever = async (): Promise<Delivered> => ({ outcome: "offline", what: "card" });
  const courier = startCourier(deliverNever, (progress) => told.push(progress), around.given);
  await courier.give();
  courier.stop();
  const before = told.length;
  around.chance();
  await settled();
  assert.equal(told.length, before);
  assert.equal(around.timers.length, 0);
});

test("given an error on the device itself, then it is one more reason to wait", async () => {
  const told: Progress[] = [];
  const around = surroundings();
  const broken = async (): Promise<Delivered> => Promise.reject(new Error("full"));
  await startCourier(broken, (progress) => told.push(progress), around.given).give();
  assert.deepEqual(told.at(-1), { state: "waiting", outcome: "failed", what: "card" });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { keepStored, takeBack } from "../src/taking_back";

interface Radio {
  name: string;
  value: string;
  checked: boolean;
  defaultChecked: boolean;
}

/** Radios as a page has them: choosing one lets go of the others. */
function row(isWatched = true): { holder: Element; choose(value: string): FormData; shown(): string | undefined } {
  const radios: Radio[] = ["attended", "absent", "booked"].map((value) => ({
    ...{ name: "mark", value },
    ...{ checked: value === "booked", defaultChecked: value === "booked" },
  }));
  const holder = { matches: () => isWatched, querySelectorAll: () => radios } as unknown as Element;
  return {
    holder,
    choose(value) {
      for (const radio of radios) radio.checked = radio.value === value;
      const sent = new FormData();
      sent.set("mark", value);
      return sent;
    },
    shown: () => radios.find(({ checked }) => checked)?.value,
  };
}

test("given a choice that does not get through then what is stored is shown again", () => {
  const { holder, choose, shown } = row();
  takeBack(holder, choose("attended"));
  assert.equal(shown(), "booked");
});

test("given a choice that got through then the next one goes back to it", () => {
  const { holder, choose, shown } = row();
  keepStored(holder, choose("attended"));
  takeBack(holder, choose("absent"));
  assert.equal(shown(), "attended");
});

test("given a newer choice waiting for its turn then the older one's failure leaves it", () => {
  const { holder, choose, shown } = row();
  const older = choose("attended");
  choose("absent");
  takeBack(holder, older);
  assert.equal(shown(), "absent");
});

test("given a holder that is not watched then nothing is touched", () => {
  const { holder, choose, shown } = row(false);
  takeBack(holder, choose("attended"));
  assert.equal(shown(), "attended");
});

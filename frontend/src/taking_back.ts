// A choice that is stored as it is made (data-takes-back on what holds the radios). When it does not get
// through, it goes back to what is stored: the page never shows what the server does not have.

function radiosIn(holder: Element): HTMLInputElement[] {
  if (!holder.matches("[data-takes-back]")) return [];
  return [...holder.querySelectorAll<HTMLInputElement>("input[type=radio]")];
}

/** What was sent is stored now: the next choice goes back to it. */
export function keepStored(holder: Element, sent: FormData): void {
  for (const radio of radiosIn(holder)) radio.defaultChecked = radio.value === sent.get(radio.name);
}

/** What was sent is not stored. A choice made since stays: it is sent in its turn. */
export function takeBack(holder: Element, sent: FormData): void {
  const radios = radiosIn(holder);
  const chosen = radios.find(({ checked }) => checked);
  if (!chosen || chosen.value !== sent.get(chosen.name)) return;
  for (const radio of radios) radio.checked = radio.defaultChecked;
}

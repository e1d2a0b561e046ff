import { forgetBoards } from "./board/outbox";

const CACHES = "juuristo-companion-";
const PAGE = "/meetings/companion/";

/** Whoever signs out leaves no companion of theirs to open offline; unsent walks wait for them. */
async function forgetCompanion(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHES));
  await Promise.all(names.map(async (name) => (await caches.open(name)).delete(PAGE)));
}

export function startSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.getAttribute("action") !== "/sign-out/") return;
    forgetBoards(() => sessionStorage);
    if (!("caches" in window)) return;
    event.preventDefault();
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 500));
    void Promise.race([forgetCompanion().catch(() => undefined), patience]).then(() => form.submit());
  });
}

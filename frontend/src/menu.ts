// The menu is a <details>: it opens without script. This closes it with Escape and a click outside.

export function startMenu(): void {
  const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
  });
}

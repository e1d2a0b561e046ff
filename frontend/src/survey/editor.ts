// The editor's preview: the respondent's own drawing of what is stored, or of what is being typed.
import { csrfToken } from "../shared/csrf";
import type { Definition, Language } from "./definition";
import { renderPreview } from "./render";
import { isLanguage } from "./words";

interface Shown {
  definition: Definition;
  at: string;
}

const PAUSE = 350; // milliseconds without a key before the server is asked

class Preview {
  private shown: Shown | undefined;
  private language: Language = "fi";
  private asked = 0;
  private timer = 0;

  constructor(
    private readonly section: HTMLElement,
    private readonly screen: HTMLElement,
    private readonly host: HTMLElement,
  ) {}

  start(): void {
    const ways = this.part<HTMLFormElement>("ways");
    ways.addEventListener("change", () => this.choose(ways));
    this.choose(ways);
    for (const name of ["ways", "screen", "trying"]) this.part(name).hidden = false;
    document.addEventListener("input", (event) => this.typed(event));
    document.addEventListener("change", (event) => this.typed(event));
    document.addEventListener("htmx:afterSettle", () => this.renew());
    this.renew();
  }

  private part<Found extends HTMLElement = HTMLElement>(name: string): Found {
    const found = this.section.querySelector<Found>(`[data-${name}]`);
    if (!found) throw new Error(`The preview has no ${name}`);
    return found;
  }

  private choose(ways: HTMLFormElement): void {
    const chosen = new FormData(ways);
    const language = String(chosen.get("language"));
    if (isLanguage(language)) this.language = language;
    this.host.lang = this.language;
    const isDesk = chosen.get("device") === "desk";
    this.screen.classList.toggle("desk", isDesk);
    this.screen.classList.toggle("phone", !isDesk);
    this.draw();
  }

  /** The page's form is new, or its list of questions is. */
  private renew(): void {
    if (this.form()) return void this.ask();
    const stored = document.getElementById("preview")?.textContent;
    if (stored) this.shown = JSON.parse(stored) as Shown;
    this.draw();
  }

  private form(): HTMLFormElement | null {
    return document.querySelector<HTMLFormElement>("form[data-previewed]");
  }

  private typed(event: Event): void {
    if (!(event.target instanceof Node) || !this.form()?.contains(event.target)) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  /** Asks the server what the form says so far; only the newest answer is drawn. */
  private async ask(): Promise<void> {
    const form = this.form();
    if (!form) return;
    const mine = ++this.asked;
    const body = new FormData(form);
    body.set("act", "preview");
    try {
      const answer = await fetch(location.href, {
        method: "POST", body, headers: { "X-CSRFToken": csrfToken() },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const shown = (await answer.json()) as Shown;
      if (mine !== this.asked) return;
      this.shown = shown;
      this.part("failed").hidden = true;
      this.draw();
    } catch {
      if (mine === this.asked) this.part("failed").hidden = false;
    }
  }

  private draw(): void {
    if (!this.shown) return;
    const { definition, at } = this.shown;
    this.screen.classList.toggle("empty-screen", definition.questions.length === 0);
    renderPreview(this.host, definition, this.language, at || undefined);
  }
}

function startPreview(): void {
  const section = document.querySelector<HTMLElement>("[data-survey-preview]");
  const screen = section?.querySelector<HTMLElement>("[data-screen]");
  const host = screen?.querySelector<HTMLElement>("[data-host]");
  if (section && screen && host) new Preview(section, screen, host).start();
}

document.addEventListener("DOMContentLoaded", startPreview);

// The answers under way, so that a reload loses nothing: in this tab alone, until they have been sent.
// Whoever opens the link anew begins anew, also on a device that somebody else has answered on.
// Without a name nothing is kept.
import { readAnswers } from "./answers";
import type { Answers } from "./answers";

function isOpenedAnew(): boolean {
  const [opened] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return opened?.type === "navigate";
}

export function kept(name: string, statements: string[]): Answers | undefined {
  try {
    if (isOpenedAnew()) sessionStorage.removeItem(name);
    return readAnswers(sessionStorage.getItem(name), statements);
  } catch {
    return undefined; // storage is closed to us: they live in the page
  }
}

export function keep(name: string, answers: Answers): void {
  try {
    if (name) sessionStorage.setItem(name, JSON.stringify(answers));
  } catch {
    // they live in the page
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // nothing was kept
  }
}

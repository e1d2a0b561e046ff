/** Puts text on the clipboard; false where the browser does not let, or has none (plain http). */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

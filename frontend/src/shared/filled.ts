/** A sentence with `values` in the places that it names: "{number} / {count}". An unknown place stays. */
export function filled(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

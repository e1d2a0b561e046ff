const PATIENCE = 60_000; // ms: some browsers read the file only after they have asked where to put it

/** Hands a file made here to its owner. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}

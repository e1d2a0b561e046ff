// A photo of the paper: made small in the browser, and drawn anew, which drops what a camera writes
// into its files (place, time, device).
import { fromBase64, toBase64 } from "../shared/bytes";
import { encoded, penOf } from "../shared/canvas";
import type { Picture } from "./content";

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

function fitted(width: number, height: number): { width: number; height: number } {
  const times = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * times)), height: Math.max(1, Math.round(height * times)) };
}

export function blobOf({ data, mime }: Picture): Blob {
  return new Blob([fromBase64(data)], { type: mime });
}

/** The photo as it goes on the map; rejects when the file is no picture this browser can read. */
export async function photoOf(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { width, height } = fitted(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = penOf(canvas);
  pen.fillStyle = "white";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await encoded(canvas, "image/jpeg", QUALITY);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { mime: "image/jpeg", data: toBase64(bytes), width, height };
}

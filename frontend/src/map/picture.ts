// A photo of the paper: made small in the browser, and drawn anew, which drops what a camera writes
// into its files (place, time, device).
import type { Picture } from "./content";

export const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

export function fitted(width: number, height: number): { width: number; height: number } {
  const times = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * times)), height: Math.max(1, Math.round(height * times)) };
}

export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(text);
}

export function blobOf(picture: Picture): Blob {
  const bytes = Uint8Array.from(atob(picture.data), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: picture.mime });
}

export function encoded(canvas: HTMLCanvasElement, mime: string, quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error("no picture")));
    canvas.toBlob(take, mime, quality);
  });
}

/** The photo as it goes on the map; rejects when the file is no picture this browser can read. */
export async function photoOf(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { width, height } = fitted(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await encoded(canvas, "image/jpeg", QUALITY);
  return { mime: "image/jpeg", data: await base64Of(blob), width, height };
}

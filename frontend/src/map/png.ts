// The map as a PNG, made in the browser: what stands on the page is drawn again on a canvas, with
// the page's own colours and letters.
import { drawShape, encoded, penOf } from "../shared/canvas";
import type { MapContent } from "./content";
import { blobOf } from "./picture";
import { wholeOf } from "./view";

const MOST_PIXELS = 4096;
const SHARPNESS = 3;

function drawWords(pen: CanvasRenderingContext2D, line: SVGTSpanElement): void {
  const { fill, fontWeight, fontSize, fontFamily, direction } = getComputedStyle(line);
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  pen.fillStyle = fill;
  pen.direction = direction === "rtl" ? "rtl" : "ltr";
  const [x, y] = ["x", "y"].map((name) => Number(line.getAttribute(name)));
  pen.fillText(line.textContent ?? "", x ?? 0, y ?? 0);
}

/** Returns the whole map as PNG, `paper` being its drawn layer on the page. */
export async function pngOf(content: MapContent, paper: SVGSVGElement): Promise<Blob> {
  const { left, top, right, bottom } = wholeOf(content);
  const times = Math.min(SHARPNESS, MOST_PIXELS / Math.max(right - left, bottom - top));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((right - left) * times);
  canvas.height = Math.ceil((bottom - top) * times);
  const pen = penOf(canvas);
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(times, 0, 0, times, -left * times, -top * times);
  pen.lineCap = pen.lineJoin = "round";
  pen.textAlign = "center";
  if (content.photo) {
    const bitmap = await createImageBitmap(blobOf(content.photo));
    pen.drawImage(bitmap, 0, 0, 390, (390 * bitmap.height) / bitmap.width);
    bitmap.close();
  }
  for (const shape of paper.querySelectorAll<SVGElement>("path, tspan")) {
    if (shape instanceof SVGPathElement) drawShape(pen, shape);
    else if (shape instanceof SVGTSpanElement) drawWords(pen, shape);
  }
  return encoded(canvas, "image/png");
}

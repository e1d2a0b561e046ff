// What the page has drawn as SVG, drawn again on a canvas with the style that it has on the page.

export function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  return pen;
}

export function encoded(canvas: HTMLCanvasElement, mime: string, quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error("no picture")));
    canvas.toBlob(take, mime, quality);
  });
}

function outlineOf(shape: SVGElement): Path2D {
  const value = (name: string): number => Number(shape.getAttribute(name) ?? 0);
  const path = new Path2D(shape.getAttribute("d") ?? "");
  if (shape.tagName === "rect") path.rect(value("x"), value("y"), value("width"), value("height"));
  if (shape.tagName === "circle") path.arc(value("cx"), value("cy"), value("r"), 0, 2 * Math.PI);
  return path;
}

/** A path, a rectangle or a circle. */
export function drawShape(pen: CanvasRenderingContext2D, shape: SVGElement): void {
  const { fill, stroke, strokeWidth, strokeDasharray, opacity } = getComputedStyle(shape);
  const path = outlineOf(shape);
  pen.globalAlpha = Number(opacity);
  if (fill !== "none") {
    pen.fillStyle = fill;
    pen.fill(path);
  }
  if (stroke !== "none") {
    pen.strokeStyle = stroke;
    pen.lineWidth = parseFloat(strokeWidth) || 1;
    pen.setLineDash(strokeDasharray === "none" ? [] : strokeDasharray.split(/[\s,]+/).map(parseFloat));
    pen.stroke(path);
  }
  pen.globalAlpha = 1;
}

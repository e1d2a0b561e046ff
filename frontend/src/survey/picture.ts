// A chart as a file: SVG with its styles written into it and our typeface inside, or PNG drawn on a
// canvas. Everything happens in the browser; without a script the table and the printer remain.
import { save } from "../map/png";
import { encoded } from "../map/picture";

const MARGIN = 24;
const SHARPNESS = 3;
const TITLE_SIZE = 24;
const NOTE_SIZE = 14;
const LEADING = 1.3;
const WRITTEN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "paint-order", "font-size", "font-weight", "font-family"];
const SVG = "http://www.w3.org/2000/svg";

interface Line {
  words: string;
  y: number;
  size: number;
  weight: number;
}

/** A finding above, the pictures under it, and where it is from at the bottom. */
interface Sheet {
  width: number;
  height: number;
  lines: Line[];
  pictures: { svg: SVGSVGElement; top: number }[];
  title: string;
}

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  return pen;
}

function typeface(): string {
  return getComputedStyle(document.body).fontFamily;
}

function wrapped(words: string, size: number, weight: number, room: number): string[] {
  const pen = penOf(document.createElement("canvas"));
  pen.font = `${weight} ${size}px ${typeface()}`;
  const lines: string[] = [];
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && pen.measureText(`${last} ${word}`).width <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** How the page's figure lies on its sheet. */
function sheetOf(figure: HTMLElement): Sheet {
  const svgs = [...figure.querySelectorAll<SVGSVGElement>("svg[data-chart]")];
  const width = Math.max(...svgs.map((svg) => svg.viewBox.baseVal.width));
  const title = figure.dataset.title ?? "";
  const lines: Line[] = [];
  let y = MARGIN;
  const write = (words: string, size: number, weight: number) => {
    for (const line of wrapped(words, size, weight, width)) {
      y += size * LEADING;
      lines.push({ words: line, y, size, weight });
    }
  };
  write(title, TITLE_SIZE, 560);
  write(figure.dataset.asked ?? "", NOTE_SIZE, 400);
  y += MARGIN;
  const pictures = svgs.map((svg) => {
    const top = y;
    y += svg.viewBox.baseVal.height + MARGIN / 2;
    return { svg, top };
  });
  write(figure.dataset.source ?? "", NOTE_SIZE, 400);
  return { width: width + 2 * MARGIN, height: Math.ceil(y + MARGIN), lines, pictures, title };
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// ---- SVG

function element(name: string, attributes: Record<string, string | number>, words = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (words) made.textContent = words;
  return made;
}

/** The copy carries what the style sheet says of the original, as attributes. */
function written(original: SVGElement): SVGElement {
  const copy = original.cloneNode(true) as SVGElement;
  const originals = [original, ...original.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((each, at) => {
    const source = originals[at];
    if (source && !["title", "desc", "svg"].includes(source.tagName)) {
      const style = getComputedStyle(source);
      for (const name of WRITTEN) {
        const value = style.getPropertyValue(name);
        if (value && value !== "normal" && (source.tagName === "text" || !name.startsWith("font"))) each.setAttribute(name, value);
      }
    }
    for (const name of ["class", "id", "aria-labelledby", "data-chart", "role"]) each.removeAttribute(name);
  });
  return copy;
}

async function fontFace(): Promise<string> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="preload"][as="font"]');
  if (!link) return "";
  const answer = await fetch(link.href);
  if (!answer.ok) return "";
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  const family = typeface().split(",")[0] ?? "";
  return `@font-face{font-family:${family};font-weight:200 800;src:url(data:font/woff2;base64,${btoa(text)}) format("woff2")}`;
}

async function svgOf(figure: HTMLElement): Promise<Blob> {
  const sheet = sheetOf(figure);
  const { width, height } = sheet;
  const root = element("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  root.append(element("title", {}, sheet.title));
  const said = sheet.pictures.map(({ svg }) => svg.querySelector("desc")?.textContent ?? "").join(" ");
  root.append(element("desc", {}, said));
  root.append(element("style", {}, await fontFace()));
  root.append(element("rect", { width, height, fill: colour("--paper") }));
  for (const line of sheet.lines) root.append(element("text", { x: MARGIN, y: line.y, "font-size": `${line.size}px`, "font-weight": line.weight, "font-family": typeface(), fill: colour("--ink") }, line.words));
  for (const { svg, top } of sheet.pictures) {
    const copy = written(svg);
    const { width: wide, height: high } = svg.viewBox.baseVal;
    for (const [key, value] of Object.entries({ x: MARGIN, y: top, width: wide, height: high, overflow: "visible" })) copy.setAttribute(key, String(value));
    root.append(copy);
  }
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

// ---- PNG

function outline(shape: SVGElement): Path2D {
  const [x = 0, y = 0, width = 0, height = 0] = ["x", "y", "width", "height"].map((name) => Number(shape.getAttribute(name) ?? 0));
  const path = new Path2D(shape.getAttribute("d") ?? "");
  if (shape.tagName === "rect") path.rect(x, y, width, height);
  if (shape.tagName === "circle") {
    const [cx = 0, cy = 0, r = 0] = ["cx", "cy", "r"].map((name) => Number(shape.getAttribute(name) ?? 0));
    path.arc(cx, cy, r, 0, 2 * Math.PI);
  }
  return path;
}

function drawShape(pen: CanvasRenderingContext2D, shape: SVGElement): void {
  const { fill, stroke, strokeWidth, strokeDasharray, opacity } = getComputedStyle(shape);
  const path = outline(shape);
  pen.globalAlpha = Number(opacity) || 1;
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

function drawWords(pen: CanvasRenderingContext2D, text: SVGElement): void {
  const { fill, stroke, strokeWidth, fontWeight, fontSize, fontFamily } = getComputedStyle(text);
  const anchors: Record<string, CanvasTextAlign> = { middle: "center", end: "right" };
  const [x = 0, y = 0] = ["x", "y"].map((name) => Number(text.getAttribute(name) ?? 0));
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  pen.textAlign = anchors[text.getAttribute("text-anchor") ?? ""] ?? "left";
  if (stroke !== "none") {
    pen.strokeStyle = stroke;
    pen.lineWidth = parseFloat(strokeWidth) || 1;
    pen.setLineDash([]);
    pen.strokeText(text.textContent ?? "", x, y);
  }
  pen.fillStyle = fill;
  pen.fillText(text.textContent ?? "", x, y);
}

async function pngOf(figure: HTMLElement): Promise<Blob> {
  await document.fonts.ready;
  const sheet = sheetOf(figure);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(sheet.width * SHARPNESS);
  canvas.height = Math.ceil(sheet.height * SHARPNESS);
  const pen = penOf(canvas);
  pen.scale(SHARPNESS, SHARPNESS);
  pen.fillStyle = colour("--paper");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.lineJoin = "round";
  pen.fillStyle = colour("--ink");
  for (const line of sheet.lines) {
    pen.font = `${line.weight} ${line.size}px ${typeface()}`;
    pen.fillText(line.words, MARGIN, line.y);
  }
  for (const { svg, top } of sheet.pictures) {
    pen.save();
    pen.translate(MARGIN, top);
    for (const shape of svg.querySelectorAll<SVGElement>("rect, path, circle, text")) {
      if (shape.tagName === "text") drawWords(pen, shape);
      else drawShape(pen, shape);
    }
    pen.restore();
  }
  return encoded(canvas, "image/png");
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-get]")) {
  const figure = button.closest<HTMLElement>("[data-figure]");
  if (!figure) continue;
  button.addEventListener("click", () => {
    const kind = button.dataset.get === "png" ? "png" : "svg";
    const name = `${figure.dataset.figure ?? "kuva"}.${kind}`;
    void (kind === "png" ? pngOf(figure) : svgOf(figure)).then((blob) => save(blob, name));
  });
  button.closest("[data-get-pictures]")?.removeAttribute("hidden");
}

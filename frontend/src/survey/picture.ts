// A chart as a file: SVG with its styles written into it and our typeface inside, or PNG drawn on a
// canvas. Everything happens in the browser; without a script the table and the printer remain.
import { toBase64 } from "../shared/bytes";
import { drawShape, encoded, penOf } from "../shared/canvas";
import { draw } from "../shared/make";
import { saveFile } from "../shared/saved_file";

const MARGIN = 24;
const SHARPNESS = 3;
const TITLE_SIZE = 24;
const NOTE_SIZE = 14;
const LEADING = 1.3;
const WRITTEN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "paint-order", "font-size", "font-weight", "font-family"];

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

function said<Kind extends SVGElement>(element: Kind, words: string): Kind {
  element.textContent = words;
  return element;
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

/** Our typeface as a rule of style; none without a network: the words are then in the reader's own. */
async function fontFace(): Promise<string> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="preload"][as="font"]');
  const answer = link && (await fetch(link.href).catch(() => undefined));
  if (!answer?.ok) return "";
  const data = toBase64(new Uint8Array(await answer.arrayBuffer()));
  const family = typeface().split(",")[0] ?? "";
  return `@font-face{font-family:${family};font-weight:200 800;src:url(data:font/woff2;base64,${data}) format("woff2")}`;
}

async function svgOf(figure: HTMLElement): Promise<Blob> {
  const sheet = sheetOf(figure);
  const { width, height } = sheet;
  const root = draw("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  const description = sheet.pictures.map(({ svg }) => svg.querySelector("desc")?.textContent ?? "").join(" ");
  root.append(said(draw("title", {}), sheet.title), said(draw("desc", {}), description));
  root.append(said(draw("style", {}), await fontFace()), draw("rect", { width, height, fill: colour("--paper") }));
  const letters = { "font-family": typeface(), fill: colour("--ink") };
  for (const { words, y, size, weight } of sheet.lines) {
    root.append(said(draw("text", { x: MARGIN, y, "font-size": `${size}px`, "font-weight": weight, ...letters }), words));
  }
  for (const { svg, top } of sheet.pictures) {
    const copy = written(svg);
    const { width: wide, height: high } = svg.viewBox.baseVal;
    for (const [key, value] of Object.entries({ x: MARGIN, y: top, width: wide, height: high, overflow: "visible" })) copy.setAttribute(key, String(value));
    root.append(copy);
  }
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

// ---- PNG

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
  const offer = button.closest<HTMLElement>("[data-get-pictures]");
  const told = offer?.querySelector<HTMLElement>("[role=status]");
  button.addEventListener("click", () => {
    const kind = button.dataset.get === "png" ? "png" : "svg";
    const name = `${figure.dataset.figure ?? "kuva"}.${kind}`;
    if (told) told.textContent = "";
    (kind === "png" ? pngOf(figure) : svgOf(figure))
      .then((blob) => saveFile(blob, name))
      .catch(() => {
        if (told) told.textContent = offer?.dataset.failed ?? "";
      });
  });
  offer?.removeAttribute("hidden");
}

import encodeQR from "qr";
import { draw } from "../shared/make";

/** Modules of empty ground around the code; readers need four. */
const QUIET = 4;

/** The dark modules of the code as one path, a run of a row at a time. */
export function qrPath(rows: boolean[][]): string {
  const runs: string[] = [];
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x++;
      runs.push(`M${start + QUIET} ${y + QUIET}h${x - start + 1}v1h-${x - start + 1}z`);
    }
  });
  return runs.join("");
}

/** A code that a phone reads: error level M, its quiet ground included, `name` for those who listen. */
export function drawQr(text: string, name: string): SVGSVGElement {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 0 });
  const size = rows.length + 2 * QUIET;
  return draw(
    "svg",
    {
      ...{ class: "qr", viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges" },
      ...{ role: "img", "aria-label": name },
    },
    draw("rect", { width: size, height: size, fill: "#ffffff" }),
    draw("path", { d: qrPath(rows), fill: "#000000" }),
  );
}

// A QR is made on the device: what it holds may carry a key.
import { encodeQR } from "qr";
import { draw } from "./make";

const QUIET = 4;

/** An SVG of the code with its quiet zone, one path, `label` for those who listen. */
export function qrPicture(text: string, label: string): SVGSVGElement {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: QUIET });
  const dark = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return draw(
    "svg",
    {
      ...{ class: "link-code", role: "img", "aria-label": label },
      ...{ viewBox: `0 0 ${rows.length} ${rows.length}`, "shape-rendering": "crispEdges" },
    },
    draw("path", { d: dark.join("") }),
  );
}

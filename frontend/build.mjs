// Bundles the islands and the style into the shell's static folder. `--watch` rebuilds on change.
import { context, build } from "esbuild";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outdir = here("../juuristo/shell/static/juuristo/built");

const scripts = {
  app: here("src/app.ts"),
  card: here("src/card/page.ts"),
  map: here("src/map/page.ts"),
  voice: here("src/voice/page.ts"),
  companion: here("src/companion.ts"),
  board: here("src/board/page.ts"),
  survey: here("src/survey/page.ts"),
  survey_editor: here("src/survey/editor.ts"),
  survey_picture: here("src/survey/picture.ts"),
  script: here("src/script/page.ts"),
  worker: here("src/worker.ts"),
};
const styles = {
  style: here("css/app.css"),
  board: here("css/board.css"),
  survey: here("css/survey.css"),
  surveys_desk: here("css/surveys_desk.css"),
  gatherings_desk: here("css/gatherings_desk.css"),
  sponsor: here("css/sponsor.css"),
  script: here("css/script.css"),
};
// The face of paper: Typst reads no woff2 (juuristo/shell/documents.py).
const faces = ["400Regular", "700Bold"].map((cut) => `${cut}/AtkinsonHyperlegibleNext_${cut}.ttf`);
const entries = (named) => Object.entries(named).map(([out, path]) => ({ in: path, out }));

const options = {
  entryPoints: [scripts, styles].flatMap(entries),
  outdir,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  legalComments: "none",
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await rm(outdir, { recursive: true, force: true });
  await build(options);
  await mkdir(`${outdir}/fonts`);
  for (const face of faces) {
    const from = here(`node_modules/@expo-google-fonts/atkinson-hyperlegible-next/${face}`);
    await copyFile(from, `${outdir}/fonts/${face.split("/").at(-1)}`);
  }
}

// No letter of the clients' pages may come out as a box: each is in the font file that its
// unicode-range promises.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync } from "node:zlib";

const frontend = process.cwd();
const phrases = join(frontend, "../juuristo/meetings/phrases");
const css = readFileSync(join(frontend, "css/fonts.css"), "utf8");
const atkinson = "@fontsource-variable/atkinson-hyperlegible-next/";

interface Face {
  family: string;
  file: string;
  ranges: [number, number][];
}

/** Variable-length numbers of WOFF2 (https://www.w3.org/TR/WOFF2/#DataTypes). */
function base128(data: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 5; i += 1) {
    const byte = data.readUInt8(at + i);
    value = value * 128 + (byte & 0x7f);
    if (!(byte & 0x80)) return [value, at + i + 1];
  }
  throw new Error("too long a number");
}

/** Numbers of the tables in the directory's list of known tags: cmap is 0, glyf 10, loca 11. */
function cmapOf(path: string): Buffer {
  const data = readFileSync(path);
  const count = data.readUInt16BE(12);
  let at = 48;
  let offset = 0;
  let found: [number, number] | undefined;
  for (let i = 0; i < count; i += 1) {
    const flags = data.readUInt8(at);
    at += (flags & 0x3f) === 0x3f ? 5 : 1;
    const tag = flags & 0x3f;
    const isTransformed = tag === 10 || tag === 11 ? flags >> 6 !== 3 : flags >> 6 !== 0;
    let length: number;
    [length, at] = base128(data, at);
    if (isTransformed) [length, at] = base128(data, at);
    if (tag === 0) found = [offset, length];
    offset += length;
  }
  assert.ok(found, path);
  const size = data.readUInt32BE(20);
  const tables = brotliDecompressSync(data.subarray(at, at + size));
  return tables.subarray(found[0], found[0] + found[1]);
}

function segments(cmap: Buffer, at: number): Set<number> {
  const letters = new Set<number>();
  if (cmap.readUInt16BE(at) === 12) {
    for (let i = 0; i < cmap.readUInt32BE(at + 12); i += 1) {
      const group = at + 16 + 12 * i;
      for (let c = cmap.readUInt32BE(group); c <= cmap.readUInt32BE(group + 4); c += 1) letters.add(c);
    }
  } else if (cmap.readUInt16BE(at) === 4) {
    const twice = cmap.readUInt16BE(at + 6);
    for (let i = 0; i < twice; i += 2) {
      const end = cmap.readUInt16BE(at + 14 + i);
      const start = cmap.readUInt16BE(at + 16 + twice + i);
      for (let c = start; c <= end && c !== 0xffff; c += 1) letters.add(c);
    }
  }
  return letters;
}

function lettersIn(path: string): Set<number> {
  const cmap = cmapOf(path);
  const all = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i += 1) {
    for (const letter of segments(cmap, cmap.readUInt32BE(8 + 8 * i))) all.add(letter);
  }
  return all;
}

function facesOf(sheet: string, root: string): Face[] {
  const blocks = sheet.match(/@font-face\s*\{[^}]*\}/g) ?? [];
  return blocks.map((block) => {
    const family = /font-family:\s*["']([^"']+)/.exec(block)?.[1] ?? "";
    const url = /url\(["']?([^"')]+)/.exec(block)?.[1] ?? "";
    const ranges = (/unicode-range:\s*([^;]+)/.exec(block)?.[1] ?? "").split(",").map((range) => {
      const [from, to] = range.trim().replace(/U\+/gi, "").split("-");
      return [parseInt(from ?? "", 16), parseInt(to ?? from ?? "", 16)] as [number, number];
    });
    return { family, file: join(root, url), ranges };
  });
}

const modules = join(frontend, "node_modules");
const faces = [
  ...facesOf(css, modules),
  ...facesOf(readFileSync(join(modules, atkinson, "index.css"), "utf8"), join(modules, atkinson)),
];
const held = new Map(faces.map((face) => [face.file, lettersIn(face.file)]));

/** The first family of a language's list, as in css/base.css, then the others. */
function familiesOf(lang: string): string[] {
  const [latin, noto] = ["Atkinson Hyperlegible Next Variable", "Noto Sans Variable"];
  const [arabic, thai] = ["Noto Sans Arabic Variable", "Noto Sans Thai Variable"];
  if (["ru", "uk", "vi"].includes(lang)) return [noto, latin, arabic, thai];
  if (["ar", "fa-AF", "ckb"].includes(lang)) return [arabic, latin, thai, noto];
  return [latin, arabic, thai, noto];
}

/** Where a browser takes the letter from: the first family that claims it and has it. */
function faceFor(letter: number, lang: string): Face | undefined {
  for (const family of familiesOf(lang)) {
    const claiming = faces.find(
      (face) =>
        face.family === family &&
        face.ranges.some(([from, to]) => from <= letter && letter <= to) &&
        held.get(face.file)?.has(letter),
    );
    if (claiming) return claiming;
  }
  return undefined;
}

function boxes(text: string, lang: string): string[] {
  return [...new Set(text)].filter((letter) => !faceFor(letter.codePointAt(0) ?? 0, lang));
}

for (const file of readdirSync(phrases).filter((name) => name.endsWith(".json"))) {
  test(`every letter of ${file} is in a font`, () => {
    const book = JSON.parse(readFileSync(join(phrases, file), "utf8"));
    const text = [book.name, ...Object.values(book.texts)].join("");
    assert.deepEqual(boxes(text, book.lang), []);
  });
}

test("the whole alphabets are there, with what a client may write of their own", () => {
  const alphabets: Record<string, string> = {
    ckb: "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆھەیێ،؛؟",
    "fa-AF": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئة۰۱۲۳۴۵۶۷۸۹ټځډړږښڼۍې",
    ar: "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي٠١٢٣٤٥٦٧٨٩",
    ru: "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯЁ№«»",
    uk: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяҐЄІЇ’",
    vi: "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ₫",
    th: "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮะาิีึืุูเแโใไ็่้๊๋์ำๆฯ",
    tr: "çğıöşüÇĞİÖŞÜâîû",
    et: "äöõüšžÄÖÕÜŠŽ",
  };
  for (const [lang, letters] of Object.entries(alphabets)) assert.deepEqual(boxes(letters, lang), [], lang);
});

test("a letter that no font has is noticed", () => {
  assert.deepEqual(boxes("aあ", "fi"), ["あ"]);
  assert.deepEqual(boxes("中ж", "ar"), ["中"]);
});

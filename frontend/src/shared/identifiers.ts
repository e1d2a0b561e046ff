/**
 * What tells who somebody is: Finnish personal identity codes, e-mail addresses, phone numbers.
 * The same rules as juuristo/shell/identifiers.py; the tests hold the two together.
 */
export type IdentifierKind = "identity_code" | "email" | "phone";

/** `text` as it was written, and where it begins. */
export interface Found {
  kind: IdentifierKind;
  text: string;
  start: number;
}

type Span = readonly [start: number, end: number];

// Digits of other scripts, and the signs people paste: each becomes one ASCII character.
const ZEROS = "\u0660\u06f0\u0966\u09e6\u0e50\u1040\uff10";
const PLAIN = new Map<string, string>([
  ...[...ZEROS].flatMap((zero) => digitsFrom(zero.charCodeAt(0))),
  ...[..."\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"].map((dash) => [dash, "-"] as const),
  ...[..."\u00a0\u2007\u2008\u2009\u200a\u202f\t"].map((space) => [space, " "] as const),
  ["\uff0b", "+"],
  ["\uff20", "@"],
]);

const CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY";
const IDENTITY_CODE = /(?<!\d)(\d{2})(\d{2})(\d{2}) ?([-+A-FU-Y]) ?(\d{3})([0-9A-FHJ-NPR-Y])(?!\d)/gi;
const EMAIL =
  /[\p{L}\p{N}_.%+'-]{1,64}(?:@| ?[(\[] ?[aä]t ?[)\]] ?)(?:[\p{L}\p{N}_-]{1,63}\.){1,8}\p{L}{2,24}/giu;
/** Account numbers hold groups that look like phone numbers. */
const ACCOUNT = /\b[A-Z]{2}\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,4})?(?!\d)/g;
const PHONES = [
  // +358 40 123 4567, 00358 (0)40 1234567, and other countries'
  /(?<!\d)\+ ?[1-9](?:[ ()/.-]{0,3}\d){7,14}(?!\d)/g,
  /(?<!\d)(?<!\d[.,:/ -])00 ?[1-9](?:[ ()/-]{0,3}\d){8,13}(?!\d)/g,
  // 040 123 4567, (050) 123 4567, 040/1234567
  /(?<!\d)(?<!\d[.,:/])\(?0(?:4\d|50)\)?(?:(?: ?[-/.] ?| )?\d){6,8}(?!\d)/g,
  // 09 123 4567, (05) 616 1234, 0295 123 456
  /(?<!\d)(?<!\d[.,:/ -])\(?0(?!1[12])[1-35-9](?:(?: ?- ?|\)? )?\d){5,8}(?! ?-? ?\d)/g,
  // any number that is called a phone number
  /\b(?:puh(?:elin(?:numero)?)?(?:ni|si|nsa)?|tel|tfn|gsm|phone)[.:]? ?(\d(?:[ -]?\d){5,14})(?!\d)/gi,
];
// What looks like a phone number and is something else; the same list as in Python.
const DAY_MONTH_YEAR = "(?:0[1-9]|[12]\\d|3[01]) ?[-/]? ?(?:0[1-9]|1[0-2]) ?[-/]? ?(?:19|20)\\d\\d";
const CLOCK = "(?:[01]\\d|2[0-4]) ?[0-5]\\d";
const OTHERS = new RegExp(
  `^(?:${DAY_MONTH_YEAR}|(?:19|20)\\d\\d-\\d\\d-\\d\\d|(?:19|20)\\d\\d ?- ?(?:19|20)\\d\\d` +
    `|${CLOCK} ?- ?${CLOCK}|\\d{7}-\\d|\\d{6}[-+]\\d{4})$`,
);
const MONEY_AFTER = /^ ?(?:€|%|eur|e(?![\p{L}\p{N}_]))/iu;
const FEWEST_DIGITS_IN_A_ROW = 8;
const LONGEST_GROUP_AT_LEAST = 3;

/** The identifiers of a text in the order they stand there. */
export function foundIn(text: string): Found[] {
  let plain = text.replace(/[^\x20-\x7e]/g, (sign) => PLAIN.get(sign) ?? sign);
  const found: Found[] = [];
  const finders = { identity_code: identityCodes, email: emails, phone: phones };
  for (const [kind, finder] of Object.entries(finders) as [IdentifierKind, typeof emails][]) {
    for (const [start, end] of finder(plain)) {
      found.push({ kind, text: text.slice(start, end), start });
      plain = without(plain, [start, end]);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function identityCodes(plain: string): Span[] {
  return [...plain.matchAll(IDENTITY_CODE)]
    .filter(([, day, month, year, sign, number, control]) => {
      const remainder = Number(`${day}${month}${year}${number}`) % 31;
      return (
        CONTROL[remainder] === control!.toUpperCase() &&
        isDay(centuryOf(sign!) + Number(year), Number(month), Number(day))
      );
    })
    .map(spanOf);
}

function centuryOf(sign: string): number {
  if (sign === "+") return 1800;
  return "ABCDEF".includes(sign.toUpperCase()) ? 2000 : 1900;
}

function isDay(year: number, month: number, day: number): boolean {
  const time = new Date(Date.UTC(year, month - 1, day));
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
}

function emails(plain: string): Span[] {
  return [...plain.matchAll(EMAIL)].map(spanOf);
}

function phones(text: string): Span[] {
  let plain = [...text.matchAll(ACCOUNT)].map(spanOf).reduce(without, text);
  const found: Span[] = [];
  for (const pattern of PHONES) {
    for (const match of [...plain.matchAll(pattern)]) {
      const [first, end] = spanOf(match);
      const start = match[1] === undefined ? first : end - match[1].length;
      if (isPhone(plain.slice(start, end), plain.slice(end, end + 5), match[1] !== undefined)) {
        found.push([start, end]);
        plain = without(plain, [start, end]);
      }
    }
  }
  return found;
}

/** Whether what looks like a phone number is one; `isCalled`: the text says so. */
function isPhone(written: string, after: string, isCalled: boolean): boolean {
  if (!isCalled) {
    const isBare = /^\d+$/.test(written) && written.length < FEWEST_DIGITS_IN_A_ROW;
    const longest = Math.max(...written.match(/\d+/g)!.map((group) => group.length));
    if (isBare || longest < LONGEST_GROUP_AT_LEAST) return false;
  }
  return !OTHERS.test(written) && !MONEY_AFTER.test(after);
}

/** Blank out what has been found, so that nothing finds it twice. */
function without(plain: string, [start, end]: Span): string {
  return plain.slice(0, start) + "\n".repeat(end - start) + plain.slice(end);
}

function spanOf(match: RegExpMatchArray): Span {
  return [match.index!, match.index! + match[0].length];
}

function digitsFrom(zero: number): [string, string][] {
  return Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(zero + digit), String(digit)]);
}

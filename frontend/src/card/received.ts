// What came out of a card is read like any stranger's data: only what a card has, in its shapes.
import { fromBase64, fromBase64url } from "../shared/bytes";
import { readyLine } from "./content";
import type { CardContent, Contact, Recording, Service, Step } from "./content";

type Loose = Record<string, unknown>;

const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const matching = (value: unknown, shape: RegExp): string => (shape.test(text(value)) ? text(value) : "");
const list = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isLoose) : []);

const MOST_STEPS = 3;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const CLOCK = /^([01]?\d|2[0-3]):[0-5]\d$/;
const LANGUAGE = /^[a-z]{2,3}(-[a-z]+)?$/;
/** Anything a browser's recorder makes; never a document that could hold a script. */
const AUDIO = /^audio\/[\w.+-]+(;\s*codecs=[\w."+-]+)?$/;

/** The card's content with every field in its shape, or undefined when it is no card. */
export function readCard(sealed: unknown): CardContent | undefined {
  if (!isLoose(sealed) || sealed["v"] !== 1 || !Array.isArray(sealed["steps"])) return undefined;
  const language = matching(sealed["language"], LANGUAGE) || "fi";
  const card: CardContent = {
    v: 1,
    language,
    written: matching(sealed["written"], LANGUAGE) || "fi",
    steps: list(sealed["steps"]).slice(0, MOST_STEPS).map(readStep),
    services: list(sealed["services"]).map(readService),
    encouragement: text(sealed["encouragement"]),
    calendarTells: sealed["calendarTells"] === true,
    organisation: matching(sealed["organisation"], /^[\w-]+$/),
    form: "face_to_face",
    expires: matching(sealed["expires"], DAY),
  };
  if (isLoose(sealed["contact"])) card.contact = readContact(sealed["contact"]);
  const line = readyLine(sealed["readyLine"]);
  if (line) card.readyLine = line;
  const recording = isLoose(sealed["recording"]) ? readRecording(sealed["recording"]) : undefined;
  if (recording) card.recording = recording;
  return { ...card, ...readRights(sealed) };
}

function readStep(step: Loose): Step {
  return {
    text: text(step["text"]),
    own: text(step["own"]),
    day: matching(step["day"], DAY),
    clock: matching(step["clock"], CLOCK),
    where: text(step["where"]),
    withWhom: text(step["withWhom"]),
  };
}

function readService(service: Loose): Service {
  return {
    name: text(service["name"]),
    sentence: text(service["sentence"]),
    link: text(service["link"]),
  };
}

function readContact(contact: Loose): Contact {
  return {
    name: text(contact["name"]),
    hours: text(contact["hours"]),
    phone: text(contact["phone"]),
    email: text(contact["email"]),
    address: text(contact["address"]),
  };
}

function readRecording(recording: Loose): Recording | undefined {
  const mime = matching(recording["mime"], AUDIO);
  const data = matching(recording["data"], /^[\w+/]+=*$/);
  const seconds = Number(recording["seconds"]) || 0;
  return mime && data ? { mime, data, seconds } : undefined;
}

function secret(value: unknown, bytes: number): string {
  return fromBase64url(text(value))?.length === bytes ? text(value) : "";
}

/** Links and tickets, each whole or not at all. */
function readRights(sealed: Loose): Pick<CardContent, "map" | "voice" | "step"> {
  const rights: Pick<CardContent, "map" | "voice" | "step"> = {};
  const map = isLoose(sealed["map"]) ? sealed["map"] : {};
  const [id, key] = [secret(map["id"], 16), secret(map["key"], 32)];
  if (id && key) rights.map = { id, key };
  const [voice, step] = [secret(sealed["voice"], 32), secret(sealed["step"], 32)];
  if (voice) rights.voice = voice;
  if (step) rights.step = step;
  return rights;
}

/** The recording for an audio element; base64 that is broken gives nothing. */
export function soundOf(recording: Recording): Blob | undefined {
  try {
    return new Blob([fromBase64(recording.data)], { type: recording.mime });
  } catch {
    return undefined;
  }
}

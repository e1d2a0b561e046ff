// Read aloud, only with voices that live on the device: others would send the words to a company.

export interface Line {
  text: string;
  /** BCP 47: "fa-AF". */
  lang: string;
}

type Voice = Pick<SpeechSynthesisVoice, "lang" | "localService">;

const base = (lang: string): string => lang.toLowerCase().split(/[-_]/)[0] ?? "";

/** The device's own voice of the language: of the same country first. */
export function voiceFor<V extends Voice>(lang: string, voices: readonly V[]): V | undefined {
  const own = voices.filter((voice) => voice.localService && base(voice.lang) === base(lang));
  const exact = lang.toLowerCase();
  return own.find((voice) => voice.lang.toLowerCase().replace("_", "-") === exact) ?? own[0];
}

/** The lines that some voice of the device can say. */
export function sayable<V extends Voice>(lines: Line[], voices: readonly V[]): [Line, V][] {
  return lines.flatMap((line): [Line, V][] => {
    const voice = voiceFor(line.lang, voices);
    return line.text.trim() && voice ? [[line, voice]] : [];
  });
}

/** The words of the face's parts, each in the language it is marked with. */
export function linesOf(face: ParentNode, parts: string): Line[] {
  return [...face.querySelectorAll<HTMLElement>(parts)].map((element) => ({
    text: element.innerText,
    lang: element.closest<HTMLElement>("[lang]")?.lang ?? "",
  }));
}

export interface Reader {
  /** Whether the device can say every one of these. */
  canRead(lines: Line[]): boolean;
  read(lines: Line[]): void;
  stop(): void;
}

/** `voicesKnown` is called when the device has told its voices; `ended` when the reading stops. */
export function startReader(voicesKnown: () => void, ended: () => void): Reader | undefined {
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  if (!synthesis) return undefined;
  synthesis.addEventListener?.("voiceschanged", voicesKnown);
  const canRead = (lines: Line[]): boolean =>
    lines.length > 0 && sayable(lines, synthesis.getVoices()).length === lines.length;
  const read = (lines: Line[]): void => {
    synthesis.cancel();
    const said = sayable(lines, synthesis.getVoices());
    said.forEach(([line, voice], at) => {
      const utterance = new SpeechSynthesisUtterance(line.text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      if (at === said.length - 1) utterance.addEventListener("end", ended);
      synthesis.speak(utterance);
    });
  };
  const stop = (): void => {
    synthesis.cancel();
    ended();
  };
  addEventListener("pagehide", () => synthesis.cancel());
  return { canRead, read, stop };
}

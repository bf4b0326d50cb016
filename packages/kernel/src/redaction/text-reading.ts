/**
 * A text as it reads after escapes were undone, with the way back: `origin[i]` is where its i-th character begins in
 * the text as it was written, and the last element is where that text ends.
 */
export interface TextReading {
  readonly text: string;
  readonly origin: Uint32Array;
}

/** A reading, or the text as it was written, whose characters are where they are. */
interface Source {
  readonly text: string;
  readonly origin: Uint32Array | undefined;
}

const JSON_ESCAPE = /\\(?:u[0-9a-fA-F]{4}|["'\\/bfnrt])/g;
const PERCENT_ESCAPES = /(?:%[0-9a-fA-F]{2})+/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** JSON in a URL in JSON is three levels; a secret that is wrapped deeper has to be found by its name. */
const MAX_LEVELS = 3;

const NONE: readonly TextReading[] = [];

/**
 * What a text may mean beside what is written: JSON and percent escapes undone in any order, up to three levels. None for
 * a text without escapes.
 */
export function otherReadings(text: string): Iterable<TextReading> {
  return text.includes('\\') || text.includes('%') ? unescapedReadings(text) : NONE;
}

function* unescapedReadings(written: string): Generator<TextReading> {
  const seen = new Set<string>([written]);
  const pending = undoOnce({ text: written, origin: undefined }, seen).map((reading) => ({ reading, level: 1 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { reading, level } = next;
    yield reading;
    if (level < MAX_LEVELS)
      for (const deeper of undoOnce(reading, seen)) pending.push({ reading: deeper, level: level + 1 });
  }
}

function undoOnce(source: Source, seen: Set<string>): readonly TextReading[] {
  return [undoJson(source), undoPercent(source)].filter((reading) => {
    if (reading === undefined || seen.has(reading.text)) return false;
    seen.add(reading.text);
    return true;
  }) as TextReading[];
}

/** Collects decoded characters with the places that they came from. */
class ReadingBuilder {
  readonly #from: Source;
  readonly #origin: Uint32Array;
  #text = '';
  #copied = 0;

  constructor(from: Source) {
    this.#from = from;
    this.#origin = new Uint32Array(from.text.length + 1);
  }

  /** Takes what stands unescaped before `until`. */
  copy(until: number): void {
    const { text } = this.#from;
    for (let at = this.#copied, to = this.#text.length; at < until; at += 1, to += 1)
      this.#origin[to] = this.#placeOf(at);
    this.#text += text.slice(this.#copied, until);
    this.#copied = until;
  }

  /** Takes the meaning of an escape that lies from `start` to `end`. */
  replace(start: number, end: number, meaning: string): void {
    this.copy(start);
    for (let unit = 0; unit < meaning.length; unit += 1) this.#origin[this.#text.length + unit] = this.#placeOf(start);
    this.#text += meaning;
    this.#copied = end;
  }

  finish(): TextReading {
    const end = this.#from.text.length;
    this.copy(end);
    this.#origin[this.#text.length] = this.#placeOf(end);
    return { text: this.#text, origin: this.#origin.subarray(0, this.#text.length + 1) };
  }

  #placeOf(at: number): number {
    return this.#from.origin?.[at] ?? at;
  }
}

function undoJson(reading: Source): TextReading | undefined {
  if (!reading.text.includes('\\')) return undefined;
  const builder = new ReadingBuilder(reading);
  for (const match of reading.text.matchAll(JSON_ESCAPE)) {
    const [written] = match;
    const kind = written.charAt(1);
    const isUnit = kind === 'u' && written.length === 6;
    const meaning = isUnit ? String.fromCharCode(Number.parseInt(written.slice(2), 16)) : (SHORT_ESCAPES[kind] ?? kind);
    builder.replace(match.index, match.index + written.length, meaning);
  }
  return builder.finish();
}

function undoPercent(reading: Source): TextReading | undefined {
  if (!reading.text.includes('%')) return undefined;
  const builder = new ReadingBuilder(reading);
  for (const match of reading.text.matchAll(PERCENT_ESCAPES)) {
    const [escapes] = match;
    for (let at = 0; at < escapes.length; ) {
      const { meaning, bytes } = decodeUtf8(escapes, at);
      builder.replace(match.index + at, match.index + at + 3 * bytes, meaning);
      at += 3 * bytes;
    }
  }
  return builder.finish();
}

/** One character of percent-encoded UTF-8. A byte that begins none stands for itself: nothing here may throw. */
function decodeUtf8(escapes: string, at: number): { readonly meaning: string; readonly bytes: number } {
  const byteAt = (index: number) => Number.parseInt(escapes.slice(at + 3 * index + 1, at + 3 * index + 3), 16);
  const lead = byteAt(0);
  const bytes = lead < 0xc2 || lead > 0xf4 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  let point = bytes === 1 ? lead : lead & (0xff >> (bytes + 1));
  for (let index = 1; index < bytes; index += 1) {
    const next = byteAt(index);
    if (!(next >= 0x80 && next < 0xc0)) return { meaning: String.fromCharCode(lead), bytes: 1 };
    point = (point << 6) | (next & 0x3f);
  }
  return point > 0x10ffff
    ? { meaning: String.fromCharCode(lead), bytes: 1 }
    : { meaning: String.fromCodePoint(point), bytes };
}

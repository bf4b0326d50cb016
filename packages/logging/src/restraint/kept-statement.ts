import type { LogLevel } from '@hearthgate/contracts';
import type { Circumstances } from '../circumstances.ts';
import type { ComposedLine, Journal, Statement } from '../journal.ts';
import type { Kept } from './line-buffer.ts';

/** A statement that may be needed: as it was said, and how it becomes a line. */
export interface KeptStatement extends Kept {
  readonly level: LogLevel;
  writeOut(journal: Journal): ComposedLine;
}

/** Larger data is written out at once: that is no dearer than copying it, and its size is known then. */
const MAX_VALUES = 64;
const MAX_DEPTH = 4;

/** What a line without data takes: names, time, quotes and braces. */
const ENVELOPE_BYTES = 90;

/** Quotes, colon and comma. */
const MEMBER_BYTES = 4;

const hasOwn = Object.prototype.hasOwnProperty;

/**
 * Keeps a statement for later. Most are never needed, so their data is copied (texts, numbers, lists and plain objects) and
 * neither redacted nor written before they are: what changes afterwards changes nothing, and secrets that become known
 * until then are hidden, too. Errors, and data that is large or of classes of its own, are written out at once.
 */
export function keptStatement(statement: Statement, circumstances: Circumstances, journal: Journal): KeptStatement {
  const { level, message, data, error } = statement;
  if (error === undefined && (message === undefined || typeof message === 'string')) {
    const copier = new PlainCopier();
    const copy = data === undefined ? undefined : copier.copy(data, 0);
    const leastBytes = ENVELOPE_BYTES + copier.bytes + (message?.length ?? 0);
    if (!copier.isBeyond) return new CopiedStatement(level, message, copy, circumstances, leastBytes);
  }
  return new ComposedStatement(journal.compose(statement, circumstances));
}

class CopiedStatement implements KeptStatement, Statement {
  readonly level: LogLevel;
  readonly message: string | undefined;
  readonly data: unknown;
  readonly leastBytes: number;
  readonly #circumstances: Circumstances;

  constructor(
    level: LogLevel,
    message: string | undefined,
    data: unknown,
    circumstances: Circumstances,
    leastBytes: number,
  ) {
    this.level = level;
    this.message = message;
    this.data = data;
    this.leastBytes = leastBytes;
    this.#circumstances = circumstances;
  }

  writeOut(journal: Journal): ComposedLine {
    return journal.compose(this, this.#circumstances);
  }
}

class ComposedStatement implements KeptStatement {
  readonly leastBytes: number;
  readonly #line: ComposedLine;

  constructor(line: ComposedLine) {
    this.#line = line;
    this.leastBytes = line.bytes ?? Buffer.byteLength(line.line);
  }

  get level(): LogLevel {
    return this.#line.level;
  }

  writeOut(): ComposedLine {
    return this.#line;
  }
}

/** Copies plain data, and counts the bytes that its texts and names take at least. */
class PlainCopier {
  bytes = 0;
  /** Whether there is something that cannot be copied as it is, or too much. */
  isBeyond = false;
  #values = 0;

  copy(value: unknown, depth: number): unknown {
    this.#values += 1;
    if (this.#values > MAX_VALUES) this.isBeyond = true;
    if (typeof value === 'string') {
      this.bytes += value.length;
      return value;
    }
    // A function may be followed to anything; it is shown as a word only.
    if (typeof value === 'function') this.isBeyond = true;
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= MAX_DEPTH || this.isBeyond) {
      this.isBeyond = true;
      return undefined;
    }
    try {
      return Array.isArray(value) ? this.#copyList(value, depth) : this.#copyObject(value, depth);
    } catch {
      // A getter or a trap that throws.
      this.isBeyond = true;
      return undefined;
    }
  }

  #copyList(list: readonly unknown[], depth: number): unknown[] {
    if (this.#values + list.length > MAX_VALUES) {
      this.isBeyond = true;
      return [];
    }
    this.bytes += list.length;
    return list.map((item) => this.copy(item, depth + 1));
  }

  #copyObject(value: object, depth: number): object {
    if (Object.getPrototypeOf(value) !== Object.prototype || 'toJSON' in value) {
      this.isBeyond = true;
      return value;
    }
    // Taken over as a whole and mended, which takes half the time of taking over one member after the other.
    const copy: Record<string, unknown> = { ...value };
    for (const name in copy) {
      if (!hasOwn.call(copy, name)) continue;
      this.bytes += name.length + MEMBER_BYTES;
      const member = copy[name];
      const copied = this.copy(member, depth + 1);
      if (copied !== member) copy[name] = copied;
      if (this.isBeyond) return copy;
    }
    return copy;
  }
}

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

/**
 * Keeps a statement for later. Most are never needed, so their data is copied (texts, numbers, lists and plain objects) and
 * neither redacted nor written before they are: what changes afterwards changes nothing, and secrets that become known
 * until then are hidden, too. Errors, and data that is large or of classes of its own, are written out at once.
 */
export function keptStatement(statement: Statement, circumstances: Circumstances, journal: Journal): KeptStatement {
  const { level, message, data, error } = statement;
  const copier = new PlainCopier();
  const isPlain = error === undefined && (message === undefined || typeof message === 'string');
  const copy = isPlain && data !== undefined ? copier.copy(data, 0) : undefined;
  if (!isPlain || copier.isBeyond) return new ComposedStatement(journal.compose(statement, circumstances));
  const leastBytes = ENVELOPE_BYTES + copier.bytes + (message?.length ?? 0);
  return new CopiedStatement({ level, message, data: copy }, circumstances, leastBytes);
}

class CopiedStatement implements KeptStatement {
  readonly leastBytes: number;
  readonly #statement: Statement;
  readonly #circumstances: Circumstances;

  constructor(statement: Statement, circumstances: Circumstances, leastBytes: number) {
    this.#statement = statement;
    this.#circumstances = circumstances;
    this.leastBytes = leastBytes;
  }

  get level(): LogLevel {
    return this.#statement.level;
  }

  writeOut(journal: Journal): ComposedLine {
    return journal.compose(this.#statement, this.#circumstances);
  }
}

class ComposedStatement implements KeptStatement {
  readonly leastBytes: number;
  readonly #line: ComposedLine;

  constructor(line: ComposedLine) {
    this.#line = line;
    this.leastBytes = Buffer.byteLength(line.line);
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
    if (typeof value === 'string') {
      this.bytes += value.length;
      return value;
    }
    if (typeof value !== 'object' || value === null) {
      // A function may be followed to anything; it is shown as a word only.
      if (typeof value === 'function') this.isBeyond = true;
      return value;
    }
    if (depth >= MAX_DEPTH || this.#values > MAX_VALUES) {
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

  #copyObject(value: object, depth: number): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    const names = Object.keys(value);
    if (
      Object.getPrototypeOf(value) !== Object.prototype ||
      'toJSON' in value ||
      this.#values + names.length > MAX_VALUES
    ) {
      this.isBeyond = true;
      return copy;
    }
    for (const name of names) {
      // Assigning it would set the prototype.
      if (name === '__proto__') this.isBeyond = true;
      if (this.isBeyond) return copy;
      this.bytes += name.length + MEMBER_BYTES;
      copy[name] = this.copy((value as Record<string, unknown>)[name], depth + 1);
    }
    return copy;
  }
}

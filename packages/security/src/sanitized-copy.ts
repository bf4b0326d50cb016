import type { SanitizeDataParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

interface Limits {
  readonly maxTextLength: number;
  readonly maxDepth: number;
  readonly maxValues: number;
}

const DEFAULTS: Limits = { maxTextLength: 10_000, maxDepth: 32, maxValues: 10_000 };

/** Copied into another object they would change what it inherits. */
const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Control characters, line separators, and those that turn the direction of text (Unicode UAX 9). */
const BREAKS = /\r\n?|[\n\t\u0085\u2028\u2029]/g;
const CONTROLS = /[[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]--[\n\t]]/gv;

/**
 * A plain, bounded copy of untrusted data.
 *
 * @throws GatewayError `KERNEL_INVALID_PARAMS` for limits that are none
 */
export function sanitizedCopy(params: SanitizeDataParams): unknown {
  const limits = Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, byDefault]) => {
      const limit = params[name as keyof Limits] ?? byDefault;
      if (Number.isInteger(limit) && limit >= 1) return [name, limit];
      throw new GatewayError('KERNEL_INVALID_PARAMS', `${name} is a whole number from 1.`);
    }),
  ) as unknown as Limits;
  const depth = Math.min(limits.maxDepth, 500);
  return new SanitizingCopy({ ...limits, maxDepth: depth }, params.multiline === true).copy(params.data);
}

class SanitizingCopy {
  readonly #limits: Limits;
  readonly #multiline: boolean;
  readonly #above = new Set<object>();
  #values = 0;

  constructor(limits: Limits, multiline: boolean) {
    this.#limits = limits;
    this.#multiline = multiline;
  }

  copy(value: unknown): unknown {
    this.#values += 1;
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        return Number.isFinite(value) ? value : null;
      case 'bigint':
        return String(value);
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.#enter(value);
      default:
        return null;
    }
  }

  #text(text: string): string {
    const { maxTextLength } = this.#limits;
    // Cut before the work, as the patterns look at each character.
    const whole = text.length > maxTextLength ? text.slice(0, maxTextLength) : text;
    const lines = whole.replace(BREAKS, (found) => (!this.#multiline ? ' ' : found === '\t' ? found : '\n'));
    return lines.replace(CONTROLS, '').toWellFormed().normalize('NFC');
  }

  #enter(value: object): unknown {
    if (this.#above.has(value)) return '[circular]';
    if (this.#above.size >= this.#limits.maxDepth) return '[too deep]';
    this.#above.add(value);
    try {
      const { toJSON } = value as { toJSON?: unknown };
      const meant: unknown = typeof toJSON === 'function' ? toJSON.call(value, '') : value;
      if (meant !== value) return this.copy(meant);
      if (value instanceof Map) return this.#members(value);
      if (Array.isArray(value) || value instanceof Set) return this.#items(value);
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
      return this.#members(Object.entries(value));
    } catch {
      return '[unreadable]';
    } finally {
      this.#above.delete(value);
    }
  }

  #items(items: Iterable<unknown>): unknown[] {
    const safe: unknown[] = [];
    for (const item of items) {
      if (this.#values >= this.#limits.maxValues) break;
      safe.push(this.copy(item));
    }
    return safe;
  }

  #members(members: Iterable<readonly [unknown, unknown]>): Record<string, unknown> {
    const safe: Record<string, unknown> = {};
    for (const [key, member] of members) {
      if (this.#values >= this.#limits.maxValues) break;
      if (member === undefined || typeof member === 'function' || typeof member === 'symbol') continue;
      const name = this.#text(String(key));
      if (!PROTOTYPE_NAMES.has(name) && !Object.hasOwn(safe, name)) safe[name] = this.copy(member);
    }
    return safe;
  }
}

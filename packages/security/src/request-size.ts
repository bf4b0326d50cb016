import type { ValidateRequestParams } from '@hearthgate/contracts';
import { GatewayError, jsonRoomLeft } from '@hearthgate/kernel';

/** How much a request may be. */
export interface RequestLimits {
  /** Bytes of its JSON in UTF-8. */
  readonly maxBytes: number;
  /** Levels of objects and lists in each other; 0 is a bare text or number. */
  readonly maxDepth: number;
}

const DEFAULT_LIMITS: RequestLimits = { maxBytes: 1_048_576, maxDepth: 64 };

/** A deeper limit would let the walk itself run out of stack. */
const GREATEST_DEPTH = 1_000;

/** Texts in which each character is one byte and none is escaped. */
const PLAIN_TEXT = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** @throws GatewayError `KERNEL_INVALID_PARAMS` for limits that are none */
export function requestLimits({ maxBytes, maxDepth }: ValidateRequestParams): RequestLimits {
  if (maxBytes !== undefined && !(Number.isInteger(maxBytes) && maxBytes > 0)) {
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'maxBytes is a whole number of bytes from 1.');
  }
  if (maxDepth !== undefined && !(Number.isInteger(maxDepth) && maxDepth >= 0 && maxDepth <= GREATEST_DEPTH)) {
    throw new GatewayError(
      'KERNEL_INVALID_PARAMS',
      `maxDepth is a whole number of levels from 0 to ${GREATEST_DEPTH}.`,
    );
  }
  return { maxBytes: maxBytes ?? DEFAULT_LIMITS.maxBytes, maxDepth: maxDepth ?? DEFAULT_LIMITS.maxDepth };
}

/**
 * Why a request is not bearable, or `undefined`. Counts the bytes that `JSON.stringify` would write without writing
 * them, and stops at the first limit, so that the work is bounded by the limits and not by the request. Never throws.
 */
export function whyTooMuch(request: unknown, limits: RequestLimits): string | undefined {
  try {
    if (jsonRoomLeft(request, limits.maxDepth, limits.maxBytes) >= 0) return undefined;
  } catch {
    // The closer look says what it is.
  }
  try {
    new SizeWalk(limits).visit(request, 0);
    return undefined;
  } catch (error) {
    if (error instanceof Unbearable) return error.message;
    return 'The request has members that cannot be read; send plain JSON data.';
  }
}

class Unbearable extends Error {}

class SizeWalk {
  readonly #limits: RequestLimits;
  readonly #above = new Set<object>();
  #bytes = 0;

  constructor(limits: RequestLimits) {
    this.#limits = limits;
  }

  visit(value: unknown, depth: number): void {
    if (typeof value === 'string') this.#countText(value);
    else if (typeof value === 'number') this.#count(Number.isFinite(value) ? String(value).length : 4);
    else if (typeof value === 'boolean') this.#count(value ? 4 : 5);
    else if (value === null) this.#count(4);
    else if (typeof value === 'object') this.#visitObject(value, depth + 1);
    else if (typeof value === 'bigint') {
      throw new Unbearable('The request holds a BigInt, which JSON has not; send plain JSON data.');
    }
  }

  #visitObject(value: object, depth: number): void {
    const { maxDepth } = this.#limits;
    if (depth > maxDepth) {
      throw new Unbearable(`The request is nested deeper than ${maxDepth} levels; flatten it or raise maxDepth.`);
    }
    if (this.#above.has(value)) throw new Unbearable('The request contains itself; send plain JSON data.');
    this.#above.add(value);
    this.#count(2);
    if (Array.isArray(value)) this.#visitItems(value, depth);
    else this.#visitMembers(value, depth);
    this.#above.delete(value);
  }

  #visitItems(items: readonly unknown[], depth: number): void {
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index];
      if (index > 0) this.#count(1);
      if (isLeftOut(item)) this.#count(4);
      else this.visit(item, depth);
    }
  }

  #visitMembers(value: object, depth: number): void {
    let isFirst = true;
    for (const key of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[key];
      if (isLeftOut(member)) continue;
      this.#countText(key);
      this.#count(isFirst ? 1 : 2);
      isFirst = false;
      this.visit(member, depth);
    }
  }

  #countText(text: string): void {
    // Each character is at least one byte, so a text that cannot fit is not looked at.
    if (text.length > this.#limits.maxBytes - this.#bytes) this.#count(text.length);
    this.#count(PLAIN_TEXT.test(text) ? text.length + 2 : Buffer.byteLength(JSON.stringify(text)));
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    const { maxBytes } = this.#limits;
    if (this.#bytes > maxBytes) {
      throw new Unbearable(`The request is larger than ${maxBytes} bytes; send less or raise maxBytes.`);
    }
  }
}

/** What JSON leaves out of objects, and writes as `null` in lists. */
function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol';
}

import { hideIn, REDACTED, type SecretForms } from './redact-text.ts';
import { isCountName, isSecretName } from './secret-name.ts';

/** Nothing deeper than this is looked at; it is left out, so nothing below it can leak. */
const MAX_DEPTH = 32;

/** Values that one call looks at. The rest is left out: a log line needs no more, and the work stays bounded. */
const MAX_VALUES = 20_000;

const UNREADABLE = '[unreadable]';
const LEFT_OUT = '[left out]';
const ERROR_MEMBERS: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors']);

/** How much of a text is looked at to tell what stands beside it. */
const MAX_BESIDE_LENGTH = 256;

/** HTTP headers that stand in lists as `name, value, name, value` or `[name, value]`. */
const SECRET_HEADER = /^(?:proxy-)?authorization$|^(?:set-)?cookie$|^(?:x-)?api-key$|^x-[\w-]{0,40}(?:token|secret)$/i;

type Members = readonly (readonly [string, unknown])[];

/** One walk over one value: what is secret, where it is, and how much it may still look at. */
export class RedactingCopy {
  readonly #forms: SecretForms;
  readonly #above: Set<object> = new Set();
  #looked = 0;

  constructor(forms: SecretForms) {
    this.#forms = forms;
  }

  /** A plain copy without secrets. Never throws, whatever getters, proxies and `toJSON` do. */
  copy(value: unknown): unknown {
    this.#looked += 1;
    switch (typeof value) {
      case 'string':
        return hideIn(value, this.#forms);
      case 'number':
      case 'bigint':
        return this.#copyNumber(value);
      case 'symbol':
      case 'function':
        return `[${typeof value}]`;
      case 'object':
        return value === null ? null : this.#enter(value);
      default:
        return value;
    }
  }

  #copyNumber(value: number | bigint): unknown {
    if (this.#forms.length === 0) return typeof value === 'bigint' ? String(value) : value;
    const text = String(value);
    if (hideIn(text, this.#forms) !== text) return REDACTED;
    return typeof value === 'bigint' ? text : value;
  }

  #enter(value: object): unknown {
    if (this.#above.has(value)) return '[circular]';
    if (this.#above.size >= MAX_DEPTH) return '[too deep]';
    this.#above.add(value);
    try {
      return this.#copyObject(value);
    } catch {
      // A revoked proxy, a trap or a conversion that throws: nothing of it can be shown.
      return UNREADABLE;
    } finally {
      this.#above.delete(value);
    }
  }

  #copyObject(value: object): unknown {
    if (Array.isArray(value)) return this.#copyItems(value);
    if (Object.getPrototypeOf(value) === Object.prototype) return this.#copyPlain(value);
    if (value instanceof Error) return this.#copyError(value);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof URL || value instanceof URLSearchParams || value instanceof RegExp) {
      return hideIn(String(value), this.#forms);
    }
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (value instanceof Map) return this.#copyMembers(this.#entriesOf(value));
    if (value instanceof Set) return this.#copyItems(value);
    if (value instanceof String || value instanceof Number || value instanceof Boolean)
      return this.copy(value.valueOf());
    return this.#copyPlain(value);
  }

  #copyPlain(value: object): unknown {
    const { toJSON } = value as { toJSON?: unknown };
    const meant = typeof toJSON === 'function' ? toJSON.call(value, '') : value;
    return meant === value ? this.#copyMembers(this.#membersOf(value)) : this.copy(meant);
  }

  #copyItems(items: Iterable<unknown>): unknown[] {
    const safe: unknown[] = [];
    let previous: unknown;
    for (const item of items) {
      if (this.#looked >= MAX_VALUES) {
        safe.push(LEFT_OUT);
        break;
      }
      const isHeaderValue = typeof previous === 'string' && SECRET_HEADER.test(previous);
      safe.push(isHeaderValue && typeof item === 'string' ? this.#hide('', item) : this.copy(item));
      previous = item;
    }
    return safe;
  }

  #copyMembers(members: Members, safe: Record<string, unknown> = {}): Record<string, unknown> {
    const mark = markOf(members);
    const taken = new Map<string, number>();
    for (const [key, member] of members) {
      const place = this.#freeKey(safe, key, taken);
      if (this.#looked >= MAX_VALUES) {
        define(safe, place, LEFT_OUT);
        break;
      }
      const isHidden = isSecretName(key) || mark?.has(key.toLowerCase()) === true;
      define(safe, place, isHidden ? this.#hide(key, member) : this.copy(member));
    }
    return safe;
  }

  /** The members that may still be looked at, and one more that stands for the rest. */
  #membersOf(value: object, except?: ReadonlySet<string>): Members {
    const members: [string, unknown][] = [];
    for (const key of Object.keys(value)) {
      if (except?.has(key) === true) continue;
      if (members.push([key, read(value, key)]) > MAX_VALUES - this.#looked) break;
    }
    return members;
  }

  #entriesOf(map: ReadonlyMap<unknown, unknown>): Members {
    const members: [string, unknown][] = [];
    for (const [key, member] of map) {
      const name = typeof key === 'object' && key !== null ? '[object]' : String(key);
      if (members.push([name, member]) > MAX_VALUES - this.#looked) break;
    }
    return members;
  }

  /** The name without secrets; numbered when that made two names alike. */
  #freeKey(safe: object, key: string, taken: Map<string, number>): string {
    const hidden = key.length < 8 && !/[=:@|]/.test(key) ? key : hideIn(key, this.#forms);
    let free = hidden;
    let number = taken.get(hidden) ?? 1;
    while (Object.hasOwn(safe, free)) {
      number += 1;
      free = `${hidden} ${number}`;
    }
    if (number > 1) taken.set(hidden, number);
    return free;
  }

  /** Absence and plain yes or no tell nothing; everything else under a secret name is hidden whole. */
  #hide(name: string, member: unknown): unknown {
    this.#looked += 1;
    if (member === undefined || member === null || member === '' || typeof member === 'boolean') return member;
    return typeof member === 'number' && isCountName(name) ? member : REDACTED;
  }

  #copyError(error: Error): unknown {
    const safe: Record<string, unknown> = {};
    define(safe, 'name', this.copy(read(error, 'name')));
    define(safe, 'message', this.copy(read(error, 'message')));
    this.#copyMembers(this.#membersOf(error, ERROR_MEMBERS), safe);
    for (const member of ['cause', 'errors']) {
      const value = read(error, member);
      if (value !== undefined) define(safe, member, this.#looked >= MAX_VALUES ? LEFT_OUT : this.copy(value));
    }
    return safe;
  }
}

/** The private members of a JSON Web Key (RFC 7518, section 6; RFC 8037; `priv` of keys of type AKP). */
const PRIVATE_KEY = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

/**
 * The members, in lower case, whose values are secret for what stands beside them: `code` of an authorization-code grant,
 * `value` beside a secret name, the private half of a JSON Web Key.
 */
function markOf(members: Members): ReadonlySet<string> | undefined {
  const marked: string[] = [];
  for (const [key, member] of members) {
    if (typeof member !== 'string' || key.length > 6) continue;
    const beside = member.slice(0, MAX_BESIDE_LENGTH);
    if (key === 'type' && /authorization_?code/i.test(beside)) marked.push('code');
    else if (key === 'kty' && /^(?:RSA|EC|OKP|oct|AKP)$/.test(beside)) marked.push(...PRIVATE_KEY);
    else if (/^(?:name|key|header)$/i.test(key) && isSecretName(beside)) marked.push('value');
  }
  return marked.length === 0 ? undefined : new Set(marked);
}

function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return UNREADABLE;
  }
}

/** Assigning `__proto__` would set the prototype and lose the member. */
function define(safe: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') safe[key] = value;
  else Object.defineProperty(safe, key, { value, enumerable: true, configurable: true, writable: true });
}

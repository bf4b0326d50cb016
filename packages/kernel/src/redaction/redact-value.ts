import type { NameVerdict } from './name-verdict.ts';
import { judgeName } from './name-verdicts.ts';
import { hideIn, holdsKnown } from './redact-text.ts';
import { REDACTED, type SecretForms } from './secret-forms.ts';
import { isHarmlessNumber, isSecretHeader, isToldUnderSecretName, marksBeside } from './value-rules.ts';

/** Nothing deeper than this is looked at; it is left out, so nothing below it can leak. */
const MAX_DEPTH = 32;

/** Values that one call looks at. The rest is left out: a log line needs no more, and the work stays bounded. */
const MAX_VALUES = 20_000;

const UNREADABLE = '[unreadable]';
const LEFT_OUT = '[left out]';
const ERROR_MEMBERS: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors']);

/** Of larger objects only as many members are read as may still be looked at. */
const MAX_SIMPLE_MEMBERS = 100;

/** Names and values of members in their order, each value read once. */
interface Members {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/** One walk over one value: what is secret, where it is, and how much it may still look at. */
export class RedactingCopy {
  readonly #forms: SecretForms;
  /** What is being copied, the outermost first: a list, as its few members are looked through sooner than hashed. */
  readonly #above: object[] = [];
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
    if (typeof value === 'number') return isHarmlessNumber(value, this.#forms) ? value : REDACTED;
    const text = String(value);
    return holdsKnown(text, this.#forms) ? REDACTED : text;
  }

  #enter(value: object): unknown {
    if (this.#above.includes(value)) return '[circular]';
    if (this.#above.length >= MAX_DEPTH) return '[too deep]';
    this.#above.push(value);
    try {
      return this.#copyObject(value);
    } catch {
      // A revoked proxy, a trap or a conversion that throws: nothing of it can be shown.
      return UNREADABLE;
    } finally {
      this.#above.pop();
    }
  }

  #copyObject(value: object): unknown {
    if (Array.isArray(value)) return this.#copyItems(value);
    if (Object.getPrototypeOf(value) === Object.prototype) return this.#copyPlain(value);
    if (value instanceof Error) return this.#copyError(value);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof URL || value instanceof RegExp) return hideIn(String(value), this.#forms);
    // With its `?` its first member, too, is one of a query.
    if (value instanceof URLSearchParams) return hideIn(`?${value}`, this.#forms).replace(/^\?/, '');
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (value instanceof Map) return this.#copyMembers(this.#entriesOf(value), {});
    if (value instanceof Set) return this.#copyItems(value);
    if (value instanceof String || value instanceof Number || value instanceof Boolean)
      return this.copy(value.valueOf());
    return this.#copyPlain(value);
  }

  #copyPlain(value: object): unknown {
    const { toJSON } = value as { toJSON?: unknown };
    const meant = typeof toJSON === 'function' ? toJSON.call(value, '') : value;
    return meant === value
      ? (this.#copyUnmarked(value) ?? this.#copyMembers(this.#membersOf(value)))
      : this.copy(meant);
  }

  /**
   * As `#copyMembers`, without lists, for nearly all objects: `undefined` where a member says something of those beside it,
   * where names are hidden, or where there are very many. That is seen before anything is copied: whoever nests objects of
   * which each is begun twice would have all of them copied twice as often with each level.
   */
  #copyUnmarked(value: object): Record<string, unknown> | undefined {
    const names = Object.keys(value);
    if (names.length > MAX_SIMPLE_MEMBERS) return undefined;
    let asked: Map<string, unknown> | undefined;
    for (const name of names) {
      const { isMark, isClean } = this.#judge(name);
      if (!isClean || holdsKnown(name, this.#forms)) return undefined;
      if (!isMark) continue;
      const member = read(value, name);
      if (marksBeside(name, member).length > 0) return undefined;
      asked ??= new Map();
      asked.set(name, member);
    }
    const safe: Record<string, unknown> = {};
    for (const name of names) {
      if (this.#looked >= MAX_VALUES) {
        define(safe, name, LEFT_OUT);
        break;
      }
      const member = asked?.has(name) === true ? asked.get(name) : read(value, name);
      define(safe, name, this.#judge(name).isSecret ? this.#hide(name, member) : this.copy(member));
    }
    return safe;
  }

  #copyItems(items: Iterable<unknown>): unknown[] {
    const safe: unknown[] = [];
    let previous: unknown;
    for (const item of items) {
      if (this.#looked >= MAX_VALUES) {
        safe.push(LEFT_OUT);
        break;
      }
      safe.push(typeof item === 'string' && isSecretHeader(previous) ? this.#hide('', item) : this.copy(item));
      previous = item;
    }
    return safe;
  }

  /** @param before what there is already, or an empty object where two members may have one name */
  #copyMembers({ names, values }: Members, before?: Record<string, unknown>): Record<string, unknown> {
    const safe = before ?? {};
    const verdicts: NameVerdict[] = [];
    const marked = new Set<string>();
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] as string;
      const verdict = this.#judge(name);
      verdicts.push(verdict);
      if (verdict.isMark) for (const one of marksBeside(name, values[index])) marked.add(one);
    }
    // Names are alike only where several things have one name, or once hiding has changed one.
    let taken = before === undefined ? undefined : new Map<string, number>();
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] as string;
      const verdict = verdicts[index] as NameVerdict;
      let place = name;
      if (!verdict.isClean || holdsKnown(name, this.#forms)) {
        taken ??= new Map();
        place = hideIn(name, this.#forms);
      }
      if (taken !== undefined) place = freeName(safe, place, taken);
      if (this.#looked >= MAX_VALUES) {
        define(safe, place, LEFT_OUT);
        break;
      }
      const isHidden = verdict.isSecret || marked.has(verdict.lower);
      define(safe, place, isHidden ? this.#hide(name, values[index]) : this.copy(values[index]));
    }
    return safe;
  }

  #judge(name: string): NameVerdict {
    return this.#forms.names?.of(name) ?? judgeName(name);
  }

  /** The members that may still be looked at, and one more that stands for the rest. */
  #membersOf(value: object, except?: ReadonlySet<string>): Members {
    const all = Object.keys(value);
    const names = except === undefined ? all : all.filter((name) => !except.has(name));
    if (names.length > MAX_VALUES - this.#looked) names.length = Math.max(0, MAX_VALUES - this.#looked) + 1;
    const values: unknown[] = [];
    for (const name of names) values.push(read(value, name));
    return { names, values };
  }

  #entriesOf(map: ReadonlyMap<unknown, unknown>): Members {
    const names: string[] = [];
    const values: unknown[] = [];
    for (const [key, member] of map) {
      values.push(member);
      if (names.push(typeof key === 'object' && key !== null ? '[object]' : String(key)) > MAX_VALUES - this.#looked)
        break;
    }
    return { names, values };
  }

  #hide(name: string, member: unknown): unknown {
    this.#looked += 1;
    return isToldUnderSecretName(name, member) ? member : REDACTED;
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

/** A name that is not there yet; numbered when hiding made two names alike. */
function freeName(safe: object, name: string, taken: Map<string, number>): string {
  let free = name;
  let number = taken.get(name) ?? 1;
  while (Object.hasOwn(safe, free)) {
    number += 1;
    free = `${name} ${number}`;
  }
  if (number > 1) taken.set(name, number);
  return free;
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
